"""A mock answered aloud, in a browser whose microphone is a WAV file: recorded, timed, given its words, reported; whatever happens to server and page."""
from __future__ import annotations

import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, patient, watched
from tests.e2e.sound import RATE, Sound, decode, fragmented_mp4
from tests.e2e.test_flows import tab_to
from tests.e2e.test_looks import REPLY, WEAK, Looks
from tests.e2e.test_recorder import assert_said, record

QUESTION = "Tell me about a time you took on something outside your area of responsibility."
STATE = "[data-state][role=status]"


def ask(page: Page, how: str = "aloud") -> None:
    """Begin a mock with a question of one's own."""
    page.goto("/mock")
    page.fill("#question", QUESTION)
    page.check(f"input[name=how][value={how}]")
    page.click("text=Ask me")
    page.wait_for_url("**/mock/now")


def base(page: Page, turn: int = 0) -> str:
    return f"/api/rehearsals/{page.get_attribute('[data-recorder]', 'data-rehearsal')}/turns/{turn}"


def finish(page: Page) -> None:
    page.click("[data-stop]")
    expect(page.locator("#text")).to_be_visible()


def stored(page: Page, stretch: int = 0, turn: int = 0) -> Sound:
    return decode(page.request.get(f"{base(page, turn)}/sound/{stretch}").body())


def skip_the_rest(page: Page) -> None:
    while "/mock/now" in page.url:
        with page.expect_navigation():
            page.click("text=Skip this one")


@pytest.fixture
def page(talking: Browser, server: Server) -> Page:
    return watched(talking.new_context(base_url=server.url, viewport={"width": 1280, "height": 900}))


def test_a_mock_aloud_from_question_to_report(page: Page, said: Sound) -> None:
    ask(page)
    expect(page.locator("[data-think]")).to_contain_text("is not counted")
    assert not page.is_visible("#text")
    page.wait_for_timeout(1500)
    record(page, 1)
    page.click("[data-tap=S]")
    page.wait_for_timeout(2000)
    page.click("[data-tap=A]")
    expect(page.locator("[data-spent] > li.now")).to_contain_text("A")
    page.click("[data-tap=A]")
    expect(page.locator("[data-told] .tag")).to_have_text(["?", "S", "A"])
    expect(page.locator("[data-told] > span").nth(1)).to_have_text(re.compile(r"S [2-9] s"))
    page.wait_for_timeout(3000)
    finish(page)
    assert_said(stored(page), said, 5.5)
    held = page.request.get(f"{base(page)}/said").json()
    assert [m["section"] for m in held["marks"]] == ["S", "A"]
    assert held["marks"][1]["second"] - held["marks"][0]["second"] > 1.7
    assert held["seconds"] > 5.5
    expect(page.locator(".replay audio")).to_have_count(1)
    page.fill("#text", WEAK)
    page.click("text=Hand it in")
    page.wait_for_selector("text=/Follow-up 1 of/")
    assert page.get_attribute("[data-mock]", "data-how") == "aloud"
    record(page, 3)
    finish(page)
    assert_said(stored(page, 0, 1), said, 2.5)
    page.fill("#text", REPLY)
    with page.expect_navigation():
        page.click("text=Hand it in")
    skip_the_rest(page)
    page.wait_for_url("**/rehearsals/*")
    assert "Said aloud" in page.inner_text(".facts")
    assert "thinking included" not in page.inner_text(".facts")
    assert "as tapped by you" in page.inner_text("main")
    assert page.locator("audio").count() == 2
    page.evaluate("document.querySelector('audio').play()")
    page.wait_for_timeout(1500)
    assert page.evaluate("document.querySelector('audio').currentTime > 0.3")
    print(page.inner_text(".times"))


RECOGNISER = """#!{python}
import json, sys, time, wave
with wave.open(sys.argv[1]) as sound:
    assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 16000)
    seconds = sound.getnframes() / 16000
    open({copy!r}, "wb").write(open(sys.argv[1], "rb").read())
time.sleep(1.5)
words = {text!r}.split()
each = seconds / len(words)
print(json.dumps({{"segments": [{{"start": 0, "end": seconds, "text": " ".join(words),
    "words": [{{"word": " " + w, "start": i * each, "end": (i + 0.8) * each}} for i, w in enumerate(words)]}}]}}))
"""


