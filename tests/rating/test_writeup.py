"""The interviewer's notes and what to mend first: no words are praised or blamed for what they do not show, and nothing is asked for that they show."""
from __future__ import annotations

from dataclasses import replace

import pytest

from greenroom.frameworks import load
from greenroom.rating import timing, vote
from greenroom.rating.criteria import load_all
from greenroom.rating.criterion import Score, Told
from greenroom.rating.result import Gap, Remark, Writeup
from greenroom.rating.whole import reasons
from greenroom.rating.writeup import _ASK_BEYOND, _ASK_ON, _ASK_STILL, _IN_FAVOUR, _LACKS, close_call, mend_first, write_up
from tests.rating.readings import scored, told

FRAMEWORK, CRITERIA = load("amazon"), load_all()
MENDS = {key: c.mend for key, c in CRITERIA.items()}
S = ("S", "The greenhouse fans stopped twice a week and the seedlings of three growers wilted.")
A = ("A", "I took the relay out and measured it cold and warm.")
R = ("R", "Fans stopped twice in May and not once in June.")
L = ("L", "I had trusted the label on the relay; now I measure before I order.")


def notes(answer: Told, level: str = "senior", value: int = 2, **values: int) -> Writeup:
    scores = scored(answer, **values)
    return write_up(answer, FRAMEWORK, FRAMEWORK.level(level), value, vote.missing(FRAMEWORK.level(level), scores, MENDS), CRITERIA, scores)


def mends(answer: Told, level: str = "senior", **values: int) -> tuple[Remark, ...]:
    scores = scored(answer, **values)
    at = FRAMEWORK.level(level)
    return mend_first(answer, timing.time_sections(answer.reading, at), vote.missing(at, scores, MENDS), CRITERIA, scores)


def words(remarks: tuple[Remark, ...]) -> dict[str, list[str]]:
    return {r.text: [place.after.quote if isinstance(place, Gap) else place.quote for place in r.rests_on] for r in remarks}


def test_harm_is_not_called_a_gain() -> None:
    harm = told(S, A, R, marks=(("business-impact", "the seedlings of three growers wilted", 0.9),))
    assert words(notes(harm).in_favour) == {"Said what it meant for people, money or risk.": ["the seedlings of three growers wilted"]}


def test_a_result_is_measured_only_where_a_figure_stands_and_unmeasured_only_where_none_does() -> None:
    last = ("R", "The board wrote us a letter of thanks, and the roof was tight again after nine days.")
    marks = (("metric-delta", "The board wrote us a letter of thanks", 0.9), ("unmeasured-result", "the roof was tight again after nine days", 0.9))
    both = notes(told(S, A, last, marks=marks, scores={"metric": 1}))
    assert "Measured the result." not in words(both.in_favour)
    assert "An outcome without a number." not in words(both.against)
    plain = notes(told(S, A, ("R", "The roof was tight again."), marks=(("unmeasured-result", "The roof was tight again", 0.9),), scores={"metric": 1}))
    assert words(plain.against)["An outcome without a number."] == ["The roof was tight again"]


def test_what_is_measured_right_after_the_quote_is_not_called_unmeasured() -> None:
    claim = (("unmeasured-result", "the watering was done", 0.9),)
    assert "An outcome without a number." not in words(notes(told(S, A, ("R", "In May the watering was done in 8 minutes."), marks=claim, scores={"metric": 1})).against)
    assert "An outcome without a number." in words(notes(told(S, A, ("R", "In May the watering was done, and 8 people came."), marks=claim, scores={"metric": 1})).against)


def test_an_effect_that_is_doubtful_and_names_nobody_is_not_praised() -> None:
    for line, p, praised in (("the parcel came at noon", 0.4, False), ("the parcel came at noon", 0.9, True), ("the customers came at noon", 0.4, True)):
        answer = told(S, A, ("R", f"Then {line}."), marks=(("business-impact", line, p),))
        assert (_IN_FAVOUR["business-impact"] in words(notes(answer).in_favour)) is praised


def test_where_nothing_happened_the_notes_say_so() -> None:
    general = ("A", "If the fans stopped I would first look at the relay.")
    assert "No single event is told." in words(notes(told(general, scores={"fit": 0}), fit=0).against)
    assert "one event that happened" in notes(told(general, question="", scores={"fit": 0}), fit=0).vote
    assert "I could not see how this answers the question." in words(notes(told(S, A, R, scores={"fit": 0}), fit=0).against)


def test_a_claim_beside_a_measured_result_is_not_held_against_it() -> None:
    marks = (("metric-delta", "Fans stopped twice in May and not once in June", 0.9), ("unmeasured-result", "The growers were content", 0.9))
    assert "An outcome without a number." not in words(notes(told(S, A, R, ("R", "The growers were content."), marks=marks, scores={"metric": 2})).against)
    assert "An outcome without a number." in words(notes(told(S, A, R, ("R", "The growers were content."), marks=marks[1:], scores={"metric": 1})).against)


