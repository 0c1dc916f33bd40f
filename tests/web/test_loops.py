"""A loop by plain forms: five questions, none twice, taken up again, then side by side."""
from __future__ import annotations

import re

from starlette.testclient import TestClient

from tests.web.conftest import HOME
from tests.web.test_mock import THIN, give
from tests.web.test_pages import check


def answered(client: TestClient, page: str) -> str:
    """Give the same answer and skip the follow-ups; the page of the loop."""
    got = give(client, page, THIN)
    while got.url.path == "/mock/now":
        got = give(client, got.text, "", "skip")
    assert got.url.path.startswith("/loops/")
    return got.text


def test_a_loop_from_its_principles_to_its_report(client: TestClient) -> None:
    page = client.post("/loops", data={"p:ownership": "1", "p:dive-deep": "1", "level": "senior"}, headers=HOME)
    assert page.url.path == "/mock/now"
    asked = set()
    for n in range(1, 6):
        assert f"Question {n} of 5" in page.text
        asked.add(re.search(r'data-prompt="([^"]+)"', page.text)[1])  # type: ignore[index]
        between = answered(client, page.text)
        id = re.search(r"/loops/([0-9a-f-]{36})", between)[1]  # type: ignore[index]
        if n < 5:
            assert f"{n} of 5 done" in between
            assert "Side by side" not in between
            page = client.post(f"/loops/{id}/next", headers=HOME)
    assert len(asked) == 5
    report = client.get(f"/loops/{id}").text
    assert "5 answers side by side, at Senior" in report
    assert report.count('<th scope="row">') == 12
    assert len(re.findall(r'href="/rehearsals/[0-9a-f-]{36}">“', report)) == 5
    first = re.search(r"/rehearsals/([0-9a-f-]{36})", report)[1]  # type: ignore[index]
    client.post(f"/rehearsals/{first}/delete", headers=HOME)
    assert "1 not answered" in client.get(f"/loops/{id}").text
    client.post(f"/loops/{id}/delete", headers=HOME)
    assert "None yet" in client.get("/rehearsals").text


def test_a_loop_waits_and_may_end_early(client: TestClient) -> None:
    page = client.post("/loops", data={"level": "sde2"}, headers=HOME)
    id = re.search(r"/loops/([0-9a-f-]{36})", answered(client, page.text))[1]  # type: ignore[index]
    start = client.get("/mock").text
    assert "Go on with the loop" in start
    assert start.index("A loop waits") < start.index("Drawn from")
    assert start.count('id="loop"') == 1
    today = client.get("/").text
    assert "A loop is waiting where you left it." in today
    assert f'<a class="button main" href="/loops/{id}">' in today
    check(client, today)
    assert client.post(f"/loops/{id}/next", headers=HOME).url.path == "/mock/now"
    assert "Question 2 of 5" in client.post(f"/loops/{id}/next", headers=HOME).text
    assert "the loop instead" not in client.get("/").text
    mock = re.search(r'name="id" value="([^"]+)"', client.get("/mock").text)[1]  # type: ignore[index]
    dropped = client.post("/mock/drop", data={"id": mock}, headers=HOME)
    assert dropped.url.path == f"/loops/{id}"
    assert "dropped" in dropped.text
    report = client.post(f"/loops/{id}/end", headers=HOME).text
    assert "1 answer side by side" in report
    assert re.search(r"<td>\d+\xa0s<small> of 2\xa0min\xa055\xa0s</small></td>", report)
    assert "4 not answered" in report
    assert "A whole loop" in client.get("/mock").text
    assert "Begin the loop" in client.get("/mock").text


def test_names_are_checked(client: TestClient) -> None:
    assert client.post("/loops", data={"p:nope": "1"}, headers=HOME).status_code == 404
    assert client.post("/loops", data={"level": "nope"}, headers=HOME).status_code == 404
    assert client.get("/loops/nope").status_code == 404


def test_a_loop_with_nothing_answered_can_be_dropped(client: TestClient) -> None:
    client.post("/loops", data={"level": "sde2"}, headers=HOME)
    under_way = client.get("/mock").text
    assert "Drop this question" in under_way
    id = re.search(r"/loops/([0-9a-f-]{36})/delete", under_way)[1]  # type: ignore[index]
    check(client, under_way)
    mock = re.search(r'name="id" value="([^"]+)"', under_way)[1]  # type: ignore[index]
    waits = client.post("/mock/drop", data={"id": mock}, headers=HOME).text
    for text in (waits, client.get("/mock").text):
        assert f'action="/loops/{id}/delete"' in text
    gone = client.post(f"/loops/{id}/delete", headers=HOME)
    assert gone.url.path == "/mock"
    assert "Begin the loop" in gone.text
    assert client.get(f"/loops/{id}").status_code == 404


def test_more_principles_than_questions_are_refused_and_stay_ticked(client: TestClient) -> None:
    some = re.findall(r'name="p:([a-z-]+)"', client.get("/mock").text)[:7]
    page = client.post("/loops", data={f"p:{p}": "1" for p in some}, headers=HOME)
    assert page.status_code == 400
    assert "You chose 7 principles; a loop has 5 questions." in page.text
    assert page.text.count("checked> ") == 7 + 2
    assert client.get("/mock/now").url.path == "/mock"


def test_a_loop_under_way_tells_no_principle_before_its_question(client: TestClient) -> None:
    client.post("/loops", data={"p:ownership": "1", "p:dive-deep": "1"}, headers=HOME)
    text = client.get("/rehearsals").text
    assert ("Ownership" in text) != ("Dive Deep" in text)


def test_too_many_principles_are_told_at_the_boxes_and_the_notice_gets_the_focus(client: TestClient) -> None:
    some = re.findall(r'name="p:([a-z-]+)"', client.get("/mock").text)[:7]
    text = client.post("/loops", data={f"p:{p}": "1" for p in some}, headers=HOME).text
    assert text.count("autofocus") == 1
    boxes = text.partition('<fieldset class="field" aria-describedby="loop-problem">')[2]
    assert boxes.index('id="loop-problem" tabindex="-1" autofocus') < boxes.index('type="checkbox"') < boxes.index("</fieldset>")
    assert "autofocus" not in client.get("/mock").text
    check(client, text)
