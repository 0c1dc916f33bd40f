"""Drill: every kind of exercise is judged, wrong ones come once more, and the schedule remembers."""
import random
from datetime import UTC, datetime, timedelta

import pytest

from greenroom.catalogue.catalogue import open_catalogue
from greenroom.catalogue.model import Walkthrough, plain
from greenroom.errors import TooLong
from greenroom.practice.drill import DrillSession
from greenroom.practice.exercises import answer, exercises, objection
from greenroom.practice.mending import ONLY_FORM, of_this_story, too_little
from greenroom.practice.schedule import Schedule

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def w() -> Walkthrough:
    return open_catalogue().get("dropped-webhooks")


def test_ids_are_unique_and_stable(w: Walkthrough) -> None:
    ids = [e.id for e in exercises(w)]
    assert len(ids) == len(set(ids))
    assert ids == [e.id for e in exercises(w)]
    assert {e.kind for e in exercises(w)} == {"quiz", "spot", "mend", "followup", "card"}


def test_a_quiz_knows_its_right_option_and_says_why(w: Walkthrough) -> None:
    for e, quiz in zip(exercises(w, ("quiz",)), w.quizzes, strict=True):
        for option in quiz.options:
            outcome = answer(w, e, option.text)
            assert outcome.right is option.right
            assert option.why in outcome.says
        assert not answer(w, e, "").right


def test_the_strong_reply_to_a_followup_is_to_be_chosen(w: Walkthrough) -> None:
    for e, f in zip(exercises(w, ("followup",)), w.followups, strict=True):
        assert e.text == f.question
        assert set(e.choices) == {f.weak, f.strong}
        assert answer(w, e, f.strong).right
        missed = answer(w, e, f.weak)
        assert not missed.right
        assert f.why_weak in missed.says
        assert f.remember in missed.says


def test_a_flaw_is_spotted_by_sentence_or_by_words(w: Walkthrough) -> None:
    assert w.weak
    for e, g in zip(exercises(w, ("spot",)), w.weak.giveaways, strict=True):
        assert answer(w, e, g.phrase).right
        holding = next(s for s in e.choices if g.phrase.split(".")[0][:25] in s)
        assert answer(w, e, holding).right
        assert not answer(w, e, "the").right
        assert not answer(w, e, "").right


def test_a_flaw_is_asked_for_by_its_sentence(w: Walkthrough) -> None:
    for e in exercises(w, ("spot",)):
        assert e.asks.startswith("Which sentence ")
        assert e.asks.endswith("?")


def test_the_whole_answer_typed_back_is_no_find(w: Walkthrough) -> None:
    assert w.weak
    for e in exercises(w, ("spot",)):
        assert not answer(w, e, w.weak.answer).right


def test_mending_is_judged_by_the_engine(w: Walkthrough) -> None:
    mends = {e.id.rpartition("/")[2]: e for e in exercises(w, ("mend",))}
    result = mends["4"]
    better = answer(w, result, "Drops fell from 0.3 % to zero in the four weeks after, about $8,000 a week by finance's estimate.")
    assert better.right
    assert better.rating is not None
    assert any(e.kind == "metric-delta" for e in better.rating.evidence)
    same = answer(w, result, plain(w.sections["result"].mistake))
    assert not same.right
    assert answer(w, result, "").answer


@pytest.mark.parametrize(("number", "given"), [(2, "It was not our code."), (4, "I counted 294 lost payments."), (1, "294 payments were lost every week.")])
def test_one_clause_is_too_little_to_mend_with(w: Walkthrough, number: int, given: str) -> None:
    e = exercises(w, ("mend",))[number - 1]
    assert "too little" in objection(e, given)
    outcome = answer(w, e, given)
    assert not outcome.right
    assert "One clause is too little to judge." in outcome.says


def test_what_is_of_another_story_is_judged_on_its_form_and_never_easy(w: Walkthrough) -> None:
    e = exercises(w, ("mend",))[1]
    foreign = answer(w, e, "It was not our warehouse, nobody had asked me, and I promised the night shift that I would stay until every pallet was found.")
    assert foreign.right
    assert foreign.grade == "good"
    assert ONLY_FORM in foreign.says
    ours = answer(w, e, "The service was Platform's and nobody had asked me, but I promised my lead that I would stay until no payment webhook was lost.")
    assert ours.grade == "easy"
    assert ONLY_FORM not in ours.says


