"""A remark is true of the words that it rests on: what is told is not asked for, and what is not told is not praised."""
from __future__ import annotations

from dataclasses import replace

import pytest

from greenroom.rating.criteria import load_all
from tests.rating.made import Line, made, read, says, words

HARBOUR: Line = ("S", "The harbour office lost about one mooring form in ten, and skippers paid twice.", {})
ACT: Line = ("A", "I laid every form on the floor and matched it with the till roll.", {"own-action": "I laid every form on the floor"})
OUTCOME: Line = ("R", "After that it ran well.", {"unmeasured-result": "it ran well"})
LESSON: Line = ("L", "I learned to keep receipts.", {})


@pytest.mark.parametrize(
    ("quote", "says_so"),
    [
        ("The forms belonged to the harbour master", "You say that this was not yours to do"),
        ("I was only meant to sweep the quay", "You say that this was not yours to do"),
        ("it wasn't my fault or my desk", "You say that this was not yours to do"),
        ("Nobody else had touched the till", "Here you answer for it yourself."),
        ("it was my own mistake", "Here you answer for it yourself."),
        ("The till was assigned to me", "Here you say whose job it was."),
    ],
)
def test_a_mark_of_a_border_is_read_by_its_words(quote: str, says_so: str) -> None:
    told = made(3, HARBOUR, ("T", f"As for that, {quote}.", {"scope-boundary": quote}), ACT)
    assert words(read("ownership", told), says_so) == [quote]


def test_a_mark_that_tells_nothing_of_whose_job_it_was_is_passed_over() -> None:
    told = made(2, HARBOUR, ("T", "The skippers in our bay are patient people.", {"scope-boundary": "The skippers in our bay"}), ACT)
    assert not any("not yours" in text or "whose job it was." in text for text in says(read("ownership", told)))


def test_a_confession_is_not_praised_as_done_without_being_told() -> None:
    told = made(3, HARBOUR, ("A", "I had let it lie for a week; it was my own mistake.", {"initiative": "I had let it lie for a week; it was my own mistake"}))
    assert says(read("ownership", told)) == ["Here you answer for it yourself."]


def test_what_one_asked_of_others_does_not_say_whose_job_it_was() -> None:
    told = made(2, HARBOUR, ("T", "I had asked for a second till.", {"scope-boundary": "I had asked for a second till"}), ACT)
    assert "Here you say whose job it was." not in says(read("ownership", told))


def test_whose_job_it_was_is_asked_for_before_the_first_act() -> None:
    told = made(2, HARBOUR, ACT, OUTCOME, LESSON)
    assert words(read("ownership", told), "No one place was found to quote") == [HARBOUR[1]]
    without_situation = made(1, ACT, ("A", "I rang the skippers.", {}), OUTCOME, LESSON)
    assert words(read("ownership", without_situation), "That you took on more") == [ACT[1]]


@pytest.mark.parametrize(
    ("lesson", "asks", "not_for"),
    [
        ("I count the roll first now, because nobody had told the night desk", "A later time when you acted on this", "cause"),
        ("Since then I count the roll before I open the gate", "The cause behind this could", "differently"),
        ("Nobody owned the hour between two desks", "What you have done differently since could", "cause"),
        ("A form on paper can be paid twice", "The cause behind this, or what you have done differently since", "later time"),
    ],
)
def test_a_lesson_is_not_asked_for_what_it_tells(lesson: str, asks: str, not_for: str) -> None:
    remark = read("reflection", made(2, HARBOUR, ACT, ("L", f"{lesson}.", {"specific-learning": lesson}))).weakness.text
    assert remark.startswith(asks)
    assert not_for not in remark


def test_a_lesson_in_plain_words_is_asked_for_its_ground() -> None:
    score = read("reflection", made(1, HARBOUR, ACT, OUTCOME, LESSON))
    assert words(score, "You name a lesson here; what in this story taught it") == [LESSON[1]]


def test_what_one_does_since_counts_though_it_is_hardly_read_as_learning() -> None:
    told = made(0, HARBOUR, ACT, ("O", "I don't sign a mooring form in the dark any more.", {}))
    assert read("reflection", told).value == 0
    likely = told.reading.sentences[-1]
    maybe = replace(told, reading=replace(told.reading, sentences=(*told.reading.sentences[:-1], replace(likely, sections=(0.0, 0.0, 0.0, 0.0, 0.4, 0.5)))))
    score = read("reflection", maybe)
    assert score.value == 1
    assert "Here you tell what you do differently since." in says(score)


