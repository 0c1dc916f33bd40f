"""Every page at two widths and in both themes: no violation of WCAG 2.2 AA, nothing wider than the screen, nothing from elsewhere."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from httpx2 import Client
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import LOOKED_AT, SHOTS, Server, axe, watched
from tests.web.kept import Kept, keep

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


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "light"), (390, "dark")])
def test_every_page_that_shows_what_is_kept(browser: Browser, server: Server, width: int, theme: str, example: tuple[str, str], tmp_path: Path) -> None:
    context = browser.new_context(
        base_url=server.url, viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light", has_touch=width < 500,
    )
    page, looks = watched(context), Looks(f"{width}-{theme}")
    with Client(base_url=server.url, follow_redirects=True, timeout=60) as client:
        kept = keep(client, *example)
        saved = {path: tmp_path / f"{n}.html" for n, path in enumerate(kept.pages) if path.endswith("/report.html")}
        for path, file in saved.items():
            file.write_bytes(client.get(path).content)
    for path, what in kept.pages.items():
        if path in saved:
            sheet = context.new_page()
            sheet.goto(saved[path].as_uri())
            looks.at(sheet, what)
            sheet.close()
        else:
            page.goto(path)
            looks.at(page, what)
    under_way(page, looks)
    an_endpoint(page, looks)
    a_conflict(page, looks, kept)
    page.goto(f"/rehearsals/{'0' * 8}-0000-4000-8000-{'0' * 12}")
    looks.at(page, "a rehearsal that is gone")
    page.goto("/settings/delete")
    page.fill("input[name=words]", "delete everything")
    page.click("main button.main, main form button")
    looks.at(page, "deleted")
    context.close()
    assert not looks.wrong


def under_way(page: Page, looks: Looks) -> None:
    """A loop with its first question dropped, and one whose question waits."""
    page.goto("/mock")
    page.click("text=Begin the loop")
    page.wait_for_url("**/mock/now")
    looks.at(page, "loop question")
    page.goto("/mock")
    looks.at(page, "loop under way, at the start of a mock")
    page.click("text=/Drop this (question|mock)/")
    if page.locator("form[action='/mock/drop'] button:visible").count():
        page.click("form[action='/mock/drop'] button:visible")
    page.wait_for_url("**/loops/*")
    looks.at(page, "loop under way")


def an_endpoint(page: Page, looks: Looks) -> None:
    """A webhook endpoint set up, whose secret is shown once."""
    page.goto("/webhooks")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.fill("input[name=name]", "second")
    page.fill("input[name=url]", "https://coach.example.org/other")
    page.click("form[action='/webhooks'] button")
    looks.at(page, "webhook secret")


def a_conflict(page: Page, looks: Looks, kept: Kept) -> None:
    """A story that was changed in another tab while it was written on in this one."""
    page.goto(f"/stories/{kept.story}/edit")
    with Client(base_url=page.url.partition("/stories")[0]) as client:
        version = client.get(f"/api/stories/{kept.story}").json()["version"]
        client.post(f"/api/stories/{kept.story}", json={"title": "Another title", "text": WEAK, "version": version})
    page.fill("#text", REPLY)
    page.click("text=Keep it")
    page.wait_for_selector("text=/changed/")
    looks.at(page, "story conflict")


class Looks:
    """Looks at a page and notes what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name, self.wrong = name, list[str]()

    def at(self, page: Page, what: str) -> None:
        """Check the page as it is now."""
        before = len(self.wrong)
        self.wrong += axe(page)
        wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if wide > screen:
            self.wrong.append(f"{what} is {wide} px wide on a screen of {screen}")
        if SHOTS:
            folder = Path(SHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            file = "".join(c if c.isalnum() else "-" for c in what.strip("/") or "home")
            page.screenshot(path=folder / f"{file}-{self.name}.png", full_page=True)
            with (folder / LOOKED_AT).open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"what": what, "in": self.name, "wrong": len(self.wrong) - before}) + "\n")


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
