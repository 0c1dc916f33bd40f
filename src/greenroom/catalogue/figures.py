"""Figures about a catalogue: how large it is, how much of it the engine confirms, and how alike its walkthroughs are."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.catalogue.catalogue import Catalogue, Examination
from greenroom.catalogue.checks.fits_no_other import unrelated
from greenroom.catalogue.sameness import prose, shared


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it counts, how many of how many (`of` None for a plain count)."""

    title: str
    count: int
    of: int | None = None


def figures(catalogue: Catalogue, outcome: Examination) -> list[Figure]:
    """What an examination of the whole catalogue showed; findings that were disputed count as findings here."""
    ready = catalogue.ready
    found = [p for v in outcome.verdicts for p in (*v.problems, *(p for p, _ in v.disputed), *v.notes)]
    disputed = sum(len(v.disputed) for v in outcome.verdicts)

    def without(code: str) -> int:
        return len({w.id for w in ready} - {p.file.partition("/")[0] for p in found if p.code == code})

    def of(code: str) -> int:
        return sum(p.code == code for p in found)

    pairs = sum(len(unrelated(w, catalogue.walkthroughs)) for w in ready)
    taught = sum(len(w.head.teaches) for w in ready)
    kinds = {(w.id, str(n)): g.kind for w in ready if w.weak for n, g in enumerate(w.weak.giveaways, 1)}
    missed = [kinds.get((p.file.partition("/")[0], p.detail)) is not None for p in found if p.code == "giveaways"]
    named = sum(kind is not None for kind in kinds.values())
    followups = sum(len(w.followups) for w in ready)
    decided = sum(1 for w in ready for q in w.quizzes if q.criterion)
    lenses = sum(len(w.lenses) for w in ready)
    looked_for = 3 * len(ready) + taught + len(kinds) + followups + decided + lenses
    return [
        Figure("walkthroughs", len(ready)), Figure("words", sum(len(prose(w).split()) for w in ready)), Figure("trades", len({w.head.trade.casefold() for w in ready})),
        Figure("strong examples that pass at their level", without("strong-passes"), len(ready)),
        Figure("criteria taught that the strong example shows", taught - of("strong-teaches"), taught),
        Figure("weak answers voted down", without("weak-caught"), len(ready)),
        Figure("giveaways whose kind the engine marks on the words", named - missed.count(True), named),
        Figure("giveaways without a kind, on a criterion that is low", len(kinds) - named - missed.count(False), len(kinds) - named),
        Figure("weak answers whose leaning is the engine's vote", without("leaning"), len(ready)),
        Figure("stories that fit their own question", without("fits-its-question"), len(ready)),
        Figure("unrelated questions, five a story, under which it would not pass", pairs - of("fits-no-other"), pairs),
        Figure("follow-ups whose weak reply rates below the strong one", followups - of("followups"), followups),
        Figure("quizzes that the engine decides as marked", decided - of("one-right-answer"), decided),
        Figure("lenses that change the lead", lenses - of("lens-leads"), lenses),
        Figure("findings disputed by a reader", disputed, looked_for),
    ]


def sameness(catalogue: Catalogue) -> float:
    """The mean share, 0 to 1, of a walkthrough's runs of five words that stand in another one."""
    ready = catalogue.ready
    return sum(shared(w, ready) for w in ready) / len(ready) if ready else 0.0
