"""Stories brought in from files that people really have, and from those that they should not have sent."""
from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from greenroom.errors import GreenroomError
from greenroom.services import my_stories, my_takes, read_word
from greenroom.services.door import stores
from greenroom.services.export_zip import write_zip
from greenroom.services.import_stories import MOST_BYTES, bring_in, found_in
from greenroom.stories.outline import joined

NOW = datetime(2026, 5, 4, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("own_folder")


def word(*lines: tuple[str, str]) -> bytes:
    document = docx.Document()
    for style, text in lines:
        if style == "Table":
            table = document.add_table(rows=1, cols=2)
            table.cell(0, 0).text, table.cell(0, 1).text = text.split("|")
        else:
            document.add_paragraph(text, style=style or None)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_word_with_headings_parts_lists_and_tables() -> None:
    raw = word(
        ("Heading 1", "The webhooks"), ("Heading 2", "Situation"), ("", "Notices went missing. <script>"), ("Heading 2", "Action"), ("List Bullet", "I pulled the logs."),
        ("Table", "Rate|0.3 %"), ("Heading 1", "The rota"), ("", "I wrote a rota — für alle 🎤."),
    )
    first, second = found_in(raw, "Stories.docx").stories
    assert (first.title, first.sections) == ("The webhooks", {"situation": "Notices went missing. <script>", "action": "- I pulled the logs.\n\nRate 0.3 %"})
    assert (second.title, second.text, second.sections) == ("The rota", "I wrote a rota — für alle 🎤.", None)
    assert found_in(raw, "renamed.txt").stories[0].title == "The webhooks"


def test_word_with_a_title_breaks_and_raised_letters() -> None:
    raw = word(("Title", "My  rota"), ("", "It ran\nfrom May."), ("List Number", "The 2\u207f\u1d48 time <b>held</b> & stayed."))
    (one,) = found_in(raw, "a.docx").stories
    assert (one.title, one.text) == ("My rota", "It ran\nfrom May.\n\n- The 2\u207f\u1d48 time <b>held</b> & stayed.")


def test_notes_at_the_foot_of_a_word_file_are_left_out_and_its_tables_are_lines() -> None:
    lines = read_word.Lines()
    lines.feed('<p>It held<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> for the 2<sup>nd</sup> time.</p><table><tr><td><p>Rate</p><p>now</p></td><td><p>0.3 %</p></td></tr></table>')
    lines.feed('<ul><li>One<ol><li>inner</li></ol></li></ul><ol><li id="footnote-1"><p>A note. <a href="#footnote-ref-1">up</a></p></li></ol>')
    assert lines.done == ["It held for the 2nd time.", "Rate now 0.3 %", "- One", "- inner"]


def test_words_of_a_list_in_a_cell_stay_apart() -> None:
    lines = read_word.Lines()
    lines.feed("<table><tr><td>Did<ul><li>one</li><li>two</li></ul></td><td>Rate</td></tr></table>")
    assert lines.done == ["Did one two Rate"]


def test_nothing_is_lost_of_a_table_in_a_cell() -> None:
    lines = read_word.Lines()
    lines.feed("<table><tr><td>before</td><td><table><tr><td>in it</td></tr></table></td><td>after</td></tr></table><p>End.</p>")
    assert lines.done == ["before in it", "after", "End."]


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    (one,) = found_in(b"---\ntags: x\n---\n# **Bold** move\n\nI *really* did [it](http://x.example/a) with snake_case and 2 * 3 * 4.\r\n", "a.md").stories
    assert (one.title, one.text) == ("Bold move", "I really did it with snake_case and 2 * 3 * 4.")


@pytest.mark.parametrize("raw", ["I fixed it. Ünïcode".encode("utf-16"), "I fixed it. Ünïcode".encode("cp1252"), b"\xef\xbb\xbf" + "I fixed it. Ünïcode".encode()])
def test_plain_text_in_the_encodings_that_people_have(raw: bytes) -> None:
    (one,) = found_in(raw, "my_first-story.txt").stories
    assert (one.title, one.text) == ("my first story", "I fixed it. Ünïcode")


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b"", "a.txt", "unreadable-input"), (b" \n", "a.md", "unreadable-input"), (b"%PDF-1.7", "a.pdf", "unreadable-input"), (b"%PDF-1.7", "a.txt", "unreadable-input"),
        (b"PK\x03\x04 broken", "a.docx", "unreadable-input"), (b"not a zip", "fake.docx", "unreadable-input"), (b"\xd0\xcf\x11\xe0old", "a.doc", "unreadable-input"), (b"x" * (MOST_BYTES + 1), "a.txt", "too-long"),
        (b"word " * 5000, "a.txt", "too-long"), (b"# A\nword\n" * 101, "a.md", "too-long"), (b"\x00\x01\x02" * 99, "a.txt", "unreadable-input"),
    ],
)
def test_what_is_no_story_is_refused_with_a_remedy_and_nothing_is_kept(raw: bytes, name: str, code: str) -> None:
    with pytest.raises(GreenroomError) as problem:
        bring_in(raw, name, NOW)
    assert problem.value.code == code
    assert problem.value.remedy
    assert my_stories.all_stories() == []


