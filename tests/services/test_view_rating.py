"""A rating arranged for a page: the words under a vote, the anchor to reach, and notes that say why."""
from __future__ import annotations

from dataclasses import replace

import pytest

from greenroom.assess import assess
from greenroom.rating.result import Evidence, Rating
from greenroom.rating.vote import ASKS
from greenroom.rating.writeup import NOTHING_TO_MEND
from greenroom.services import view_rating
from greenroom.services.vote_words import DOUBT, NOTHING_MISSED, SURER, UnderVote, under_vote

QUESTION = "Tell me about a time you took on something outside your area of responsibility."
WEAK = "Our deploys were slow. We looked into it and we fixed it together. Things got better and the team was happy. I learned that communication is important."


@pytest.fixture(scope="module")
def strong(example: tuple[str, str]) -> Rating:
    return assess(example[0], QUESTION, "senior")


@pytest.fixture(scope="module")
def weak() -> Rating:
    return assess(WEAK, QUESTION, "senior")


def test_a_pass_that_lacks_something_says_both(strong: Rating) -> None:
    lack = assess(WEAK, QUESTION).missing["senior"][:1]
    passed = replace(strong, votes=strong.votes | {"senior": 4}, missing=strong.missing | {"senior": lack})
    assert under_vote(passed, "senior") == UnderVote(SURER, (f"{lack[0].criterion.capitalize()}: has {lack[0].has}, asks {lack[0].needs}",))
    assert under_vote(replace(passed, missing=strong.missing | {"senior": ()}), "senior") == UnderVote("", (NOTHING_MISSED,))


def test_a_vote_that_does_not_pass_never_misses_nothing(weak: Rating, strong: Rating) -> None:
    refused = replace(weak, votes=weak.votes | {"sde1": 1}, missing=weak.missing | {"sde1": ()})
    assert under_vote(refused, "sde1").points == (f"Too short: {weak.timing.seconds} of 120 seconds",)
    doubted = under_vote(replace(strong, votes=strong.votes | {"sde1": 2}, missing=strong.missing | {"sde1": ()}), "sde1")
    assert doubted.says == DOUBT
    lowest = min(strong.criteria[key].score for key in ASKS["sde1"])
    assert len(doubted.points) == 2
    assert doubted.points[0].endswith(f"has {lowest}")


def test_the_anchor_to_reach_is_the_one_that_the_level_asks_for_and_never_a_weak_one(weak: Rating) -> None:
    rows = {row.title.casefold(): row for row in view_rating.view(weak).criteria}
    for key, row in rows.items():
        assert row.next is None or row.goal >= max(2, row.score + 1, ASKS["senior"].get(key, 0))
        assert row.anchor.endswith((".", "?", ")"))
    low = next(row for row in rows.values() if row.score < 3 and ASKS["senior"].get(row.title.casefold()) == 3)
    assert low.goal == 3
    assert low.asked


def test_every_note_that_sinks_says_why(weak: Rating) -> None:
    twice = replace(weak, evidence=(*weak.evidence, Evidence("we-action", 4, 11, weak.text[4:11]), Evidence("unmeasured-result", 0, 3, weak.text[:3])))
    sinking = [m for m in view_rating.marks_of(twice) if m.sign == "sinks"]
    assert len(sinking) >= 4
    assert all(m.why.endswith(".") for m in sinking)


def test_nothing_to_mend_quotes_nothing(strong: Rating) -> None:
    said = replace(strong.mend_first[0], text=f"{NOTHING_TO_MEND} Keep to the time when you say it aloud.")
    assert view_rating.view(replace(strong, mend_first=(said,))).mend == ()
    assert view_rating.view(assess(WEAK, QUESTION, "senior")).mend
