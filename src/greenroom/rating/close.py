"""When a score is a close call: the anchor given was not much likelier than the one beside it."""
from __future__ import annotations

BORDERS: dict[str, float] = {
    "fit": 0.61, "context": 0.45, "ownership": 0.53, "agency": 0.75, "depth": 0.57,
    "judgement": 0.54, "metric": 0.70, "impact": 0.49, "lasting": 0.58, "reflection": 0.52,
}
"""The probability of the anchor given below which the score is called close.

Source: the 340 held-out answers of training/corpus, each criterion by itself: the border, of those that flag a tenth to two fifths of them, that parts best (phi
coefficient) the scores that are the raters' lower median from those that are not. By the weights 4b635dd1, read in parts (decision 45).
That of `context` parts nothing by itself (see NEVER_SURE).
"""
NEVER_SURE: dict[str, tuple[int, ...]] = {"context": (3,)}
"""Anchors that are close calls whatever their probability: on the same answers it tells nothing of whether a 3 of `context` is right."""


def between(key: str, steps: tuple[float, float, float], value: int, low: int = 0, high: int = 3) -> tuple[int, int] | None:
    """The two anchors that a score lies between when it is a close call, else None.

    `steps` are the probabilities of at least 1, 2 and 3; only anchors from `low` to `high` come into question.
    """
    p = anchors(steps)
    beside = [a for a in (value - 1, value + 1) if low <= a <= high]
    if not beside or (p[value] >= BORDERS[key] and value not in NEVER_SURE.get(key, ())):
        return None
    other = max(beside, key=lambda a: (p[a], -a))
    return min(value, other), max(value, other)


def anchors(steps: tuple[float, float, float]) -> tuple[float, float, float, float]:
    """The probability of each anchor, 0 to 3, rounded before anything is decided by it."""
    a, b, c = steps
    return round(1 - a, 2), round(a - b, 2), round(b - c, 2), round(c, 2)