def test_a_heading_without_words_is_left_out_and_named() -> None:
    came = bring_in(b"# First\nI did it.\n# Empty one\n\n# Last\n## Action\nI ran.\n# Also *empty*\n", "a.md", NOW)
    assert [s.title for s in came.stories] == ["First", "Last"]
    assert came.empty == ("Empty one", "Also empty")
    assert bring_in(b"I did it.", "a.txt", NOW).empty == ()


def test_a_file_with_one_story_too_long_brings_in_none() -> None:
    with pytest.raises(GreenroomError, match="heading of its own"):
        bring_in(b"# Short\nI did it.\n# Long\n" + b"word " * 5000, "a.md", NOW)
    assert my_stories.all_stories() == []


def test_a_word_file_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(read_word.MAIN, b"0" * 50_000_000)
    assert len(held.getvalue()) < MOST_BYTES
    with pytest.raises(GreenroomError) as problem:
        found_in(held.getvalue(), "bomb.docx")
    assert problem.value.code == "too-long"


def with_entities(doctype: str, said: bytes) -> bytes:
    """A Word file whose document has a DOCTYPE and says "Hello there." in other words."""
    raw, held = word(("", "Hello there.")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(held, "w") as out:
        for item in source.infolist():
            text = source.read(item)
            if item.filename == read_word.MAIN:
                text = text.replace(b"Hello there.", said).replace(b"?>", f"?><!DOCTYPE d [{doctype}]>".encode(), 1)
            out.writestr(item, text)
    return held.getvalue()


def test_entities_in_a_word_file_fetch_and_expand_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    try:
        found = found_in(with_entities(f'<!ENTITY x SYSTEM "file://{secret}">', b"Hello &x; there."), "x.docx").stories
    except GreenroomError:
        found = ()
    assert all("the secret" not in one.text for one in found)


def test_entities_that_unfold_without_end_are_refused() -> None:
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    with pytest.raises(GreenroomError) as problem:
        found_in(with_entities(entities, b"&a9;"), "x.docx")
    assert problem.value.code == "unreadable-input"


def test_the_library_is_loaded_only_for_a_word_file() -> None:
    import subprocess
    import sys

    code = "import sys; import greenroom.web.app, greenroom.services.import_stories; greenroom.web.app.create_app(); sys.exit('mammoth' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", "The night of the rota\n\nI wrote a rota and it held.", "The night of the rota"), ("my-file.txt", "I wrote a rota.\n\nIt held.", "my file"),
        ("my-file.txt", "Situation\n\nThe rota broke.\n\nAction\n\nI wrote another.", "my file"), ("my-file.md", "The night of the rota\n\nI wrote a rota.", "my file"),
        ("my-file.txt", "A line alone", "my file"), ("a.txt", "# Headed\n\nI wrote a rota.", "Headed"),
    ],
)
def test_a_short_first_line_is_the_title_of_plain_text(name: str, text: str, title: str) -> None:
    (one,) = found_in(text.encode(), name).stories
    assert one.title == title
    assert "rota" in one.text or one.text == "A line alone"
    assert title == "my file" or title not in one.text


