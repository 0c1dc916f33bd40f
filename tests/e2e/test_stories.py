"""One's own stories in a real browser: by the keyboard alone, without script, in two tabs, after a kill, and how the pages look."""
from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PATIENCE, Server, start, watched
from tests.e2e.test_flows import tab_to
from tests.e2e.test_looks import WEAK, Looks

expect.set_options(timeout=PATIENCE * 1000)
TOLD = (
    "In March our payment notices went missing. It was not my service, but I pulled the delivery logs and found that the drop rate of webhooks was 0.3 %. "
    "I reproduced the race in a test, wrote the fix that serialises the retries, and sent it to the platform team with an alert. "
    "The drop rate of webhooks fell to zero and about $8,000 a week came in on time. I learnt to reproduce a race before I touch the code."
)


def write(page: Page, title: str, text: str) -> None:
    page.goto("/stories/new")
    page.fill("#title", title)
    page.fill("#text", text)
    page.check("text=Ownership")
    page.click("text=Keep it")
    page.wait_for_url(lambda url: "/stories/" in url and "new" not in url)


def test_a_story_written_and_rated_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, "Stories")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories")
    tab_to(page, "Write the first")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/new")
    tab_to(page, "Title")
    page.keyboard.insert_text("The webhooks")
    tab_to(page, "The story")
    page.keyboard.insert_text(TOLD)
    tab_to(page, "Ownership")
    page.keyboard.press("Space")
    tab_to(page, "Keep it")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('The webhooks')")
    tab_to(page, "The question it answers")
    page.keyboard.insert_text("Tell me about a time you took on something outside your area of responsibility.")
    tab_to(page, "Rate it")
    page.keyboard.press("Enter")
    page.wait_for_url("**/takes/*")
    expect(page.locator("#mend")).to_be_visible()
    page.goto("/")
    expect(page.locator(".matrix >> text=The webhooks")).to_be_visible()


def test_what_was_typed_outlives_a_killed_server_and_a_closed_tab(browser: Browser, tmp_path: Path) -> None:
    server = start(tmp_path / "data")
    port = int(server.url.rpartition(":")[2])
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/stories/new?form=parts")
    page.fill("#title", "Half a story")
    page.fill("#situation", "It broke in March.")
    page.fill("#action", "I pulled the logs")
    expect(page.locator("[data-kept]")).to_contain_text("is safe")
    server.kill()
    page.close(run_before_unload=False)
    server = start(tmp_path / "data", port)
    page = context.new_page()
    page.goto("/stories/new")
    page.click("text=Half a story")
    assert page.input_value("#title") == "Half a story"
    assert page.input_value("#situation") == "It broke in March."
    assert page.input_value("#action") == "I pulled the logs"
    page.click("text=Keep it")
    expect(page.locator("h1")).to_have_text("Half a story")
    page.goto("/stories/new")
    expect(page.locator("text=not kept:")).to_have_count(0)
    context.close()
    server.kill()


def test_two_tabs_lose_nothing(page: Page) -> None:
    write(page, "First", TOLD)
    page.click("text=Change it")
    other = page.context.new_page()
    other.goto(page.url)
    page.fill("#text", TOLD + " Mine.")
    other.fill("#text", TOLD + " Theirs.")
    other.click("text=Keep it")
    other.wait_for_selector("h1:has-text('First')")
    page.click("text=Keep it")
    expect(page.locator("role=alert")).to_contain_text("changed elsewhere")
    assert page.input_value("#text").endswith("Mine.")
    expect(page.locator(".difference ins")).to_contain_text("Mine")
    expect(page.locator(".difference del")).to_contain_text("Theirs")
    page.click("text=Keep mine as a new story")
    page.goto("/stories")
    expect(page.locator("#all + p")).to_contain_text("2")


