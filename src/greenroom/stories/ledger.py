"""The fact ledger: every figure that was told of a story, in which tellings, and where two tellings give one thing two figures."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from greenroom.text.quantities import find_quantities
from greenroom.text.spans import plain

NEAR = 8
"""Words on either side of a figure that say what it counts."""
SHARED = 2
LIKE = 0.4
"""Two figures count the same thing where they share SHARED words around them and LIKE of all of them. Set so that a wrong alarm is rarer than a miss."""
CLOSE = 1.25
"""The same end of a change (from, to) told with figures no further apart than this, and with one word around them shared, counts the same thing."""
AROUND = 60
"""Characters of the sentence that are shown on either side of a figure; the word that is reached there is shown whole."""
_ENDS = re.compile(r"[.!?](?=\s|$)|\n")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_IDLE = frozenset(
    _WORD.findall(
        "a about above after again all almost an and any are around as at be because been before below but by can could did do does down each every for from "
        "get got had has have he her him his how i if in into is it its just less like me more most my nearly no not of off on one only or our out over roughly "
        "same she so some still than that the their them then there these they this those through to too under until up us very was we week weeks went were "
        "what when which while who will with would you your day days month months year years hour hours minute minutes second seconds percent per cent point "
        "points two three four five six seven eight nine ten eleven twelve "
    )
)
_UNITS = {"%": "%", "percent": "%", "per cent": "%", "percentage": "%", "ms": "ms", "millisecond": "ms", "s": "s", "sec": "s", "second": "s", "min": "min",
          "minute": "min", "h": "h", "hr": "h", "hour": "h", "x": "times", "fold": "times", "$": "$", "dollar": "$", "usd": "$", "€": "€", "euro": "€", "eur": "€",
          "£": "£", "pound": "£", "gbp": "£", "₹": "₹", "rupee": "₹"}  # fmt: skip
_TIMES = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0, "half": 0.5}
_ONES = {
    w: float(n)
    for n, w in enumerate(
        _WORD.findall(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
_TENS = {w: float(10 * n) for n, w in enumerate(_WORD.findall("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "lakh": 1e5, "crore": 1e7, "hundred": 100.0, "dozen": 12.0}


@dataclass(frozen=True, slots=True)
class Telling:
    """A text that figures are read from: `name` is what the ledger calls it."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was told: its value and unit, the words themselves and the clause they stand in (offsets into the telling)."""

    telling: Telling
    value: float
    unit: str
    start: int
    end: int
    near: frozenset[str]

    @property
    def quote(self) -> str:
        return self.telling.text[self.start : self.end].strip()

    @property
    def clause(self) -> str:
        """The sentence that holds it, shortened to the whole words about it; an ellipsis says where words were left out."""
        text = self.telling.text
        start, end = _sentence(text, self.start, self.end)
        low, high = max(start, self.start - AROUND), min(end, self.end + AROUND)
        while low > start and not text[low - 1].isspace():
            low -= 1
        while high < end and not text[high].isspace():
            high += 1
        shown = " ".join(text[low:high].split())
        return ("… " if text[start:low].strip() else "") + shown + (" …" if text[high:end].strip() else "")

    @property
    def change(self) -> str:
        """"from" or "to" where the figure is one end of a change, else ""."""
        before = self.telling.text[: self.start].split()[-1:]
        return before[0].lower() if before and before[0].lower() in ("from", "to") else ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with every telling of it, the first one first."""

    quote: str
    told: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two tellings that give one thing two figures."""

    first: Figure
    second: Figure


@dataclass(frozen=True, slots=True)
class Ledger:
    """All figures, and those that contradict each other."""

    facts: tuple[Fact, ...]
    contradictions: tuple[Contradiction, ...]


def ledger(tellings: Sequence[Telling]) -> Ledger:
    """Read the figures of all tellings, the oldest first."""
    figures = [f for t in tellings for f in figures_of(t)]
    groups: dict[tuple[str, float], list[Figure]] = {}
    for f in figures:
        groups.setdefault((f.unit, f.value), []).append(f)
    facts = tuple(Fact(held[0].quote, _once(held)) for held in groups.values())
    return Ledger(facts, _contradictions(figures))


