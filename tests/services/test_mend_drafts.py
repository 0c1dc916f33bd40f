"""What was begun in a drill is kept until it is handed in."""
from __future__ import annotations

from pathlib import Path

from greenroom.services.mend_drafts import MOST, SETTING, Drafts
from greenroom.storage.stores import Stores


def test_a_draft_is_kept_changed_and_forgotten(tmp_path: Path) -> None:
    with Stores(tmp_path / "greenroom.db") as stores:
        drafts = Drafts(stores)
        assert drafts.begun("w/mend/1") == ""
        drafts.forget("w/mend/1")
        assert stores.settings.get(SETTING) is None, "nothing is written for nothing"
        drafts.keep("w/mend/1", "One.")
        drafts.keep("w/mend/2", "Two,\nand half a")
        drafts.keep("w/mend/1", "One and more.")
        assert (drafts.begun("w/mend/1"), Drafts(stores).begun("w/mend/2")) == ("One and more.", "Two,\nand half a")
        drafts.keep("w/mend/1", "  \n")
        assert (drafts.begun("w/mend/1"), drafts.begun("w/mend/2")) == ("", "Two,\nand half a")


def test_not_more_than_a_few_are_held(tmp_path: Path) -> None:
    with Stores(tmp_path / "greenroom.db") as stores:
        drafts = Drafts(stores)
        for n in range(MOST + 2):
            drafts.keep(f"w/mend/{n}", f"Text {n}.")
        assert [drafts.begun(f"w/mend/{n}") for n in (0, 1, 2, MOST + 1)] == ["", "", "Text 2.", f"Text {MOST + 1}."]


def test_what_is_kept_there_by_mistake_is_as_nothing(tmp_path: Path) -> None:
    with Stores(tmp_path / "greenroom.db") as stores:
        stores.settings.set(SETTING, ["x"])
        assert Drafts(stores).begun("w/mend/1") == ""