def recogniser(folder: Path, text: str) -> Path:
    """A stand-in for a recogniser: it checks the WAV, keeps a copy of it, takes its time, and gives Whisper JSON."""
    path = folder / "recogniser.py"
    path.write_text(RECOGNISER.format(python=sys.executable, copy=str(folder / "given.wav"), text=text), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_persons_own_recogniser_writes_the_words(talking: Browser, serving: Callable[[int], Server], tmp_path: Path, said: Sound, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_RECOGNISER", str(recogniser(tmp_path, WEAK)))
    server = serving(0)
    context = patient(talking, server)
    page = watched(context)
    ask(page)
    record(page, 3)
    finish(page)
    page.click("text=Continue recording")
    page.wait_for_timeout(2500)
    finish(page)
    expect(page.locator(".replay li").nth(1)).to_contain_text("Recording 2, 0:0")
    first, last = page.locator(".replay audio").first, page.locator(".replay li").first.locator("button")
    first.evaluate("sound => { sound.currentTime = 2; }")
    last.click()
    assert first.evaluate("sound => sound.currentTime") == 0
    page.fill("#text", "What I began to type.")
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this machine")
    page.click("text=Have my recogniser write it")
    expect(page.locator("[data-made]")).to_contain_text("at work")
    expect(page.locator("[data-made]")).to_contain_text("times of each word")
    assert page.input_value("#text") == " ".join(WEAK.split())
    given = decode((tmp_path / "given.wav").read_bytes())
    assert len(given) == pytest.approx(len(stored(page)) + len(stored(page, 1)), abs=RATE / 4)
    assert_said(given[: int(2.5 * RATE)], said, 2)
    page.click("text=Put back what stood here")
    assert page.input_value("#text") == "What I began to type."
    page.click("text=Put back what stood here")
    expect(page.locator("[data-kept]")).to_contain_text("Kept on this machine")
    page.reload()
    assert page.input_value("#text") == " ".join(WEAK.split())
    page.click("text=Hand it in")
    page.wait_for_selector("text=/Follow-up 1 of/")
    skip_the_rest(page)
    page.wait_for_url("**/rehearsals/*")
    assert "each word's own times" in page.inner_text("main")
    assert "words a minute" in page.inner_text("main")
    assert not list((tmp_path / "data").glob(".recognising-*"))
    context.close()


def test_a_recogniser_that_fails_says_why(talking: Browser, serving: Callable[[int], Server], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_RECOGNISER", "/nowhere/recogniser {wav}")
    server = serving(0)
    context = patient(talking, server)
    page = watched(context)
    ask(page)
    record(page, 2)
    finish(page)
    page.click("text=Have my recogniser write it")
    expect(page.locator("[data-made]")).to_contain_text("was not found")
    expect(page.locator("[data-recognise]")).to_be_enabled()
    context.close()


def test_a_transcript_with_times_is_brought(page: Page, tmp_path: Path) -> None:
    ask(page)
    record(page, 3)
    finish(page)
    cues = [f"{n}\n00:00:{n * 7:02},000 --> 00:00:{n * 7 + 5:02},000\n{sentence}\n" for n, sentence in enumerate(WEAK.split(". "))]
    (tmp_path / "said.srt").write_text("\n".join(cues), encoding="utf-8")
    (tmp_path / "broken.vtt").write_text("no transcript at all", encoding="utf-8")
    page.set_input_files("#file", tmp_path / "broken.vtt")
    expect(page.locator("[data-made]")).to_contain_text("broken.vtt")
    (tmp_path / "said.txt").write_text(WEAK, encoding="utf-8")
    page.set_input_files("#file", tmp_path / "said.txt")
    expect(page.locator("[data-made]")).to_contain_text("63 words from said.txt, without times.")
    assert page.locator("[data-made] .notice").count() == 0
    page.set_input_files("#file", tmp_path / "said.srt")
    expect(page.locator("[data-made]")).to_contain_text("said.srt, with times")
    expect(page.locator("[data-made] .notice")).to_contain_text("The transcript ends at 0:40, the recording lasts 0:0")
    page.click("text=Hand it in")
    page.wait_for_selector("text=/Follow-up 1 of/")
    skip_the_rest(page)
    text = page.inner_text("main")
    assert "the times of the subtitle lines" in text
    assert "in 40\u00a0s" in page.inner_text(".facts")
    assert "40\u00a0s in all" in text
    assert "The transcript ends at 0:40, the recording lasts 0:0" in text
    assert "pauses of 0.7 s or more" in text


def test_a_server_killed_while_one_speaks_loses_nothing(talking: Browser, serving: Callable[[int], Server], said: Sound) -> None:
    server = serving(0)
    port = int(server.url.rpartition(":")[2])
    context = patient(talking, server)
    page = context.new_page()
    ask(page)
    record(page, 2)
    page.click("[data-tap=S]")
    page.wait_for_timeout(1500)
    server.kill()
    page.wait_for_timeout(1200)
    page.click("[data-tap=A]")
    expect(page.locator("[data-safe]")).to_contain_text("does not answer")
    server = serving(port)
    expect(page.locator("[data-safe]")).to_have_text("Kept on this machine")
    page.wait_for_timeout(1500)
    finish(page)
    held = page.request.get(f"{base(page)}/said").json()
    assert [m["section"] for m in held["marks"]] == ["S", "A"]
    assert_said(stored(page), said, 5.5)
    server.kill()
    server = serving(port)
    page.close()
    page = context.new_page()
    page.goto("/")
    page.click("text=Go on with it")
    expect(page.locator(".replay audio")).to_be_visible()
    page.click("text=Continue recording")
    page.wait_for_timeout(2500)
    finish(page)
    expect(page.locator(".replay li")).to_have_count(2)
    assert_said(stored(page, 1), said, 2)
    assert [m["section"] for m in page.request.get(f"{base(page)}/said").json()["marks"]] == ["S", "A"]
    context.close()


def test_a_closed_tab_leaves_the_recording(page: Page, said: Sound) -> None:
    ask(page)
    record(page, 3)
    page.click("[data-tap=T]")
    page.wait_for_timeout(800)
    page.close()
    again = watched(page.context)
    again.goto("/mock/now")
    expect(again.locator(".replay audio")).to_be_visible()
    assert_said(stored(again), said, 2)
    assert [m["section"] for m in again.request.get(f"{base(again)}/said").json()["marks"]] == ["T"]


def test_a_recording_is_deleted_with_its_parts_and_with_its_rehearsal(page: Page, server: Server) -> None:
    ask(page)
    record(page, 2)
    page.click("[data-tap=S]")
    finish(page)
    page.click("text=Delete the recording")
    page.click("text=Delete it for good")
    expect(page.locator(STATE)).to_have_text("Ready to record")
    expect(page.locator(".replay li")).to_have_count(0)
    held = page.request.get(f"{base(page)}/said").json()
    assert (held["marks"], held["seconds"]) == ([], 0)
    record(page, 2)
    finish(page)
    where = base(page)
    page.fill("#text", "hello there")
    page.click("text=Hand it in")
    page.click("text=Finish anyway")
    page.wait_for_url("**/rehearsals/*")
    expect(page.locator(".replay audio")).to_be_visible()
    page.click("text=Delete this rehearsal")
    page.click("text=Delete it for good")
    page.wait_for_url("**/rehearsals")
    assert page.request.get(f"{where}/segments").json()["stretches"] == []


def test_aloud_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/mock")
    page.focus("#question")
    page.keyboard.insert_text(QUESTION)
    page.focus("input[name=how][value=writing]")
    page.keyboard.press("ArrowUp")
    tab_to(page, "Ask me")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mock/now")
    tab_to(page, "Record")
    page.keyboard.press("Enter")
    expect(page.locator(STATE)).to_have_text("Recording")
    tab_to(page, "Situation")
    page.keyboard.press("Space")
    expect(page.locator("[data-tap=S]")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(1500)
    page.keyboard.press("Space")
    expect(page.locator(STATE)).to_have_text("Paused")
    page.keyboard.press("Space")
    expect(page.locator(STATE)).to_have_text("Recording")
    tab_to(page, "Task", most=1)
    page.keyboard.down("Enter")
    page.keyboard.down("Enter")  # held down: it begins the part once, and finishes nothing
    page.keyboard.up("Enter")
    expect(page.locator("[data-tap=T]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(STATE)).to_have_text("Recording")
    page.keyboard.press("Space")
    expect(page.locator(STATE)).to_have_text("Paused")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_visible()
    assert [m["section"] for m in page.request.get(f"{base(page)}/said").json()["marks"]] == ["S", "T"]
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text(WEAK)
    tab_to(page, "Hand it in")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=/Follow-up 1 of/")
    tab_to(page, "Reply in writing instead")
    page.keyboard.press("Enter")
    page.wait_for_url("**how=writing")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text(REPLY)
    tab_to(page, "Finish")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=/Follow-up 2 of/")


def test_handing_in_without_words_asks_for_them_beside_the_button(page: Page) -> None:
    ask(page)
    expect(page.locator("text=afterwards you type what you said")).to_be_visible()
    record(page, 0.5)
    page.click("[data-tap=S]")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_visible()
    expect(page.locator(STATE)).to_have_text("Recorded. Now type what you said")
    expect(page.locator("#text")).to_be_focused()
    page.click("text=Hand it in")
    expect(page.locator("[data-says]")).to_have_text("Type what you said first, or leave it for now.")
    assert page.evaluate("document.activeElement.id") == "text"
    page.click("button >> text=Leave it for now")
    page.wait_for_url("**/mock")
    expect(page.locator("text=Your recording is kept")).to_be_visible()
    page.click("summary >> text=Drop it and choose another")
    page.click("text=Drop it for good")
    expect(page.locator("text=Ask me")).to_be_visible()


def test_the_question_is_read_out_only_when_wished(page: Page) -> None:
    page.add_init_script("window.spoken = []; speechSynthesis.speak = said => window.spoken.push(said.text);")
    ask(page)
    assert page.evaluate("window.spoken") == []
    page.click("text=Read it to me")
    page.check("[data-each]")
    page.reload()
    assert page.evaluate("window.spoken") == [QUESTION]


def test_sound_as_safari_sends_it_replays_in_a_mock(page: Page, said: Sound) -> None:
    ask(page)
    whole = fragmented_mp4(said[: 5 * RATE])
    for number, at in enumerate(range(0, len(whole), 9000)):
        assert page.request.post(f"{base(page)}/segments/{number}", data=whole[at : at + 9000], headers={"content-type": "audio/mp4"}).ok
    page.reload()
    expect(page.locator(".replay audio")).to_be_visible()
    assert_said(stored(page), said, 4.9)
    page.fill("#text", WEAK)
    page.click("text=Hand it in")
    page.wait_for_selector("text=/Follow-up 1 of/")
    skip_the_rest(page)
    page.evaluate("document.querySelector('audio').play()")
    page.wait_for_timeout(1500)
    assert page.evaluate("document.querySelector('audio').currentTime > 0.3")


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "light"), (390, "dark")])
def test_how_it_looks(talking: Browser, server: Server, width: int, theme: str) -> None:
    context = talking.new_context(
        base_url=server.url, viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light", has_touch=width < 500,
    )
    page, looks = watched(context), Looks(f"{width}-{theme}")
    page.goto("/mock")
    looks.at(page, "mock start")
    ask(page)
    looks.at(page, "aloud thinking")
    record(page, 1)
    page.click("[data-tap=S]")
    page.wait_for_timeout(3000)
    page.click("[data-tap=A]")
    page.wait_for_timeout(2500)
    looks.at(page, "aloud recording")
    finish(page)
    page.fill("#text", WEAK)
    looks.at(page, "aloud words")
    page.click("text=Hand it in")
    page.wait_for_selector("text=/Follow-up 1 of/")
    looks.at(page, "aloud follow-up")
    record(page, 2)
    finish(page)
    page.fill("#text", REPLY)
    with page.expect_navigation():
        page.click("text=Hand it in")
    skip_the_rest(page)
    looks.at(page, "aloud report")
    context.close()
    assert not looks.wrong
