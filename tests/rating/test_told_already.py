"""What a remark asks for is not told in the answer, and what it praises is: the words of each criterion, by answers made by hand."""
from __future__ import annotations

from dataclasses import replace

import pytest

from greenroom.rating.criteria import load_all
from greenroom.rating.criterion import Told
from tests.rating.made import Line, made, read, says, words

HARBOUR: Line = ("S", "The harbour office lost about one mooring form in ten, and skippers paid twice.", {})
ACT: Line = ("A", "I laid every form on the floor and matched it with the till roll.", {"own-action": "I laid every form on the floor"})
OUTCOME: Line = ("R", "After that it ran well.", {"unmeasured-result": "it ran well"})


def mends(key: str, told: Told) -> tuple[str, str, str]:
    return load_all()[key].mends(told)


def test_half_done_is_no_size() -> None:
    told = made(1, HARBOUR, ACT, ("R", "The second list was half finished.", {"metric-delta": "half finished"}))
    assert "Here the result has a number." not in says(read("metric", told))
    half = made(2, HARBOUR, ACT, ("R", "We lost half of what we had lost.", {"metric-delta": "half of what we had lost"}))
    assert "Here the result has a number." in says(read("metric", half))


@pytest.mark.parametrize(("line", "claim"), [("Three nights went into that.", "Three nights went into that"), ("We were nearly at the pier when", "We were nearly at the pier when")])
def test_effort_and_half_a_sentence_are_no_outcome_that_is_claimed(line: str, claim: str) -> None:
    told = made(1, HARBOUR, ACT, ("R", line, {"unmeasured-result": claim}))
    assert "An outcome is claimed here without a number." not in says(read("metric", told))


def test_an_answer_that_breaks_off_is_told_so_where_its_outcome_is_wanted() -> None:
    told = made(1, HARBOUR, ACT, ("R", "We were nearly at the pier when", {}))
    assert words(read("metric", told), "How it came out is not told; the answer breaks off here.") == ["We were nearly at the pier when"]


def test_a_result_with_a_number_is_asked_for_no_number() -> None:
    measured: Line = ("R", "We lost 3 forms that year.", {"metric-delta": "We lost 3 forms"})
    close = made(1, HARBOUR, ACT, OUTCOME, measured, close=(1.0, 0.45, 0.0))
    assert not any("claimed here without" in text for text in says(read("metric", close)))
    assert mends("metric", close)[1] == "Say what your figure measures, and what it was before."
    assert mends("metric", made(1, HARBOUR, ACT, OUTCOME))[1].startswith("Put a number on the outcome")
    changed = made(2, HARBOUR, ACT, ("R", "Losses fell from 30 to 3.", {"metric-delta": "Losses fell from 30 to 3"}))
    assert mends("metric", changed)[2] == "Say the figure before and the figure after in one breath."


def test_all_of_them_is_not_asked_what_it_was_before() -> None:
    told = made(2, HARBOUR, ACT, ("R", "By June all 40 forms had been found.", {"metric-delta": "all 40 forms had been found"}))
    assert not any("before" in text for text in says(read("metric", told)))


def test_that_others_took_it_up_is_no_outcome_without_a_measure() -> None:
    told = made(1, HARBOUR, ACT, ("R", "The dry dock took it as well, so four offices by then.", {}))
    assert not any("figure here" in text for text in says(read("metric", told)))


def test_stakes_are_called_stakes() -> None:
    stake = "About 2,000 euro a month went astray"
    told = made(1, ("S", f"{stake}.", {"business-impact": stake}), ACT, OUTCOME)
    assert words(read("impact", told), "This says what was at stake for people, money or risk.") == [stake]
    assert not any("what it meant" in text for text in says(read("impact", told)))


