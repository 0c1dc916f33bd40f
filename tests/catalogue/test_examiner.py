"""The engine is asked once for each text, and its answers are kept as long as they are true."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from greenroom.catalogue.catalogue import examine_all, open_catalogue
from greenroom.catalogue.examiner import CACHE, Examiner, cache_folder
from greenroom.reader import engine
from tests.catalogue.conftest import BASE, BREAD, change


def asked(pack: Path, cache: Path, *names: str) -> int:
    """How often the engine is asked when the pack, or what is named in it, is examined."""
    return examine_all(open_catalogue([pack]), names, cache=cache).asked


def test_what_has_not_changed_is_not_asked_again(tmp_path: Path) -> None:
    assert asked(BASE, tmp_path) > 10
    before = (tmp_path / "examined.json").stat().st_mtime_ns
    assert asked(BASE, tmp_path) == 0
    assert (tmp_path / "examined.json").stat().st_mtime_ns == before
    assert [p.name for p in tmp_path.iterdir()] == ["examined.json"], "no draft is left behind"


def test_a_changed_text_is_asked_again_and_the_old_one_dropped(bread: Path, cache: Path) -> None:
    kept = len(json.loads((cache / "examined.json").read_text(encoding="utf-8"))["answers"])
    change(bread / "weak.toml", "So we had this care home", "Well, we had this care home")
    assert asked(bread.parent, cache) == 1
    assert asked(bread.parent, cache) == 0
    assert len(json.loads((cache / "examined.json").read_text(encoding="utf-8"))["answers"]) == kept
    assert asked(BASE, cache) == 1


def test_a_change_that_is_not_read_is_not_asked(bread: Path, cache: Path) -> None:
    change(bread / "sections.md", "Two sentences in, nobody is unhappy yet.", "Two sentences have gone and nobody is unhappy.")
    change(bread / "sections.md", "«The waste went from eleven loaves a day to one».", "«The waste went\nfrom eleven loaves a day to one».")
    assert asked(bread.parent, cache) == 0


def test_looking_at_one_walkthrough_keeps_the_answers_about_the_others(pack: Path, cache: Path) -> None:
    other = pack / "the-cake"
    other.mkdir()
    head = (pack / BREAD / "walkthrough.toml").read_text(encoding="utf-8")
    (other / "walkthrough.toml").write_text(head.replace(BREAD, "the-cake").replace('"ready"', '"draft"'), encoding="utf-8")
    assert asked(pack, cache, "the-cake") == 0
    assert asked(pack, cache) == 0


@pytest.mark.parametrize("text", [b"{", b"[]", b"null", b'{"version": 1}', b"\xff\xfe", b"", b'{"answers": {}}'])
def test_a_corrupt_cache_is_as_none(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "examined.json").write_bytes(text)
    examiner = Examiner(tmp_path)
    assert examiner.known == {}
    assert examiner.part("Waste went from eleven loaves a day to one.", "metric").judged
    examiner.save()
    again = Examiner(tmp_path)
    assert again.part("Waste went from eleven loaves a day to one.", "metric").judged
    assert again.asked == 0


def test_answers_that_are_no_table_are_as_none(tmp_path: Path) -> None:
    (tmp_path / "examined.json").write_text(json.dumps({"version": Examiner(tmp_path).version, "answers": [1, 2]}), encoding="utf-8")
    assert Examiner(tmp_path).known == {}


def test_where_nothing_can_be_kept_the_outcome_is_the_same(tmp_path: Path, cache: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where a folder should be", encoding="utf-8")
    outcome = examine_all(open_catalogue([BASE]), only=("strong-passes",), cache=taken)
    assert (outcome.problems, outcome.asked) == ((), 1)
    assert taken.read_text(encoding="utf-8") == "a file where a folder should be"


def test_another_engine_forgets(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Examiner(cache).known
    monkeypatch.setattr(engine, "weights_version", lambda: "another")
    assert Examiner(cache).known == {}
    assert examine_all(open_catalogue([BASE]), only=("strong-passes",), cache=cache).asked == 1


def test_the_cache_stands_where_it_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path / "kept"))
    assert cache_folder() == tmp_path / "kept"
    assert Examiner().file == tmp_path / "kept" / "examined.json"
    monkeypatch.delenv(CACHE)
    assert cache_folder().name == "greenroom"