@pytest.mark.parametrize(("clause", "named"), [
    ("the fans belonged to the landlord, not to us", True), ("there was no ticket for the fans", True), ("nobody had asked me to look at the fans", True),
    ("nobody asked for a refund", False), ("nobody asked for it", True), ("nobody else was in the pump room", False), ("the fans had been assigned to me", False),
    ("the fans were not ours and that was nobody's job", True), ("it was my job to test the fans and no one else had the key", False),
    ("nobody could tell how warm it was", False), ("they gave her only the work on paper", False), ("nobody had told us to look", True), ("I was only asked to sweep", True),
])
def test_what_was_not_theirs_to_do_has_to_be_said(clause: str, named: bool) -> None:
    answer = told(S, ("T", f"It was a Sunday, {clause}."), A, marks=(("scope-boundary", clause, 0.95),))
    assert (_IN_FAVOUR["scope-boundary"] in words(notes(answer).in_favour)) is named


def test_one_quote_is_not_for_and_against_on_one_point() -> None:
    quote = "I went through the wiring with the gardener"
    for own, vague in ((0.9, 0.5), (0.5, 0.9)):
        found = notes(told(S, ("A", f"{quote}."), R, marks=(("own-action", quote, own), ("vague-action", quote, vague)), scores={"depth": 1}))
        assert ("Concrete acts of their own." in words(found.in_favour)) is (own > vague)
        assert ("Activity without content." in words(found.against)) is (vague > own)


def test_a_reason_that_nobody_is_sure_of_is_called_that() -> None:
    reason = "because the shop shut at noon"
    for p, says in ((0.9, "Gave the reason for a choice."), (0.5, "Gave what may be the reason for a choice.")):
        assert says in words(notes(told(S, ("A", f"I took the relay out {reason}."), R, marks=(("trade-off", reason, p),))).in_favour)


@pytest.mark.parametrize(("line", "kind", "quote", "key", "score", "denied"), [
    ("I rewired both fans on my own evening.", "initiative", "I rewired both fans on my own evening", "ownership", 2, "not told"),
    ("Two nurseries down the road wire their fans this way.", "second-order", "Two nurseries down the road wire their fans this way", "lasting", 2, "own team"),
    ("I called the fitter.", "own-action", "I called the fitter", "depth", 1, "hardly"),
    ("The three growers sold 900 trays more.", "business-impact", "The three growers sold 900 trays more", "impact", 1, "not"),
    ("A new relay was dear, so I cleaned the old one.", "trade-off", "A new relay was dear, so I cleaned the old one", "judgement", 1, "implied"),
    ("I trusted the label, and now I measure first.", "specific-learning", "I trusted the label, and now I measure first", "reflection", 2, "changed since"),
])
def test_what_the_words_show_is_asked_on_and_not_denied(line: str, kind: str, quote: str, key: str, score: int, denied: str) -> None:
    section = {"second-order": "R", "business-impact": "R", "specific-learning": "L"}.get(kind, "A")
    answer = told(S, A, R, (section, line), marks=((kind, quote, 0.95),), scores={key: score})
    said = [text for text, quotes in words(notes(answer, "manager", **{key: score}).against).items() if quote in quotes]
    assert said
    assert all(text.startswith("I would ask") and denied not in text for text in said)


def test_a_lesson_is_called_fit_for_any_story_only_where_it_is_marked_so() -> None:
    assert "A lesson that would fit any story." not in words(notes(told(S, A, R, L, scores={"reflection": 1})).against)
    assert "The lesson is only touched on." in words(notes(told(S, A, R, L, scores={"reflection": 1})).against)


def test_nobody_is_told_that_they_did_not_own_what_never_happened() -> None:
    assert all("not own" not in text for text in words(notes(told(S, A, R, scores={"ownership": 0})).against))


def test_every_lack_that_a_level_can_name_has_words_of_each_sort() -> None:
    for asks in vote.ASKS.values():
        for key, needs in asks.items():
            assert len(_LACKS[key]) == 2
            assert needs < 3 or key in _ASK_BEYOND
            assert needs < 3 or key in _ASK_STILL or key == "reflection"
            assert key in _ASK_ON or key in ("fit", "context")


def test_a_strong_hire_has_a_ground_of_its_own() -> None:
    answer, values = told(S, A, R, L), {"judgement": 1, "reflection": 2}
    said = notes(answer, "sde2", 4, **values).vote
    assert said == "Strong hire at SDE2: an answer to quote as the reason to hire; it would be surer still with more on the reasoning behind the choice."
    assert notes(answer, "sde2", 3, **values).vote.startswith("Hire at SDE2: it passes, and would be surer with more on")


