"""The bundled pack: enough of it, for every principle, and nothing wrong with it that the checks can see."""
from __future__ import annotations

from collections import Counter

import pytest
from docs.catalogue_figures import shown, table

from greenroom.catalogue.catalogue import Catalogue, Examination, examine_all, open_catalogue
from greenroom.catalogue.check import load_checks
from greenroom.catalogue.figures import figures, sameness
from greenroom.frameworks import load

MOST_DISPUTED = 0.05


def test_there_are_walkthroughs_for_every_principle_and_level() -> None:
    ready = open_catalogue().ready
    assert len(ready) >= 24
    named = Counter(p for w in ready for p in w.head.principles)
    assert set(named) == {p.id for p in load("amazon").principles}
    assert {w.head.level for w in ready} == {level.id for level in load("amazon").levels}
    assert {w.head.outcome for w in ready} == {"reached", "partly", "failed"}
    assert len({w.head.trade for w in ready}) == len(ready)


@pytest.fixture(scope="module")
def examined() -> tuple[Catalogue, Examination]:
    """The bundled catalogue, examined once for all that look at the outcome."""
    catalogue = open_catalogue()
    return catalogue, examine_all(catalogue)


def test_the_pack_is_clean_and_little_is_disputed(examined: tuple[Catalogue, Examination]) -> None:
    catalogue, outcome = examined
    assert not outcome.problems, "\n".join(f"{p.file}:{p.line} {p.code}:{p.detail} {p.message}" for p in outcome.problems)
    assert {p.code for p in outcome.notes} <= {code for code, check in load_checks().items() if check.unsure}
    disputed = next(f for f in figures(catalogue, outcome) if f.title.startswith("findings disputed"))
    assert disputed.of is not None
    assert disputed.count <= MOST_DISPUTED * disputed.of
    again = examine_all(catalogue)
    assert again.asked == 0


def test_the_published_figures_are_those_of_the_tool(examined: tuple[Catalogue, Examination]) -> None:
    assert shown() == table(*examined), "run python -m docs.catalogue_figures"


def test_the_walkthroughs_are_told_in_words_of_their_own() -> None:
    assert sameness(open_catalogue()) < 0.02
