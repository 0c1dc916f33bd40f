"""A mock answered aloud, in a browser whose microphone is a WAV file: recorded, timed, given its words, reported; whatever happens to server and page."""
from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, start, watched
from tests.e2e.sound import RATE, Sound, decode
from tests.e2e.test_flows import tab_to
from tests.e2e.test_looks import REPLY, WEAK, Looks
from tests.e2e.test_recorder import assert_said, record

QUESTION = "Tell me about a time you took on something outside your area of responsibility."
STATE = "[data-state][role=status]"


def ask(page: Page, how: str = "aloud") -> None:
    """Begin a mock with a question of one's own."""
    page.goto("/mock")
    page.fill("#question", QUESTION)
    page.check(f"input[name=how][value={how}]")
    page.click("text=Ask me")
    page.wait_for_url("**/mock/now")


def base(page: Page, turn: int = 0) -> str:
    return f"/api/rehearsals/{page.get_attribute('[data-recorder]', 'data-rehearsal')}/turns/{turn}"


def finish(page: Page) -> None:
    page.click("[data-stop]")
    expect(page.locator("#text")).to_be_visible()


def stored(page: Page, stretch: int = 0, turn: int = 0) -> Sound:
    return decode(page.request.get(f"{base(page, turn)}/sound/{stretch}").body())


def skip_the_rest(page: Page) -> None:
    while "/mock/now" in page.url:
        with page.expect_navigation():
            page.click("text=Skip this one")


@pytest.fixture
def page(talking: Browser, server: Server) -> Page:
    return watched(talking.new_context(base_url=server.url, viewport={"width": 1280, "height": 900}))


def test_a_mock_aloud_from_question_to_report(page: Page, said: Sound) -> None:
    ask(page)
    expect(page.locator("[data-think]")).to_contain_text("does not count")
    assert not page.is_visible("#text")
    page.wait_for_timeout(1500)
    record(page, 1)
    page.click("[data-tap=S]")
    page.wait_for_timeout(2000)
    page.click("[data-tap=A]")
    expect(page.locator("[data-spent] > li.now")).to_contain_text("A")
    page.wait_for_timeout(3000)
    finish(page)
    assert_said(stored(page), said, 5.5)
    held = page.request.get(f"{base(page)}/said").json()
    assert [m["section"] for m in held["marks"]] == ["S", "A"]
    assert 1.7 < held["marks"][1]["second"] - held["marks"][0]["second"] < 3
    assert 5.5 < held["seconds"] < 8
    assert page.locator(".replay audio").count() == 1
    page.fill("#text", WEAK)
    page.click("text=Hand it in")
    page.wait_for_selector("text=/Follow-up 1 of/")
    assert page.get_attribute("[data-mock]", "data-how") == "aloud"
    record(page, 3)
    finish(page)
    assert_said(stored(page, 0, 1), said, 2.5)
    page.fill("#text", REPLY)
    with page.expect_navigation():
        page.click("text=Hand it in")
    skip_the_rest(page)
    page.wait_for_url("**/rehearsals/*")
    assert "Said aloud" in page.inner_text(".facts")
    assert "thinking included" not in page.inner_text(".facts")
    assert "as tapped by you" in page.inner_text("main")
    assert page.locator("audio").count() == 2
    page.evaluate("document.querySelector('audio').play()")
    page.wait_for_timeout(1500)
    assert page.evaluate("document.querySelector('audio').currentTime > 0.3")
    print(page.inner_text(".times"))
