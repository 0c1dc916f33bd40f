"""The recorder in a browser whose microphone is a WAV file: what is stored is what was said, whatever happens to server and page."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e.conftest import Server, start, watched
from tests.e2e.sound import RATE, Sound, decode, fragmented_mp4, match
from tests.e2e.test_flows import tab_to
from tests.e2e.test_looks import Looks

BASE = "/api/rehearsals/microphone-check/turns/0"
LIKE = 0.9
"""Least correlation of what was stored with what was played: Opus at 64 kbit/s keeps more than 0.95 of speech, resampling takes the rest."""


@pytest.fixture
def check(talking: Browser, server: Server) -> Iterator[Page]:
    context = talking.new_context(base_url=server.url)
    page = watched(context)
    page.goto("/recorder-check")
    yield page
    context.close()


def record(page: Page, seconds: float) -> None:
    page.click("[data-start]")
    expect(page.locator("[data-state][role=status]")).to_have_text("Recording")
    page.wait_for_timeout(int(seconds * 1000))


def finish(page: Page) -> None:
    page.click("[data-stop]")
    expect(page.locator(".replay audio").first).to_be_visible()


def stored(page: Page, stretch: int = 0) -> Sound:
    return decode(page.request.get(f"{BASE}/sound/{stretch}").body())


def played(page: Page) -> None:
    """Play the first stretch and see that it goes on. (Not `wait_for_function`: the policy of the pages forbids the eval in it.)"""
    page.evaluate("document.querySelector('audio').play()")
    for _ in range(50):
        if page.evaluate("document.querySelector('audio').currentTime > 0.5"):
            return
        page.wait_for_timeout(200)
    raise AssertionError(page.evaluate("document.querySelector('audio').error?.message ?? 'it does not play'"))


def assert_said(heard: Sound, said: Sound, least: float) -> None:
    """That all of `heard`, but for its first and last tenth of a second, is one piece of what was said, and not shorter than `least` seconds."""
    assert len(heard) / RATE >= least
    twice = np.concatenate([said, said])
    edge = RATE // 10
    like, where = match(heard[edge:-edge], twice)
    print(f"\nstored {len(heard) / RATE:.2f} s, like what was said from {where:.2f} s on: {like:.4f}")
    assert like > LIKE


def test_what_is_stored_is_what_was_said(check: Page, said: Sound) -> None:
    record(check, 4)
    expect(check.locator("[data-level]")).to_have_text("Microphone: good level")
    finish(check)
    assert_said(stored(check), said, 3.5)
    played(check)


def test_a_pause_leaves_out_what_was_said_in_it(check: Page, said: Sound) -> None:
    record(check, 2.5)
    check.click("text=Pause")
    expect(check.locator("[data-state][role=status]")).to_have_text("Paused")
    clock = check.inner_text("[data-time]")
    check.wait_for_timeout(2000)
    assert check.inner_text("[data-time]") == clock
    check.click("text=Go on")
    check.wait_for_timeout(2500)
    finish(check)
    heard = stored(check)
    assert 4.5 < len(heard) / RATE < 6.5
    twice = np.concatenate([said, said])
    (first, at), (last, on) = (match(part, twice) for part in (heard[RATE // 5 : 2 * RATE], heard[-2 * RATE : -RATE // 5]))
    assert first > LIKE
    assert last > LIKE
    skipped = (on - at) - (len(heard) / RATE - 2 - 0.2)
    assert 1.5 < skipped % (len(said) / RATE) < 3


def test_a_killed_server_loses_nothing(talking: Browser, tmp_path: Path, said: Sound) -> None:
    server = start(tmp_path / "data")
    port = int(server.url.rpartition(":")[2])
    context = talking.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/recorder-check")
    record(page, 3)
    before = page.request.get(f"{BASE}/segments").json()["stretches"][0]["pieces"]
    assert before >= 2
    server.kill()
    pieces = {p.name: p.read_bytes() for p in (tmp_path / "data").rglob("*.webm")}
    assert len(pieces) >= before
    expect(page.locator("[data-safe]")).to_contain_text("does not answer")
    assert page.inner_text("[data-state][role=status]") == "Recording"
    page.wait_for_timeout(1500)
    server = start(tmp_path / "data", port)
    expect(page.locator("[data-safe]")).to_have_text("Kept on this machine", timeout=15_000)
    page.wait_for_timeout(1500)
    finish(page)
    assert {name: data for name, data in ((p.name, p.read_bytes()) for p in (tmp_path / "data").rglob("*.webm")) if name in pieces} == pieces
    assert_said(stored(page), said, 6)
    context.close()
    server.kill()


def test_a_closed_page_loses_nothing_and_is_resumed(check: Page, said: Sound) -> None:
    record(check, 3.5)
    check.close()
    assert_said(stored_in(check.context), said, 2)
    again = watched(check.context)
    again.goto("/recorder-check")
    expect(again.locator(".replay li")).to_have_count(1)
    expect(again.locator("[data-start]")).to_have_text("Continue recording")
    record(again, 2.5)
    finish(again)
    expect(again.locator(".replay li")).to_have_count(2)
    assert_said(stored(again, 1), said, 2)


def stored_in(context: BrowserContext) -> Sound:
    return decode(context.request.get(f"{BASE}/sound/0").body())


def test_two_tabs_make_two_stretches(check: Page, said: Sound) -> None:
    other = watched(check.context)
    other.goto("/recorder-check")
    record(check, 0.2)
    record(other, 2.5)
    for page in (other, check):
        finish(page)
    check.reload()
    expect(check.locator(".replay li")).to_have_count(2)
    for stretch in (0, 1):
        assert_said(stored(check, stretch), said, 2)


def test_two_tabs_that_begin_with_the_same_sound(check: Page, said: Sound) -> None:
    """The first piece is the other tab's too, byte for byte; the second is not: all of this tab's sound becomes a stretch of its own."""
    def second(route: Route) -> None:
        assert check.request.post(f"{BASE}/segments/1", data=b"other sound", headers={"Content-Type": "audio/webm"}).ok
        route.continue_()

    check.route("**/segments/1", second, times=1)
    record(check, 2.5)
    finish(check)
    expect(check.locator(".replay li")).to_have_count(2)
    assert_said(stored(check, 1), said, 2)


def test_deleted_is_gone(check: Page, server: Server) -> None:
    record(check, 1.5)
    finish(check)
    assert list(server.data.rglob("*.webm"))
    check.click("text=Delete the recording")
    assert list(server.data.rglob("*.webm"))
    check.click("text=Delete it for good")
    expect(check.locator(".replay li")).to_have_count(0)
    assert not list(server.data.rglob("*.webm"))
    expect(check.locator("[data-start]")).to_have_text("Record")
    expect(check.locator("[data-state][role=status]")).to_have_text("Ready to record")
    expect(check.locator("[data-start]")).to_be_focused()


def test_with_the_keyboard_alone(check: Page) -> None:
    check.evaluate("document.activeElement.blur()")
    tab_to(check, "Record")
    check.keyboard.press("Enter")
    expect(check.locator("[data-state][role=status]")).to_have_text("Recording")
    assert check.evaluate("document.activeElement.textContent") == "Pause"
    check.evaluate("document.activeElement.blur()")
    check.keyboard.press("Space")
    expect(check.locator("[data-state][role=status]")).to_have_text("Paused")
    check.keyboard.press("Space")
    expect(check.locator("[data-state][role=status]")).to_have_text("Recording")
    check.wait_for_timeout(600)
    check.keyboard.press("Enter")
    expect(check.locator("[data-state][role=status]")).to_have_text("Recorded")
    expect(check.locator(".replay audio")).to_be_visible()


def test_the_keys_are_the_recorders_after_a_click_and_a_buttons_own_after_tab(check: Page) -> None:
    state = check.locator("[data-state][role=status]")
    record(check, 0.3)
    for key, says in (("Space", "Paused"), ("Space", "Recording"), ("Enter", "Recorded")):
        check.keyboard.press(key)
        expect(state).to_have_text(says)
    expect(check.locator(".replay audio")).to_be_visible()
    record(check, 0.3)
    check.click("text=Pause")
    expect(state).to_have_text("Paused")
    check.keyboard.press("Enter")
    expect(state).to_have_text("Recorded")
    record(check, 0.3)
    check.focus("[data-stop]")
    tab_to(check, "Pause")
    check.keyboard.press("Enter")
    expect(state).to_have_text("Paused")
    check.keyboard.press("Enter")
    expect(state).to_have_text("Recording")
    check.keyboard.press("Shift+Tab")
    check.keyboard.press("Space")
    expect(state).to_have_text("Recorded")


def test_a_key_that_is_held_finishes_once(check: Page) -> None:
    record(check, 0.5)
    check.keyboard.down("Enter")
    expect(check.locator("[data-state][role=status]")).to_have_text("Recorded")
    check.keyboard.down("Enter")
    check.wait_for_timeout(500)
    check.keyboard.up("Enter")
    assert check.inner_text("[data-state][role=status]") == "Recorded"
    expect(check.locator(".replay li")).to_have_count(1)


def test_a_browser_without_webm_records_another_format(talking: Browser, server: Server, said: Sound) -> None:
    context = talking.new_context(base_url=server.url)
    context.add_init_script("const ask = MediaRecorder.isTypeSupported.bind(MediaRecorder); MediaRecorder.isTypeSupported = type => !type.includes('webm') && ask(type);")
    page = watched(context)
    page.goto("/recorder-check")
    if not page.evaluate("MediaRecorder.isTypeSupported('audio/mp4')"):
        pytest.skip("this browser records WebM alone")
    record(page, 3)
    finish(page)
    assert page.request.get(f"{BASE}/segments").json()["stretches"][0]["mime"] == "audio/mp4"
    assert_said(stored(page), said, 2.5)
    context.close()


def test_an_mp4_as_safari_sends_it_replays(check: Page, said: Sound) -> None:
    whole = fragmented_mp4(said[: 5 * RATE])
    cuts = [*range(0, len(whole), 9000), len(whole)]
    for number, (a, b) in enumerate(pairwise(cuts)):
        sent = check.request.post(f"{BASE}/segments/{number}", data=whole[a:b], headers={"content-type": "audio/mp4"})
        assert sent.ok, sent.text()
    assert_said(stored(check), said, 4.9)
    check.reload()
    expect(check.locator(".replay audio")).to_be_visible()
    played(check)


def test_a_forbidden_microphone_is_told(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url)
    page = watched(context)
    page.goto("/recorder-check")
    page.click("[data-start]")
    expect(page.locator("[data-problem]")).to_contain_text("microphone")
    expect(page.locator("[data-start]")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_how_it_looks(talking: Browser, server: Server, width: int, theme: str) -> None:
    context = talking.new_context(
        base_url=server.url, viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light", has_touch=width < 500,
    )
    page, looks = watched(context), Looks(f"{width}-{theme}")
    page.goto("/recorder-check")
    looks.at(page, "recorder ready")
    record(page, 2)
    looks.at(page, "recorder recording")
    page.click("text=Pause")
    looks.at(page, "recorder paused")
    finish(page)
    looks.at(page, "recorder done")
    context.close()
    assert not looks.wrong


def test_without_script_the_page_says_so(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/recorder-check")
    expect(page.locator("[data-without-recorder]")).to_be_visible()
    assert not page.is_visible("[data-recorder]")
    context.close()
