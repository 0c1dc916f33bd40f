"""Mock: follow-ups from what was thin, replies rated, and nothing lost by an interruption."""
import json

import pytest

from greenroom.practice.mock import ANSWERING, DONE, REPLYING, Asked, MockSession, fitting
from greenroom.rating.result import Followup, Quote
from greenroom.text.judgeable import MOST_CHARACTERS

ANSWER = (
    "Our billing job failed most Mondays and customers got their invoices late. I looked into it and worked on the script with the team. "
    "We fixed the problem and things got better. The customers were happy and I learned that communication is important."
)

WEIGHED = (
    "I considered rewriting the script, but that would have taken a month and the invoices were late now. So I chose to move the run by two hours instead, "
    "because the backup at four was what starved it."
)


def test_a_mock_from_question_to_report() -> None:
    mock = MockSession("Tell me about a time you fixed something.", "sde2")
    mock.give(ANSWER, 61.5)
    assert mock.state == REPLYING
    assert 2 <= len(mock.asked) <= 4
    assert mock.prompt == mock.asked[0].followup.text
    strong = "Before, nine of ten Mondays failed; after my fix none has failed in six weeks, which I counted in the job log."
    for _ in range(len(mock.asked)):
        assert mock.state == REPLYING
        mock.give(strong, 12.0)
    assert mock.state == DONE
    assert mock.prompt == ""
    replies = mock.replies()
    assert len(replies) == len(mock.asked)
    assert all(r.says for r in replies)
    assert mock.rating().judged


def test_a_strong_reply_settles_what_a_weak_one_leaves_open() -> None:
    mock = MockSession("Tell me about a problem that you solved.", "sde2")
    mock.give(ANSWER, 61.5)
    at = next(i for i, a in enumerate(mock.asked) if a.followup.probes[0] == "judgement")
    for i in range(len(mock.asked)):
        mock.give(WEIGHED if i == at else "It went well and all were happy about it.", 5.0)
    replies = mock.replies()
    assert replies[at].settled
    assert not all(r.settled for i, r in enumerate(replies) if i != at)


def test_an_answer_that_cannot_be_judged_ends_it_and_says_why() -> None:
    mock = MockSession("Tell me about a time you fixed something.", "sde2")
    mock.give("well um", 2.0)
    assert mock.state == DONE
    rating = mock.rating()
    assert not rating.judged
    assert rating.why_not is not None


def test_it_can_be_kept_at_any_moment_and_taken_up() -> None:
    mock = MockSession("Tell me about a time you fixed something.", "sde2", walkthrough="x")
    mock.write("Our billing job", 9.0)
    again = MockSession.from_dict(json.loads(json.dumps(mock.to_dict())))
    assert (again.state, again.draft, again.draft_seconds) == (ANSWERING, "Our billing job", 9.0)
    again.give(ANSWER, 60.0)
    again.give("I did it.", 4.0)
    again.write("half a reply", 3.0)
    third = MockSession.from_dict(json.loads(json.dumps(again.to_dict())))
    assert third.to_dict() == again.to_dict()
    assert third.prompt == again.prompt
    assert third.draft == "half a reply"


def test_nothing_can_be_given_when_it_is_over() -> None:
    mock = MockSession("Why?", "sde2")
    mock.give("", 1.0)
    with pytest.raises(ValueError, match="over"):
        mock.give("more", 1.0)


def test_it_can_be_ended_with_the_replies_so_far() -> None:
    mock = MockSession("Tell me about a time you fixed something.", "sde2")
    with pytest.raises(ValueError, match="follow-up"):
        mock.finish()
    mock.give(ANSWER, 60.0)
    mock.write("Failures fell from nine Mondays in ten to none in six weeks.", 7.0)
    mock.finish()
    assert mock.state == DONE
    assert (len(mock.replies()), len(mock.unanswered())) == (1, len(mock.asked) - 1)
    assert MockSession.from_dict(mock.to_dict()).unanswered() == mock.unanswered()


def test_what_is_open_is_said_in_words() -> None:
    mock = MockSession("Tell me about a time you fixed something.", "sde2")
    mock.give(ANSWER, 60.0)
    mock.give("It went well and all were happy about it.", 4.0)
    reply = mock.replies()[0]
    score = reply.rating.criteria[reply.asked.followup.probes[0]]
    assert f"{score.score} of 3: {score.remarks[0].text}" in reply.says


def test_a_reply_without_we_is_not_told_of_any() -> None:
    asked = Asked(Followup("What exactly was your own part in that?", ("agency", "ownership"), Quote(0, 10, ANSWER[:10])))
    asked.reply = "I wrote the failing test myself and I read the logs of both nights. Priya only switched the check on."
    mock = MockSession("Tell me about a time you fixed something.", "sde2", answer=ANSWER, asked=[asked], at=1)
    says = mock.replies()[0].says
    assert "Your own part is visible" in says
    assert "'we'" not in says


def test_what_is_too_long_is_set_aside_until_the_new_one_is_given() -> None:
    mock = MockSession("Why?", "sde2")
    mock.write("I did it. " * 3000, 9.0)
    assert mock.too_long
    mock.set_aside()
    assert (mock.draft, mock.draft_seconds, mock.too_long) == ("", 9.0, False)
    mock.write("I did", 10.0)
    again = MockSession.from_dict(json.loads(json.dumps(mock.to_dict())))
    again.take_back()
    assert (again.draft, again.aside) == ("I did it. " * 3000, "I did")
    again.take_back()
    again.give(ANSWER, 12.0)
    assert again.aside == ""
    older = {k: v for k, v in mock.to_dict().items() if k != "aside"}
    assert MockSession.from_dict(older).aside == ""


def test_what_fits_ends_with_a_sentence_or_a_word() -> None:
    assert fitting(ANSWER) == ANSWER
    sentences = "\n".join(f"I checked delivery number {n} against the ledger." for n in range(700))
    for text, last in ((sentences, "ledger."), ("word " * 5000, "word"), ("It was late. " + "word " * 5000, "word"), ("x" * 30_000, "x")):
        fits = fitting(text)
        assert MOST_CHARACTERS - 400 <= len(fits) <= MOST_CHARACTERS
        assert text.startswith(fits)
        assert fits.endswith(last)
        MockSession("Why?", "sde2").give(fits, 1.0)
