"""Nothing moves while a page loads, though its script comes late: what the script fills in has its place from the first."""
from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import Server, watched
from tests.e2e.sound import RATE, Sound, fragmented_mp4
from tests.e2e.test_looks import WEAK
from tests.e2e.test_mock_aloud import ask, base

MOST = 0.02
"""Layout shift that a page may have as it loads: a fifth of what browsers' makers call good (0.1), and about a line of text that moves by its height on a phone."""
LATE = 500
"""Milliseconds by which scripts come late, so that the page is painted without them first."""
WATCH = """
window.moved = [];
new PerformanceObserver(seen => {
  for (const one of seen.getEntries()) {
    if (one.hadRecentInput) continue;
    const what = one.sources.map(s => `${s.node?.className || s.node?.nodeName} ${Math.round(s.previousRect.y)} to ${Math.round(s.currentRect.y)}`);
    window.moved.push([one.value, what.join(", ")]);
  }
}).observe({type: "layout-shift", buffered: true});
"""
PAGES = (
    "/", "/catalogue", "/walkthroughs/dropped-webhooks", "/walkthroughs/dropped-webhooks/drill", "/mock", "/recorder-check", "/workbench", "/stories", "/stories/new",
    "/stories/import", "/rehearsals", "/settings", "/about",
)


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["wide", "phone"])
def page(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Page:
    width, height = request.param
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": height}, has_touch=width < 500)
    context.add_init_script(WATCH)
    opened = watched(context)

    def late(route: Route) -> None:
        opened.wait_for_timeout(LATE)
        route.continue_()

    opened.route("**/static/**/*.js*", late)
    opened.route("**/static/*.js*", late)
    return opened


def load(page: Page, path: str, until: str = "") -> list[str]:
    """Open it and wait until it is at rest (and `until` is to be seen); what moved too far, as lines."""
    page.goto(path)
    if until:
        expect(page.locator(until).first).to_be_visible()
    page.wait_for_timeout(900)
    moved = page.evaluate("window.moved")
    total = sum(value for value, _ in moved)
    return [f"{path} {total:.3f}: " + "; ".join(f"{value:.3f} {what}" for value, what in moved)] if total > MOST else []


def test_the_watch_sees_what_moves(page: Page) -> None:
    page.goto("/about")
    page.evaluate("document.querySelector('main').style.paddingTop = '200px'")
    page.wait_for_timeout(300)
    assert sum(value for value, _ in page.evaluate("window.moved")) > MOST


def test_nothing_moves_on_the_main_pages(page: Page) -> None:
    assert not [line for path in PAGES for line in load(page, path)]


def test_nothing_moves_in_a_mock_aloud(page: Page, said: Sound) -> None:
    ask(page)
    wrong = load(page, "/mock/now", "[data-start]")
    whole = fragmented_mp4(said[: 5 * RATE])
    for number, at in enumerate(range(0, len(whole), 9000)):
        assert page.request.post(f"{base(page)}/segments/{number}", data=whole[at : at + 9000], headers={"content-type": "audio/mp4"}).ok
    wrong += load(page, "/mock/now", ".replay audio")
    assert page.request.post(f"{base(page)}/transcript?name=said.txt", data=WEAK, headers={"content-type": "application/octet-stream"}).ok
    wrong += load(page, "/mock/now", "[data-made] p")
    page.click("text=Hide the clock")
    wrong += load(page, "/mock/now", "text=Show the clock")
    page.fill("#text", WEAK)
    page.click("text=Hand it in")
    page.wait_for_selector("text=/Follow-up 1 of/")
    wrong += load(page, "/mock/now", "[data-start]")
    assert not wrong


def test_nothing_moves_in_a_mock_in_writing(page: Page) -> None:
    ask(page, "writing")
    wrong = load(page, "/mock/now", "[data-clock]")
    page.fill("#text", WEAK)
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this machine")
    expect(page.locator("[data-where]")).to_contain_text("At the cursor")
    wrong += load(page, "/mock/now", "text=At the cursor")
    page.click("button >> text=Finish")
    page.wait_for_selector("text=/Follow-up 1 of/")
    wrong += load(page, "/mock/now", "#text")
    assert not wrong


def test_nothing_moves_on_a_workbench_with_a_draft(page: Page) -> None:
    page.goto("/workbench")
    page.click(".cm-content")
    page.keyboard.insert_text("\n\n".join([WEAK] * 3))
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this machine")
    assert not load(page, "/workbench", "[data-votes] .vote")
