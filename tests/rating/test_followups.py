"""Which follow-ups an answer invites, and what is said where nothing is left to mend."""
from __future__ import annotations

from dataclasses import replace

import pytest

from greenroom.rating.criteria import load_all
from greenroom.rating.criterion import Told
from greenroom.rating.followups import expect
from greenroom.rating.result import Timing
from greenroom.rating.writeup import mend_first, nothing_to_mend
from greenroom.reader import engine
from tests.rating.readings import QUESTION, scored, told

WE = (
    "Our nightly export failed twice a week, and the shops opened without prices. I traced it to a lock that the backup held, and I moved the backup to four. "
    "We decided to keep the old queue because a new one would have cost a month. Failures went from nine a month to none. "
    "I now ask who else holds a file before I schedule anything, because nobody had told the backup's owner."
)


def _told() -> Told:
    return Told(engine.read(WE, ""), level="senior")


def test_what_has_the_top_score_is_not_asked_about_as_a_weakness() -> None:
    told = _told()
    scores = {key: replace(c.read(told), value=3) for key, c in load_all().items()}
    assert told.evidence("we-action")
    assert not any("your own part" in f.text for f in expect(told, "senior", scores))
    scores["reflection"] = replace(scores["reflection"], value=2)
    assert "reflection" in expect(told, "senior", scores | {"lasting": replace(scores["lasting"], value=3)})[0].probes


def test_an_answer_without_a_fault_is_told_of_the_time_that_it_has_left() -> None:
    told, criteria = _told(), load_all()
    scores = {key: replace(c.read(told), value=3) for key, c in criteria.items()}
    (short,) = mend_first(told, Timing(330, 150, 132, 175, ()), (), criteria, scores)
    assert nothing_to_mend(short)
    assert "132 of the 175 seconds" in short.text
    (full,) = mend_first(told, Timing(430, 150, 172, 175, ()), (), criteria, scores)
    assert full.text.endswith("Keep to the time when you say it aloud.")
    (said,) = mend_first(told, Timing(430, 150, 172, 175, (), measured=True), (), criteria, scores)
    assert nothing_to_mend(said)
    assert said.text.endswith("It was said in 172 of the 175 seconds that this level gives.")


S = ("S", "The lift in our hostel stuck between two floors on most Sundays.")
T = ("T", "It was the landlord's lift.")
A = ("A", "I wrote down the hour of every stop and rang the fitter with the list.")
R = ("R", "It has not stuck since Easter.")
TOPS = dict.fromkeys(load_all(), 3)


def asked(*lines: tuple[str, str], marks: tuple[tuple[str, str, float], ...] = (), question: str = QUESTION, **values: int) -> list[str]:
    """The follow-ups at the manager's bar where every other criterion is at the top."""
    answer = told(*lines, marks=marks, question=question, scores=TOPS | values)
    return [f.text for f in expect(answer, "manager", scored(answer, **(TOPS | values)))]


@pytest.mark.parametrize("value", [2, 3])
def test_who_answered_the_question_is_not_asked_how(value: int) -> None:
    assert not any("answer the question" in text for text in asked(S, T, A, R, fit=value))
    assert asked(S, T, A, R, fit=1)[0].startswith("How does this answer the question")


@pytest.mark.parametrize("question", ["", QUESTION])
def test_who_tells_of_nothing_that_happened_is_asked_for_one_case(question: str) -> None:
    general = ("A", "If the lift stuck I would first call the fitter.")
    one, more = asked(general, question=question, fit=0, depth=0, metric=0, lasting=0)
    assert one == "Can you take one case of that, and tell me what happened on the day?"
    assert more == "What did you yourself do then, and how did it come out?"


def test_a_claim_with_a_figure_is_not_asked_which_figure_shows_it() -> None:
    line = "The new motor was in by Friday in 5 hours."
    texts = asked(S, A, ("R", line), marks=(("unmeasured-result", "The new motor was in", 0.9),), metric=1)
    assert "How was that measured, and what was it before?" in texts
    assert not any("which figure" in text for text in texts)


def test_what_somebody_felt_is_asked_for_no_figure() -> None:
    texts = asked(S, A, ("R", "The porter was very relieved."), marks=(("unmeasured-result", "The porter was very relieved", 0.9),), metric=1)
    assert "You said \u201cThe porter was very relieved\u201d. What did they do differently because of it?" in texts


@pytest.mark.parametrize(("line", "asks"), [
    ("What I would do differently: I would ring the fitter before I ring the landlord.", "Have you done so since, and what came of it?"),
    ("I should have asked the porter first.", "Have you done so since, and what came of it?"),
    ("These days I ask the porter before I ring anybody.", "When did that last make a difference?"),
    ("It was a long spring.", "What would you do differently now, and why?"),
])
def test_who_said_what_they_would_do_differently_is_asked_whether_they_have(line: str, asks: str) -> None:
    text = asked(S, T, A, R, ("L", line), reflection=2)[0]
    assert text.endswith(asks)
    assert asks.startswith("What would") or line.split()[0] in text


