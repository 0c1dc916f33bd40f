"""What a terminal shows and asks, piece by piece."""
from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from greenroom.assess import assess, assess_part
from greenroom.catalogue.catalogue import open_catalogue
from greenroom.cli import show_drill, show_mock, show_study, talk
from greenroom.cli.commands import drill
from greenroom.cli.show_rating import show_rating
from greenroom.practice.drill import DrillSession
from greenroom.practice.exercises import exercises
from greenroom.practice.mock import DONE, REPLYING, Asked, MockSession, Replied
from greenroom.practice.schedule import Schedule
from greenroom.practice.study import StudySession
from greenroom.rating.result import Followup, Quote, Remark
from greenroom.rating.writeup import NOTHING_TO_MEND
from greenroom.services.hold_mock import HeldMock
from greenroom.services.mend_drafts import Drafts
from greenroom.storage.stores import Stores

ANSWER = (
    "Our billing job failed most Mondays and customers got their invoices late. I looked into it and worked on the script with the team. "
    "We fixed the problem and things got better. The customers were happy and I learned that communication is important."
)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with Stores(tmp_path / "greenroom.db") as opened:
        yield opened


@pytest.mark.parametrize(("typed", "shown", "turned"), [
    ("n", "", True), ("?", "Enter: next", False), ("help", "Enter: next", False), ("99", "Pages are 1 to 10.", False), ("0", "Pages are 1 to 10.", False),
    ("l", "Levels: sde1, sde2, senior, manager; now sde2.", False), ("l senior", "Now at Senior.", True), ("l wizard", "There is no level 'wizard'.", False),
    ("p customer-obsession", "Now at SDE2 through the lens of Customer Obsession.", True), ("p", "Now at SDE2.", True), ("b", "This is the first page.", False),
    ("what", "'what' is not understood.", False),
])
def test_every_key_of_study_is_answered(typed: str, shown: str, turned: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert show_study._turn(StudySession(open_catalogue().get("dropped-webhooks")), typed) is turned
    assert shown in " ".join(capsys.readouterr().out.split())


def test_nothing_to_mend_has_no_number_and_no_quote() -> None:
    rating = assess(ANSWER, "Tell me about a time you fixed something.")
    perfect = replace(rating, mend_first=(Remark(NOTHING_TO_MEND, rating.mend_first[0].rests_on),))
    after = show_rating(perfect, colour=False).partition("Mend first\n")[2]
    assert after.startswith(f"  {NOTHING_TO_MEND}\n\nFollow-ups to expect")


def test_a_close_call_is_said_in_a_sentence() -> None:
    rating = assess(ANSWER, "Tell me about a time you fixed something.")
    depth = replace(rating.criteria["depth"], score=1, between=(1, 2))
    shown = " ".join(show_rating(replace(rating, criteria=rating.criteria | {"depth": depth}), colour=False).split())
    assert "A close call between 1 and 2: another careful rater might give the 2." in shown
    assert "(close between" not in shown


def test_what_carries_and_what_sinks_is_told_by_signs_with_and_without_colour() -> None:
    rating = assess(ANSWER, "Tell me about a time you fixed something.")
    coloured, plain = show_rating(rating, colour=True), show_rating(rating, colour=False)
    assert {e.sign for e in rating.evidence} >= {"-"}
    assert "\x1b[31m-" in coloured
    assert click.unstyle(coloured).partition("Criteria")[0] == plain.partition("Criteria")[0]
    assert "(+words+ carry it, -words- sink it)" in coloured
    assert not any(word in coloured for word in ("green carries", "red sinks"))


@pytest.mark.parametrize(("chosen", "state"), [("r", DONE), ("k", REPLYING), (None, REPLYING)])
def test_the_end_of_input_in_a_reply(chosen: str | None, state: str, stores: Stores, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    mock = HeldMock(stores, MockSession("Tell me about a time you fixed something.", "sde2"))
    mock.session.give(ANSWER, 60.0)
    monkeypatch.setattr(show_mock, "lines", lambda *_: ("", 0.0, False))
    monkeypatch.setattr(show_mock, "pick", lambda *_: chosen)
    show_mock.run(mock)
    shown = " ".join(capsys.readouterr().out.split())
    assert [r.state for r in stores.rehearsals.list()] == [state]
    assert ("Not answered." in shown) == (state == DONE)
    assert ("The mock is kept" in shown) == (state == REPLYING)


def test_ctrl_c_leaves_a_drill_with_its_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(show_drill, "ask", interrupted)
    done = CliRunner().invoke(drill.command, ["dropped-webhooks"], env={"GREENROOM_DATA": str(tmp_path), "GREENROOM_DATABASE": ""})
    assert done.exit_code == 0
    assert "0 right, 0 wrong, 0 passed." in done.output


@pytest.mark.parametrize(("typed", "right", "done"), [(["", "y"], 1, 1), (["", "n"], 0, 1), (["", "x", "n"], 0, 1), (["", "q"], 0, 0), (["q"], 0, 0), ([None], 0, 0)])
def test_a_card_is_shown_and_then_graded_by_the_learner(
    typed: list[str | None], right: int, done: int, stores: Stores, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    w, given = open_catalogue().get("dropped-webhooks"), iter(typed)
    card = next(e for e in exercises(w, ("card",)) if e.compared)
    session = DrillSession({w.id: w}, Schedule(), [card], random.Random(1))
    for module in (talk, show_drill):
        monkeypatch.setattr(module, "line", lambda _: next(given))
    assert (show_drill.ask(session, Drafts(stores)) is not None) == bool(done)
    assert (session.right, session.done) == (right, done)
    assert (card.id in session.schedule.cards) == bool(done), "what the learner did not grade is not scheduled"
    assert ("Had you got it" in capsys.readouterr().out) == (typed[0] == "")


def test_what_is_left_of_a_drill_counts_down_and_says_what_comes_once_more(stores: Stores, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    w = open_catalogue().get("dropped-webhooks")
    session = DrillSession({w.id: w}, Schedule(), list(exercises(w, ("quiz",)))[:2], random.Random(1))
    monkeypatch.setattr(talk, "line", lambda _: "")
    while session.current is not None:
        show_drill.ask(session, Drafts(stores))
    heads = [line.rpartition("; ")[2] for line in capsys.readouterr().out.splitlines() if line.startswith("Quiz  (")]
    assert heads == ["2 to go)", "1 to go and 1 once more)", "2 once more)", "1 once more)"]


def test_kinds_of_evidence_are_named_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    rating = assess_part("Drops fell from 0.3 % to zero in the four weeks after, about $8,000 a week by finance's estimate.", "result")
    assert "metric-delta" in {e.kind for e in rating.evidence}
    asked = Followup("How much?", ("metric",), Quote(0, 5, "Drops"))
    show_mock._reply(1, Replied(Asked(asked), rating, True, "Told."))
    shown = " ".join("\n".join([*show_drill._evidence(rating), capsys.readouterr().out]).split())
    assert shown.count("(measured change)") == 2
    assert "metric-delta" not in shown


def test_the_last_line_of_a_draft_is_given_back_only_where_it_breaks_off() -> None:
    assert [bool(talk._WHOLE.search(x)) for x in ("We lost it.", "Why?", "'So?' ", "", "the shops pa", "294,")] == [True, True, True, True, False, False]
