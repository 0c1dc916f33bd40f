"""No two walkthroughs are told in the same words."""
import re
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem
from greenroom.catalogue.sameness import own_grams

MOST = 0.04
"""Share of a walkthrough's runs of five words that may stand in another one."""


def find(case: Case, check: Check) -> Iterator[Problem]:
    mine = own_grams(case.walkthrough)
    for peer in case.peers:
        both = mine & own_grams(peer)
        if mine and len(both) > MOST * len(mine):
            file, words = _place(case, both)
            yield case.problem(
                check, file, words, f"{len(both) / len(mine):.0%} of its runs of five words stand in {peer.id} too, such as {words!r}.",
                "Tell it in words of its own.", peer.id,
            )


def _place(case: Case, runs: frozenset[tuple[str, ...]]) -> tuple[str, str]:
    """The file in which one of the runs stands, and its words as they stand there."""
    for run in sorted(runs):
        pattern = re.compile("[^a-z0-9'\u2019]+".join(word.replace("'", "['\u2019]") for word in run), re.IGNORECASE)
        for file, text in sorted(case.loaded.texts.items()):
            found = pattern.search(text)
            if found:
                return file, found[0]
    return "walkthrough.toml", " ".join(min(runs))


CHECK = Check(
    code="sameness",
    title="Two walkthroughs share their wording",
    why="Someone who studies ten stories should hear ten people, not one phrase ten times.",
    remedy="Reword what stands in both.",
    find=find, told=True, whole=True,
)
