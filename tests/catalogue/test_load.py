"""Packs are read as they are written, and what is wrong is named with its line."""
from __future__ import annotations

import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from greenroom.catalogue.catalogue import CannotRead, open_catalogue
from greenroom.catalogue.load import FOLDERS, pack_folders, read_pack
from greenroom.catalogue.markdown import blocks
from greenroom.catalogue.model import Pack, Walkthrough
from greenroom.catalogue.problem import Problem, line_of, line_of_key
from greenroom.errors import BrokenData, UnknownName
from greenroom.frameworks import known
from greenroom.services.rehearse import NothingThere, walkthrough
from tests.catalogue.conftest import BASE, BREAD, change
from tests.conftest import ROOT


def problems(bread: Path) -> list[Problem]:
    """What is wrong with the shape of the walkthrough."""
    return read_pack(bread.parent).walkthroughs[0].problems


def read(bread: Path) -> Walkthrough:
    one = read_pack(bread.parent).walkthroughs[0]
    assert one.walkthrough
    assert not one.problems
    return one.walkthrough


def test_a_whole_walkthrough_has_all_its_parts() -> None:
    loaded = read_pack(BASE)
    assert loaded.pack
    assert (loaded.pack.id, loaded.problems) == ("bakery", [])
    w, = open_catalogue([BASE]).ready
    assert (w.id, w.pack, w.framework, w.head.level) == (BREAD, "bakery", "amazon", "sde1")
    assert [*w.sections] == ["situation", "task", "action", "result", "reflection"]
    assert w.overview
    assert len(w.overview.takeaways) == 3
    assert w.weak
    assert (len(w.levels), len(w.followups), len(w.weak.giveaways), len(w.quizzes), len(w.lenses)) == (4, 2, 3, 3, 2)
    assert "\u00ab" not in w.story
    assert w.story.count("\n\n") == 6


MISTAKES = [
    ("followups.toml", "why_weak = \"A voice on the phone has no size.\"", "why_week = \"A voice on the phone has no size.\"", ["'followup.2.why_weak' is missing.", "'followup.2.why_week' is not a key of this file."]),
    ("levels.toml", "speak = 180", "speak = 18000", ["'level.4.speak' is 18000 and must be at most 600."]),
    ("levels.toml", "speak = 165", "speak = 165\nseconds = { task = 0 }", ["'level.3.seconds.task' is 0 and must be at least 1."]),
    ("quizzes.toml", 'right = true\nwhy = "One thing', 'right = "perhaps"\nwhy = "One thing', ["'quiz.3.option.2.right' is 'perhaps' and must be true or false."]),
    ("walkthrough.toml", '"customer-obsession", "ownership"]', '"customer-obsession", "Owner Ship"]', ["'principles.2' is 'Owner Ship' and must be small letters, digits and single hyphens."]),
    ("walkthrough.toml", 'status = "ready"', 'status = "done"', ["'status' is 'done' and must be 'draft' or 'ready'."]),
    ("walkthrough.toml", 'trade = "Bread baking in a small town"', 'trade = "  "', ["'trade' is '  ' and must not be empty."]),
    ("walkthrough.toml", "also_answers = []", 'also_answers = "the-cake"', ["'also_answers' is 'the-cake' and must be a list, as in [\"one\", \"other\"]."]),
    ("walkthrough.toml", "also_answers = []", 'also_answers = []\nsources = ["a book"]', ["'sources.1' is 'a book' and must be a table of its own"]),
    ("weak.toml", "leaning = 1", "leaning = 4", ["'leaning' is 4 and must be 1 or 2."]),
    ("weak.toml", 'criterion = "reflection"\n', "", ["'giveaway.3.criterion' is missing."]),
]


@pytest.mark.parametrize(("file", "old", "new", "messages"), MISTAKES, ids=[f"{row[0]}-{n}" for n, row in enumerate(MISTAKES)])
def test_a_wrong_key_or_value_is_named_with_its_line(file: str, old: str, new: str, messages: list[str], bread: Path) -> None:
    line = change(bread / file, old, new)
    found = problems(bread)
    assert len(found) == len(messages)
    for p, message in zip(found, messages, strict=True):
        assert (p.file, p.code) == (f"{BREAD}/{file}", "shape")
        assert p.message.startswith(message)
        assert p.remedy
        lines = (bread / file).read_text(encoding="utf-8").splitlines()
        if "missing" in message:
            assert lines[p.line - 1].startswith("[["), "a key that is not there is named at its table"
            assert p.line <= line
            assert not any(x.startswith("[[") for x in lines[p.line : line - 1])
        else:
            assert line <= p.line <= line + new.count("\n")


