"""Drafts: the newest comes first, and no tab overwrites what another wrote."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from greenroom.errors import TooLong
from greenroom.services.drafts import MOST_CHARACTERS, Base, Draft, NoDraft, drafts, forget_draft, keep_draft, opened

pytestmark = pytest.mark.usefixtures("own_folder")


def draft(tab: str, number: int, text: str = "I wrote it.") -> Draft:
    return Draft(tab, number, f"2026-11-25T14:{number:02}:00.000+00:00", text, "Why?", "sde2")


def test_a_tab_keeps_its_own_draft() -> None:
    assert keep_draft("workbench", draft("a", 1)) == []
    assert keep_draft("workbench", draft("a", 2, "I wrote it twice.")) == []
    assert [d.text for d in drafts("workbench")] == ["I wrote it twice."]
    assert drafts("elsewhere") == []


def test_what_comes_late_changes_nothing() -> None:
    keep_draft("workbench", draft("a", 2, "newer"))
    keep_draft("workbench", draft("a", 1, "older"))
    assert opened("workbench", "a").text == "newer"


def test_two_tabs_keep_both_and_are_told_of_each_other() -> None:
    keep_draft("workbench", draft("a", 1, "from the first tab"))
    assert [d.id for d in keep_draft("workbench", draft("b", 2, "from the second"))] == ["a"]
    assert [d.id for d in keep_draft("workbench", draft("a", 3, "the first again"))] == ["b"]
    assert [d.text for d in drafts("workbench")] == ["the first again", "from the second"]


def test_a_new_visit_goes_on_with_the_draft_it_began_from() -> None:
    keep_draft("workbench", draft("a", 1))
    assert keep_draft("workbench", draft("b", 2, "and more"), Base("a", 1)) == []
    assert [d.id for d in drafts("workbench")] == ["b"]


def test_a_draft_that_was_written_on_is_not_replaced() -> None:
    keep_draft("workbench", draft("a", 1))
    keep_draft("workbench", draft("a", 2, "written on in the first tab"))
    assert [d.text for d in keep_draft("workbench", draft("b", 3), Base("a", 1))] == ["written on in the first tab"]


def test_an_empty_draft_is_not_held() -> None:
    keep_draft("workbench", draft("a", 1))
    keep_draft("workbench", Draft("a", 2, "2026-11-25T14:02:00.000+00:00", "  \n"))
    assert drafts("workbench") == []


def test_forgotten_and_gone() -> None:
    keep_draft("workbench", draft("a", 1))
    forget_draft("workbench", "a")
    forget_draft("workbench", "a")
    with pytest.raises(NoDraft):
        opened("workbench", "a")


def test_too_long_to_keep() -> None:
    keep_draft("workbench", draft("a", 1, "x" * MOST_CHARACTERS))
    with pytest.raises(TooLong):
        keep_draft("workbench", draft("a", 2, "x" * (MOST_CHARACTERS + 1)))
    assert len(opened("workbench", "a").text) == MOST_CHARACTERS


def test_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: keep_draft("workbench", draft(f"tab-{n}", n)), range(1, 17)))
    assert len(drafts("workbench")) == 16