def test_a_mended_task_is_not_said_to_hold_what_has_no_quote(w: Walkthrough) -> None:
    e = exercises(w, ("mend",))[1]
    said = answer(w, e, "It was not our code, there was no ticket for it and nobody had asked me to look at the webhooks.").says
    assert "followed through" not in said
    assert "You say that this was not yours to do" in said


def test_a_mend_asks_for_a_good_part_and_gives_the_facts(w: Walkthrough) -> None:
    for e in exercises(w, ("mend",)):
        assert e.asks.startswith("Rewrite this ")
        assert not any(anchor in e.asks for anchor in ("missing", "unclear", "(context", "(metric"))
        assert w.overview
        assert e.facts == w.overview.scenario


def test_every_strong_section_is_enough_and_of_its_own_story() -> None:
    for each in open_catalogue().ready:
        for part, section in each.sections.items():
            assert too_little(part, plain(section.strong)) is None, (each.id, part)
            assert of_this_story(each, part, plain(section.strong)), (each.id, part)


def test_wrong_ones_come_once_more_and_due_ones_first(w: Walkthrough) -> None:
    session = DrillSession.begin([w], Schedule(), NOW, random.Random(1))
    first = session.current
    assert first is not None
    total = len(session.queue)
    session.give("", NOW)
    assert len(session.queue) == total
    assert session.queue[-1].id == first.id
    while session.current is not None:
        session.give("", NOW)
    assert (session.right, session.wrong, session.passed) == (0, 0, session.done)
    later = DrillSession.begin([w], session.schedule, NOW + timedelta(days=1), random.Random(1), due_only=True)
    assert len(later.queue) == total


def test_nothing_is_due_before_its_time(w: Walkthrough) -> None:
    assert DrillSession.begin([w], Schedule(), NOW, random.Random(1), due_only=True).current is None


def test_what_is_too_long_to_rate_stays_to_be_answered(w: Walkthrough) -> None:
    session = DrillSession.begin([w], Schedule(), NOW, random.Random(1))
    session.queue.sort(key=lambda e: e.kind != "mend")
    asked = session.current
    with pytest.raises(TooLong):
        session.give("I found the fault in the queue. " * 1000, NOW)
    assert (session.current, session.done) == (asked, 0)


def test_the_kinds_take_turns(w: Walkthrough) -> None:
    session = DrillSession.begin([w], Schedule(), NOW, random.Random(1))
    kinds = [e.kind for e in session.queue]
    assert set(kinds[:5]) == {"quiz", "spot", "mend", "followup", "card"}
    assert kinds.count("spot") < len(kinds) / 2
    for kind in set(kinds):
        numbers = [int(e.id.rpartition("/")[2]) for e in session.queue if e.kind == kind]
        assert numbers == sorted(numbers)


def test_nothing_was_answered_yet_or_the_first_is_due_at_a_time(w: Walkthrough) -> None:
    session = DrillSession.begin([w], Schedule(), NOW, random.Random(1), due_only=True)
    assert session.next_due is None
    due = session.schedule.grade(exercises(w)[0].id, "good", NOW)
    session.schedule.grade(exercises(w)[1].id, "easy", NOW)
    assert DrillSession.begin([w], session.schedule, NOW, random.Random(1), due_only=True).next_due == due


def test_an_answer_that_cannot_be_meant_is_objected_to(w: Walkthrough) -> None:
    assert w.weak
    spot = exercises(w, ("spot",))[0]
    for given in ("1", str(len(spot.choices)), w.weak.giveaways[0].phrase, "he looked into it"):
        assert objection(spot, given) == ""
    for given in ("0", "99", "zebra quux", "...", w.weak.answer):
        assert objection(spot, given)


def test_a_card_about_a_principle_stands_once_for_all_walkthroughs_under_it() -> None:
    ready = list(open_catalogue().ready)
    session = DrillSession.begin(ready, Schedule(), NOW, random.Random(1))
    firsts = {(w.framework, w.head.principles[0]) for w in ready}
    made = {e.id for w in ready for e in exercises(w, ("card",)) if e.compared}
    assert len(firsts) < len(ready)
    assert len(made) == 2 * len(firsts)
    assert len({e.id for e in session.queue}) == len(session.queue)
    alike = [w for w in ready if w.head.principles[0] == "deliver-results"]
    card = next(e for e in exercises(alike[0], ("card",)) if e.compared)
    session.schedule.grade(card.id, "good", NOW)
    other = DrillSession.begin([alike[1]], session.schedule, NOW, random.Random(1))
    assert card.id in {e.id for e in exercises(alike[1])}
    assert card.id not in {e.id for e in other.queue}
