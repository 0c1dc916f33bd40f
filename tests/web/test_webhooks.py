"""Webhooks as pages and by HTTP: set up, tried, failed, looked at, tried again; nothing shown that should not be."""
from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from greenroom.services.serve_webhooks import Serving, serve
from greenroom.services.webhook_store import with_store
from greenroom.webhooks.model import Filter
from greenroom.webhooks.signing import key_of
from tests.web.conftest import HOME

Send = Callable[..., None]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GREENROOM_WEBHOOKS", "GREENROOM_WEBHOOK_KEY", "GREENROOM_WEBHOOK_ALLOW", "GREENROOM_DATABASE"):
        monkeypatch.delenv(name, raising=False)


def killed(count: int = 2) -> None:
    """Events for the endpoint coach, given up: what the endpoint answered 410 to, and then what has expired."""
    async def work(store: object) -> None:
        from tests.webhooks.conftest import event
        from tests.webhooks.contract import report

        for n in range(count):
            await store.accept(event(f"e{n}", "story.rated", amount=1999))  # type: ignore[attr-defined]
        for claim in await store.claim(100, {}):  # type: ignore[attr-defined]
            await store.finish(report(claim, "dead", reason="<b>12 attempts failed</b>"))  # type: ignore[attr-defined]
        await store.tend()  # type: ignore[attr-defined]

    with_store(work)


def add(client: TestClient, **changes: str) -> str:
    form = {"name": "coach", "url": "https://coach.example/hook", "target": "99.9", "within": "300", "types": "", "order": "none", "whole": ""} | changes
    answer = client.post("/webhooks", data=form, headers=HOME)
    return answer.text


def test_a_page_from_nothing_to_an_endpoint(client: TestClient, tmp_path: Path) -> None:
    assert "None yet, so nothing is sent." in client.get("/webhooks").text
    assert "No attempt yet." in client.get("/webhooks/log").text
    page = add(client, types="rehearsal.* story.rated")
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", page)
    assert len(key_of(secret)) == 32
    for path in ("/webhooks", "/webhooks/endpoints/coach", "/webhooks/log", "/webhooks/dead"):
        shown = client.get(path)
        assert shown.status_code == 200
        assert "whsec_" not in shown.text
        assert shown.headers["cache-control"] == "no-store"
    assert "rehearsal.*, story.rated" in client.get("/webhooks").text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"url": "http://coach.example/"}, "plain http"), ({"url": "https://127.0.0.1/"}, "not an address on the public internet"), ({"name": "a b"}, "cannot be an endpoint"),
        ({"types": "a..b"}, "cannot be an event"), ({"target": "much"}, "is no number"), ({"target": "100"}, "cannot be held"), ({"within": "-1"}, "cannot be held"),
        ({"target": "150"}, "below 100 percent"), ({"types": "story.finished"}, "No event is called"), ({"target": "nan"}, "cannot be held"), ({"within": "inf"}, "cannot be held"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client: TestClient, changes: dict[str, str], says: str) -> None:
    page = add(client, **changes)
    assert says in page
    assert all(f'value="{value}"' in page for value in changes.values())
    assert "None yet, so nothing is sent." in page


def test_a_second_of_the_same_name_is_refused(client: TestClient) -> None:
    add(client)
    assert "There is an endpoint &#39;coach&#39; already" in add(client, url="https://other.example/")


