"""The calls: one answer, a part, a reply; the same every time; bounded on anything."""
from __future__ import annotations

import contextlib
import json
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenroom import assess, assess_part, assess_reply
from greenroom.errors import GreenroomError, TooLong, UnknownName
from greenroom.rating.result import Gap, Rating, Remark
from greenroom.services.assess_answer import shown_principles

SCHEMA: dict[str, Any] = json.loads(resources.files("greenroom.rating").joinpath("rating.schema.json").read_text(encoding="utf-8"))
WEAK = (
    "So there was a problem with the invoices at the end of the month. We looked into it as a team and after a while I escalated it to the finance "
    "people, and they handled the fix. Things got better and everyone was happy. I learned that communication is very important."
)


@pytest.fixture(scope="module")
def rating(example: tuple[str, str]) -> Rating:
    return assess(example[0], example[1], "sde2")


def test_the_worked_example_passes_and_the_weak_one_does_not(rating: Rating) -> None:
    assert rating.vote is not None
    assert rating.vote.value >= 3
    weak = assess(WEAK, "Tell me about a time you took on something outside your area of responsibility.")
    assert weak.vote is not None
    assert weak.vote.value <= 2
    assert {e.kind for e in weak.evidence} & {"hand-off", "we-action", "unmeasured-result", "generic-learning", "vague-action"}


@pytest.mark.parametrize("level", ["sde1", "sde2", "senior", "manager"])
def test_the_json_keeps_to_the_published_schema(example: tuple[str, str], level: str) -> None:
    for text in (example[0], WEAK, "Too short."):
        jsonschema.validate(assess(text, example[1], level).to_dict(), SCHEMA)


def test_every_quote_is_the_text_it_names(rating: Rating) -> None:
    def check(remark: Remark) -> None:
        for place in remark.rests_on:
            quote = place.after if isinstance(place, Gap) else place
            assert rating.text[quote.start : quote.end] == quote.quote

    for e in rating.evidence:
        assert rating.text[e.start : e.end] == e.quote
    for f in rating.followups:
        assert rating.text[f.invited_by.start : f.invited_by.end] == f.invited_by.quote
    assert rating.writeup is not None
    for remark in (*rating.reasons, *rating.mend_first, *rating.writeup.in_favour, *rating.writeup.against):
        check(remark)
    for score in rating.criteria.values():
        assert score.remarks
        for remark in score.remarks:
            check(remark)


def test_a_higher_bar_never_votes_higher(example: tuple[str, str]) -> None:
    for text in (example[0], WEAK):
        votes = list(assess(text, example[1]).votes.values())
        assert votes == sorted(votes, reverse=True)


def test_two_to_four_followups_each_with_a_probe(rating: Rating) -> None:
    assert 2 <= len(rating.followups) <= 4
    assert all(f.probes for f in rating.followups)
    assert len(rating.mend_first) <= 3


def test_the_same_whatever_came_before_and_in_any_thread(example: tuple[str, str]) -> None:
    texts = [example[0], WEAK, example[0][:400], WEAK * 2]
    first = [json.dumps(assess(t, example[1]).to_dict()) for t in texts]
    order = list(range(len(texts))) * 2
    random.Random(4).shuffle(order)
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda i: json.dumps(assess(texts[i], example[1]).to_dict()), order))
    assert again == [first[i] for i in order]


def test_the_same_in_another_process_with_other_thread_settings(example: tuple[str, str], rating: Rating) -> None:
    code = "import sys,json;from greenroom import assess;print(json.dumps(assess(sys.argv[1],sys.argv[2],'sde2').to_dict()))"
    import os

    env = {**os.environ, "OMP_NUM_THREADS": "7", "OPENBLAS_NUM_THREADS": "3", "PYTHONHASHSEED": "12"}
    out = subprocess.run([sys.executable, "-c", code, *example], capture_output=True, text=True, check=True, env=env).stdout
    assert json.loads(out) == rating.to_dict()


NO_ANSWERS = {
    "poem": "The river bends where willows lean,\nand nothing said is what we mean,\nthe moon comes up, the boats go by,\na lantern swings against the sky.\nO keep the evening, keep the shore.",
    "job description": "We are looking for a Senior Backend Engineer to join our growing platform team. You will design and operate scalable services. Requirements: five years of "
    "experience with Python or Go. We offer a competitive salary and a friendly office. Apply now with your CV.",
    "question": "Tell me about a time when you had to disagree with your manager, and how did you handle it?",
    "shuffled": "manager the pump was I so the told fixed and because because loud we stopped line the the to it a then fitter called year ran and of the",
}


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_what_is_nobodys_answer_is_not_judged(name: str) -> None:
    rating = assess(NO_ANSWERS[name], "Tell me about a time you fixed something that was not yours.")
    assert not rating.judged