def test_the_vote_asks_for_more_than_there_is_and_never_for_what_is_shown() -> None:
    kept = ("R", "All four nurseries in the valley use the same relay test now.")
    marks = (("second-order", "All four nurseries in the valley use the same relay test", 0.95),)
    values = {"lasting": 2, "ownership": 3, "judgement": 3, "reflection": 2, "context": 3, "impact": 3, "metric": 3, "depth": 3, "agency": 3, "fit": 3}
    assert notes(told(S, A, R, kept, marks=marks, scores=values), "manager", 2, **values).vote.endswith("the level still asks for a cause behind the lesson or a later change.")
    values["reflection"] = 3
    assert notes(told(S, A, R, kept, marks=marks, scores=values), "manager", 2, **values).vote.endswith("a doubt remains about what outlived the event.")


def test_a_story_beside_the_question_is_told_so_first_and_not_to_grow() -> None:
    answer = told(S, A, R, scores={"fit": 0})
    first = mends(answer, fit=0)
    assert first[0].text == CRITERIA["fit"].mends(answer)[0]
    assert not any("There is room" in r.text for r in first)
    assert mends(told(S, A, R, scores={"fit": 3}), fit=3)[0].text.startswith("It takes about")


def test_what_seems_told_is_mended_last_and_in_other_words() -> None:
    kept = ("R", "All four nurseries in the valley use the same relay test now.")
    marks = (("second-order", "All four nurseries in the valley use the same relay test", 0.95),)
    values = {"lasting": 2, "reflection": 2, "ownership": 3, "judgement": 3, "context": 3, "impact": 3, "metric": 3, "depth": 3, "agency": 3, "fit": 3}
    texts = [r.text for r in mends(told(S, A, R, kept, marks=marks, scores=values), "manager", **values) if not r.text.startswith("It takes")]
    assert texts == [CRITERIA["reflection"].mend[2], "This may be told already, but not plainly enough to be sure. Say who else took it up, or for whom the same trouble can no longer happen."]
    without = [r.text for r in mends(told(S, A, R, scores=values), "manager", **values) if not r.text.startswith("It takes")]
    assert CRITERIA["lasting"].mend[2] in without


def test_a_close_call_is_said_in_the_reason() -> None:
    answer = told(S, A, R)
    scores = scored(answer)
    plain = reasons(scores, CRITERIA)
    scores["metric"] = Score(2, scores["metric"].evidence, scores["metric"].remarks, (1, 2))
    close = {r.text for r in reasons(scores, CRITERIA)} - {r.text for r in plain}
    assert close == {f"{scores['metric'].leading_first[0].text} A close call between 1 and 2."}, "no words of the result were found"
    assert close_call(1, (1, 2)).endswith("might give the 2.")


@pytest.mark.parametrize("beside", [("Parrots live long.", "The ferry runs when the sea is calm."), ("Parrots live long.",), ()])
def test_what_says_nothing_of_the_story_is_to_be_left_out(beside: tuple[str, ...]) -> None:
    answer = told(S, A, *(("O", words) for words in beside), R)
    left = tuple(replace(s, unread=s.span.of(answer.reading.text) in beside) for s in answer.reading.sentences)
    found = words(mends(Told(replace(answer.reading, sentences=left), level=answer.level)))
    quoted = found.get("2 sentences say nothing of the story, such as this, and count for nothing. Leave them out.")
    assert quoted == ([beside[1]] if len(beside) > 1 else None)


def line(n: int) -> str:
    """A sentence that grows with `n`."""
    return "The fans and the pipes and the panes and the doors were shut. "[:-2] + ", and so on and on again" * n + "."


@pytest.mark.parametrize(("lines", "says", "quote"), [
    ((("S", line(60)), A, R), "Cut most of them from the situation, which begins here.", line(60)),
    ((S, A, ("O", line(60)), R, ("O", "So yes.")), "Cut most of them from what is said around the story, such as this.", line(60)),
    ((("S", line(14)), ("A", line(26)), ("R", line(12)), ("L", line(7))), "Cut some of them from the result, which begins here.", line(12)),
])
def test_what_is_too_long_is_cut_where_it_is_too_long(lines: tuple[tuple[str, str], ...], says: str, quote: str) -> None:
    answer = told(*lines)
    level = FRAMEWORK.level("sde1")
    scores = scored(answer)
    found = words(mend_first(answer, timing.time_sections(answer.reading, level), vote.missing(level, scores, MENDS), CRITERIA, scores))
    assert [text for text in found if text.endswith(says) and found[text] == [quote]]
