"""Every page at two widths and in both themes: no violation of WCAG 2.2 AA, nothing wider than the screen, nothing from elsewhere."""
from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import SHOTS, Server, axe, watched

WEAK = (
    "At my last company I was on the orders side. At some point some webhooks were going missing, so I looked into it. We figured out the root cause together. "
    "I escalated it to Platform on Slack and they handled the fix. After their release the drop rate improved and the team was happy. What I took away is that communication is important."
)
REPLY = "I called the lead of Platform each Wednesday and checked the log myself until the rate was 0.0% for two weeks."
STILL = [
    "/", "/catalogue", "/catalogue?q=zzzz", "/walkthroughs/dropped-webhooks", "/walkthroughs/parcel-tracking-after-the-layoffs?level=manager&lens=ownership", "/mock", "/rehearsals",
    "/workbench", "/stories", "/stories/new", "/stories/import", "/settings/delete", "/about", "/settings", "/api/docs", "/nowhere", "/webhooks", "/webhooks/log", "/webhooks/dead",
]


def test_the_checker_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><body><img src='data:,'><p style='color:#aaa;background:#fff'>pale</p><input></body></html>")
    found = "\n".join(axe(page))
    assert all(f" {rule}:" in found for rule in ("image-alt", "color-contrast", "label", "html-has-lang"))
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page(browser: Browser, server: Server, width: int, theme: str) -> None:
    context = browser.new_context(
        base_url=server.url, viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light", has_touch=width < 500,
    )
    page, looks = watched(context), Looks(f"{width}-{theme}")
    for path in STILL:
        page.goto(path)
        looks.at(page, path)
    drill(page, looks)
    mock(page, looks)
    page.goto("/workbench")
    page.click(".cm-content")
    page.keyboard.insert_text(WEAK)
    page.click("text=Read the whole report")
    looks.at(page, "rated")
    page.goto("/workbench?new=1")
    page.click(".cm-content")
    page.keyboard.insert_text("hello")
    page.click("text=Read the whole report")
    looks.at(page, "not judged")
    for path in ("/", "/rehearsals", "/catalogue", "/settings"):
        page.goto(path)
        looks.at(page, path + " used")
    context.close()
    assert not looks.wrong


class Looks:
    """Looks at a page and notes what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name, self.wrong = name, list[str]()

    def at(self, page: Page, what: str) -> None:
        """Check the page as it is now."""
        self.wrong += axe(page)
        wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if wide > screen:
            self.wrong.append(f"{what} is {wide} px wide on a screen of {screen}")
        if SHOTS:
            folder = Path(SHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            file = "".join(c if c.isalnum() else "-" for c in what.strip("/") or "home")
            page.screenshot(path=folder / f"{file}-{self.name}.png", full_page=True)


def drill(page: Page, looks: Looks) -> None:
    """One exercise of each kind, asked and answered."""
    kinds = set[str]()
    page.goto("/walkthroughs/dropped-webhooks/drill")
    while len(kinds) < 4:
        if page.get_by_text("Go on all the same").count():
            looks.at(page, "drill end")
            page.click("text=Go on all the same")
        kind = page.inner_text("#d")
        if kind not in kinds:
            looks.at(page, f"drill {kind}")
        if page.query_selector("input[type=radio]"):
            page.check("li:nth-child(2) input[type=radio]")
        elif page.query_selector("textarea"):
            page.fill("textarea", "Orders were being lost every week, so we looked into it, and the rate of lost orders went from 3% to 1% in a week.")
        page.click("button.main")
        if kind not in kinds:
            looks.at(page, f"drill {kind} done")
        kinds.add(kind)
        page.click("button[value=good]" if page.query_selector("button[value=good]") else "a.button.main")


def mock(page: Page, looks: Looks) -> None:
    """A mock from the first page to the report."""
    page.goto("/mock")
    page.fill("#question", "Tell me about a time you took on something outside your area of responsibility.")
    page.click("text=Ask me")
    page.fill("#text", WEAK)
    looks.at(page, "mock question")
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this machine")
    expect(page.locator("[data-where]")).to_contain_text("At the cursor")
    looks.at(page, "mock kept")
    for path in ("/", "/mock"):
        page.goto(path)
        looks.at(page, f"{path} interrupted")
    page.goto("/mock/now")
    with page.expect_navigation():
        page.click("text=Finish")
    looks.at(page, "mock follow-up")
    while page.url.endswith("/mock/now"):
        page.fill("#text", REPLY)
        with page.expect_navigation():
            page.click("text=Finish")
    looks.at(page, "report")
