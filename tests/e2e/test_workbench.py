"""The workbench in a browser: marks and remarks as one types, the caret, drafts that survive, two tabs, no script."""
from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Request, Response, Route, expect

from tests.e2e.conftest import Server, axe, start, watched
from tests.e2e.test_flows import tab_to
from tests.e2e.test_looks import WEAK, Looks

QUESTION = "Tell me about a time you took on something outside your area of responsibility."
MOST_KB = 300
PAUSE_MS, ANSWER_MS = 400, 150
IDLE = 0.7
"""Below this load the figure for an idle machine is asked for; above it, ten times as much."""


def opened(page: Page, question: str = QUESTION) -> Page:
    page.goto("/workbench", timeout=30_000)
    page.wait_for_selector(".cm-content")
    page.fill("#question", question)
    return page


def write(page: Page, text: str) -> None:
    """Put the text in and wait for its remarks."""
    page.click(".cm-content")
    page.keyboard.insert_text(text)
    page.wait_for_selector(".remark", timeout=30_000)


def kept(page: Page) -> None:
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this machine")


def text_of(page: Page) -> str:
    """The text in the editor, by its lines."""
    lines: list[str] = page.eval_on_selector_all(".cm-line", "all => all.map(line => line.textContent)")
    return "\n".join(lines)


def test_marks_remarks_and_votes_come_as_one_types(page: Page) -> None:
    opened(page)
    expect(page.locator("[data-notice]")).to_contain_text("as you write")
    write(page, WEAK)
    quotes = page.locator(".remark mark[data-sign=sinks]").all_inner_texts()
    marked = "".join(page.locator(".cm-content .ev[data-sign=sinks]").all_inner_texts())
    assert quotes
    assert all(quote in marked for quote in quotes)
    assert page.locator(".votes > li").count() == 4
    assert "Strong no hire" in page.inner_text(".votes [aria-current]")
    assert page.locator(".criterion").count() == 10
    assert page.locator(".cm-tags .tag").count() >= 3
    expect(page.locator("[data-words]")).to_have_text("63 words")
    page.keyboard.insert_text(" I wrote a query that listed every lost order, and the rate fell from 3% to 0.1% in two weeks.")
    expect(page.locator(".remark", has_text="from 3% to 0.1%").first).to_be_visible()
    page.select_option("#level", "senior")
    expect(page.locator(".votes [aria-current] .level")).to_have_text("Senior, your aim")


def test_remarks_follow_the_caret_and_lead_it(page: Page) -> None:
    opened(page)
    write(page, WEAK)
    button = page.locator(".remark button", has_text="We figured out the root cause together").first
    button.click()
    expect(page.locator(".remark.on")).to_contain_text(["We figured out the root cause together"])
    assert page.inner_text(".cm-content .ev.on") == "We figured out the root cause together"
    assert page.evaluate("document.activeElement.className.includes('cm-content')")
    page.keyboard.press("Control+Home")
    expect(page.locator(".remark.on", has_text="We figured")).to_have_count(0)


def test_it_is_all_within_reach_of_the_keyboard(page: Page) -> None:
    opened(page)
    write(page, WEAK)
    tab_to(page, "Read the whole report")
    tab_to(page, "communication is important")
    page.keyboard.press("Enter")
    assert "communication is important" in page.inner_text(".cm-content .ev.on")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    assert page.inner_text(".cm-content .ev.on") == "I looked into it"
    assert page.inner_text("[data-summary]").startswith("Sinks. ")
    page.keyboard.press("F8")
    assert page.inner_text(".cm-content .ev.on") == "We figured out the root cause together"
    page.keyboard.press("Shift+F8")
    assert page.inner_text(".cm-content .ev.on") == "I looked into it"


def test_the_summary_is_quiet_while_one_types(page: Page) -> None:
    opened(page)
    page.evaluate("""() => { window.said = []; new MutationObserver(() => window.said.push(document.querySelector('[data-summary]').textContent))
        .observe(document.querySelector('[data-summary]'), {childList: true, characterData: true, subtree: true}); }""")
    page.click(".cm-content")
    for sentence in re.findall(r"[^.]+\.\s*", WEAK):
        with page.expect_response("**/api/assess", timeout=30_000):
            page.keyboard.insert_text(sentence)
    assert page.evaluate("window.said.length") <= 1
    expect(page.locator("[data-summary]")).to_contain_text("Strong no hire at SDE2.")
    assert page.evaluate("window.said.length") <= 2


