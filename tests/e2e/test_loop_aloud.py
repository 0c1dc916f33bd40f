"""A loop of five questions answered aloud: the first recorded, a rest between, the others in one's own order of doing, then all side by side."""
from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, watched
from tests.e2e.sound import Sound
from tests.e2e.test_looks import WEAK
from tests.e2e.test_mock_aloud import finish, skip_the_rest, stored
from tests.e2e.test_recorder import assert_said, record

QUESTIONS = 5


@pytest.fixture
def page(talking: Browser, server: Server) -> Page:
    return watched(talking.new_context(base_url=server.url, viewport={"width": 390, "height": 844}))


def answer_aloud(page: Page, said: Sound | None) -> None:
    """Record a little, write down what was said, hand it in and skip the follow-ups."""
    record(page, 2)
    finish(page)
    if said is not None:
        assert_said(stored(page), said, 1.5)
    page.fill("#text", WEAK)
    page.click("text=Hand it in")
    page.wait_for_selector("text=/follow-up 1 of/")
    skip_the_rest(page)


def test_a_loop_aloud(page: Page, said: Sound) -> None:
    page.goto("/mock")
    form = page.locator("form[action='/loops']")
    form.locator("input[name=how][value=aloud]").check()
    form.get_by_role("button", name="Begin the loop").click()
    page.wait_for_url("**/mock/now")
    asked = set()
    for n in range(QUESTIONS):
        assert page.get_attribute("[data-mock]", "data-how") == "aloud"
        asked.add(page.inner_text("h1"))
        answer_aloud(page, said if n == 0 else None)
        page.wait_for_url("**/loops/*")
        if n < QUESTIONS - 1:
            expect(page.locator("h1")).to_have_text(f"{n + 1} of {QUESTIONS} done.")
            page.reload()
            page.click("text=Next question")
            page.wait_for_url("**/mock/now")
    assert len(asked) == QUESTIONS
    assert page.locator(".loop-answers > li").count() == QUESTIONS
    page.locator(".loop-answers a").first.click()
    page.wait_for_url("**/rehearsals/*")
    assert "Said aloud" in page.inner_text(".facts")
    assert page.locator("audio").count() == 1
