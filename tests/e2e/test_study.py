"""Study in a browser: why a phrase is marked, right at it; lens and level switched where one stands."""
from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Server, axe, watched

W = "/walkthroughs/dropped-webhooks"
TOP = "document.querySelector('#action').getBoundingClientRect().top"


def phrase(page: Page, n: int = 1) -> Locator:
    page.goto(W)
    found = page.locator("article#action .spread-main .ev").nth(n)
    found.scroll_into_view_if_needed()
    return found


def note(page: Page, n: int = 1) -> str:
    return page.locator("article#action .margin .note > span").nth(n).inner_text()


def by(words: Locator, shown: Locator) -> bool:
    """Whether what is shown stands right at the words, and on the screen."""
    at, box, view = words.bounding_box(), shown.bounding_box(), words.page.viewport_size
    assert at
    assert box
    assert view
    near = min(abs(box["y"] - at["y"] - at["height"]), abs(at["y"] - box["y"] - box["height"])) < 12
    return near and box["x"] >= 0 and box["x"] + box["width"] <= view["width"] and box["y"] >= 0 and box["y"] + box["height"] <= view["height"]


def test_the_pointer_on_a_phrase_shows_why(page: Page) -> None:
    words, shown = phrase(page), page.locator(".why-here")
    words.hover()
    expect(shown).to_contain_text(note(page))
    assert by(words, shown)
    expect(page.locator(".note.on")).to_have_count(1)
    assert not axe(page)
    shown.hover()
    page.wait_for_timeout(500)
    expect(shown).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    words.hover()
    page.mouse.move(5, 5)
    expect(shown).to_have_count(0)


def test_the_keyboard_shows_why_at_the_number_of_a_phrase(page: Page) -> None:
    words, shown = phrase(page), page.locator(".why-here")
    page.locator("article#action .spread-main a.ref").nth(0).focus()
    page.keyboard.press("Tab")
    expect(shown).to_contain_text(note(page))
    assert by(words, shown)
    described = page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent")
    assert described == note(page)
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#n6$"))


def test_a_tap_shows_why_on_a_phone_and_nothing_jumps(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = watched(context)
    words, shown = phrase(page), page.locator(".why-here")
    before = page.evaluate("scrollY")
    words.tap()
    expect(shown).to_contain_text(note(page))
    assert by(words, shown)
    page.locator("article#action .spread-main a.ref").nth(0).tap()
    expect(shown).to_contain_text(note(page, 0))
    assert page.evaluate("scrollY") == before
    page.locator("article#action h3").tap()
    expect(shown).to_have_count(0)
    page.locator("#weak .ev").first.tap()
    expect(shown).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_lens_and_level_are_switched_in_the_middle_of_a_story(page: Page) -> None:
    page.goto(W)
    page.click("article#action summary")
    page.evaluate("document.querySelector('#action').scrollIntoView()")
    before = page.evaluate(TOP)
    page.click(".told-as summary")
    page.click(".told-as >> text=Senior")
    expect(page.locator(".told-as summary")).to_have_text("As first told, at Senior")
    assert abs(page.evaluate(TOP) - before) < 3
    expect(page).to_have_url(re.compile(r"\?level=senior$"))
    assert page.evaluate("document.querySelector('article#action details').open")
    assert page.evaluate("document.activeElement.matches('.told-as > summary')")
    page.click(".told-as summary")
    page.click(".told-as >> text=Customer Obsession")
    expect(page.locator(".told-as summary")).to_have_text("Told for Customer Obsession, at Senior")
    assert abs(page.evaluate(TOP) - before) < 3
    page.go_back()
    expect(page.locator(".told-as summary")).to_have_text("As first told, at Senior")
    assert not axe(page)


def test_a_switch_in_the_text_stays_under_the_pointer(page: Page) -> None:
    page.goto(W)
    switch = page.locator("nav[aria-label='Learnt at another level, here']")
    switch.scroll_into_view_if_needed()
    before = switch.bounding_box()
    switch.get_by_text("Manager").click()
    expect(switch.locator("[aria-current]")).to_have_text("Manager")
    after = switch.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 3
    assert page.evaluate("document.activeElement.textContent") == "Manager"


def test_without_script_notes_are_numbered_and_switches_are_links(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = watched(context)
    page.goto(W)
    page.locator("article#action .spread-main a.ref").nth(1).click()
    expect(page).to_have_url(re.compile("#n6$"))
    expect(page.locator("#n6")).to_be_in_viewport(ratio=1)
    expect(page.locator("#m-n6")).to_be_in_viewport(ratio=1)
    page.locator(".told-as summary").click()
    page.click(".told-as >> text=Senior")
    expect(page).to_have_url(re.compile(r"\?level=senior#strong$"))
    context.close()