def test_marks_stand_right_after_wide_characters(page: Page) -> None:
    opened(page)
    write(page, "\U0001f469\u200d\U0001f4bb \U0001f680 " + WEAK)
    for quote in ("We figured out the root cause together", "I took away is that communication is important"):
        assert quote in page.locator(".cm-content .ev").all_inner_texts()


def test_only_the_newest_answer_counts(page: Page) -> None:
    opened(page)
    late, gone = list[Route](), list[Request]()
    page.on("requestfailed", lambda request: gone.append(request))

    def hold(route: Route) -> None:
        if not late and "escalated" in (route.request.post_data or ""):
            late.append(route)
        else:
            route.continue_()

    page.route("**/api/assess", hold)
    page.click(".cm-content")
    page.keyboard.insert_text(WEAK)
    page.wait_for_timeout(PAUSE_MS + 200)
    assert late
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("I traced the lost orders to a race between two retries, wrote the fix with its test, and the rate fell from 3% to 0.1% in two weeks.")
    page.wait_for_selector(".remark")
    assert [request.failure for request in gone] == ["net::ERR_ABORTED"]
    with contextlib.suppress(Error):
        late[0].fulfill(json={"judged": False})
    page.wait_for_timeout(200)
    assert page.locator(".remark", has_text="escalated").count() == 0
    assert page.locator(".remark").count() > 0


