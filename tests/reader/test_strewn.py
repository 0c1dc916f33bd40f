"""Sentences that have nothing to do with the story are found before it is read, and only where several of them are."""
from __future__ import annotations

import numpy as np
import pytest

from greenroom.reader import engine, files, numeric, strewn
from greenroom.reader.prepare import UNREAD, prepare
from tests.conftest import ROOT
from tests.reader.test_around import lost

TEXT = (ROOT / "docs" / "examples" / "dropped-webhooks.txt").read_text(encoding="utf-8").strip()
QUESTION = "Tell me about a time you took on something outside your area of responsibility."
BESIDE = (
    "The ferry to the island only runs when the sea is calm.", "My aunt keeps three parrots in her kitchen.", "Sunflowers turn their heads with the light.",
    "Our street has a bakery that sells poppy seed rolls.", "In that film the dog finds its own way home.",
)


def padded(pieces: tuple[str, ...]) -> str:
    """The example with a piece after every third sentence."""
    told = TEXT.split(". ")
    for n, piece in enumerate(pieces):
        told.insert(min(4 * n + 2, len(told) - 1), piece.rstrip("."))
    return ". ".join(told)


def left_out(text: str) -> list[str]:
    """The sentences that are not read."""
    surely, doubtful = engine._strewn(prepare(text, files.load().tokenizer))
    spans = prepare(text, files.load().tokenizer).sentences
    return [spans[i].of(text) for i in sorted(surely | doubtful)]


def test_what_is_strewn_in_is_found_and_moves_nothing() -> None:
    text = padded(BESIDE)
    assert left_out(text) == list(BESIDE)
    plain, strewed = engine.read(TEXT, QUESTION), engine.read(text, QUESTION)
    assert lost(plain.criteria, strewed.criteria) < 0.05
    assert lost(plain.votes, strewed.votes) < 0.05
    assert strewed.principles == plain.principles
    found = {s.span.of(text): s.section for s in strewed.sentences}
    assert {found[piece] for piece in BESIDE} == {"O"}
    assert {s.span.of(text) for s in strewed.sentences if s.unread} == set(BESIDE)
    assert not any(s.unread for s in plain.sentences)
    assert not {m.sentence for m in strewed.marks} & {i for i, s in enumerate(strewed.sentences) if s.span.of(text) in BESIDE}


def test_nothing_is_left_out_of_a_story_as_it_is() -> None:
    assert not left_out(TEXT)


def test_one_sentence_alone_is_no_strewing() -> None:
    assert not left_out(padded(BESIDE[:1]))


def test_beside_names_of_principles_one_is() -> None:
    with_names = f"{padded(BESIDE[:1])} Customer Obsession, Dive Deep, Ownership."
    ready = prepare(with_names, files.load().tokenizer)
    assert ready.read[-1] == UNREAD
    assert left_out(with_names) == [BESIDE[0]]


def test_where_it_seems_to_be_most_of_the_answer_all_is_read() -> None:
    assert not left_out(" ".join(BESIDE) + " I called the supplier and we agreed on a new date.")


def scores(values: list[float]) -> dict[str, np.ndarray]:
    """Weights by which the n-th sentence, all else being equal, has the n-th of these values as its score: it is told by its first cue."""
    width = strewn.features(*sentences(values)).shape[1]
    hidden, score = np.zeros((1, width), dtype=np.float32), np.full((1, 1), 100.0, dtype=np.float32)
    hidden[0, -1] = 0.01
    bias = np.full(1, 1.0, dtype=np.float32)
    base = float(numeric.gelu(bias)[0])
    return {
        "strewn.hidden.weight": hidden, "strewn.hidden.bias": bias, "strewn.score.weight": score,
        "strewn.score.bias": np.full(1, -100.0 * base, dtype=np.float32), "strewn.borders": np.array([3.0, 2.0, 1.0], dtype=np.float32),
    }


def sentences(values: list[float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sentences of nine words that differ in their only cue."""
    count = len(values)
    return np.ones((count, files.WIDTH), dtype=np.float32), np.array(values, dtype=np.float32)[:, None], np.full(count, 9.0, dtype=np.float32)


@pytest.mark.parametrize(("values", "known", "surely", "doubtful"), [
    ([9.0, 9.0, 1.3, 0.0, 0.0, 0.0], 0, [0, 1], [2]),
    ([9.0, 2.3, 1.3, 0.0, 0.0, 0.0], 0, [0], [1, 2]),
    ([2.3, 2.3, 1.3, 0.0, 0.0, 0.0], 0, [], []),
    ([9.0, 1.3, 1.3, 0.0, 0.0, 0.0], 0, [], []),
    ([9.0, 1.3, 1.3, 0.0, 0.0, 0.0], 1, [0], []),
    ([9.0, 9.0, 9.0, 9.0, 0.0, 0.0], 0, [], []),
])
def test_several_that_likely_are_show_that_others_may_be(values: list[float], known: int, surely: list[int], doubtful: list[int]) -> None:
    assert strewn.found(scores(values), *sentences(values), known=known) == (surely, doubtful)


@pytest.mark.parametrize("count", [0, 1, strewn.LEAST - 1])
def test_too_few_sentences_say_nothing(count: int) -> None:
    vectors = np.ones((count, files.WIDTH), dtype=np.float32)
    assert strewn.found({}, vectors, np.zeros((count, 1), dtype=np.float32), np.full(count, 9.0, dtype=np.float32)) == ([], [])
