"""Today and the catalogue know what was drilled, what was rehearsed, and what comes of it."""
from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from greenroom.services import browse, exercise, interview
from greenroom.services.door import stores
from tests.web.conftest import HOME

W = "dropped-webhooks"


def _rehearse(text: str, name: str = W) -> str:
    """A finished mock of the walkthrough's question, its follow-ups passed; the id of its report."""
    begun = interview.begin(name, "", "", "sde2", random.Random(1), datetime.now(UTC))
    done = interview.finish(begun.turn, text, 120, datetime.now(UTC))
    while done is None:
        asking = interview.interrupted()
        assert asking
        done = interview.finish(asking.turn, "", 0, datetime.now(UTC))
    return done


def test_what_comes_back_in_minutes_is_said(client: TestClient) -> None:
    client.post("/drill", data={"exercise": f"{W}/quiz/1", "seed": "1", "given": ""}, headers=HOME)
    home = client.get("/").text
    assert "Nothing is due now." in home
    assert "1 exercise comes back within 1 minute." in home
    assert 'href="/drill"' in home


def test_a_rehearsed_walkthrough_is_no_longer_to_rehearse_and_a_drilled_one_is(client: TestClient) -> None:
    for w in list(browse.whole().ready)[:4]:
        client.post("/drill", data={"exercise": f"{w.id}/quiz/1", "seed": "1", "given": "0"}, headers=HOME)
    first = next(iter(browse.whole().ready))
    title = f'aria-label="Study: {first.head.title}"'
    assert title in client.get("/").text
    _rehearse("ok", first.id)
    assert title not in client.get("/").text


def test_a_passed_answer_is_offered_as_a_story(client: TestClient) -> None:
    assert "Keep it as a story" not in client.get("/").text
    id = _rehearse(browse.walkthrough(W).story)
    home = client.get("/").text
    assert f'href="/stories/new?rehearsal={id}">Keep it as a story' in home
    assert "passed." in home
    assert client.get(f"/stories/new?rehearsal={id}").status_code == 200


def test_the_catalogue_says_what_was_rehearsed_and_how_much_is_known(client: TestClient) -> None:
    id = _rehearse(browse.walkthrough(W).story)
    schedule, long_ago = exercise.schedule(), datetime.now(UTC) - timedelta(hours=1)
    schedule.grade(f"{W}/quiz/1", "easy", long_ago)
    schedule.grade(f"{W}/quiz/2", "again", datetime.now(UTC))
    stores().schedule.save({"cards": schedule.cards})
    text = client.get("/catalogue").text
    many = len(browse.read().exercises[W])
    assert f"1 of {many} known" in text
    assert f'href="/rehearsals/{id}">Rehearsed' in text
    assert "hire" in text.partition(f'href="/rehearsals/{id}"')[2].partition("</li>")[0]


def test_readiness_names_the_stories_behind_each_principle(client: TestClient) -> None:
    for title, told in (("The webhooks", ("ownership", "dive-deep")), ("The pager rota", ("ownership",)), ("The map", ("ownership",)), ("The audit", ("ownership",))):
        fields = {"form": "free", "title": title, "text": f"{title}. I wrote the fix myself.", "do": "keep", **{f"p:{p}": "on" for p in told}}
        assert client.post("/stories/new", data=fields, headers=HOME).status_code == 200
    home = client.get("/").text
    ownership, dive = (home.partition(f'href="/stories?principle={p}"')[2].partition("</a>")[0] for p in ("ownership", "dive-deep"))
    assert ownership.count(": <span class=\"of-it\">not rated</span>") == 3
    assert "and 1 more" in ownership
    assert "The webhooks: " in dive
    assert "more" not in dive
    assert 'href="/stories#cover">Principles by stories' in home
