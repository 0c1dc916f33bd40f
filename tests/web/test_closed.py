"""A database that cannot be opened: what needs none is read all the same, and what was typed is given back."""
from __future__ import annotations

import contextlib
import html
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from greenroom.services import door
from greenroom.storage import migrate
from tests.web.conftest import HOME
from tests.web.test_mock import QUESTION, THIN
from tests.web.test_pages import check

TYPED = "I wrote the <fix> myself & it held for 3 weeks."


def newer(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / "greenroom.db")) as raw:
        raw.execute(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0999'")
        raw.commit()


def damaged(folder: Path) -> None:
    (folder / "greenroom.db").write_bytes(b"garbage " * 1000)


@pytest.fixture(params=[newer, damaged])
def closed(client: TestClient, tmp_path: Path, request: pytest.FixtureRequest) -> TestClient:
    """A client whose database was good and cannot be opened any more."""
    spoil: Callable[[Path], None] = request.param
    assert client.get("/").status_code == 200
    door.close()
    for path in tmp_path.glob("greenroom.db-*"):
        path.unlink()
    spoil(tmp_path)
    assert client.get("/stories").status_code == 503
    return client


def words(page: str) -> str:
    return html.unescape(page)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/catalogue", "What you have rehearsed and drilled is not shown."), ("/catalogue?q=webhook", "The dropped webhooks"), ("/walkthroughs/dropped-webhooks", "The dropped webhooks"),
        ("/workbench", "Your answer is rated all the same, and not kept."), ("/workbench?walkthrough=dropped-webhooks", "not kept"), ("/about", "About Greenroom"),
    ],
)
def test_pages_that_need_no_data_of_a_persons_own_are_read(closed: TestClient, path: str, says: str) -> None:
    page = closed.get(path)
    assert page.status_code == 200
    assert says in page.text
    if path.startswith(("/catalogue", "/workbench")):
        assert "greenroom.db" in page.text
    if not path.startswith("/workbench"):  # whose script is weighed compressed
        check(closed, page.text)


def test_an_answer_is_rated_and_saved_without_a_database(closed: TestClient) -> None:
    for address in ("/rate", "/rate/report.html"):
        for sent in ({"level": "sde2", "framework": "amazon", "page": "workbench"}, {}):
            page = closed.post(address, data={"text": THIN, "question": QUESTION, **sent}, headers=HOME)
            assert page.status_code == 200
            assert "Mend first" in page.text
    assert closed.get("/api/catalogue").status_code == 200


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/workbench", {"question": QUESTION, "level": "sde2", "framework": "amazon", "page": "workbench"}),
        ("/workbench", {"question": QUESTION, "level": "sde2", "framework": "", "page": "workbench:story:00000000-0000-4000-8000-000000000009"}),
        ("/stories/new", {"form": "free", "title": "The fix", "framework": "amazon", "do": "keep"}), ("/stories/new", {"form": "free", "title": "The fix", "do": "keep"}),
        ("/stories/00000000-0000-4000-8000-000000000009/edit", {"form": "free", "title": "The fix", "framework": "amazon", "version": "2", "do": "keep"}),
        ("/mock/now", {"turn": "00000000-0000-4000-8000-000000000009.1", "do": "finish"}),
    ],
)
def test_what_was_typed_is_given_back(closed: TestClient, path: str, sent: dict[str, str]) -> None:
    page = closed.post(path, data={"text": TYPED, **sent}, headers=HOME)
    assert page.status_code == 503
    assert page.headers["cache-control"] == "no-store"
    given = re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", page.text, re.DOTALL)
    assert TYPED in [words(one).strip() for one in given]
    assert "<fix>" not in page.text
    for name in ("title", "question"):
        assert sent.get(name, "") in page.text
    check(closed, page.text)


def test_parts_that_were_typed_are_given_back(closed: TestClient) -> None:
    page = closed.post("/stories/new", data={"form": "parts", "title": "The fix", "situation": "It broke.", "action": TYPED, "do": "keep"}, headers=HOME)
    assert page.status_code == 503
    assert "It broke." in page.text
    assert TYPED in words(page.text)


def test_an_error_page_without_a_form_gives_nothing_back(client: TestClient) -> None:
    assert "What you typed" not in client.get("/nowhere").text
    assert "What you typed" not in client.post("/mock/drop", data={"id": "nope"}, headers=HOME).text
