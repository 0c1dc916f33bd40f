"""The workbench and the microphone check as the server gives them, and the calls that their scripts make."""
from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import HOME
from tests.web.test_api import document as document
from tests.web.test_api import fits
from tests.web.test_pages import check

STRETCHES = "/api/rehearsals/{rehearsal_id}/turns/{turn}/stretches"
SEGMENT = "/api/rehearsals/{rehearsal_id}/turns/{turn}/segments/{number}"


def draft(tab: str = "tab-1", number: int = 1, **more: Any) -> dict[str, Any]:
    return {"page": "workbench", "id": tab, "number": number, "text": "I wrote the <b>fix</b>.", "question": "Tell me about a \"fix\".", "level": "senior"} | more


def test_the_page_without_a_draft(client: TestClient) -> None:
    page = client.get("/workbench")
    assert page.headers["cache-control"] == "no-store"
    assert 'action="/rate"' in page.text
    assert "data-draft" not in page.text
    assert '<option value="sde2" selected>' in page.text


def test_the_page_holds_the_newest_draft_as_text(client: TestClient) -> None:
    client.post("/api/drafts", json=draft(), headers=HOME)
    page = client.get("/workbench").text
    assert "I wrote the &lt;b&gt;fix&lt;/b&gt;." in page
    assert "Tell me about a &#34;fix&#34;." in page
    assert 'data-draft="tab-1" data-number="1"' in page
    assert '<option value="senior" selected>' in page


def test_a_walkthroughs_question_has_drafts_of_its_own(client: TestClient) -> None:
    client.post("/api/drafts", json=draft(), headers=HOME)
    page = client.get("/workbench?walkthrough=dropped-webhooks").text
    assert 'data-page="workbench:dropped-webhooks"' in page
    assert "outside your area" in page
    assert "I wrote the" not in page
    assert client.get("/workbench?walkthrough=nope").status_code == 404