def test_dead_letters_are_shown_escaped_and_tried_again(client: TestClient) -> None:
    add(client)
    killed(3)
    overview = client.get("/webhooks").text
    assert "3 accepted: 0 delivered, 3" in overview
    assert "Dead letters" in overview
    assert "the error budget is spent 1000 times over" in overview
    assert "59.97 late or lost so far" in overview
    assert "a week at risk" not in overview, "a minute says nothing of a week"
    page = client.get("/webhooks/dead").text
    assert "&lt;b&gt;12 attempts failed" in page
    assert page.count("Try again") == 3
    one = client.post("/webhooks/dead", data={"event": "e1", "endpoint": "coach"}, headers=HOME)
    assert "1 event is tried again." in one.text
    rest = client.post("/webhooks/dead", data={"endpoint": "coach", "type": "", "since": ""}, headers=HOME)
    assert "2 events are tried again." in rest.text
    assert client.get("/webhooks/dead?endpoint=coach").text.count("None is like that.") == 1
    assert with_store(lambda s: s.balance()).pending == 3
    assert "dead-letters" not in {i.kind for i in with_store(lambda s: s.incidents(open_only=True))}
    assert "given up" in client.get("/webhooks/log?event=e1&outcome=dead").text
    bad = client.get("/webhooks/log?since=yesterday")
    assert bad.status_code == 400
    assert "is no time" in bad.text
    assert client.post("/webhooks/dead", data={"since": "yesterday"}, headers=HOME).status_code == 400


def test_an_endpoint_is_changed_by_its_buttons(client: TestClient) -> None:
    add(client)
    where = "/webhooks/endpoints/coach"
    assert ">disabled by hand<" in client.post(where, data={"do": "disable"}, headers=HOME).text
    assert "enabled" in client.post(where, data={"do": "enable"}, headers=HOME).text
    assert "whsec_" in client.post(where, data={"do": "rotate"}, headers=HOME).text
    assert "A test event was accepted." in client.post(where, data={"do": "test"}, headers=HOME).text
    assert [d.type for d in with_store(lambda s: s.deliveries(Filter()))] == ["webhook.test"]
    assert client.post(where, data={"do": "else"}, headers=HOME).status_code == 200
    assert "None yet, so nothing is sent." in client.post(where, data={"do": "remove"}, headers=HOME).text
    assert client.get(where).status_code == 404
    assert client.post(where, data={"do": "rotate"}, headers=HOME).status_code == 404


def test_other_pages_cannot_change_anything(client: TestClient) -> None:
    add(client)
    evil = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    for path, form in (("/webhooks", {"name": "x"}), ("/webhooks/endpoints/coach", {"do": "remove"}), ("/webhooks/dead", {}), ("/api/webhooks/replay", {})):
        assert client.post(path, data=form, headers=evil).status_code == 403
    assert [e["name"] for e in client.get("/api/webhooks/endpoints").json()] == ["coach"]


def test_the_api_does_what_the_command_line_does(client: TestClient) -> None:
    api = "/api/webhooks"
    made = client.post(f"{api}/endpoints", json={"name": "coach", "url": "https://coach.example/hook", "types": ["story.*"], "target": 0.99})
    assert made.json()["secret"].startswith("whsec_")
    (held,) = client.get(f"{api}/endpoints").json()
    assert (held["name"], held["types"], held["enabled"], held["circuit"], held["can_sign"], held["whole"]) == ("coach", ["story.*"], True, "closed", True, False)
    assert "secret" not in held
    sent = client.post(f"{api}/events", json={"type": "story.rated", "data": {"story": 7}, "id": "evt-1", "amount": 5})
    assert sent.json() == {"id": "evt-1", "endpoints": 1, "new": True}
    assert client.post(f"{api}/events", json={"type": "story.rated", "data": {"story": 8}, "id": "evt-1"}).status_code == 409
    (event,) = client.get(f"{api}/events", params={"state": "pending", "type": "story.rated", "since": "2020-01-01T00:00:00Z"}).json()
    assert (event["event"], event["state"], event["amount"]) == ("evt-1", "pending", 5)
    assert event["accepted_at"].startswith(time.strftime("%Y-"))
    killed(2)
    assert len(client.get(f"{api}/dead").json()) == 3
    assert {a["outcome"] for a in client.get(f"{api}/log").json()} == {"dead"}
    assert client.get(f"{api}/status").json()["well"] is False
    refused = client.post(f"{api}/replay", json={})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-data")
    assert client.post(f"{api}/replay", json={"event": "evt-1"}).json() == {"replayed": 1}
    assert client.post(f"{api}/replay", json={"since": "2020-01-01T00:00:00"}).json() == {"replayed": 2}
    status = client.get(f"{api}/status").json()
    assert status["ledger"]["accepted"] == status["ledger"]["pending"] == 3
    assert status["ledger"]["balanced"] is True
    assert status["well"] is True  # every dead letter is tried again
    assert {p["name"] for p in status["promises"]} == {"coach", "story.rated"}
    for what, says in (("rotate", "secret"), ("test", "id"), ("disable", "name"), ("enable", "name"), ("remove", "cancelled")):
        assert says in client.post(f"{api}/endpoints/coach/{what}").json()
        assert client.post(f"{api}/endpoints/nobody/{what}").status_code == 404
    for bad in ({"event": "x" * 97}, {"limit": 0}, {"state": "lost"}, {"since": "soon"}):
        assert client.get(f"{api}/events", params=bad).status_code == 422


