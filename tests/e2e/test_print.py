"""Reports and comparisons on paper: printers leave backgrounds out, and paper is light whatever the theme; what a report says must be there all the same."""
from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from greenroom.practice.mock import DONE, MockSession
from greenroom.storage.stores import Stores
from tests.e2e.conftest import SHOTS, Server, watched
from tests.e2e.test_looks import WEAK
from tests.e2e.test_stories import TOLD

QUESTION = "Tell me about a time you took on something outside your area of responsibility."
PAPER: ViewportSize = {"width": 700, "height": 1000}
"""About what A4 leaves between its margins."""
NO_BACKGROUNDS = "* , *::before, *::after { background: none !important; box-shadow: none !important; }"
PALE = """() => {
  const rgb = style => (style.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(x => x / 255).map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4).reduce((sum, x, i) => sum + x * [0.2126, 0.7152, 0.0722][i], 0);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), pale = [];
  while (walker.nextNode()) {
    const held = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !held.checkVisibility() || held.closest('script, style, .sr, option')) continue;
    if (1.05 / (light(rgb(getComputedStyle(held).color)) + 0.05) < 4.5) pale.push(walker.currentNode.data.trim().slice(0, 60));
  }
  return pale;
}"""
DARK_SHARE = """async bytes => {
  const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const drawn = new OffscreenCanvas(image.width, image.height).getContext('2d');
  drawn.drawImage(image, 0, 0);
  const data = drawn.getImageData(0, 0, image.width, image.height).data;
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) dark += (data[at] + data[at + 1] + data[at + 2]) / 3 < 150;
  return dark / (data.length / 4);
}"""


def on_paper(page: Page, name: str) -> None:
    """Look at the page as a printer draws it that leaves backgrounds out; every word on it can be read on white."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    page.evaluate("rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet]; }", NO_BACKGROUNDS)
    assert page.evaluate(PALE) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PAPER["width"]
    assert not page.locator("button:visible, .site:visible, .colophon:visible").count()
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"print-{name}.png", full_page=True)


def on_screen(page: Page) -> None:
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})


def dark(found: Locator) -> float:
    """The share of dark dots in what is drawn of it."""
    return float(found.page.evaluate(DARK_SHARE, list(found.screenshot())))


def a_report_says_it_all(page: Page) -> None:
    """Which score was reached, where the time went and against what budget, and the vote: each can be told from what is drawn."""
    for criterion in page.locator(".scale").all():
        shades = [dark(each) for each in criterion.locator("li").all()]
        reached = int((criterion.get_attribute("aria-label") or "")[0])
        assert shades.index(max(shades)) == reached, shades
        assert max(shades) > 1.5 * sorted(shades)[-2], shades
        assert criterion.locator("li").nth(reached).evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    longest = max(page.locator(".time .lane i").all(), key=lambda bar: (bar.bounding_box() or {"width": 0})["width"])
    assert dark(longest) > 0.8
    assert page.locator(".time .lane b").count() == 5
    assert all(dark(line) > 0.4 for line in page.locator(".time .lane b").all())
    for track in page.locator(".track").all():
        boxes = track.locator("i")
        assert [dark(box) > 0.7 for box in boxes.all()] == [box.get_attribute("class") == "here" for box in boxes.all()]


@pytest.fixture
def kept(server: Server) -> dict[str, str]:
    """Two rehearsals of a question and a story: ids by name."""
    first, second = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 5, 5, tzinfo=UTC)
    with Stores(server.data / "greenroom.db") as stores:
        stores.rehearsals.create(MockSession(QUESTION, "sde2", state=DONE, answer=WEAK, vote=1).to_dict(), first)
        rehearsal = stores.rehearsals.create(MockSession(QUESTION, "sde2", state=DONE, answer=TOLD, vote=3).to_dict(), second)
        return {"rehearsal": rehearsal.id, "story": stores.stories.create("The webhooks", TOLD, None, ["ownership"], first).id}


def test_reports_and_comparisons_on_paper_from_the_dark_theme(browser: Browser, server: Server, kept: dict[str, str]) -> None:
    context = browser.new_context(base_url=server.url, color_scheme="dark")
    page, home = watched(context), {"origin": server.url}
    for level in ("sde2", "senior"):
        take = page.request.post(f"/stories/{kept['story']}/rate", form={"question": QUESTION, "level": level}, headers=home).url
    reports = {"mock": f"/rehearsals/{kept['rehearsal']}", "take": take}
    for name, address in reports.items():
        page.goto(address)
        on_paper(page, name)
        a_report_says_it_all(page)
        assert page.pdf().startswith(b"%PDF")
        on_screen(page)
    for name, address in {"compared takes": f"/stories/{kept['story']}/compare", "compared mocks": f"/rehearsals/{kept['rehearsal']}/compare"}.items():
        page.goto(address)
        on_paper(page, name)
        on_screen(page)
    for name, address in reports.items():
        alone = watched(context)  # without the pages' policy, as a file has none
        alone.set_content(page.request.get(f"{address}/report.html").text())
        on_paper(alone, f"{name} as one file")
    context.close()


def test_an_answer_of_the_workbench_on_paper_and_as_one_file(browser: Browser, server: Server, tmp_path: Path) -> None:
    context = browser.new_context(base_url=server.url, color_scheme="dark")
    page = watched(context)
    page.goto("/workbench")
    page.fill("#question", QUESTION)
    page.click(".cm-content")
    page.keyboard.insert_text(WEAK)
    page.click("text=Read the whole report")
    with page.expect_download() as saving:
        page.click("text=Save this report as one file")
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    assert file.name.startswith("greenroom-answer-20")
    assert "tell-me-about-a-time" in file.name
    on_paper(page, "workbench")
    a_report_says_it_all(page)
    alone = watched(context)
    alone.set_content(file.read_text(encoding="utf-8"))
    assert "We figured out the root cause together" in alone.inner_text("main")
    on_paper(alone, "workbench as one file")
    context.close()
