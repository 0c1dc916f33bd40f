"""How far a writer's answers are from the manner of people's own notes, and in what.

    python3 training/annotation/manner.py ANSWERS.jsonl [LAST]      the last LAST answers of a file (all)
    python3 training/annotation/manner.py --fit OWN.jsonl CORPUS.jsonl ...      fits manner.json anew

Written answers that were meant to be plain were told from answers that people posted by function words, stops and word shapes alone (area under the curve 0.98). This counts
the same things. `manner.json` holds means, deviations and weights of a logistic regression, no text. It says nothing of what is told.
"""
import json
import math
import re
import sys
from pathlib import Path

KEPT = Path(__file__).with_name("manner.json")
WORDS = (
    "i we they he she it my our their his her the a an this that these those and or but so because if when while after before then also to of in on at for with from by as about into out up over "
    "not no never was were is are be been being had have has did do would could should can will just very really only even still all some any many more most other each every there here what which "
    "who how where than too like get got make made take took go went say said tell told ask asked think thought know knew want wanted need needed try tried use used work worked help helped decide "
    "decided able start started project team people time way thing things problem issue result finally first next day week month year manager customer"
).split()
SHAPES = (
    ("commas", r","), ("colons", r"[;:]"), ("dashes", r" - |[\u2013\u2014]"), ("figures", r"\d+"), ("capitals inside", r"(?<=[a-z,] )[A-Z][a-z]+"), ("apostrophes", r"'"), ("line ends", r"\n"),
    ("brackets", r"\("), ("quotation marks", r'"'), ("words in -ed", r"\w+ed\b"), ("words in -ing", r"\w+ing\b"), ("words in -ly", r"\w+ly\b"), ("words in -tion, -ment, -ness, -ity", r"\w+(?:tion|ment|ness|ity)\b"),
)
NAMES = [*WORDS, *(name for name, _ in SHAPES), "words a sentence", "letters a word", "different words", "length"]


def counts(text):
    """What is counted in a text, in the order of NAMES; words and shapes as so many in a hundred words."""
    words = re.findall(r"[a-z']+", text.lower())
    n = max(1, len(words))
    sentences = [s for s in re.split(r"[.!?\n]+", text) if s.strip()]
    tally = {}
    for word in words:
        tally[word] = tally.get(word, 0) + 100 / n
    shapes = [len(re.findall(pattern, text)) / n * 100 for _, pattern in SHAPES]
    return [*(tally.get(w, 0.0) for w in WORDS), *shapes, n / max(1, len(sentences)), sum(map(len, words)) / n, len(set(words)) / n**0.7, math.log(n)]


def score(row, kept):
    """Above 0 it reads as people's own, below as written for a corpus."""
    return kept["bias"] + sum(w * (x - m) / s for x, m, s, w in zip(row, kept["mean"], kept["deviation"], kept["weights"]))


def fit(own, corpus, decay=0.02, steps=600, rate=0.5):
    """Ridge-penalised logistic regression on both, each weighing as much as the other."""
    import numpy as np

    x = np.array([*map(counts, own), *map(counts, corpus)])
    y = np.r_[np.ones(len(own)), np.zeros(len(corpus))]
    share = np.where(y == 1, 0.5 / len(own), 0.5 / len(corpus))
    mean, deviation = x[y == 0].mean(0), x.std(0) + 0.05
    z, weights, bias = (x - mean) / deviation, np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        off = share * (1 / (1 + np.exp(-(z @ weights + bias))) - y)
        weights, bias = weights - rate * (z.T @ off + decay * weights), bias - rate * off.sum()
    kept = {
        "names": NAMES, "mean": mean, "deviation": deviation, "weights": weights, "bias": bias, "own": x[y == 1].mean(0), "spread": x[y == 1].std(0),
        "quarters": np.quantile(z[y == 1] @ weights + bias, [0.1, 0.25, 0.5, 0.75]),
    }
    KEPT.write_text(json.dumps({k: v if k == "names" else np.round(v, 3).tolist() for k, v in kept.items()}) + "\n")


def texts(path):
    return [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def main():
    if sys.argv[1] == "--fit":
        fit(texts(sys.argv[2]), [t for path in sys.argv[3:] for t in texts(path)])
        return
    kept = json.loads(KEPT.read_text())
    rows = [counts(t) for t in texts(sys.argv[1])][-int(sys.argv[2]) if len(sys.argv) > 2 else 0:]
    print("people's own: a tenth below {:.1f}, a quarter below {:.1f}, half below {:.1f}, three quarters below {:.1f}".format(*kept["quarters"]))
    print("yours, one by one:", " ".join(f"{score(row, kept):.1f}" for row in rows), "| mean", f"{sum(score(r, kept) for r in rows) / len(rows):.1f}")
    mean = [sum(column) / len(rows) for column in zip(*rows)]
    pull = sorted(((w * (x - o) / s, name, x, o) for name, w, x, o, s in zip(NAMES, kept["weights"], mean, kept["own"], kept["deviation"])))
    print("what gives them away most (yours, theirs; in 100 words):")
    for _, name, x, o in pull[:14]:
        print(f"  {name}: {x:.2f}, theirs {o:.2f}: {'more' if o > x else 'less'}")


if __name__ == "__main__":
    main()
