"""What a person does, in a real browser: with the keyboard alone, without script, in two tabs, and after the server was killed."""
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, start, watched
from tests.e2e.test_looks import REPLY, WEAK


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate("(e => e.labels?.[0]?.innerText || e.getAttribute('aria-label') || e.innerText || '')(document.activeElement)")
        if name in at:
            shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert shown != "none", f"no focus ring on {name}"
            return
    raise AssertionError(f"Tab does not come to {name!r}")


def clicked(page: Page, *places: str) -> int:
    """Click these places, one after another; how many clicks that was."""
    for place in places:
        page.click(place)
    return len(places)


def test_the_first_rated_answer_takes_two_clicks(page: Page, record_property: Callable[[str, object], None]) -> None:
    page.goto("/")
    clicks = clicked(page, "text=Or rate an answer that you have", ".cm-content")
    page.keyboard.insert_text(WEAK)
    page.wait_for_selector("[data-votes] .vote")
    record_property("clicks", clicks)


def test_the_first_rated_answer_takes_two_clicks_without_script(browser: Browser, server: Server, record_property: Callable[[str, object], None]) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    page = watched(context)
    page.goto("/")
    clicks = clicked(page, "text=Or rate an answer that you have")
    page.fill("#text", WEAK)
    clicks += clicked(page, "button.main")
    expect(page.locator("#mend")).to_be_visible()
    record_property("clicks", clicks)
    context.close()


def test_a_mock_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "Rehearse a question")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mock")
    tab_to(page, "Ask me")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mock/now")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text(WEAK)
    tab_to(page, "Finish")
    page.keyboard.press("Enter")
    for _ in range(4):
        page.wait_for_load_state()
        if "/rehearsals/" in page.url:
            break
        page.wait_for_selector("text=/Follow-up \\d of/")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.insert_text(REPLY)
        tab_to(page, "Finish")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.wait_for_url("**/rehearsals/*")
    tab_to(page, "Note 1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#n1$"))


def test_a_drill_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/walkthroughs/dropped-webhooks/drill")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Answer")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=/1 right/")
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/walkthroughs/*/drill?**done=1**")


def test_everything_without_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False, color_scheme="light")
    page = watched(context)
    page.goto("/catalogue")
    page.click("text=took on something outside")
    page.click("nav[aria-label='Learnt at another level, here'] >> text=Senior")
    expect(page).to_have_url(re.compile(r"\?level=senior#reflection$"))
    expect(page.locator("#reflection")).to_be_in_viewport()
    page.click("article#action summary")
    expect(page.locator("article#action details p").first).to_be_visible()
    page.click("nav[aria-label=Mode] >> text=Mock")
    page.click("text=Ask me")
    page.fill("#text", WEAK)
    page.click("text=Finish")
    while page.url.endswith("/mock/now"):
        page.click("text=Skip this one")
    expect(page.locator("#votes")).to_be_visible()
    page.goto("/settings")
    assert not page.is_visible("[data-theme-pick]")
    page.check("text=Dark")
    page.click("text=Keep the theme")
    assert page.get_attribute("html", "data-theme") == "dark"
    context.close()


def test_the_theme_switch(page: Page) -> None:
    page.goto("/about")
    page.select_option("[data-theme-pick]", "dark")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.goto("/")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.select_option("[data-theme-pick]", "system")
    page.goto("/")
    assert page.get_attribute("html", "data-theme") is None


def test_a_killed_server_loses_nothing_that_was_kept(browser: Browser, tmp_path: Path) -> None:
    server = start(tmp_path / "data")
    port = int(server.url.rpartition(":")[2])
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/mock")
    page.click("text=Ask me")
    page.fill("#text", WEAK)
    page.click("text=Finish")
    page.wait_for_selector("text=/Follow-up 1 of/")
    page.fill("#text", "Half a reply")
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this machine")
    server.kill()
    server = start(tmp_path / "data", port)
    page.goto("/")
    page.click("text=Go on with it")
    assert page.input_value("#text") == "Half a reply"
    expect(page.locator("text=/Follow-up 1 of/")).to_be_visible()
    context.close()
    server.kill()


def test_two_tabs(page: Page) -> None:
    page.goto("/mock")
    page.click("text=Ask me")
    other = page.context.new_page()
    other.goto("/mock/now")
    page.fill("#text", WEAK)
    page.click("text=Finish")
    page.wait_for_selector("text=/Follow-up 1 of/")
    other.fill("#text", "Other words")
    other.click("text=Finish")
    expect(other.locator("h1")).to_have_text("The mock has moved on.")
    assert other.input_value("#text") == "Other words"
    other.click("text=Go on with the mock")
    expect(other.locator("text=/Follow-up 1 of/")).to_be_visible()


def test_another_site_cannot_post(browser: Browser, server: Server, tmp_path: Path) -> None:
    attacker = tmp_path / "evil.html"
    attacker.write_text(f"<form method=post action='{server.url}/mock'><input name=question value='Evil?'><button>go</button></form>", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(attacker.as_uri())
    page.click("button")
    assert "not done" in page.inner_text("h1")
    page.goto(server.url + "/")
    assert "A mock is waiting" not in page.inner_text("main")
    context.close()


def test_the_log_holds_no_words(page: Page, server: Server) -> None:
    page.goto("/catalogue?q=contoso")
    page.goto("/workbench")
    page.click(".cm-content")
    page.keyboard.insert_text("Contoso " + WEAK)
    page.click("text=Read the whole report")
    page.wait_for_url("**/rate")
    assert not re.search("contoso", server.log.read_text(encoding="utf-8"), re.IGNORECASE)


def test_too_many_principles_for_a_loop_are_told_where_one_looks(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844})
    page = watched(context)
    page.goto("/mock")
    for box in page.locator(".choose-principles input").all()[:7]:
        box.check()
    page.click("text=Begin the loop")
    notice = page.locator("#loop-problem")
    expect(notice).to_contain_text("You chose 7 principles")
    expect(notice).to_be_focused()
    expect(notice).to_be_in_viewport(ratio=1)
    tab_to(page, page.locator(".choose-principles label").first.inner_text(), most=1)
    context.close()
