"""Finished mocks in the lists: how each was given, and its vote."""
from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from starlette.testclient import TestClient

from greenroom.practice.mock import DONE, MockSession
from greenroom.rating import whole
from greenroom.services import rated
from greenroom.services.door import stores
from greenroom.storage.errors import DatabaseReadOnly
from greenroom.storage.rehearsals import Rehearsals
from tests.web.conftest import HOME
from tests.web.test_mock import QUESTION, THIN, give
from tests.web.test_pages import check

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_a_finished_mock_stands_in_the_lists_with_the_vote_of_its_report(client: TestClient) -> None:
    page = give(client, client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME).text, THIN)
    while page.url.path == "/mock/now":
        page = give(client, page.text, "", "skip")
    vote = re.search(r'<p class="vote">([^<]+)</p>', page.text)
    assert vote
    for path in ("/", "/rehearsals"):
        text = client.get(path).text
        assert f'<p class="state">SDE2: {vote[1].lower()}</p>' in text
        assert "written, " in text
        check(client, text)


@pytest.mark.parametrize(("vote", "says"), [(4, "SDE2: strong hire"), (0, "SDE2: not enough to judge")])
def test_the_lists_say_what_was_said_aloud_and_how_it_was_voted(client: TestClient, vote: int, says: str) -> None:
    session = MockSession(QUESTION, "sde2", state=DONE, answer=THIN, vote=vote, rated_by=rated.stamp("amazon")).to_dict()
    stores().rehearsals.create({**session, "how": {"0": "aloud"}}, NOW)
    for path in ("/", "/rehearsals"):
        text = client.get(path).text
        assert "said aloud, " in text
        assert "written, " not in text
        assert f'<p class="state">{says}</p>' in text


@pytest.mark.parametrize("vote", [4, None])
def test_a_vote_of_an_earlier_version_is_made_anew_in_list_and_report_alike(client: TestClient, vote: int | None) -> None:
    session = MockSession(QUESTION, "sde2", state=DONE, answer=THIN, vote=vote, rated_by="0.0.1, weights none" if vote else "").to_dict()
    if vote is None:
        del session["vote"], session["rated_by"]  # as it was kept before
    kept = stores().rehearsals.create(session, NOW)
    listed = client.get("/rehearsals").text
    report = client.get(f"/rehearsals/{kept.id}").text
    found = re.search(r'<p class="vote">([^<]+)</p>', report)
    assert found
    assert f'<p class="state">SDE2: {found[1].lower()}</p>' in listed
    assert ("the vote of the version before was: strong hire." in report) == (vote == 4)
    after = stores().rehearsals.get(kept.id)
    assert (after.session["rated_by"], after.updated) == (rated.stamp("amazon"), kept.updated)
    check(client, report)


def test_a_report_is_rated_as_it_is_answered_and_what_is_remembered_goes_with_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    page = give(client, client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME).text, THIN)
    post = partial(client.post, follow_redirects=False)
    while True:
        turn = page.text.partition('name="turn" value="')[2].partition('"')[0]
        answer = post("/mock/now", data={"turn": turn, "shown": "0", "text": THIN, "do": "finish"}, headers=HOME)
        where = answer.headers["location"]
        if where != "/mock/now":
            break
        page = client.get(where)
    with monkeypatch.context() as patched:
        for name in ("assess", "replied"):
            patched.setattr(rated, name, lambda *_: pytest.fail("rated again"))
        assert client.get(where).status_code == 200
    assert rated._answer.cache_info().currsize
    client.post(f"{where}/delete", headers=HOME)
    assert not rated._answer.cache_info().currsize


def test_an_answer_is_rated_once_as_it_is_finished(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    rate, made = whole.rate, []

    def counted(*given: Any, **named: Any) -> Any:
        made.append(given)
        return rate(*given, **named)

    monkeypatch.setattr(whole, "rate", counted)
    rated.forget()
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME).text
    give(client, page, THIN)
    assert len(made) == 1


def test_a_list_is_shown_where_the_votes_cannot_be_kept(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    stores().rehearsals.create(MockSession(QUESTION, "sde2", state=DONE, answer=THIN, vote=4).to_dict(), NOW)

    def refuse(*_: object) -> None:
        raise DatabaseReadOnly("greenroom.db", "wait")

    monkeypatch.setattr(Rehearsals, "save", refuse)
    text = client.get("/rehearsals").text
    assert "SDE2: " in text
    assert "SDE2: strong hire" not in text


def rehearsed(client: TestClient, text: str) -> str:
    """Answer the question and skip the follow-ups; where the report is."""
    page = give(client, client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME).text, text)
    while page.url.path == "/mock/now":
        page = give(client, page.text, "", "skip")
    return page.url.path


