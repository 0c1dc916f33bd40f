"""Texts to measure on: sentences of the example and of the training corpus, recombined with a seed.

Every text is a new one, because a tool may remember what it has read: harper.js reads a text for the second time ten times as fast.
"""
from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from greenroom.text.sentences import split

ROOT = Path(__file__).parents[1]
LEAST_SENTENCE, MOST_SENTENCE = 3, 45
"""Words of a sentence worth recombining."""
LEAST_REST = 6
"""So many words at least are left for the last sentence of a text, or none: sentences of any such length are there."""
LEAST_ANSWER, MOST_ANSWER = 40, 700


def texts() -> Iterator[tuple[str, str]]:
    """Text and question ("" where there is none) of every example and corpus answer."""
    for path in sorted(ROOT.glob("docs/examples/*.txt")):
        yield path.read_text(encoding="utf-8"), ""
    for path in sorted(ROOT.glob("training/corpus/batches/*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                row = json.loads(line)
                yield row["text"], row.get("question") or ""


class Recombiner:
    """Draws texts; the same seed and corpus give the same ones in the same order."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        thirds: tuple[dict[str, int], ...] = ({}, {}, {})
        self.lengths: list[int] = []
        questions: dict[str, None] = {}
        for text, question in texts():
            spans = split(text)
            for i, span in enumerate(spans):
                sentence = " ".join(text[span.start:span.end].split())
                words = len(sentence.split())
                if LEAST_SENTENCE <= words <= MOST_SENTENCE:
                    thirds[3 * i // len(spans)][sentence] = words
            self.lengths.append(min(MOST_ANSWER, max(LEAST_ANSWER, len(text.split()))))
            if question:
                questions[question] = None
        self.thirds = tuple(list(t.items()) for t in thirds)
        self.questions = list(questions) or [""]

    def answer(self, words: int, taken: set[str] | None = None) -> str:
        """A text of exactly `words` words that opens, goes on and ends with sentences from such places; none is in `taken`, which grows."""
        used: set[str] = set() if taken is None else taken
        parts: list[str] = []
        rest = words
        while rest:
            sentence, size = self.random.choice(self.thirds[3 * (words - rest) // words])
            if sentence in used or not (size == rest or rest - size >= LEAST_REST):
                continue
            used.add(sentence)
            parts.append(sentence)
            rest -= size
        return " ".join(parts)

    def sentence(self, words: int, taken: set[str]) -> str:
        """One sentence of `words` words that is not in `taken`, which grows."""
        fitting = [s for third in self.thirds for s, size in third if size == words and s not in taken]
        chosen = self.random.choice(fitting)
        taken.add(chosen)
        return chosen

    def lines(self, count: int) -> Iterator[str]:
        """JSON lines as `assess_lines` takes them, as long as the corpus answers are, one at a time."""
        for n in range(count):
            yield json.dumps({"id": n, "question": self.random.choice(self.questions), "text": self.answer(self.random.choice(self.lengths))})