def test_a_key_that_is_gone_is_mended_by_a_new_secret(client: TestClient, tmp_path: Path) -> None:
    add(client)
    (tmp_path / "webhook.key").unlink()
    assert "cannot sign: change its secret" in client.get("/webhooks").text
    assert "whsec_" in client.post("/webhooks/endpoints/coach", data={"do": "rotate"}, headers=HOME).text
    assert "cannot sign" not in client.get("/webhooks").text
    assert serve(Serving(once=True)).delivered == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"types": "story.rated"}, "Ratings of your stories are sent to 1 endpoint: <a href=\"/webhooks/endpoints/coach\">coach</a>, without what you wrote."),
        ({"types": "story.rated rehearsal.finished", "whole": "1"}, "Ratings of your stories and finished mocks are sent to 1 endpoint: "
         "<a href=\"/webhooks/endpoints/coach\">coach</a>, with what you wrote."),
    ],
)
def test_every_page_says_what_is_sent_while_an_endpoint_is_enabled(client: TestClient, changes: dict[str, str], says: str) -> None:
    nothing = "Nothing leaves this machine unless you set up"
    assert nothing in client.get("/about").text
    add(client, **changes)
    for path in ("/about", "/settings", "/nowhere"):
        page = client.get(path).text
        assert says in page, path
        assert nothing not in page
        assert "On your machine" not in page
    settings = client.get("/settings").text
    assert "See or change where it goes" in settings
    assert "Nothing, unless" not in settings
    client.post("/webhooks/endpoints/coach", data={"do": "disable"}, headers=HOME)
    assert nothing in client.get("/about").text
    assert "Nothing, unless" in client.get("/settings").text


def test_enabling_an_endpoint_closes_what_was_open_because_it_was_gone(client: TestClient) -> None:
    add(client)

    async def gone(store: object) -> None:
        from tests.webhooks.conftest import event
        from tests.webhooks.contract import report

        await store.accept(event("e1", "story.rated"))  # type: ignore[attr-defined]
        for claim in await store.claim(100, {}):  # type: ignore[attr-defined]
            await store.finish(report(claim, "retry", gone=True))  # type: ignore[attr-defined]

    with_store(gone)
    where = "/webhooks/endpoints/coach"
    assert "410 Gone" in client.get(where).text
    enabled = client.post(where, data={"do": "enable"}, headers=HOME).text
    assert "410 Gone" not in enabled.partition("Last attempts")[0]
    assert "Open</h2>" not in enabled


def test_the_page_to_delete_everything_names_the_endpoints_that_go(client: TestClient) -> None:
    assert "webhook endpoints" not in client.get("/settings/delete").text
    add(client)
    assert "and the webhook endpoints with their secrets" in client.get("/settings/delete").text


def test_what_the_api_page_says_is_said_once(client: TestClient) -> None:
    page = client.get("/api/docs").text
    assert "Rate an answer. Rate an answer" not in page
    assert "Nothing is stored by a call" not in page