@pytest.mark.parametrize(
    "text",
    [
        "If a customer shouted at me I would first let them finish, then I would ask what they need, and then I would try to find a way to give it to them or call my manager.",
        "I usually handle deadlines well. I always make a list in the morning and I try to do the hardest thing first, and I tell people early when something will be late.",
        "Last summer I went fishing with my uncle at the lake. We caught four perch and one pike, and I learned to clean them. It rained on the second day.",
    ],
    ids=["hypothetical", "habit", "off the question"],
)
def test_hypothetical_habit_and_off_topic_are_judged_and_do_not_pass(text: str) -> None:
    rating = assess(text, "Tell me about a time you disagreed with your manager.")
    assert rating.judged
    assert rating.vote is not None
    assert rating.vote.value <= 2
    assert rating.criteria["fit"].score <= 1


def test_a_part_is_rated_on_the_named_criteria_alone() -> None:
    part = assess_part("After that failed payouts went from 31 a week to two.", "result", ["metric", "impact"])
    assert list(part.criteria) == ["metric", "impact"]
    assert part.criteria["metric"].score >= 2
    assert [s.section for s in part.sentences] == ["R"]


def test_a_reply_is_rated_on_what_the_probe_asks(example: tuple[str, str]) -> None:
    strong = assess_reply("I counted the failed payouts in the log for a month before and a month after: 31 a week before, two after.", ["metric"], example[0])
    weak = assess_reply("I think it got a lot better, everybody said so.", ["metric"], example[0])
    assert strong.criteria["metric"].score > weak.criteria["metric"].score
    assert all(0 <= e.start < e.end for e in strong.evidence)


@pytest.mark.parametrize("call", [lambda: assess("x " * 50, level="king"), lambda: assess("x " * 50, framework="none"), lambda: assess_part("I did it all.", criteria=["charm"]), lambda: assess_part("I did it all.", "body")])
def test_an_unknown_name_says_what_there_is(call: Any) -> None:
    with pytest.raises(UnknownName, match="Choose one of"):
        call()


def test_too_long_is_an_error_and_a_million_blank_lines_are_empty() -> None:
    with pytest.raises(TooLong):
        assess("word " * 2_000_000)
    blank = assess("\n" * 1_000_000)
    assert blank.why_not is not None
    assert blank.why_not.code == "empty"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=500), st.one_of(st.none(), st.text(max_size=80)))
def test_anything_is_rated_or_declined(text: str, question: str | None) -> None:
    with contextlib.suppress(GreenroomError):
        jsonschema.validate(assess(text, question).to_dict(), SCHEMA)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["I traced it", "we fixed it", ".", "\n", "and", "31 %", "because", "\u2026", "\u201cno\u201d", "um", "they", "\U0001f600", "Result:"]), min_size=12, max_size=160))
def test_odd_but_wordy_texts_are_rated_or_declined(parts: list[str]) -> None:
    jsonschema.validate(assess(" ".join(parts), "Tell me about a time.").to_dict(), SCHEMA)


def test_a_very_short_answer_is_told_that_there_is_room() -> None:
    text = (
        "Situation: builds were red every Monday.\nTask: nobody owned it.\nAction: I found the cron job that ran during the backup and moved it by two hours.\n"
        "Result: red Mondays went from 8 of 10 to 0 of 10.\nReflection: I now check the schedule first."
    )
    first = assess(text, question="Tell me about a time you fixed something that nobody owned.").mend_first[0]
    assert first.text.startswith("It takes about ")
    assert "Action: I found" in first.rests_on[0].quote  # type: ignore[union-attr]


def test_no_principle_is_praised_in_an_answer_to_another_question() -> None:
    text = (
        "I like green because it is calm and it reminds me of the forest behind our house. Last year I painted my room green over a weekend. "
        "I used two coats and it looks nice now, my friends like it as well."
    )
    rating = assess(text, question="Tell me about a time you disagreed with your manager about a deadline.")
    assert rating.vote is not None
    assert rating.vote.value == 1
    assert shown_principles(rating) == "no principle clearly"


def test_a_short_sentence_is_asked_for_more_and_not_for_words_that_it_has() -> None:
    short = assess_part("Things got better.", "result", ("metric",)).why_not
    assert short is not None
    assert short.message == "This is too short to judge."
    assert short.remedy == "Say what happened and what you did."
    fewer = assess_part("Better.", "result", ("metric",)).why_not
    assert fewer is not None
    assert "three words" in fewer.remedy
