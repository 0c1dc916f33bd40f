"""A rehearsal by the API alone, from its question to its ratings; and that pages and API tell the same."""
from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import HOME
from tests.web.test_api import fits
from tests.web.test_mock import QUESTION, THIN, give

REPLY = "I called the owner of the invoices and checked each one myself, 40 in all."


def post(client: TestClient, path: str, status: int = 200, **body: Any) -> dict[str, Any]:
    """Post JSON; the answer fits the document."""
    answer = client.post(path, json=body, headers=HOME)
    assert answer.status_code == status, answer.text
    known = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "{rehearsal_id}", path)
    fits(client.get("/api/openapi.json").json(), known, "post", status, answer.json())
    made: dict[str, Any] = answer.json()
    return made


def through(client: TestClient, reply: str = REPLY) -> str:
    """Rehearse by the API; the id."""
    asked = post(client, "/api/rehearsals", question=QUESTION, level="senior")
    step = post(client, f"/api/rehearsals/{asked['id']}/answer", turn=asked["turn"], text=THIN, seconds=61.5)
    while not step["over"]:
        step = post(client, f"/api/rehearsals/{asked['id']}/answer", turn=step["next"]["turn"], text=reply, seconds=20)
    return str(asked["id"])


def test_a_rehearsal_from_question_to_ratings(client: TestClient) -> None:
    asked = post(client, "/api/rehearsals", question=QUESTION, level="senior")
    assert (asked["prompt"], asked["number"], asked["level"]) == (QUESTION, 0, "senior")
    where = f"/api/rehearsals/{asked['id']}"
    assert client.get(where).json()["rating"] is None
    step = post(client, f"{where}/answer", turn=asked["turn"], text=THIN, seconds=61.5)
    count = step["next"]["followups"]
    assert 2 <= count <= 4
    assert client.get(where).json()["asked"] == []
    for number in range(1, count + 1):
        assert (step["over"], step["next"]["number"]) == (False, number)
        assert client.get("/api/rehearsals/now").json() == step["next"]
        step = post(client, f"{where}/answer", turn=step["next"]["turn"], text=REPLY if number == 1 else "", seconds=20)
    assert step == {"id": asked["id"], "over": True, "next": None}
    held = client.get(where).json()
    fits(client.get("/api/openapi.json").json(), "/api/rehearsals/{rehearsal_id}", "get", 200, held)
    assert (held["answer"], held["seconds"], held["state"]) == (THIN, 61.5, "done")
    assert set(held["rating"]["votes"]) >= {"sde2", "senior"}
    assert [s["section"] for s in held["rating"]["timing"]["sections"]]
    assert [bool(r["reply"]) for r in held["replies"]] == [True] + [False] * (count - 1)
    assert held["replies"][0]["rating"]["criteria"]
    assert held["vote"] == held["rating"]["vote"]["value"] == client.get("/api/rehearsals").json()[0]["vote"]


def test_page_and_api_tell_the_same_vote(client: TestClient) -> None:
    id = through(client)
    shown = re.search(r'<p class="vote">([^<]+)</p>', client.get(f"/rehearsals/{id}").text)
    assert shown
    assert shown[1].lower() == client.get(f"/api/rehearsals/{id}").json()["rating"]["vote"]["word"].lower()


def test_one_goes_on_at_a_time_wherever_it_was_begun(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME).text
    assert post(client, "/api/rehearsals", 409, question="Another?")["code"] == "conflict"
    asked = client.get("/api/rehearsals/now").json()
    post(client, f"/api/rehearsals/{asked['id']}/answer", turn=asked["turn"], text=THIN)
    assert give(client, page, THIN).status_code == 409
    assert post(client, f"/api/rehearsals/{asked['id']}/answer", 409, turn=asked["turn"], text=THIN)["code"] == "moved-on"
    assert client.post(f"/api/rehearsals/{asked['id']}/delete", headers=HOME).json() == []
    assert client.get("/api/rehearsals/now").status_code == 404


@pytest.mark.parametrize(("text", "status"), [("", 400), ("I fixed it.", 400), ("I fixed it. " * 2000, 413)])
def test_an_answer_that_is_none_is_refused_and_nothing_moves(client: TestClient, text: str, status: int) -> None:
    asked = post(client, "/api/rehearsals", question=QUESTION)
    post(client, f"/api/rehearsals/{asked['id']}/answer", status, turn=asked["turn"], text=text)
    assert client.get("/api/rehearsals/now").json()["turn"] == asked["turn"]


def test_a_short_answer_counts_where_that_is_meant(client: TestClient) -> None:
    asked = post(client, "/api/rehearsals", question=QUESTION)
    assert post(client, f"/api/rehearsals/{asked['id']}/answer", turn=asked["turn"], text="I fixed it.", though_short=True)["over"]
    held = client.get(f"/api/rehearsals/{asked['id']}").json()
    assert (held["vote"], held["rating"]["judged"]) == (0, False)


def test_a_reply_that_is_too_long_is_refused_and_can_be_given_again(client: TestClient) -> None:
    asked = post(client, "/api/rehearsals", question=QUESTION)
    step = post(client, f"/api/rehearsals/{asked['id']}/answer", turn=asked["turn"], text=THIN)
    turn = step["next"]["turn"]
    post(client, f"/api/rehearsals/{asked['id']}/answer", 413, turn=turn, text="I fixed it. " * 2000)
    assert not post(client, f"/api/rehearsals/{asked['id']}/answer", turn=turn, text=REPLY)["over"]


def test_it_ends_early_with_the_draft_as_the_reply(client: TestClient) -> None:
    asked = post(client, "/api/rehearsals", question=QUESTION)
    where = f"/api/rehearsals/{asked['id']}"
    assert post(client, f"{where}/end", 400, turn=asked["turn"])["code"] == "nothing-written"
    asked = post(client, f"{where}/draft", turn=asked["turn"], text="Half a sentence", seconds=5)
    assert asked["draft"] == "Half a sentence"
    step = post(client, f"{where}/answer", turn=asked["turn"], text=THIN, seconds=10)
    asked = post(client, f"{where}/draft", turn=step["next"]["turn"], text=REPLY, seconds=5)
    assert post(client, f"{where}/end", turn=asked["turn"])["over"]
    held = client.get(where).json()
    assert (held["state"], held["seconds"]) == ("done", 15)
    assert [r["reply"] for r in held["replies"]] == [REPLY]
    assert len(held["asked"]) > 1
    assert client.get(f"/rehearsals/{asked['id']}").status_code == 200


def test_a_walkthroughs_question_and_one_under_a_principle(client: TestClient) -> None:
    asked = post(client, "/api/rehearsals", walkthrough="dropped-webhooks", how="aloud")
    assert asked["how"] == "aloud"
    client.post(f"/api/rehearsals/{asked['id']}/delete", headers=HOME)
    assert post(client, "/api/rehearsals", principle="ownership")["prompt"]
    assert post(client, "/api/rehearsals", 409)["remedy"]
