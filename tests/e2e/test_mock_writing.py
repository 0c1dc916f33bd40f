"""A mock in writing: each pause is kept, the clock follows the cursor, two tabs keep their words, and nothing is lost to a killed server."""
from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import Server, axe, patient, watched
from tests.e2e.test_looks import WEAK

QUESTION = "Tell me about a time you took on something outside your area of responsibility."
KEPT = "Kept on this machine"


def ask(page: Page) -> None:
    page.goto("/mock")
    page.fill("#question", QUESTION)
    page.click("text=Ask me")
    page.wait_for_url("**/mock/now")


def kept(page: Page) -> None:
    expect(page.locator("[data-kept]")).to_contain_text(KEPT)


def test_the_clock_tells_the_section_at_the_cursor(page: Page) -> None:
    ask(page)
    expect(page.locator("[data-where]")).to_contain_text("a few sentences")
    page.fill("#text", WEAK)
    expect(page.locator("[data-where]")).to_contain_text("At the cursor: Reflection")
    page.evaluate("document.querySelector('#text').setSelectionRange(3, 3)")
    page.press("#text", "ArrowRight")
    expect(page.locator("[data-where]")).to_contain_text("At the cursor: Situation")
    assert not page.locator(".ev, .remark").count()
    page.click("text=Hide the clock")
    assert not page.is_visible("[data-face]")
    page.reload()
    assert not page.is_visible("[data-face]")


def test_a_pause_in_typing_is_kept_through_a_kill_and_a_closed_tab(browser: Browser, serving: Callable[[int], Server]) -> None:
    server = serving(0)
    port = int(server.url.rpartition(":")[2])
    context = patient(browser, server)
    page = context.new_page()
    ask(page)
    page.type("#text", "At my last company I was on the orders side.")
    kept(page)
    server.kill()
    page.type("#text", " Then webhooks went missing.")
    expect(page.locator("[data-kept]")).to_contain_text("Not kept yet")
    page.click("text=Finish")
    expect(page.locator("[data-kept]")).to_contain_text("does not answer")
    server = serving(port)
    expect(page.locator("[data-kept]")).to_contain_text(KEPT)
    server.kill()
    page.close()
    server = serving(port)
    page = context.new_page()
    page.goto("/")
    page.click("text=Go on with it")
    assert page.input_value("#text") == "At my last company I was on the orders side. Then webhooks went missing."
    expect(page.locator("[data-think]")).to_contain_text("14 words. You had written for 0:")
    assert page.evaluate("document.querySelector('#text').selectionStart === document.querySelector('#text').value.length")
    context.close()


def test_two_tabs_keep_their_own_words(page: Page, server: Server) -> None:
    ask(page)
    other = watched(page.context)
    other.goto("/mock/now")
    page.fill("#text", WEAK)
    kept(page)
    other.fill("#text", "Words of the other tab.")
    kept(other)
    expect(other.locator("[data-others]")).to_contain_text("Another draft")
    page.reload()
    assert page.input_value("#text") == "Words of the other tab."
    page.click("text=Put it here")
    expect(page.locator("#text")).to_have_value(WEAK)
    kept(page)
    page.click("text=Finish")
    page.wait_for_selector("text=/Follow-up 1 of/")
    other.click("text=Finish")
    expect(other.locator("h1")).to_have_text("The mock has moved on.")
    assert other.input_value("#text") == "Words of the other tab."
    while "/mock/now" in page.url:
        with page.expect_navigation():
            page.click("text=Skip this one")
    page.click("#left ~ * summary, section[aria-labelledby=left] summary")
    assert "Words of the other tab." in page.inner_text("section[aria-labelledby=left]")


def test_a_paste_that_is_too_long_stays_whole_and_the_page_says_so(page: Page) -> None:
    ask(page)
    long = "I wrote it with care. " * 1600
    page.focus("#text")
    page.keyboard.insert_text(long)
    expect(page.locator("[data-says]")).to_contain_text("The text has 35,200 characters; an answer may have 20,000.")
    expect(page.locator("[data-where]")).to_contain_text("The clock stands still: The text has 35,200 characters")
    kept(page)
    page.click("button >> text=Finish")
    assert page.evaluate("document.activeElement.id") == "text"
    page.reload()
    assert page.input_value("#text") == long
    expect(page.locator("[data-says]")).to_contain_text("35,200")
    page.fill("#text", WEAK)
    expect(page.locator("[data-says]")).to_be_hidden()
    expect(page.locator("[data-where]")).to_contain_text("At the cursor")


def test_an_empty_answer_is_told_beside_the_button(page: Page) -> None:
    ask(page)
    page.focus("text=Finish")
    page.keyboard.press("Enter")
    expect(page.locator("[data-says]")).to_have_text("Write your answer first, or leave it for now.")
    expect(page.locator("#text")).to_be_focused()
    assert "says" in (page.get_attribute("#text", "aria-describedby") or "").split()
    assert axe(page) == []
    page.keyboard.insert_text("Half a sentence")
    expect(page.locator("[data-says]")).to_be_hidden()
    page.click("button >> text=Leave it for now")
    page.wait_for_url("**/mock")
    expect(page.locator("text=Drop it for good")).to_be_hidden()
    page.click("text=Go on with it")
    assert page.input_value("#text") == "Half a sentence"


def test_what_is_typed_before_the_script_runs_is_kept_too(page: Page) -> None:
    ask(page)

    def late(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/built/mock.js*", late)
    page.goto("/mock/now", wait_until="commit")
    page.fill("#text", "Typed early.")
    kept(page)


def test_a_finish_that_takes_its_time_says_so_and_is_pressed_once(page: Page) -> None:
    ask(page)
    page.fill("#text", WEAK)
    kept(page)
    held = list[Route]()
    page.route("**/mock/now", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    # the page that is on its way out is looked at from inside: from outside one waits for the next
    page.evaluate("""new MutationObserver(() => sessionStorage.setItem("seen", [
        document.querySelector("[data-kept]").textContent, document.querySelector("button[value=finish]").disabled].join(" ")
    )).observe(document.querySelector("#turn"), {subtree: true, childList: true, characterData: true, attributes: true})""")
    page.click("button >> text=Finish", no_wait_after=True)
    while not held:
        page.wait_for_timeout(100)
    page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_selector("text=/Follow-up 1 of/")
    assert page.evaluate("sessionStorage.getItem('seen')") == "Reading your answer … true"