def test_an_answer_comes_soon_after_the_pause(page: Page, example: tuple[str, str], record_property: Callable[[str, object], None]) -> None:
    opened(page)
    words = (example[0].split() * 2)[:400]
    write(page, " ".join(words))
    for n in range(6):
        with page.expect_response("**/api/assess", timeout=30_000):
            page.keyboard.insert_text(f" And {n}.")
        page.wait_for_timeout(60)
    took = sorted(page.evaluate("performance.getEntriesByName('greenroom-answer').map(one => one.duration)"))
    load = os.getloadavg()[0]
    record_property("milliseconds", " ".join(str(round(t)) for t in took))
    print(f"\nanswer to 400 words after the pause: {[round(t) for t in took]} ms, load {load:.1f}")
    assert took[len(took) // 2] <= (ANSWER_MS if load < IDLE else 10 * ANSWER_MS)


def test_too_little_and_too_much_are_told(page: Page) -> None:
    opened(page)
    page.click(".cm-content")
    page.keyboard.insert_text("Hello there")
    expect(page.locator("[data-notice]")).to_contain_text("too short")
    page.keyboard.insert_text("x " * 10_001)
    expect(page.locator("[data-notice]")).to_contain_text("20,000")
    expect(page.locator("[data-words]")).to_have_text("10002 words")
    expect(page.locator("[data-summary]")).to_contain_text("20,000")
    kept(page)


def test_nothing_older_than_the_text_is_said(page: Page) -> None:
    opened(page)
    write(page, WEAK)
    expect(page.locator("[data-summary]")).to_contain_text("at SDE2.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.locator("[data-words]")).to_have_text("0 words")
    expect(page.locator("[data-summary]")).to_have_text("")
    page.keyboard.insert_text(WEAK)
    page.wait_for_selector(".remark")
    page.route("**/api/assess", lambda route: route.abort())
    page.keyboard.insert_text(" And three more.")
    expect(page.locator("[data-words]")).to_have_text("66 words")
    expect(page.locator("[data-summary]")).to_have_text("Greenroom does not answer.")


def test_without_a_question_it_says_what_is_not_rated(page: Page) -> None:
    opened(page, "")
    write(page, WEAK)
    expect(page.locator("[data-unasked]")).to_be_visible()
    page.fill("#question", QUESTION)
    expect(page.locator("[data-unasked]")).to_be_hidden()
    page.fill("#question", "")
    page.click("text=Read the whole report")
    expect(page.locator("section[aria-labelledby=votes]")).to_contain_text("No question, so whether it answers one is not rated.")


def test_the_marks_can_be_switched_off(page: Page) -> None:
    opened(page)
    write(page, WEAK)
    line = "getComputedStyle(document.querySelector('.cm-content .ev')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    page.check("text=Sections only")
    assert page.evaluate(line) == "none"
    assert page.is_visible(".cm-tags .tag")
    page.check("text=None while I write")
    assert not page.is_visible(".cm-tags .tag")
    assert not page.is_visible(".remarks")


def test_a_draft_survives_a_closed_tab_and_a_killed_server(browser: Browser, tmp_path: Path) -> None:
    server = start(tmp_path / "data")
    port = int(server.url.rpartition(":")[2])
    context = browser.new_context(base_url=server.url)
    page = opened(context.new_page())
    page.click(".cm-content")
    page.keyboard.insert_text("What was written before.")
    kept(page)
    server.kill()
    page.keyboard.insert_text(" What was written while the server was away.")
    expect(page.locator("[data-kept]")).to_contain_text("does not answer")
    server = start(tmp_path / "data", port)
    kept(page)
    page.keyboard.insert_text(" And what came last.")
    page.close(run_before_unload=True)
    again = context.new_page()
    again.wait_for_timeout(500)
    again.goto("/workbench")
    again.wait_for_selector(".cm-content")
    assert text_of(again) == "What was written before. What was written while the server was away. And what came last."
    assert again.input_value("#question") == QUESTION
    assert again.locator(".offers .notice").count() == 0
    context.close()
    server.kill()


def test_two_tabs_do_not_destroy_each_others_drafts(page: Page) -> None:
    opened(page)
    other = opened(watched(page.context))
    page.click(".cm-content")
    page.keyboard.insert_text("From the first tab.")
    kept(page)
    other.click(".cm-content")
    other.keyboard.insert_text("From the second tab.")
    expect(other.locator(".offers")).to_contain_text("From the first tab.")
    page.keyboard.insert_text(" More.")
    expect(page.locator(".offers")).to_contain_text("From the second tab.")
    other.click("text=Open it here")
    expect(other.locator(".cm-content")).to_have_text("From the first tab. More.")
    expect(other.locator(".offers")).to_contain_text("From the second tab.")
    other.click("text=Delete it")
    other.click("text=Yes, delete it for good")
    expect(other.locator(".offers .notice")).to_have_count(0)


def test_without_script_it_posts_to_the_report(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/workbench")
    assert not page.is_visible("[data-live]")
    page.fill("#question", QUESTION)
    page.fill("#text", WEAK)
    page.click("text=Read the whole report")
    expect(page.locator("#votes")).to_be_visible()
    context.close()


def test_the_report_has_what_the_editor_holds(page: Page) -> None:
    opened(page)
    page.click("text=Read the whole report")
    expect(page).to_have_url(re.compile("/workbench$"))
    expect(page.locator("[data-empty]")).to_have_text("Nothing is written yet.")
    expect(page.locator(".cm-content")).to_be_focused()
    write(page, WEAK)
    expect(page.locator("[data-empty]")).to_be_hidden()
    page.click("text=Read the whole report")
    expect(page.locator("#votes")).to_be_visible()
    assert page.input_value("form[action='/workbench'] input[name=text]") == WEAK


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_how_it_looks(browser: Browser, server: Server, width: int, theme: str, example: tuple[str, str]) -> None:
    context = browser.new_context(
        base_url=server.url, viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light", has_touch=width < 500,
    )
    page, looks = watched(context), Looks(f"{width}-{theme}")
    opened(page)
    looks.at(page, "workbench")
    write(page, WEAK)
    page.locator(".remark button").first.click()
    looks.at(page, "workbench weak")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(example[0])
    expect(page.locator(".cm-tags .tag[data-s=L]")).to_have_count(1)
    looks.at(page, "workbench strong")
    context.close()
    assert not looks.wrong


@pytest.mark.parametrize("path", ["/workbench", "/recorder-check"])
def test_a_page_is_light(page: Page, path: str) -> None:
    bodies = dict[str, bytes]()

    def take(answer: Response) -> None:
        bodies[answer.url] = answer.body()

    page.on("response", take)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    weights = {url.partition("?")[0].rpartition("/")[2]: len(gzip.compress(body)) for url, body in bodies.items()}
    print(f"\n{path}: {sum(weights.values()) / 1000:.0f} kB {json.dumps(weights)}")
    assert any(name.endswith(".js") and name != "theme.js" for name in weights)
    assert sum(weights.values()) < MOST_KB * 1000


def test_the_text_does_not_move_when_marks_come(page: Page) -> None:
    opened(page)
    page.click(".cm-content")
    where = "(() => { const r = document.createRange(); r.selectNodeContents(document.querySelector('.cm-content')); return [...r.getClientRects()].map(x => x.bottom).sort((a, b) => b - a)[0]; })()"
    page.keyboard.insert_text(WEAK)
    before = page.evaluate(where)
    page.wait_for_selector(".cm-content .ev")
    assert page.evaluate(where) == before
    assert axe(page) == []