@pytest.mark.parametrize("path", ["/workbench", "/recorder-check"])
def test_no_script_and_no_style_stands_in_a_page(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert re.findall(r"<script(?![^>]* src=\"/static/)", page) == []
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert 'type="module" src="/static/built/' in page


def test_drafts_fit_their_document(client: TestClient, document: dict[str, Any]) -> None:
    assert client.get("/api/drafts?page=workbench").json() == []
    fits(document, "/api/drafts", "post", 200, client.post("/api/drafts", json=draft(), headers=HOME).json())
    second = client.post("/api/drafts", json=draft("tab-2", text="Another"), headers=HOME).json()
    fits(document, "/api/drafts", "post", 200, second)
    assert [(o["id"], o["words"], o["begins"]) for o in second["others"]] == [("tab-1", 4, "I wrote the <b>fix</b>.")]
    whole = client.post("/api/drafts/open", json={"page": "workbench", "id": "tab-1"}, headers=HOME).json()
    fits(document, "/api/drafts/open", "post", 200, whole)
    assert whole["text"] == "I wrote the <b>fix</b>."
    left = client.post("/api/drafts/forget", json={"page": "workbench", "id": "tab-1"}, headers=HOME).json()
    assert [o["id"] for o in left] == ["tab-2"]
    assert client.post("/api/drafts/open", json={"page": "workbench", "id": "tab-1"}, headers=HOME).status_code == 404


@pytest.mark.parametrize(("more", "status"), [({"page": "../x"}, 422), ({"id": ""}, 422), ({"number": -1}, 422), ({"colour": 1}, 422), ({"text": "word " * 80_001}, 413)])
def test_a_draft_that_cannot_be_kept_is_refused(client: TestClient, more: dict[str, Any], status: int) -> None:
    got = client.post("/api/drafts", json=draft(**more), headers=HOME)
    assert got.status_code == status
    assert "wrote" not in got.text
    assert client.get("/api/drafts?page=workbench").json() == []


def test_a_whole_book_is_kept_as_a_draft(client: TestClient) -> None:
    text = "\U0001f642" * 400_000
    assert client.post("/api/drafts", json=draft(text=text), headers=HOME).status_code == 200
    assert client.post("/api/drafts/open", json={"page": "workbench", "id": "tab-1"}, headers=HOME).json()["text"] == text
    refused = client.post("/api/drafts", json=draft(text=text + "abc", number=2), headers=HOME)
    assert (refused.status_code, refused.json()["message"]) == (413, "The text has 400,003 characters; a draft may have 400,000.")


def test_pieces_of_a_recording(client: TestClient, document: dict[str, Any]) -> None:
    base = "/api/rehearsals/microphone-check/turns/0"
    for number, data in enumerate((b"abcd", b"efgh")):
        kept = client.post(f"{base}/segments/{number}", content=data, headers={**HOME, "content-type": "audio/webm;codecs=opus"})
        assert kept.json() == {"kept": 4}
        fits(document, SEGMENT, "post", 200, kept.json())
    taken = client.post(f"{base}/segments/1", content=b"other", headers={**HOME, "content-type": "audio/webm"})
    assert (taken.status_code, taken.json()["code"]) == (409, "moved-on")
    listed = client.get(f"{base}/segments").json()
    assert listed == {"stretches": [{"stretch": 0, "mime": "audio/webm", "pieces": 2, "size": 8, "seconds": 2.0}]}
    begun = [client.post(f"{base}/stretches", headers=HOME).json() for _ in range(2)]
    fits(document, STRETCHES, "post", 200, begun[0])
    assert begun[0]["stretch"] >= 1
    assert begun[1]["stretch"] == begun[0]["stretch"] + 1
    assert client.post(f"{base}/delete", headers=HOME).json() == {"stretches": []}


@pytest.mark.parametrize(("asked", "status", "data", "told"), [
    (None, 200, b"abcdefgh", None), ("bytes=0-", 206, b"abcdefgh", "bytes 0-7/8"), ("bytes=2-4", 206, b"cde", "bytes 2-4/8"), ("bytes=-3", 206, b"fgh", "bytes 5-7/8"),
    ("bytes=6-99", 206, b"gh", "bytes 6-7/8"), ("bytes=8-", 416, b"", "bytes */8"), ("bytes=5-2", 416, b"", "bytes */8"), ("lines=1-2", 200, b"abcdefgh", None),
])
def test_a_range_of_the_sound(client: TestClient, asked: str | None, status: int, data: bytes, told: str | None) -> None:
    base = "/api/rehearsals/microphone-check/turns/0"
    client.post(f"{base}/segments/0", content=b"abcdefgh", headers={**HOME, "content-type": "audio/mp4"})
    got = client.get(f"{base}/sound/0", headers={"range": asked} if asked else {})
    assert (got.status_code, got.content, got.headers.get("content-range")) == (status, data, told)
    assert got.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/drafts", "/api/drafts/forget", "/api/rehearsals/r/turns/0/segments/0", "/api/rehearsals/r/turns/0/delete"])
def test_another_site_can_send_none_of_it(client: TestClient, path: str) -> None:
    assert client.post(path, json=draft(), headers={"origin": "https://evil.example"}).status_code == 403


def test_an_answer_goes_from_its_report_back_to_the_workbench(client: TestClient) -> None:
    asked = {"text": "I wrote the fix.\nIt holds, and drops fell from 9 to 0 a week since then.", "question": "Tell me about a \"fix\".", "level": "senior"}
    report = client.post("/rate", data=asked | {"page": "workbench:dropped-webhooks"}, headers=HOME).text
    assert "<textarea" not in report.partition("Mend it")[2]
    sent = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', report.partition("Mend it")[2])}
    assert {name: sent[name] for name in asked} == asked
    for _ in range(2):
        page = client.post("/workbench", data=sent, headers=HOME)
        assert (page.url.path, page.url.query) == ("/workbench", b"walkthrough=dropped-webhooks")
        assert "drops fell from 9 to 0" in page.text
    assert client.get("/api/drafts?page=workbench").json() == []
    assert len(client.get("/api/drafts?page=workbench:dropped-webhooks").json()) == 1


def test_a_text_too_long_to_read_goes_back_to_the_workbench(client: TestClient) -> None:
    long = "I wrote it again. " * 3000
    refused = client.post("/rate", data={"text": long, "question": "", "level": "sde2", "page": "workbench"}, headers=HOME)
    assert refused.status_code == 413
    assert 'formaction="/workbench"' in refused.text
    assert long.strip() in refused.text
    assert long.strip() in client.post("/workbench", data={"text": long, "page": "workbench"}, headers=HOME).text


def test_the_level_is_the_drafts_until_the_aim_is_changed(client: TestClient) -> None:
    client.post("/settings/aim", data={"aim": "amazon/senior", "interview": ""}, headers=HOME)
    assert '<option value="senior" selected>' in client.get("/workbench?walkthrough=dropped-webhooks").text
    client.post("/api/drafts", json=draft(level="nope"), headers=HOME)
    assert '<option value="senior" selected>' in client.get("/workbench").text
    client.post("/api/drafts", json=draft(number=2, level="sde1"), headers=HOME)
    assert '<option value="sde1" selected>' in client.get("/workbench").text
    client.post("/settings/aim", data={"aim": "amazon/senior", "interview": ""}, headers=HOME)
    assert '<option value="sde1" selected>' in client.get("/workbench").text  # nothing was changed by that
    client.post("/settings/aim", data={"aim": "amazon/manager", "interview": ""}, headers=HOME)
    assert '<option value="manager" selected>' in client.get("/workbench").text
    assert '<option value="sde1" selected>' in client.get("/workbench?level=sde1").text


def test_another_answer_is_begun_and_the_old_one_stays_a_draft(client: TestClient) -> None:
    client.post("/api/drafts", json=draft(), headers=HOME)
    assert 'href="/workbench?new=1"' in client.get("/workbench").text
    fresh = client.get("/workbench?new=1").text
    assert "I wrote the" not in fresh
    assert "data-draft" not in fresh
    assert [one["id"] for one in client.get("/api/drafts?page=workbench").json()] == ["tab-1"]


def test_an_answer_becomes_a_story_and_a_story_is_worked_on(client: TestClient) -> None:
    form = {"form": "free", "framework": "amazon", "question": "Why?", "level": "sde2", "marks": "all", "text": "I wrote the <b>fix</b>.", "do": "bring"}
    begun = client.post("/stories/new", data=form, headers=HOME)
    check(client, begun.text)
    assert "I wrote the &lt;b&gt;fix&lt;/b&gt;.</textarea>" in begun.text
    kept = client.post("/stories/new", data=form | {"do": "keep", "title": "The fix", "p:ownership": "on"}, headers=HOME)
    id = str(kept.url).rpartition("/")[2]
    assert f'href="/workbench?story={id}"' in kept.text
    desk = client.get(f"/workbench?story={id}").text
    assert f'data-page="workbench:story:{id}"' in desk
    assert "I wrote the &lt;b&gt;fix&lt;/b&gt;.</textarea>" in desk
    client.post("/api/drafts", json=draft(page=f"workbench:story:{id}", text="I wrote a better fix."), headers=HOME)
    assert "I wrote a better fix.</textarea>" in client.get(f"/workbench?story={id}").text
    back = client.post(f"/stories/{id}/edit", data={"form": "free", "version": "1", "text": "I wrote a better fix.", "do": "bring"}, headers=HOME).text
    assert 'value="The fix"' in back
    assert 'name="p:ownership" checked' in back
    assert "I wrote a better fix.</textarea>" in back
    client.post(f"/stories/{id}/delete", headers=HOME)
    assert client.get(f"/api/drafts?page=workbench:story:{id}").json() == []
    assert client.get(f"/workbench?story={id}").status_code == 404
