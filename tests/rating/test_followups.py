"""Which follow-ups an answer invites, and what is said where nothing is left to mend."""
from __future__ import annotations

from dataclasses import replace

from greenroom.rating.criteria import load_all
from greenroom.rating.criterion import Told
from greenroom.rating.followups import expect
from greenroom.rating.result import Timing
from greenroom.rating.writeup import mend_first, nothing_to_mend
from greenroom.reader import engine

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