def test_a_heading_that_is_nearly_right_is_one_problem_with_the_right_one(bread: Path) -> None:
    text = (bread / "sections.md").read_text(encoding="utf-8")
    (bread / "sections.md").write_text(text.replace("## Cost\n", "## Costs\n"), encoding="utf-8")
    found = problems(bread)
    assert [(p.message, p.remedy) for p in found] == [("'Costs' is not a part of a section.", "Did you mean Cost?")] * 5


def test_a_missing_key_at_the_top_is_named_at_the_first_line(bread: Path) -> None:
    change(bread / "walkthrough.toml", 'trade = "Bread baking in a small town"\n', "")
    assert [(p.line, p.message) for p in problems(bread)] == [(1, "'trade' is missing.")]


def test_a_head_that_cannot_be_read_leaves_no_walkthrough(bread: Path) -> None:
    change(bread / "walkthrough.toml", 'level = "sde1"', 'level = "sde1')
    one = read_pack(bread.parent).walkthroughs[0]
    assert one.walkthrough is None
    assert [(p.file, p.line, p.code) for p in one.problems] == [(f"{BREAD}/walkthrough.toml", 7, "shape")]
    assert open_catalogue([bread.parent]).walkthroughs == ()


def test_a_toml_error_is_named_with_its_line(bread: Path) -> None:
    line = change(bread / "lenses.toml", 'downplay = "The degrees', 'downplay "The degrees')
    p, = problems(bread)
    assert (p.file, p.line) == (f"{BREAD}/lenses.toml", line)
    assert p.message.startswith("This is not TOML: ")


def test_a_text_that_is_never_closed_is_named_at_the_end(bread: Path) -> None:
    change(bread / "lenses.toml", '"""\nemphasise = "What she said', "\nemphasise = What she said")
    p, = problems(bread)
    assert p.line == len((bread / "lenses.toml").read_text(encoding="utf-8").splitlines())


def test_a_file_that_is_not_utf_8(bread: Path) -> None:
    text = (bread / "overview.md").read_text(encoding="utf-8")
    (bread / "overview.md").write_bytes(text.replace("A care home", "A café").encode("latin-1"))
    p, = problems(bread)
    assert (p.file, p.line, p.remedy) == (f"{BREAD}/overview.md", 1, "Save it as UTF-8 text.")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(bread: Path) -> None:
    before = read(bread)
    for file in bread.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read(bread) == before


def test_a_folder_without_a_head_is_a_stray(pack: Path) -> None:
    for name in ("notes", "_attic", ".git"):
        (pack / name).mkdir()
    loaded = read_pack(pack)
    assert [(p.file, p.line, p.code) for p in loaded.problems] == [("notes/walkthrough.toml", 1, "shape")]
    assert len(loaded.walkthroughs) == 1


def test_a_broken_pack_file_leaves_no_walkthroughs(pack: Path) -> None:
    line = change(pack / "pack.toml", 'language = "en"', 'language = "English"')
    loaded = read_pack(pack)
    assert (loaded.pack, loaded.walkthroughs) == (None, [])
    assert [p.line for p in loaded.problems] == [line]


def test_a_heading_in_a_code_fence_is_no_heading() -> None:
    text = "Before.\n\n# One\n\n```\n# not this\n## nor this\n```\n\n    # nor this\n\n## Two\n\nbody\n"
    assert [(b.heading, b.level, b.line) for b in blocks(text)] == [("", 0, 1), ("One", 1, 3), ("Two", 2, 12)]
    assert "# not this" in blocks(text)[1].body


def test_a_fence_in_a_section_keeps_its_words(bread: Path) -> None:
    change(bread / "sections.md", "Our bakery has been there since 1962,", "```\n# Result\n```\n\nOur bakery has been there since 1962,")
    w = read(bread)
    assert "# Result" in w.sections["situation"].mistake
    assert w.sections["result"].strong.startswith("\u00abThe waste went")


SECTION_MISTAKES = [
    ("# Task\n", "# Duty\n", "'Duty' is not a section.", "# Duty"),
    ("# Task\n", "# Task\n\n## Thoughts\n\nSome.\n", "'Thoughts' is not a part of a section.", "## Thoughts"),
    ("- \u00abThe waste went from eleven loaves a day to one\u00bb: The", "- The waste went from eleven loaves a day to one, the", "'The waste went from eleven loaves a day to one, th' is not a mark.", "## Marks"),
    ("It would end any story about a shop. Nothing in it remembers the cold room.\n", "", "Reflection has nothing under Cost.", "# Reflection"),
]


@pytest.mark.parametrize(("old", "new", "message", "at"), SECTION_MISTAKES, ids=[row[2] for row in SECTION_MISTAKES])
def test_a_section_that_cannot_be_understood_is_named_with_its_line(old: str, new: str, message: str, at: str, bread: Path) -> None:
    change(bread / "sections.md", old, new)
    p, = problems(bread)
    assert (p.file, p.message) == (f"{BREAD}/sections.md", message)
    assert (bread / "sections.md").read_text(encoding="utf-8").splitlines()[p.line - 1] == at


