"""How much of a walkthrough's wording stands in others too."""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from greenroom.catalogue.model import Walkthrough, plain

_WORD = re.compile(r"[a-z0-9']+")


def grams(text: str, n: int = 5) -> set[tuple[str, ...]]:
    """The runs of `n` words of a text, in lower case and without punctuation."""
    words = _WORD.findall(text.casefold().replace("\u2019", "'"))
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def prose(w: Walkthrough) -> str:
    """All that a learner reads in a walkthrough, with a break between texts."""
    out: list[str] = []
    if w.overview:
        out += [w.overview.scenario, *w.overview.takeaways]
    for s in w.sections.values():
        out += [plain(s.strong), s.coaching, plain(s.mistake), s.cost, *(m.why for m in s.marks)]
    for level in w.levels:
        out += [level.focus, level.bar, level.reflection]
    for f in w.followups:
        out += [f.question, f.weak, f.why_weak, f.strong, f.remember]
    if w.weak:
        out += [w.weak.answer, w.weak.thinks, *(g.why for g in w.weak.giveaways)]
    for q in w.quizzes:
        out += [q.question, q.explanation, *(x for o in q.options for x in (o.text, o.why))]
    for lens in w.lenses:
        out += [lens.lead, lens.emphasise, lens.downplay]
    return "\n".join(out)


def own_grams(w: Walkthrough) -> frozenset[tuple[str, ...]]:
    """Runs of five words inside single texts of a walkthrough."""
    return _grams_of(prose(w))


@lru_cache(maxsize=256)
def _grams_of(told: str) -> frozenset[tuple[str, ...]]:
    """Made once a text: every walkthrough is held against every other."""
    return frozenset().union(*(grams(line) for line in told.splitlines()))


def shared(w: Walkthrough, peers: Iterable[Walkthrough]) -> float:
    """Share of the walkthrough's 5-grams that stand in another one, 0 to 1."""
    mine = own_grams(w)
    others: set[tuple[str, ...]] = set().union(*(own_grams(p) for p in peers if p.id != w.id))
    return len(mine & others) / len(mine) if mine else 0.0
