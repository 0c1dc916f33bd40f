"""What simple means reach on the same answers: always the commonest rating, the number of words, lists of keywords. Fitted on the corpus, never on gold."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from greenroom.frameworks import load
from greenroom.reader.reading import CRITERIA
from greenroom.text.cues import LEXICON
from greenroom.text.sentences import split

BATCHES = Path(__file__).parent / "corpus" / "batches"
Row = dict[str, Any]
RIDGE = 5.0


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()]


def features(row: Row, which: str) -> list[float]:
    """1 alone; with the number of words; or with how often each keyword list hits, and the words."""
    words = len(row["text"].split())
    if which == "majority":
        return [1.0]
    if which == "word count":
        return [1.0, float(np.log(words + 1))]
    return [1.0, float(np.log(words + 1)), *(min(3.0, len(p.findall(row["text"]))) for p in LEXICON.values())]


def fit(rows: list[Row], which: str) -> dict[str, Any]:
    """Ridge regression from the features to each criterion and the vote; the commonest value for the majority."""
    x = np.array([features(r, which) for r in rows])
    out: dict[str, Any] = {}
    for key in (*CRITERIA, "vote"):
        y = np.array([r["raters"][0]["vote"] if key == "vote" else r["raters"][0]["criteria"][key] for r in rows], dtype=float)
        if which == "majority":
            out[key] = np.array([Counter(y.tolist()).most_common(1)[0][0]])
        else:
            out[key] = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ y)
    return out


def rate(row: Row, which: str, weights: dict[str, Any]) -> Row:
    f = np.array(features(row, which))

    def value(key: str, low: int, high: int) -> int:
        return int(min(high, max(low, round(float(f @ weights[key])))))

    return {
        "id": row["id"], "sentences": [{"start": s.start, "end": s.end, "section": "A"} for s in split(row["text"])],
        "criteria": {key: {"score": value(key, 0, 3)} for key in CRITERIA}, "evidence": [], "vote": {"value": value("vote", 1, 4)},
        "principles": [p.name for p in load("amazon").principles[1:2]] + ["Deliver Results"],
    }


def baselines(golds: dict[str, Path], folder: Path, score: Callable[[Path, Path], Row], summary: Callable[[Row], dict[str, float]]) -> list[str]:
    """Lines of the page: mean criterion QWK and vote QWK of each baseline on each gold file."""
    rows = [r for path in sorted(BATCHES.glob("*.jsonl")) for r in rows_of(path)]
    lines = ["", "## Baselines", "", "| baseline | " + " | ".join(f"{n}: criteria, vote" for n in golds) + " |", "|---|" + "---|" * len(golds)]
    for which in ("majority", "word count", "keyword lists"):
        weights = fit(rows, which)
        cells = []
        for name, gold in golds.items():
            out = folder / f"{which}-{name}.jsonl".replace(" ", "-")
            out.write_text("".join(json.dumps(rate(r, which, weights)) + "\n" for r in rows_of(gold)), encoding="utf-8")
            figures = summary(score(gold, out))
            cells.append(f"{figures['mean QWK of ten criteria']:.2f}, {figures['vote QWK']:.2f}")
        lines.append(f"| {which} | " + " | ".join(cells) + " |")
    return lines