@pytest.mark.parametrize("words_", [
    "it was the biggest loss any port in the country ever had", "nobody was harmed by the delay", "the master signed off that evening", "40,000 euro", "the ferry sailed or stayed",
])
def test_what_is_no_effect_is_not_praised_as_one(words_: str) -> None:
    line = f"So somebody had to say whether {words_}." if "ferry" in words_ else f"Then, {words_}."
    told = made(2, HARBOUR, ACT, ("R", line, {"business-impact": words_}))
    score = read("impact", told)
    assert "This says what it meant for people, money or risk." not in says(score)
    assert not any(line in [getattr(place, "quote", "") for place in r.rests_on] for r in score.remarks)


@pytest.mark.parametrize("told", [made(0, HARBOUR, ACT, OUTCOME), made(1, HARBOUR, ACT, OUTCOME, sure=0.3), made(2, HARBOUR, ACT, OUTCOME)])
def test_a_failure_is_not_asked_who_gained(told: Told) -> None:
    asked = [*says(read("impact", told)), *mends("impact", told)]
    assert not any("gain" in text or "better off" in text for text in asked)


def test_people_who_are_named_in_the_outcome_are_not_asked_for() -> None:
    told = made(1, HARBOUR, ACT, ("R", "The merchants came back to our pier.", {}))
    assert words(read("impact", told), "Here people are named") == ["The merchants came back to our pier."]


def test_a_size_that_is_told_is_not_asked_for() -> None:
    told = made(2, HARBOUR, ACT, ("R", "The wait fell from 3 hours to 12 minutes.", {"metric-delta": "The wait fell from 3 hours to 12 minutes"}))
    assert mends("impact", told)[2].startswith("Say whom that result reached")
    assert mends("impact", made(2, HARBOUR, ACT, OUTCOME))[2].startswith("Put a size on that")


@pytest.mark.parametrize(("situation", "asks"), [
    ("The crane stood still.", "Add who was hurt by it"),
    ("The crane stood still and the skippers waited.", "Add how many people it touched"),
    ("The crane stood still for 9 days and the skippers waited.", "Add what would have come of it if nobody had done anything"),
])
def test_who_was_hurt_is_asked_for_only_where_nobody_is_named(situation: str, asks: str) -> None:
    assert mends("context", made(2, ("S", situation, {}), ACT))[2].startswith(asks)


def test_a_problem_in_the_first_sentence_is_not_told_to_come_first() -> None:
    assert mends("context", made(1, HARBOUR, ACT))[1].startswith("Say in one sentence what was going wrong")
    late: Line = ("S", "Our port is old and has two piers.", {})
    assert mends("context", made(1, late, late, HARBOUR, ACT))[1].startswith("Name the problem in your first")


def test_the_problem_is_shown_by_its_own_sentences() -> None:
    before: Line = ("S", "Our port is old.", {})
    later: Line = ("S", "The canteen was shut as well, and nobody liked the tea.", {})
    told = made(2, before, before, before, HARBOUR, ("S", "Some 40 skippers wrote to us.", {}), ACT, later)
    shown = words(read("context", told), "Here the problem becomes clear.")
    assert HARBOUR[1] in shown
    assert later[1] not in shown
    assert len(shown) <= 3


def test_a_supposition_is_no_problem_that_becomes_clear() -> None:
    told = made(2, ("S", "Say the crane stops on a Sunday.", {}), ("A", "Usually I ring the fitter first.", {}), ACT)
    assert "Here the problem becomes clear." not in says(read("context", told))


@pytest.mark.parametrize(("line", "quote"), [
    ("That was wrong of me.", "was wrong of me"), ("It is not that she was new to the port.", "she was new to the port"), ("What hurts is that it was lost.", "it was lost"),
])
def test_what_is_no_lesson_is_not_praised_as_one(line: str, quote: str) -> None:
    told = made(2, HARBOUR, ACT, ("L", line, {"specific-learning": quote}))
    assert "This lesson belongs to your story." not in says(read("reflection", told))


def test_a_skill_is_shown_with_what_it_taught() -> None:
    line = "I had learned knots to please the mate, and the answer lay in a drawer that no form of ours names."
    told = made(3, HARBOUR, ACT, ("L", line, {"specific-learning": "I had learned knots to please the mate"}))
    assert words(read("reflection", told), "This lesson belongs to your story.") == [line]