def test_without_script_stories_are_brought_in_and_found(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    page, held = watched(context), io.BytesIO()
    document = docx.Document()
    for n in (1, 2):
        document.add_heading(f"Story {n} of the zeppelin", 1)
        document.add_paragraph(f"{TOLD} That was number {n}.")
    document.save(held)
    page.goto("/stories/import")
    page.set_input_files("#file", {"name": "stories.docx", "mimeType": "application/octet-stream", "buffer": held.getvalue()})
    page.click("button:has-text('Bring them in')")
    expect(page.locator("text=2 stories came in.")).to_be_visible()
    page.goto("/catalogue?q=zeppelin")
    expect(page.locator("#own")).to_be_visible()
    page.click("text=Story 1 of the zeppelin")
    page.click("button:has-text('Rate it')")
    expect(page.locator("#mend")).to_be_visible()
    page.goto("/stories/import")
    page.set_input_files("#file", {"name": "cat.png", "mimeType": "image/png", "buffer": b"\x89PNG...."})
    page.click("button:has-text('Bring them in')")
    expect(page.locator("role=alert")).to_contain_text("cat.png")
    page.goto("/settings/delete")
    page.fill("#words", "delete everything")
    page.click("button:has-text('Delete everything')")
    expect(page.locator("h1")).to_have_text("Nothing of yours is kept any more.")
    context.close()


def test_a_file_too_large_is_said_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    large, small = tmp_path / "large.txt", tmp_path / "small.md"
    large.write_bytes(b"word " * 400_001)
    small.write_text("# The webhooks\n" + TOLD, encoding="utf-8")
    sent = list[str]()
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/stories/import")
    expect(page.locator("[data-too-large]")).to_be_hidden()
    page.set_input_files("#file", str(large))
    expect(page.locator("[data-too-large]")).to_contain_text("The file has more than 2 MB.")
    page.click("text=Bring them in")
    assert "POST" not in sent
    page.set_input_files("#file", str(small))
    expect(page.locator("[data-too-large]")).to_be_hidden()
    page.click("text=Bring them in")
    page.wait_for_url(lambda url: "import" not in url)
    expect(page.locator("h1")).to_have_text("The webhooks")


def test_on_a_phone_the_grid_is_a_list_and_links_can_be_hit(page: Page) -> None:
    write(page, "The webhooks", TOLD)
    page.goto("/stories")
    expect(page.locator("table.cover")).to_be_visible()
    expect(page.locator(".as-list")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator("table.cover")).to_be_hidden()
    expect(page.locator(".as-list dt").first).to_have_text("Ownership")
    for path in ("/", "/stories", "/walkthroughs/dropped-webhooks", "/settings"):
        page.goto(path)
        small = page.evaluate(
            "[...document.querySelectorAll('a:not(.ref, .note a), summary')].map(e => [e.getBoundingClientRect().height, e.textContent])"
            ".filter(([height]) => height > 0 && height < 24)"
        )
        assert not small, path


def test_a_rehearsal_becomes_a_story(page: Page) -> None:
    answered = page.request.post("/mock", form={"from": "w:dropped-webhooks", "level": "sde2"}, headers={"origin": _origin(page)})
    assert answered.ok
    turn = page.request.get("/mock/now").text().partition('name="turn" value="')[2].partition('"')[0]
    report = page.request.post("/mock/now", form={"turn": turn, "text": TOLD, "do": "finish"}, headers={"origin": _origin(page)})
    while "/rehearsals/" not in report.url:
        turn = report.text().partition('name="turn" value="')[2].partition('"')[0]
        report = page.request.post("/mock/now", form={"turn": turn, "text": "", "do": "skip"}, headers={"origin": _origin(page)})
    page.goto(f"/stories/new?rehearsal={report.url.rpartition('/')[2]}")
    assert page.input_value("#text") == TOLD
    page.fill("#title", "From the mock")
    page.click("text=Keep it")
    expect(page.locator("#takes")).to_be_visible()
    expect(page.locator("text=Take 1,")).to_be_visible()


def _origin(page: Page) -> str:
    if page.url == "about:blank":
        page.goto("/about")
    return "/".join(page.url.split("/")[:3])


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "light"), (390, "dark")])
def test_how_the_pages_look(browser: Browser, server: Server, width: int, theme: str) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light", has_touch=width < 500)
    page, looks = watched(context), Looks(f"{width}-{theme}")
    write(page, "A title that is quite long, as such titles are when nobody cuts them to size " * 2, TOLD)
    looks.at(page, "story new")
    place = page.url.partition("#")[0]
    page.click("button:has-text('Rate it')")
    page.wait_for_url("**/takes/*")
    looks.at(page, "take")
    page.goto(place + "/edit")
    page.fill("#text", WEAK)
    page.click("text=Cut it into parts")
    page.wait_for_selector("#situation")
    looks.at(page, "story parts")
    page.click("text=Keep it")
    page.wait_for_url(place)
    page.click("button:has-text('Rate it')")
    page.wait_for_url("**/takes/*")
    for path in ("", "/compare", "/edit"):
        page.goto(place + path)
        looks.at(page, f"story{path}")
    for path in ("/stories", "/stories/plan", "/", "/catalogue?q=webhooks"):
        page.goto(path)
        looks.at(page, path + " with stories")
    page.goto("/stories")
    page.fill("#question", "When did you go beyond your role?")
    page.click("button:has-text('Look')")
    page.wait_for_url("**/stories/which*")
    looks.at(page, "stories which")
    page.goto("/")
    page.click("text=When is your interview?")
    looks.at(page, "interview")
    context.close()
    assert not looks.wrong