def figures_of(telling: Telling) -> tuple[Figure, ...]:
    """The figures of one telling, left to right. What cannot be read as a number is left out."""
    flat = plain(telling.text)
    out = []
    for q in find_quantities(flat):
        read = _value(q.span.of(flat), q.kind)
        if read:
            out.append(Figure(telling, read[0], read[1], q.span.start, q.span.end, _near(flat, q.span.start, q.span.end)))
    return tuple(out)


def _contradictions(figures: Sequence[Figure]) -> tuple[Contradiction, ...]:
    """One thing, two figures, in two tellings; a telling that holds both (before and after) contradicts neither."""
    held = {(f.telling.id, f.unit, f.value) for f in figures}
    out: dict[tuple[str, float, float], Contradiction] = {}
    for a, b in combinations(figures, 2):
        if a.telling.id == b.telling.id or a.unit != b.unit or a.value == b.value or not _alike(a, b):
            continue
        if (a.telling.id, a.unit, b.value) in held or (b.telling.id, b.unit, a.value) in held:
            continue
        out.setdefault((a.unit, *sorted((a.value, b.value))), Contradiction(a, b))  # type: ignore[arg-type]
    return tuple(out.values())


def _alike(a: Figure, b: Figure) -> bool:
    shared = a.near & b.near
    if a.change and a.change == b.change and shared and max(a.value, b.value) <= CLOSE * min(a.value, b.value):
        return True
    return len(shared) >= SHARED and len(shared) >= LIKE * min(len(a.near), len(b.near))


def _once(figures: list[Figure]) -> tuple[Figure, ...]:
    """The first mention in each telling."""
    first: dict[str, Figure] = {}
    for f in figures:
        first.setdefault(f.telling.id, f)
    return tuple(first.values())


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = [m.end() for m in _ENDS.finditer(text, 0, start)]
    after = _ENDS.search(text, end)
    return (before[-1] if before else 0), (after.start() + 1 if after else len(text))


def _near(flat: str, start: int, end: int) -> frozenset[str]:
    """The words that say what a figure counts: of its own sentence, NEAR on each side, without idle ones, cut to their stems."""
    low, high = _sentence(flat, start, end)
    left = _WORD.findall(flat[low:start].lower())[-NEAR:]
    right = _WORD.findall(flat[end:high].lower())[:NEAR]
    return frozenset(_stem(w) for w in (*left, *right) if w not in _IDLE and len(w) > 2)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _value(words: str, kind: str) -> tuple[float, str] | None:
    """A figure as a number and its unit: "8,000 dollars" is (8000, "$"), "three weeks" is (3, "week"). None where it is neither."""
    low = words.lower().strip()
    number = re.search(r"\d+(?:[.,]\d+)*", low)
    rest = (low[: number.start()] + " " + low[number.end() :] if number else low).replace("-", " ").split()
    value = _figure(number.group()) if number else None
    unit = ""
    for word in rest:
        if word in _TIMES:
            value, unit = (value or 1.0) * _TIMES[word], "times"
        elif word in _SCALES and (value is not None or word in {"hundred", "thousand", "million", "dozen"}) and not (word == "m" and kind == "time"):
            value = (1.0 if value is None else value) * _SCALES[word]
        elif word in _ONES or word in _TENS:
            value = (value or 0.0) + (_ONES[word] if word in _ONES else _TENS[word])
        elif word not in {"a", "an", "and"}:
            unit = _UNITS.get(word) or _UNITS.get(word.rstrip("s")) or word.rstrip("s")
    if kind == "percent":
        unit = "%"
    return None if value is None else (value, unit)


def _figure(digits: str) -> float:
    """"8,000" and "1.234.567" hold thousands, "0,3" and "0.3" a fraction."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        return float(digits.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", digits):
        return float(digits.replace(".", ""))
    head, *tail = re.split(r"[.,]", digits)
    return float(f"{head}.{''.join(tail)}") if tail else float(head)