@pytest.mark.parametrize(
    ("kept", "asks"),
    [
        ("Two other harbours copied the form", "Here others take it up; how they came to it, and that they still do it so,"),
        ("The survey squad in Brest took it over and still has it", "Here others take it up; how they came to it could be said"),
        ("the form is pinned up in both sections", "Who outside your own team took it up, or how they came to it"),
        ("I still count the roll every Monday", "Who else took it up"),
    ],
)
def test_adopters_who_are_named_are_not_asked_for(kept: str, asks: str) -> None:
    told = made(2, HARBOUR, ACT, ("R", f"{kept}.", {"second-order": kept}))
    assert words(read("lasting", told), asks) == [kept]


@pytest.mark.parametrize(
    "line",
    ["The pilots' office copied our form in June.", "The fish market took it as well.", "the lock crew nicked the sheet after", "Kiel and Wismar run the same check now."],
)
def test_who_took_it_up_is_not_asked_for_though_nothing_is_marked(line: str) -> None:
    told = made(1, HARBOUR, ACT, ("R", line, {}), OUTCOME)
    score = read("lasting", told)
    assert words(score, "Here others take it up; how they came to it") == [line]
    assert load_all()["lasting"].mends(told)[0].startswith("Say what exactly they took up")


def test_at_the_top_nothing_more_is_asked_of_what_others_took_up() -> None:
    talk: Line = ("R", "People still talk about it.", {"second-order": "People still talk about it"})
    assert says(read("lasting", made(3, HARBOUR, ACT, talk, ("R", "The fish market took it as well.", {})))) == ["Here others take it up."]


@pytest.mark.parametrize("line", ["The whole team took the boat out.", "Two branch copies of the form were lost.", "Our crew copied the forms by hand.", "I took it on before any office did."])
def test_what_the_own_team_did_is_no_spread(line: str) -> None:
    assert not any("others take it up" in text for text in says(read("lasting", made(1, HARBOUR, ACT, ("R", line, {})))))


def test_a_habit_is_something_that_stayed() -> None:
    told = made(1, HARBOUR, ACT, ("L", "I do count the roll earlier now.", {}))
    assert words(read("lasting", told), "Here you tell what you do since") == ["I do count the roll earlier now."]
    assert "a habit of yours" not in load_all()["lasting"].mends(told)[0]


def test_a_story_that_is_still_told_is_not_praised_as_something_that_stayed() -> None:
    line = "The harbour master still brings it up at supper"
    told = made(2, HARBOUR, ACT, ("R", f"{line}.", {"second-order": line}))
    assert "This outlived the event." not in says(read("lasting", told))


@pytest.mark.parametrize("outcome", ["To this date no skipper has paid twice.", "It hasn't happened so far."])
def test_that_it_stayed_away_is_something_that_stayed(outcome: str) -> None:
    (text,) = says(read("lasting", made(1, HARBOUR, ACT, ("R", outcome, {}))))
    assert "is not said outright" not in text


def test_a_thing_that_was_made_is_named_where_it_is_asked_what_stayed() -> None:
    alarm: Line = ("A", "I also set up an alarm for a form without a stamp.", {})
    assert words(read("lasting", made(1, HARBOUR, alarm, OUTCOME)), "Something was made here") == [alarm[1]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The ferry left at 9.40 pm instead of on the hour.", "later it left at 9.05 pm"),
        ("About 12 percent of the forms were lost.", "only 3 percent were lost"),
        ("We had 31 complaints a week.", "we had two complaints in May"),
    ],
)
def test_a_figure_from_before_is_not_said_to_be_missing(before: str, after: str) -> None:
    told = made(2, ("S", before, {}), ACT, ("R", f"In the end {after}.", {"metric-delta": after}))
    assert words(read("metric", told), "If the figure from before is the one that you gave earlier") == [after, before]


def test_other_figures_in_the_setting_are_no_figure_from_before() -> None:
    told = made(2, ("S", "We were 14 clerks on two piers.", {}), ACT, ("R", "In the end 3 forms were lost.", {"metric-delta": "3 forms were lost"}))
    assert "What the number was before, or what it is measured against, is not said here." in says(read("metric", told))


