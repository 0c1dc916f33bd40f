"""Nobody else's page can read or write, and what a person wrote is shown as text and nowhere logged."""
from __future__ import annotations

import html
import logging
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from greenroom.web.safety import MOST_BYTES
from tests.web.conftest import HOME

SCRIPT = "<script>alert(1)</script> I was on the orders team and I wrote the fix for \"us\" & them on my own, in two days."


@pytest.mark.parametrize("host", ["127.0.0.1:8377", "localhost:8377", "LocalHost:8377", "[::1]:8377"])
def test_its_own_hosts_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/about", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8377", "127.0.0.1", "localhost:80", "localhost.evil.example:8377", "127.0.0.1:8377.evil.example", "0.0.0.0:8377", ""])
def test_a_rebound_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Due today" not in answer.text


def test_another_address_of_the_machine_is_refused(client: TestClient) -> None:
    with TestClient(client.app, base_url="http://192.168.1.7:8377") as from_outside:
        assert from_outside.get("/").status_code == 421


@pytest.mark.parametrize("headers", [
    {"origin": "https://evil.example"}, {"origin": "http://localhost:9999"}, {"origin": "null"}, {"origin": "null", "sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://127.0.0.1:8377", "sec-fetch-site": "cross-site"},
])
@pytest.mark.parametrize("path", ["/mock", "/mock/drop", "/rate", "/drill", "/settings/theme", "/api/assess"])
def test_a_post_from_elsewhere_is_not_done(client: TestClient, headers: dict[str, str], path: str) -> None:
    answer = client.post(path, data={"question": "Tell me about a time."}, headers=headers)
    assert answer.status_code == 403
    assert client.get("/mock/now").url.path == "/mock"


@pytest.mark.parametrize("headers", [HOME, {"origin": "http://localhost:8377"}, {"origin": "null", "sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {}])
def test_a_post_of_its_own_pages_is_done(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/rate", data={"text": "hello"}, headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/")
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/catalogue", "/nowhere", "/api/catalogue", "/api/nowhere", "/static/app.css", "/static/nowhere"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_refusals_carry_the_headers_too(client: TestClient) -> None:
    assert "content-security-policy" in client.get("/", headers={"host": "evil.example"}).headers


@pytest.mark.parametrize("path", ["/", "/catalogue", "/drill", "/mock", "/rehearsals", "/rate", "/settings"])
def test_personal_pages_are_kept_by_no_cache(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-store"


def test_a_script_in_an_answer_is_text(client: TestClient) -> None:
    for answer in (
        client.post("/rate", data={"text": SCRIPT, "question": SCRIPT}, headers=HOME),
        client.post("/rate", data={"text": SCRIPT, "level": SCRIPT}, headers=HOME),
        client.get("/catalogue", params={"q": SCRIPT}),
        client.get("/catalogue", params={"principle": "<script>alert(1)</script>"}),
        client.get("/walkthroughs/<script>alert(1)<script>"),
    ):
        assert "<script>alert" not in answer.text
        assert answer.headers["content-type"].startswith("text/html")


def test_a_script_in_a_mock_is_text(client: TestClient) -> None:
    asked = client.post("/mock", data={"question": SCRIPT, "level": "sde2"}, headers=HOME)
    assert "<script>alert" not in asked.text
    kept = client.post("/mock/now", data={"turn": _turn(asked.text), "text": SCRIPT, "do": "keep"}, headers=HOME)
    assert "<script>alert" not in kept.text
    assert "&lt;script&gt;alert(1)" in kept.text


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/rate", content=b"text=" + b"a" * MOST_BYTES, headers={**HOME, "content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(MOST_BYTES // 50_000 + 1):
            yield b"a" * 50_000

    streamed = client.post("/api/assess", content=chunks(), headers={**HOME, "content-type": "application/json"})
    assert streamed.status_code == 413
    assert streamed.json()["code"] == "refused"
    assert "form" not in streamed.json()["remedy"]


def test_an_address_that_is_none_is_said_without_words_of_the_api(client: TestClient) -> None:
    for path in ("/workbench?story=abc", "/stories/00000000-0000-4000-8000-000000000009/compare?a=1"):
        answer = client.get(path)
        assert answer.status_code == 422
        assert "not one of Greenroom's" in html.unescape(answer.text)
        assert "/api/docs" not in answer.text
        assert "uuid" not in answer.text.partition("<h1")[2]


def test_a_file_that_is_too_large_leads_back_to_its_form(client: TestClient) -> None:
    answer = client.post("/stories/import", files={"file": ("all.txt", b"a" * 2_200_000)}, headers=HOME)
    assert answer.status_code == 413
    assert "The file has more than 2 MB." in answer.text
    assert '<a class="button main" href="/stories/import">Choose another file</a>' in answer.text
    assert "typed" not in answer.text
    just = client.post("/stories/import", files={"file": ("all.txt", b"a" * 2_000_001)}, headers=HOME)
    assert just.status_code == 413
    assert "all.txt has more than 2 MB." in just.text
    assert 'data-most="2000000"' in just.text


def test_an_answer_that_is_too_long_is_not_lost(client: TestClient) -> None:
    text = "I wrote it. " * 2000
    answer = client.post("/rate", data={"text": text}, headers=HOME)
    assert answer.status_code == 413
    assert "an answer may have 20,000" in answer.text
    assert answer.text.count("I wrote it.") == 2000


def test_an_error_shows_and_logs_nothing_of_the_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    secret = "the merger with Contoso"

    def broken(text: str, *_: object) -> None:
        raise RuntimeError(f"cannot rate {text}")

    monkeypatch.setattr("greenroom.web.pages.rate.assess_answer", broken)
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/rate", data={"text": secret}, headers=HOME)
    assert answer.status_code == 500
    for leak in (secret, "RuntimeError", "Traceback", ".py"):
        assert leak not in answer.text
    assert "RuntimeError in" in caplog.text
    assert "Contoso" not in caplog.text


def test_an_invalid_call_does_not_give_the_text_back(client: TestClient) -> None:
    answer = client.post("/api/assess", json={"text": 7, "question": ["the merger with Contoso"]}, headers=HOME)
    assert answer.status_code == 422
    assert set(answer.json()) == {"code", "message", "remedy"}
    assert "Contoso" not in answer.text


def test_a_form_in_another_encoding_is_refused(client: TestClient) -> None:
    assert client.post("/rate", files={"text": ("a.txt", b"hello")}, headers=HOME).status_code == 400
    assert client.post("/rate", content=b"\xff\xfe", headers={**HOME, "content-type": "application/x-www-form-urlencoded"}).status_code == 400
    many = client.post("/rate", content=b"&".join(b"a=1" for _ in range(200)), headers={**HOME, "content-type": "application/x-www-form-urlencoded"})
    assert many.status_code == 400


def test_static_files_stay_in_their_folder(client: TestClient) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert client.get(path).status_code in {404, 405}


def _turn(page: str) -> str:
    return page.partition('name="turn" value="')[2].partition('"')[0]
