"""The story would not pass under the questions of unrelated walkthroughs."""
import hashlib
from collections.abc import Iterator
from dataclasses import replace

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.model import Walkthrough
from greenroom.catalogue.problem import Problem

DRAWN = 5
"""Unrelated walkthroughs whose questions are tried."""
SURE = 0.98
"""Probability of a `fit` of 2 or 3 from which the engine is taken at its word, though of questions and stories drawn at random 6 in 100 fit
(training/corpus/grids.jsonl): eleven of the 27 stories reach it under their own question, none of the 135 drawn pairs."""


def unrelated(w: Walkthrough, peers: tuple[Walkthrough, ...]) -> list[Walkthrough]:
    """Peers that share no principle with `w` (in its head or its lenses) and are not named as kin by either side; DRAWN of them, drawn by both ids.

    A new walkthrough changes the draw of another only where it is itself drawn.
    """
    mine = {*w.head.principles, *(lens.principle for lens in w.lenses)}
    far = [
        p for p in sorted(peers, key=lambda p: p.id)
        if p.framework == w.framework and p.id != w.id and not mine & set(p.head.principles) and p.id not in w.head.also_answers and w.id not in p.head.also_answers
    ]
    return sorted(far, key=lambda p: hashlib.sha256(f"{w.id}/{p.id}".encode()).digest())[:DRAWN]


def find(case: Case, check: Check) -> Iterator[Problem]:
    for peer in unrelated(case.walkthrough, case.peers):
        rated = case.strong(peer.head.question)
        if rated.vote >= 3 and rated.scores.get("fit", 0) >= 2:
            found = case.problem(
                check, "walkthrough.toml", "question =", f"The story would also pass under {peer.head.question!r} ({peer.id}).",
                f'Name "{peer.id}" in `also_answers` if it truly answers that too; else make the story more its own.', peer.id,
            )
            yield replace(found, sure=case.examiner.fits(case.walkthrough.story, peer.head.question) >= SURE)


CHECK = Check(
    code="fits-no-other",
    title="The story would pass under an unrelated question",
    why="If a story passes under any question, then either it says nothing of its own or the engine does not look at the question; both must be known.",
    remedy="Name true kin in `also_answers`; otherwise bring the story closer to its own question.",
    find=find, engine=True,
    unsure="the engine does not yet always tell which question a well-told story answers: how many of the pairs drawn it lets pass stands in the figures; "
    "a pair of which it is sure is a problem all the same",
)