def test_the_same_question_again_is_compared_with_the_time_before(client: TestClient) -> None:
    first = rehearsed(client, THIN)
    assert "Last time" not in client.get(first).text
    assert client.get(f"{first}/compare").status_code == 400
    second = rehearsed(client, THIN + " I then wrote a checker, and it found 40 wrong invoices.")
    vote = re.search(r'<p class="vote">([^<]+)</p>', client.get(first).text)
    assert vote
    report = client.get(second).text
    assert f"Last time: {vote[1].lower()}." in report
    assert f'href="{second}/compare"' in report
    found = client.get(f"{second}/compare").text
    check(client, found)
    assert "40 wrong invoices" in re.sub(r"<[^>]+>", "", found)
    assert found.index(f'href="{first}"') < found.index(f'href="{second}">This time')
    assert "Last time" not in client.get(first).text


def test_a_rehearsal_is_kept_as_a_take_of_a_story_that_is_there(client: TestClient) -> None:
    first = rehearsed(client, THIN)
    form = client.get(f"/stories/new?rehearsal={first.rpartition('/')[2]}").text
    assert "Keep it as a take" not in form
    for title in ("Bread", "Invoices"):
        story = client.post("/stories/new", data={"title": title, "text": THIN, "form": "free", "do": "keep"}, headers=HOME).url.path
    form = client.get(f"/stories/new?rehearsal={first.rpartition('/')[2]}").text
    check(client, form)
    assert "Bread" in form
    take = client.post(f"{first}/take", data={"story": story.rpartition("/")[2]}, headers=HOME)
    assert take.url.path.startswith(f"{story}/takes/")
    report = client.get(first).text
    assert re.search(rf'The take that was made from it stays, with the answer and the replies, in <a href="{story}">Invoices</a>\. It cannot be undone', report)
    check(client, report)
    other = rehearsed(client, THIN)
    assert "stays, with the answer" not in client.get(other).text
    client.post(f"{first}/delete", headers=HOME)
    assert THIN[:40] in client.get(take.url.path).text
    again = client.get(f"/stories/new?rehearsal={rehearsed(client, THIN).rpartition('/')[2]}").text
    assert re.search(r'<option value="[^"]+" selected>Invoices', again)
    assert client.post(f"{other}/take", data={"story": "nope"}, headers=HOME).status_code == 404


def test_a_question_of_ones_own_is_asked_again_at_its_level(client: TestClient) -> None:
    kept = stores().rehearsals.create(MockSession("Why did you leave the dairy?", "senior", state=DONE, answer=THIN, vote=1).to_dict(), NOW)
    link = re.search(r'href="(/mock\?again=[^"]+)">The same question again', client.get(f"/rehearsals/{kept.id}").text)
    assert link
    assert "dairy" not in link[1]
    form = client.get(link[1]).text
    assert 'value="Why did you leave the dairy?"' in form
    assert '<option value="senior" selected>' in form


def test_a_walkthroughs_question_is_asked_again_at_its_level(client: TestClient) -> None:
    kept = stores().rehearsals.create(MockSession(QUESTION, "manager", walkthrough="dropped-webhooks", state=DONE, answer=THIN, vote=1).to_dict(), NOW)
    form = client.get(f"/mock?again={kept.id}").text
    assert '<option value="w:dropped-webhooks" selected>' in form
    assert '<option value="manager" selected>' in form


def test_the_list_says_at_what_time_and_what_is_gone_leads_back_to_it(client: TestClient) -> None:
    kept = stores().rehearsals.create(MockSession(QUESTION, "sde2", state=DONE, answer=THIN, vote=1).to_dict(), NOW)
    at = stores().rehearsals.get(kept.id).updated.astimezone()
    assert f"{at.day} {at:%B}, {at:%H:%M}" in client.get("/rehearsals").text
    gone = client.get("/rehearsals/ca813485-0000").text
    assert "ca813485" not in re.sub(r"<head>.*?</head>", "", gone, flags=re.DOTALL)
    assert '<a class="button main" href="/rehearsals">All rehearsals</a>' in gone