def test_a_measured_answer_is_asked_for_its_figure_from_before_and_not_blamed_for_a_claim() -> None:
    measured: Line = ("R", "We lost 3 forms that year.", {"metric-delta": "We lost 3 forms"})
    score = read("metric", made(2, HARBOUR, ACT, OUTCOME, measured))
    assert not any("claimed here without a number" in text for text in says(score))


def test_a_claim_with_a_figure_is_not_called_one_without() -> None:
    told = made(1, HARBOUR, ACT, ("R", "It was sorted out after nine days.", {"unmeasured-result": "It was sorted out after nine days"}))
    (text,) = says(read("metric", told))
    assert "without a number" not in text


def test_an_outcome_among_the_acts_is_not_said_to_be_missing() -> None:
    told = made(1, HARBOUR, ("A", "I called the pilot and he brought the ferry in.", {}))
    (text,) = says(read("metric", told))
    assert text.startswith("How it came out is told here at most in passing")


@pytest.mark.parametrize(
    ("outcome", "says_so"),
    [
        ("In the end all the skippers were happy.", "Here somebody is said to be glad"),
        ("It saved us a lot of time.", "Here a saving is named"),
        ("Sales went up.", "Here money is said to have moved"),
    ],
)
def test_a_benefit_in_general_words_is_a_benefit(outcome: str, says_so: str) -> None:
    score = read("impact", made(0, HARBOUR, ACT, ("R", outcome, {})))
    assert score.value == 1
    assert words(score, says_so) == [outcome]


def test_a_single_step_is_not_asked_why_it_came_next() -> None:
    bare: Line = ("A", "I painted all the boards of the bay.", {"own-action": "I painted all the boards of the bay"})
    assert read("depth", made(2, HARBOUR, bare)).weakness.text == "How you did this, and what you did next, could be told here."
    assert read("depth", made(2, HARBOUR, bare, ("A", "I moved the till out.", {}))).weakness.text == "How you did this could be told here."


GENERAL: tuple[Line, ...] = (
    ("O", "If a skipper shouted at me, I would first let him finish.", {}),
    ("O", "I would offer him a seat and a coffee.", {}),
    ("O", "I think one has to be fair to all of them.", {}),
)


def test_what_one_would_do_is_no_event_and_is_told_so() -> None:
    score = read("fit", made(1, *GENERAL))
    assert score.value == 0
    assert says(score) == ["What is told from here on is mostly what one does or would do; no single event comes out."]
    habit = made(0, ("A", "I usually wait until the skipper calms down.", {}), ("A", "Then I always explain the form.", {}), ("R", "It generally goes well.", {}))
    assert says(read("fit", habit)) == ["What is told from here on is mostly what one does or would do; no single event comes out."]
    assert says(read("metric", made(0, *GENERAL))) == ["How it came out on one certain day is not told; it should follow here."]


def test_an_event_told_in_the_past_is_no_habit_for_an_always_in_it() -> None:
    told = made(0, ("S", "We always counted the till twice.", {}), ("A", "One night I always found 40 short, so I rang the harbour master.", {}))
    assert "does not seem to answer the question" in says(read("fit", told))[0]


@pytest.mark.parametrize("close", [(0.9, 0.6, 0.0), (1.0, 0.9, 0.1)])
def test_a_story_that_may_answer_the_question_is_not_said_to_lie_beside_it(close: tuple[float, float, float]) -> None:
    (text,) = says(read("fit", made(2, HARBOUR, ACT, close=close)))
    assert "answers the question" in text
    assert "not" not in text.split()


def test_own_acts_are_not_denied_where_the_score_grants_some() -> None:
    told = made(1, *GENERAL)
    assert not any("No act of your own" in text for text in says(read("agency", told)))
    assert any("No act of your own" in text for text in says(read("agency", made(0, *GENERAL))))


