"""Remarks about one's own part: what others do or think is not called one's own, and what is told is not asked for."""
from __future__ import annotations

import pytest

from tests.rating.made import Line, made, read, says, words

YARD: Line = ("S", "The timber yard sent out one load in six with the wrong boards.", {})
STEP: Line = ("A", "I chalked a number on every stack.", {"own-action": "I chalked a number on every stack"})


@pytest.mark.parametrize("quote", ["I asked them not to load it", "My foreman wouldn't give me the forklift", "only had to do the oak", "nobody told her whom to ring"])
def test_a_not_of_something_else_does_not_say_whose_job_it_was(quote: str) -> None:
    told = made(2, YARD, ("T", f"Well, {quote}.", {"scope-boundary": quote}), STEP)
    assert not any(text.startswith(("You say that this was not yours", "How you stayed with it")) for text in says(read("ownership", told)))


@pytest.mark.parametrize(
    "whose",
    ["Loading has nothing to do with my crew.", "Nobody had asked me to.", "My boss asked me to sort it out.", "The stacks were nobody's job.", "Loading was never in my remit."],
)
def test_whose_job_it_was_is_not_asked_for_where_it_is_told(whose: str) -> None:
    quote = "I said, leave it here"
    told = made(2, YARD, ("T", whose, {}), ("A", f"{quote}.", {"initiative": quote}))
    score = read("ownership", told)
    assert words(score, "Here you say whose job it was; what you answered for") == [whose]
    assert not any(text.startswith("Whose job this was") for text in says(score))
    assert words(read("ownership", made(2, YARD, ("T", whose, {}), STEP)), "Here you say whose job it was") == [whose]


def test_what_one_answered_for_comes_before_where_credit_is_given_away() -> None:
    told = made(2, YARD, STEP, ("A", "I just held the ladder.", {}), ("A", "The wrong load was my fault, not hers.", {}))
    assert words(read("ownership", told), "This comes nearest to showing that you took it on") == ["The wrong load was my fault, not hers."]


def test_whose_part_is_hard_to_tell_is_asked_at_an_act_and_not_at_others_words() -> None:
    others: Line = ("A", "Their foreman said that anybody can read a label.", {})
    ours: Line = ("A", "The stacks were moved at night.", {})
    assert words(read("agency", made(1, YARD, others, ours, others)), "How much of this was your own doing") == [ours[1]]
    assert words(read("agency", made(1, YARD, others)), "What you yourself did could be said more plainly") == [others[1]]
    assert words(read("depth", made(1, YARD, others, ours)), "What was done here could be told more closely") == [ours[1]]


def test_other_steps_are_asked_for_where_their_doer_is_open() -> None:
    ours: Line = ("A", "We moved the stacks at night.", {})
    assert words(read("agency", made(2, YARD, STEP, ours)), "Who did this could be said more plainly") == [ours[1]]
    alone = read("agency", made(2, YARD, STEP, ("A", "Then Ines, our clerk, sorted it with them.", {})))
    assert words(alone, "What else you did yourself could be told") == [STEP[2]["own-action"]]


def test_a_sentence_that_breaks_off_is_not_pointed_at() -> None:
    whole: Line = ("A", "The stacks were moved at night.", {})
    assert words(read("agency", made(1, YARD, whole, ("A", "We were nearly at the gate when", {}))), "How much of this") == [whole[1]]


def test_the_same_words_are_not_both_vague_and_concrete() -> None:
    line: Line = ("A", "So I did the yard.", {"own-action": "I did the yard", "vague-action": "I did the yard"})
    assert says(read("depth", made(1, YARD, line))) == ["This names an activity, but not what was done."]


def test_a_few_words_that_name_nothing_are_not_called_concrete() -> None:
    score = read("depth", made(1, YARD, ("A", "In the end I fixed it.", {"own-action": "I fixed it"})))
    assert not any("concrete: it can be pictured" in text for text in says(score))


def test_what_was_handed_on_is_no_step_of_ones_own() -> None:
    line: Line = ("A", "I forwarded it to the office.", {"own-action": "I forwarded it to the office"})
    assert "Here you are the one who acts." not in says(read("agency", made(1, YARD, line)))
    assert not any("concrete: it can" in text for text in says(read("depth", made(1, YARD, line))))
    more = "I forwarded it to the office, rang them at noon and drew up the new list"
    assert words(read("agency", made(1, YARD, ("A", f"{more}.", {"own-action": more}))), "Here you are the one who acts.") == [more]