def exported(folder: Path) -> dict[str, bytes]:
    """The stories in an export of everything, by the names of their files."""
    held = io.BytesIO()
    write_zip(stores().export_all(), (), folder / "recordings", held)
    with zipfile.ZipFile(held) as out:
        return {name: out.read(name) for name in out.namelist() if name.startswith("stories/")}


PARTS = {"situation": "The rota broke.\n\nNobody knew *why*.", "action": "I wrote another.\nAction: I told them.", "reflection": "I learnt to ask first."}
ODD = "**Bold**, [a link](http://x.example/) and snake_case_words.\n\n## Result\n\nAll of it is one text.\n\nTold for: nobody"


def test_what_was_exported_comes_back_whole(own_folder: Path) -> None:
    told = ["deliver-results", "have-backbone-disagree-and-commit"]
    one = stores().stories.create("The *rota* of \u201cJune\u201d", joined(PARTS), PARTS, told, NOW, framework="amazon")
    stores().stories.create("Odd marks", ODD, None, [], NOW, framework="amazon")
    stores().stories.create("Seen whole", "I saw it whole.", None, ["seeing-the-big-picture"], NOW, framework="civil-service")
    my_takes.rate_story(one.id, "Why --- or: \"when\"?", "sde2", NOW)
    files = exported(own_folder)
    assert b"\ntakes:\n" in b"".join(files.values())
    before = {s.title: (s.text, s.sections, s.principles, s.framework) for s in my_stories.all_stories()}
    for raw in files.values():
        again = bring_in(raw, "story.md", NOW)
        assert (again.stories, again.changed, len(again.held)) == ((), (), 1)
    for s in my_stories.all_stories():
        my_stories.delete(s.id)
    for name, raw in files.items():
        assert len(bring_in(raw, name, NOW).stories) == 1
    assert {s.title: (s.text, s.sections, s.principles, s.framework) for s in my_stories.all_stories()} == before
    for raw in files.values():
        assert bring_in(raw, "story.md", NOW).stories == ()


def test_several_exported_files_put_together_come_back_each(own_folder: Path) -> None:
    for title in ("One", "Two"):
        stores().stories.create(title, f"I wrote {title}.", None, ["ownership"], NOW)
    together = b"# Mine\n\nBy **hand**.\n" + b"\n".join(exported(own_folder).values()).replace(b"I wrote", b"I really wrote")
    found = found_in(together.replace(b"\n", b"\r\n"), "all.txt")
    assert {(s.title, s.text, s.principles) for s in found.stories} == {
        ("Mine", "By hand.", ()), ("One", "I really wrote One.", ("ownership",)), ("Two", "I really wrote Two.", ("ownership",)),
    }


def test_an_exported_story_that_was_changed_here_is_left_unless_a_copy_is_wished(own_folder: Path) -> None:
    one = stores().stories.create("The rota", "I wrote a rota.", None, ["ownership"], NOW)
    (raw,) = exported(own_folder).values()
    changed = stores().stories.update(one.id, one.version, "The new rota", "I wrote a better rota.", None, ["ownership"], NOW)
    came = bring_in(raw, "a.md", NOW)
    assert (came.stories, [s.id for s in came.changed]) == ((), [one.id])
    assert my_stories.all_stories() == [changed]
    assert [s.text for s in bring_in(raw, "a.md", NOW, copies=True).stories] == ["I wrote a rota."]
    assert len(my_stories.all_stories()) == 2


def test_front_matter_that_was_edited_or_is_foreign_loses_no_words(own_folder: Path) -> None:
    head = "---\ngreenroom: story\nid: 7\nform: parts\nframework: unheard-of\ntold for:\n- Ownership\n- \"Broken\n---\n"
    (one,) = found_in(f"{head}No title here.\n\n## Action\n\nI ran.\n".encode(), "a.md").stories
    assert (one.title, one.text, one.sections, one.principles) == ("No title here. ## Action I ran.", "No title here.\n\n## Action\n\nI ran.", None, ())
    with pytest.raises(GreenroomError):
        found_in(f"{head}# Only a title\n".encode(), "a.md")