@pytest.mark.parametrize(("lesson", "asks"), [
    ("A form on paper can be paid twice", "Add why it could happen at all (who was not told"),
    ("Nobody owned the hour between two desks", "Add a later time when you did it differently."),
    ("Since then I count the roll before I open the gate", "Add why it could happen at all: who was not told"),
    ("I count the roll first now, because nobody had told the night desk", "Tell the lesson in one sentence"),
])
def test_the_cause_and_the_change_are_asked_for_only_where_they_are_not_told(lesson: str, asks: str) -> None:
    assert mends("reflection", made(2, HARBOUR, ACT, ("L", f"{lesson}.", {"specific-learning": lesson})))[2].startswith(asks)


def test_a_story_is_asked_how_it_answers_and_only_a_habit_for_an_event() -> None:
    event = "something that happened once on a certain day"
    assert not any(event in text for text in mends("fit", made(0, HARBOUR, ACT, OUTCOME)))
    habit = made(2, ("S", "Say the crane stops on a Sunday.", {}), ("A", "Usually I ring the fitter first.", {}), ("A", "I rang him once at six.", {}))
    assert all(event in text for text in mends("fit", habit))
    assert words(read("fit", habit), "Here you tell what you usually do") == ["Say the crane stops on a Sunday.", "Usually I ring the fitter first."]


def test_a_habit_in_the_situation_is_no_habit_of_the_answer() -> None:
    told = made(2, ("S", "Usually the crane stopped on Sundays.", {}), ("S", "Every time it did, the skippers waited.", {}), ACT, OUTCOME)
    assert not any("usually do" in text for text in says(read("fit", told)))


def test_a_story_that_may_answer_more_squarely_is_not_told_that_it_surely_answers() -> None:
    nearly = "What is told from here on answers the question, or nearly; "
    assert says(read("fit", made(2, HARBOUR, ACT, close=(1.0, 0.9, 0.45)))) == [f"{nearly}its first words could say how."]
    talk: Line = ("O", "Thank you, that is a good question.", {})
    assert says(read("fit", made(2, talk, HARBOUR, ACT, close=(1.0, 0.9, 0.45)))) == [f"{nearly}open with the moment that it asks for."]


def test_a_reason_is_asked_for_behind_the_act_that_is_most_ones_own() -> None:
    aside: Line = ("A", "I had tea with the skippers.", {})
    told = made(0, HARBOUR, ACT, aside, OUTCOME)
    assert words(read("judgement", told), "Why you chose this way is not said") == [ACT[1]]


def test_a_habit_that_outweighs_what_was_once_done_is_no_answer() -> None:
    habit = made(3, ("S", "Say the crane stops on a Sunday.", {}), ("A", "Usually I ring the fitter first.", {}), ("A", "Normally we wait for him.", {}), ("A", "I rang him once at six.", {}))
    assert read("fit", habit).value == 1
    story = made(3, HARBOUR, ACT, ("A", "Usually I ring the fitter first.", {}), ("A", "Normally we wait for him.", {}), *[("A", "I rang him at six.", {})] * 4)
    assert read("fit", story).value == 3


def test_a_number_for_what_was_wrong_is_no_measured_result() -> None:
    harm = "40 skippers waited for 3 hours"
    told = made(2, ("S", f"{harm}.", {"metric-delta": harm}), ACT, OUTCOME)
    score = read("metric", replace(told, reading=replace(told.reading, marks=tuple(m for m in told.reading.marks if m.kind != "metric-delta"))))  # the reader marks none there
    assert says(score) == ["Here what was wrong has a number.", "How it came out could be told with a number as well; it should follow here."]


def test_what_was_at_stake_is_to_be_joined_with_a_result_that_has_a_size() -> None:
    stake, fell = "About 2,000 euro a month went astray", "Losses fell from 30 to 3"
    told = made(2, ("S", f"{stake}.", {"business-impact": stake}), ACT, ("R", f"{fell}.", {"metric-delta": fell}))
    assert "How much the result changed this could be said in the same sentence." in says(read("impact", told))