@pytest.mark.parametrize(
    ("step", "asks"),
    [
        ("I told the driver he had the wrong boards", "How you went about this"),
        ("I sat down among the stacks to count the labels", "What you did this with"),
        ("I chalked the stacks by walking round with the driver", "What you did this with"),
    ],
)
def test_how_is_not_asked_of_what_was_said_or_tells_it(step: str, asks: str) -> None:
    assert words(read("depth", made(2, YARD, ("A", f"{step}.", {"own-action": step}))), asks) == [step]


def test_others_reasons_are_told_as_theirs() -> None:
    theirs = "My boss, Ines, wouldn't allow a second shift since the union had complained"
    score = read("judgement", made(2, YARD, STEP, ("A", f"{theirs}.", {"trade-off": theirs})))
    assert words(score, "Here you tell of others") == [theirs]
    assert "Here your reasoning shows." not in says(score)
    mine = "because they will not wait and the boards will"
    assert words(read("judgement", made(2, YARD, ("A", f"I served the drivers first {mine}.", {"trade-off": mine}))), "Here your reasoning shows.") == [mine]


@pytest.mark.parametrize("empty", ["I didn't have a long speech", "so no", "as if they could not count"])
def test_words_without_a_reason_are_not_called_reasoning(empty: str) -> None:
    score = read("judgement", made(2, YARD, STEP, ("A", f"Well, {empty}.", {"trade-off": empty})))
    assert "Here your reasoning shows." not in says(score)


def test_a_contrast_without_a_reason_is_not_called_one() -> None:
    quote = "stack them by length rather than by wood"
    score = read("judgement", made(2, YARD, ("A", f"I had them {quote}.", {"trade-off": quote}), sure=0.6))
    assert says(score)[0] == "Here one way is set against another; why you took yours could be said outright."


def test_the_nearest_to_a_reason_has_a_choice_or_a_reason_in_it() -> None:
    choice: Line = ("A", "Of the two ways I chose the chalk.", {})
    told = made(2, YARD, STEP, ("A", "So I walked round the yard twice.", {}), choice, ("A", "Ines let it pass as long as it could be washed off.", {}))
    assert words(read("judgement", told), "This comes nearest to giving a reason") == [choice[1]]


def test_a_reason_that_is_told_is_not_asked_for() -> None:
    because: Line = ("A", "We cut the list to oak and ash, because people asked for those.", {})
    score = read("judgement", made(1, YARD, because))
    assert words(score, "This may be your reason") == [because[1]]


def test_another_way_is_asked_for_where_a_choice_is_told() -> None:
    cause = "because the labels had come off in the rain"
    choice: Line = ("A", "I went with the chalk.", {})
    told = made(2, YARD, ("A", f"The loads were wrong {cause}.", {"trade-off": cause}), choice)
    assert words(read("judgement", told), "What spoke for another way") == [choice[1]]


@pytest.mark.parametrize(("said", "quote", "theirs"), [
    ("My foreman refused, because he wanted the oak on top", "because he wanted the oak on top", True),
    ("The head of loading disagreed at first, because she thought chalk washes off", "because she thought chalk washes off", True),
    ("I rang her before the others, because she was afraid to ask", "because she was afraid to ask", False),
])
def test_a_reason_belongs_to_whom_the_words_before_it_tell_of(said: str, quote: str, theirs: bool) -> None:
    score = read("judgement", made(2, YARD, STEP, ("A", f"{said}.", {"trade-off": quote})))
    assert any(text.startswith("Here you tell of others") for text in says(score)) is theirs
    assert ("Here your reasoning shows." in says(score)) is not theirs


@pytest.mark.parametrize("line", ["We didn't need a second forklift.", "He and the sawyers would work it out by Monday.", "The loading office they get a call and the gate is opened."])
def test_nobody_is_asked_whose_step_it_was_where_none_was_taken(line: str) -> None:
    assert "Who did this could be said more plainly." not in says(read("agency", made(2, YARD, STEP, ("A", line, {}))))