def test_those_whom_the_task_names_are_not_asked_for() -> None:
    queue: Line = ("S", "Every morning the queue was out on the pier.", {})
    task: Line = ("T", "People just left, so I asked to try something.", {})
    assert words(read("context", made(2, queue, task, ACT)), "How many people this touched") == [queue[1]]
    counted: Line = ("T", "Some 30 people left each day, so I asked to try something.", {})
    assert "What hung on this for the people in it could be said more plainly." in says(read("context", made(2, queue, counted, ACT)))
    assert "What was at stake here, or for whom, could be said more plainly." in says(read("context", made(2, queue, ACT)))


@pytest.mark.parametrize(("last", "follows"), [("It made no difference to the fees.", "After that it ran well."), ("Since then it runs itself.", "Since then it runs itself.")])
def test_nothing_is_asked_to_follow_on_a_result_that_did_not_come(last: str, follows: str) -> None:
    told = made(0, HARBOUR, ACT, OUTCOME, ("R", last, {}))
    gap = told.gap_after("AR")
    assert gap.after.quote == follows


def test_it_is_asked_there_where_nothing_else_is_told_of_what_came_of_it() -> None:
    told = made(0, HARBOUR, ("R", "It made no difference to the fees.", {}))
    assert told.gap_after("R").after.quote == "It made no difference to the fees."


def test_what_was_not_found_is_said_so() -> None:
    stayed: Line = ("R", "It is so till today, they say.", {})
    would = "what stayed, and who uses it."
    assert says(read("lasting", made(0, HARBOUR, ACT, stayed))) == [f"No place was found where this is told. One sentence would tell it: {would}"]
    for score in (1, 2):
        assert says(read("lasting", made(score, HARBOUR, ACT, stayed))) == [f"No one place was found to quote for this. One sentence would make it plain: {would}"]


def test_who_owned_up_is_not_asked_at_their_confession_for_more() -> None:
    owned: Line = ("A", "I had left the gate open, that's on me.", {"initiative": "I had left the gate open, that's on me"})
    told = made(2, HARBOUR, ACT, owned, OUTCOME)
    assert "Here you answer for it yourself." in says(read("ownership", told))
    assert owned[1] not in words(read("ownership", told), "What you answered for here")


def test_a_number_that_is_credited_is_not_called_missing() -> None:
    claimed = ("R", "It ran well and 40 skippers stayed.", {"unmeasured-result": "It ran well"})
    assert "An outcome is claimed here without a number." in says(read("metric", made(1, HARBOUR, ACT, claimed)))
    assert "An outcome is claimed here without a number." not in says(read("metric", made(2, HARBOUR, ACT, claimed)))


def test_what_sinks_a_part_is_not_said_of_the_whole() -> None:
    blamed: Line = ("S", "The night desk never filed them.", {"blame": "The night desk never filed them"})
    assert "Here the fault is put on others." in says(read("ownership", made(1, HARBOUR, ACT, blamed)))
    assert "Part of the fault is put on others here." in says(read("ownership", made(2, HARBOUR, ACT, blamed)))
    empty: Line = ("L", "Communication is the key.", {"generic-learning": "Communication is the key"})
    own: Line = ("L", "I learned that nobody owned the hour between two desks.", {"specific-learning": "nobody owned the hour between two desks"})
    assert "This lesson would fit any story." in says(read("reflection", made(1, HARBOUR, ACT, empty)))
    assert "This part would fit any story." in says(read("reflection", made(2, HARBOUR, ACT, own, empty)))


@pytest.mark.parametrize(("line", "quote", "hidden"), [
    ("Wanda rebuilt the rack over a weekend.", "Wanda rebuilt the rack", False),
    ("Wanda counted the rack and confirmed four more berths.", "confirmed four more berths", False),
    ("The rack was rebuilt over a weekend.", "The rack was rebuilt", True),
    ("We rebuilt the rack and confirmed four more berths.", "confirmed four more berths", True),
])
def test_an_act_whose_doer_is_named_hides_nobodys(line: str, quote: str, hidden: bool) -> None:
    told = made(1, HARBOUR, ACT, ("A", line, {"we-action": quote}))
    assert ("Here it does not show what you did yourself." in says(read("agency", told))) == hidden


def test_what_was_left_undone_is_no_act_without_being_told() -> None:
    quiet = ("A", "I didn't make a scene at the quay.", {"initiative": "I didn't make a scene at the quay"})
    assert "Here you act without being told to." not in says(read("ownership", made(2, HARBOUR, ACT, quiet)))