def test_next_time_within_the_story_is_no_reflection() -> None:
    assert asked(S, T, ("A", "The next time it stuck I had the list ready."), R, reflection=2)[0] == "What would you do differently now, and why?"


@pytest.mark.parametrize(("key", "kind", "section", "line", "asks"), [
    ("ownership", "scope-boundary", "T", "Nobody had asked us to look at it.", "How did you see it through to the end?"),
    ("agency", "own-action", "A", "I sat in the shaft with a torch.", "which of the other steps were yours, and who took the rest?"),
    ("depth", "own-action", "A", "I sat in the shaft with a torch.", "how exactly did you do that, and what came next?"),
    ("judgement", "trade-off", "A", "A new motor was dear, so we greased the old one.", "What else did you consider, and what spoke for it?"),
    ("metric", "metric-delta", "R", "It stuck once all summer, on 3 June.", "how was that measured, and what can it be compared with?"),
    ("metric", "metric-delta", "R", "Calls went from nine to one.", "how was that measured, and what else could have moved it?"),
    ("impact", "business-impact", "R", "The cleaners could use it again.", "How big a difference did that make, and to whom?"),
    ("impact", "business-impact", "R", "It spared 40 guests the stairs.", "What did that mean for the people concerned?"),
    ("lasting", "second-order", "R", "The sister hostel keeps such a list.", "how did that come about, and does it still hold?"),
    ("reflection", "specific-learning", "L", "Nobody had owned the list of stops.", "What have you done differently since, because of that?"),
    ("reflection", "specific-learning", "L", "I now ask the porter first.", "When did that last make a difference?"),
])
def test_what_is_told_is_asked_on_and_not_asked_for(key: str, kind: str, section: str, line: str, asks: str) -> None:
    words = line.rstrip(".")
    text = asked(S, T, A, (section, line), marks=((kind, words, 0.9),), question=QUESTION, **{key: 1})[0]
    assert text.endswith(asks)
    assert words in text


def test_a_task_that_was_given_is_not_asked_after_and_one_that_was_not_is() -> None:
    assert asked(S, ("T", "My manager asked me to sort it out."), A, R, ownership=1)[0] == "What did you do here beyond what you had been given to do?"
    assert asked(S, ("T", "Nobody at all had asked me to sort it out."), A, R, ownership=1)[0].startswith("Whose job was this?")


def test_stakes_that_are_told_are_not_asked_for_again() -> None:
    full = ("S", "The lift stuck 9 times in a month, and two guests in wheelchairs missed their trains.")
    assert "What would have happened if nobody had done anything about it?" in asked(full, T, A, R, context=2)
    assert "What was at stake, and for whom?" in asked(("S", "The lift in our hostel had been stuck or broken on most of the Sundays that spring."), T, A, R, context=2)


def test_the_same_words_are_not_put_to_somebody_twice() -> None:
    words = "I sat in the shaft with a torch"
    texts = asked(S, ("A", f"{words}."), R, marks=(("own-action", words, 0.9), ("trade-off", words, 0.9)), depth=1, judgement=1)
    assert sum(words in text for text in texts) == 1


@pytest.mark.parametrize(("section", "line", "asks"), [
    ("R", "The two other hostels took it as well.", "How did the others come to it, and what did it change for them?"),
    ("L", "I do ask the porter earlier now.", "Who else does it so now, and how did they come to it?"),
    ("A", "I drew up a list of every stop.", "Is what was made there still in use, and by whom?"),
    ("A", "I rang the fitter.", "What is left of it today? Does anybody else work that way now?"),
])
def test_what_stayed_is_not_asked_for_where_it_is_told(section: str, line: str, asks: str) -> None:
    assert asked(S, T, ("A", "I rang him twice."), (section, line), lasting=0)[0] == asks


def test_a_habit_beside_the_story_is_asked_for_one_case() -> None:
    lines = (("S", "Say the lift sticks on a Sunday."), ("A", "Usually I ring the fitter."), ("A", "I rang him twice in May."))
    assert asked(*lines, fit=1)[0] == "Can you take one case of that, and tell me what happened on the day?"


def test_what_was_at_stake_is_asked_how_it_came_out() -> None:
    stake = "It cost us 300 euro a week"
    text = asked(("S", f"{stake}."), T, A, R, marks=(("business-impact", stake, 0.9),), impact=1)[0]
    assert text.endswith("How did that come out in the end, and for whom?")


def test_an_answer_that_breaks_off_is_asked_how_it_came_out() -> None:
    assert "How did it come out, and how do you know?" in asked(S, T, A, ("R", "The landlord came and the lift was"), metric=0)
