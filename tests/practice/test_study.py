"""Study: every part is on a page, and lens and level change the telling without losing the place."""
import pytest

from greenroom.catalogue.catalogue import open_catalogue
from greenroom.catalogue.model import PARTS
from greenroom.errors import UnknownName
from greenroom.practice.study import StudySession, page_of


@pytest.fixture
def session() -> StudySession:
    return StudySession(open_catalogue().get("dropped-webhooks"))


def test_every_part_has_its_page(session: StudySession) -> None:
    assert [p.part for p in session.pages if p.part] == list(PARTS)
    shown = "\n".join(note.text for page in session.pages for note in page.notes)
    w = session.walkthrough
    assert w.weak
    for text in (w.head.question, w.weak.answer, w.weak.thinks, *(f.strong for f in w.followups), *(lens.lead for lens in w.lenses), *(x.reflection for x in w.levels)):
        assert text in shown


def test_the_overview_names_the_other_questions_that_the_story_answers() -> None:
    catalogue = open_catalogue()
    w = catalogue.get("dropped-webhooks")
    others = tuple(one.head.question for one in catalogue.also(w))
    first = StudySession(w, also=others).pages[0]
    assert others
    (note,) = [note for note in first.notes if note.heading == "The same story also answers"]
    assert note.text.splitlines() == [f"- {question}" for question in others]
    assert not any(note.heading == "The same story also answers" for note in StudySession(w).pages[0].notes)


def test_every_mark_of_a_page_stands_in_its_text(session: StudySession) -> None:
    marks = [(note.text, phrase) for page in session.pages for note in page.notes for phrase, _ in note.marks]
    assert len(marks) > 10
    assert all(phrase in text for text, phrase in marks)


def test_lens_and_level_change_the_telling_and_keep_the_place(session: StudySession) -> None:
    session.go(1)
    before = session.page
    session.through("Customer Obsession")
    assert session.at == 1
    assert session.page.notes[0].text != before.notes[0].text
    session.through("")
    assert session.page == before
    session.go(4)
    strong = session.page.notes[0].text
    session.at_level("Senior")
    assert session.at == 5
    assert session.page.notes[0].text != strong
    assert "14 s" in session.page.title


def test_the_ends_hold(session: StudySession) -> None:
    assert not session.go(-1)
    assert session.go(len(session.pages) - 1)
    assert not session.go(1)


def test_a_lens_that_is_not_there_is_named_with_those_that_are(session: StudySession) -> None:
    with pytest.raises(UnknownName, match="customer-obsession"):
        session.through("Frugality")
    with pytest.raises(UnknownName, match="manager"):
        session.at_level("wizard")


def test_another_level_is_said_where_the_words_stay_the_same(session: StudySession) -> None:
    session.go(2)
    before = session.page.notes
    session.at_level("Senior")
    assert session.page.notes[0].text == "The story as told at SDE2; at Senior give this part about 19 s."
    assert session.page.notes[1:] == before
    session.through("customer-obsession")
    assert session.told() == "at Senior through the lens of Customer Obsession"
    session.at_level("sde2")
    assert session.page.notes == before


def test_the_page_of_a_section_is_known(session: StudySession) -> None:
    assert [session.pages[page_of(session.walkthrough, part) - 1].part for part in PARTS] == list(PARTS)