@pytest.mark.parametrize(("old", "new"), [("# Takeaways", "# Takeaway"), ("- Show the cause", "Show the cause"), ("A care home is", "# A care home is")])
def test_an_overview_needs_its_scenario_and_two_takeaways(old: str, new: str, bread: Path) -> None:
    change(bread / "overview.md", old, new)
    if new == "Show the cause":
        change(bread / "overview.md", "- Say what", "Say what")
    p, = problems(bread)
    assert p.file == f"{BREAD}/overview.md"


def test_hard_wraps_are_undone_and_paragraphs_kept(bread: Path) -> None:
    change(bread / "lenses.toml", '"The degrees and the science of stale bread."', '"""\nThe degrees\nand   the science\n\nof stale\nbread.\n"""')
    w = read(bread)
    assert w.lenses[1].downplay == "The degrees and the science\n\nof stale bread."
    assert w.weak
    assert "\n" not in w.weak.answer
    assert "one loaf in her cold room and one in a drawer" in w.sections["action"].strong
    assert w.sections["action"].strong.count("\n\n") == 2


def test_marks_are_read_with_their_reasons(bread: Path) -> None:
    change(bread / "sections.md", "day to one\u00bb: The customer's own count,", "day to one\u00bb : The customer's own count: eleven\n  loaves,")
    assert [(m.phrase, m.why) for m in read(bread).sections["result"].marks] == [
        ("The waste went from eleven loaves a day to one", "The customer's own count: eleven loaves, before and after."),
        ("it saved the home about two hundred pounds a week", "What the count is worth, to the one who complained."),
    ]


def test_own_packs_are_found_by_the_environment(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = pack_folders()
    assert all((folder / "pack.toml").is_file() for folder in bundled)
    shelf = tmp_path / "shelf"
    for name in ("b", "a"):
        shutil.copytree(BASE, shelf / name)
    monkeypatch.setenv(FOLDERS, os.pathsep.join([str(pack), "", str(shelf)]))
    assert pack_folders() == [*bundled, pack, shelf / "a", shelf / "b"]
    assert BREAD in {w.id for w in open_catalogue().ready}


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_wrong_folder_in_the_environment_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(FOLDERS, name)
    with pytest.raises(BrokenData, match=f"'{name}'.*{FOLDERS}"):
        open_catalogue()


def test_a_draft_may_lack_parts_and_is_not_ready(bread: Path) -> None:
    change(bread / "walkthrough.toml", 'status = "ready"', 'status = "draft"')
    for file in bread.iterdir():
        if file.name != "walkthrough.toml":
            file.unlink()
    w = read(bread)
    assert (w.overview, w.weak, w.sections, w.levels, w.followups, w.quizzes, w.lenses) == (None, None, {}, (), (), (), ())
    assert w.story == ""
    catalogue = open_catalogue([bread.parent])
    assert (len(catalogue.walkthroughs), catalogue.ready) == (1, ())
    assert catalogue.get(BREAD) == w


def test_a_walkthrough_of_the_wrong_shape_is_not_ready(bread: Path) -> None:
    change(bread / "quizzes.toml", "explanation = \"Two loaves", "explained = \"Two loaves")
    assert open_catalogue([bread.parent]).ready == ()


def test_a_walkthrough_is_found_by_part_of_its_name(bread: Path) -> None:
    shutil.copytree(bread, bread.parent / "the-cake")
    change(bread.parent / "the-cake" / "walkthrough.toml", f'id = "{BREAD}"\ntitle = "The bread that went stale"', 'id = "the-cake"\ntitle = "The cake"')
    catalogue = open_catalogue([bread.parent])
    assert catalogue.get("The  CAKE").id == "the-cake"
    assert catalogue.get("stale").id == BREAD
    for name in ("the", "", "butter"):
        with pytest.raises(UnknownName, match="the-cake"):
            catalogue.get(name)


def _no_head(bread: Path) -> None:
    (bread / "walkthrough.toml").unlink()


def _broken_head(bread: Path) -> None:
    change(bread / "walkthrough.toml", 'level = "sde1"', 'level = "sde1')


def _broken_pack(bread: Path) -> None:
    change(bread.parent / "pack.toml", 'language = "en"', 'language = "English"')


@pytest.mark.parametrize(("spoil", "said", "remedy"), [
    (_no_head, f"pack/{BREAD}:1: This folder has no walkthrough.toml.", "Write it"),
    (_broken_head, f"pack/{BREAD}/walkthrough.toml:7: This is not TOML", "Mend the line"),
    (_broken_pack, "pack/pack.toml:5: 'language' is 'English'", "Mend the value."),
])
def test_a_walkthrough_that_cannot_be_read_is_not_said_to_be_missing(
    spoil: Callable[[Path], None], said: str, remedy: str, bread: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spoil(bread)
    catalogue = open_catalogue([bread.parent])
    with pytest.raises(CannotRead) as refused:
        catalogue.get(BREAD)
    assert refused.value.message.startswith(f"{BREAD!r} cannot be read: {said}")
    assert refused.value.remedy.startswith(remedy)
    with pytest.raises(UnknownName, match=f"Choose one of: {BREAD}"):
        catalogue.get("the-bred-that-went-stale")


def test_what_else_is_wrong_with_it_is_told_by_the_check(bread: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _broken_head(bread)
    change(bread / "weak.toml", "leaning = 1", "leaning = 4")
    with pytest.raises(CannotRead, match=rf"`greenroom catalogue check pack/{BREAD}` shows 1 more\."):
        open_catalogue([bread.parent]).get(BREAD)


def test_an_empty_catalogue_offers_no_empty_list(bread: Path) -> None:
    shutil.rmtree(bread)
    with pytest.raises(UnknownName) as refused:
        open_catalogue([bread.parent]).get(BREAD)
    assert refused.value.remedy == "There is no walkthrough yet to choose from."


def test_the_line_of_words_and_of_keys() -> None:
    assert line_of("one\ntwo three\nfour", "three four") == 2
    assert line_of("one\ntwo", "five") == 1
    text = 'a = 1\nlist = ["x", "y"]\n\n[[t]]\nk = 1\n[t.sub]\nr = 2\n[[t.u]]\nw = 1\n\n[[t]]\nr = 1\n[[t.u]]\nw = 2\n[[t.u]]\n"w" = 3\n\n[own]\nr = 5\n'
    keys: list[tuple[tuple[str | int, ...], int]] = [
        (("a",), 1), (("list", 1), 2), (("t", 0, "k"), 5), (("t", 0, "sub", "r"), 7), (("t", 0, "r"), 4), (("t", 0, "u", 0, "w"), 9), (("t", 1, "r"), 12), (("t", 1, "k"), 11),
        (("t", 1, "u", 1, "w"), 16), (("t", 1, "u", 0, "lacks"), 13), (("t",), 4), (("own", "r"), 19), (("r",), 1),
    ]
    assert [line_of_key(text, path) for path, _ in keys] == [line for _, line in keys]


def test_the_pack_of_the_guide_is_a_pack() -> None:
    guide = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    blocks_of_toml = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)]
    pack = Pack.model_validate(blocks_of_toml[0])
    assert set(blocks_of_toml[0]) == {field.alias or name for name, field in Pack.model_fields.items()}, "the example holds every key"
    assert pack.framework in known()
    assert len(blocks_of_toml) == 4


def installed(site: Path, name: str, value: str, files: dict[str, str]) -> None:
    """A package as installed, with an entry point that names a pack."""
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[greenroom.packs]\nbakery = {value}\n")
    for file, text in files.items():
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).write_text(text)


def test_a_pack_is_brought_by_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "bakery-stories", "bakery_stories", {"bakery_stories/__init__.py": ""})
    shutil.copytree(BASE, tmp_path / "bakery_stories", dirs_exist_ok=True)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert tmp_path / "bakery_stories" in pack_folders()
    assert BREAD in {w.id for w in open_catalogue().ready}
    sys.modules.pop("bakery_stories")


@pytest.mark.parametrize(("value", "files", "why"), [
    ("nowhere_to_be_found", {}, "cannot be imported: No module named 'nowhere_to_be_found'"),
    ("fails_on_import", {"fails_on_import/__init__.py": "raise RuntimeError('no')"}, "cannot be imported: no"),
    ("without_a_pack", {"without_a_pack/__init__.py": ""}, "holds no pack.toml"),
])
def test_a_broken_entry_point_is_told_by_its_name(value: str, files: dict[str, str], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "bakery-stories", value, files)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(BrokenData, match=f"'bakery' in the group greenroom.packs of the package 'bakery-stories' names '{value}', which {why}") as refused:
        open_catalogue()
    assert "pip uninstall bakery-stories" in refused.value.remedy
    sys.modules.pop(value, None)


def test_what_is_still_to_be_written_is_not_ready(bread: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDERS, str(bread.parent))
    assert walkthrough(BREAD).id == BREAD
    change(bread / "weak.toml", "things got a lot better and everybody was happy\"", "TODO a phrase\"")
    assert BREAD not in {w.id for w in open_catalogue().ready}
    with pytest.raises(NothingThere, match=r"is not ready. Something in it is still to be written.*catalogue check"):
        walkthrough(BREAD)
