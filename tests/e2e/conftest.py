"""Greenroom as a process of its own, and Debian's chromium to look at it."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from tests.conftest import need
from tests.e2e.sound import Sound, speech_like, write_wav

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"]
PATIENCE = 60
"""Seconds to wait for the server or a page, on a machine that is busy with other things."""
expect.set_options(timeout=PATIENCE * 1000)
SHOTS = os.environ.get("GREENROOM_SHOTS", "")
"""Folder for screenshots of every page, kept as review artefacts; none without it. `make test` names build/shots."""
LOOKED_AT = "looked-at.jsonl"
"""File in that folder: a line for each page that was looked at, in which width and theme, and how much was wrong with it."""


@dataclass
class Server:
    """A running `greenroom serve`: its address, its data folder, what it prints."""

    url: str
    data: Path
    process: subprocess.Popen[str]
    log: Path

    def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
            self.process.communicate()


def start(data: Path, port: int = 0) -> Server:
    """Start it and wait until it says where it is."""
    log = data.parent / f"{data.name}.log"
    with log.open("a", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "greenroom", "serve", "--no-browser", "--port", str(port)], env={**os.environ, "GREENROOM_DATA": str(data)},
            stdout=subprocess.PIPE, stderr=stream, text=True,
        )
    running = Server("", data, process, log)
    try:
        assert process.stdout is not None
        found = re.search(r"http://localhost:\d+", process.stdout.readline())
        assert found, log.read_text(encoding="utf-8")
        running.url = found[0]
        with urllib.request.urlopen(running.url + "/about", timeout=PATIENCE) as answer:  # the port is open before the pages are loaded
            assert answer.status == 200
    except BaseException:
        running.kill()
        raise
    return running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    need("browser", bool(CHROMIUM), "install Debian's chromium (make browser)")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def said() -> Sound:
    """What the microphone hears, again and again."""
    return speech_like(40)


@pytest.fixture(scope="session")
def talking(playwright: Playwright, said: Sound, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser whose microphone is a WAV file."""
    wav = tmp_path_factory.mktemp("microphone") / "said.wav"
    write_wav(wav, said)
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *FAKE, f"--use-file-for-fake-audio-capture={wav}"])
    yield opened
    opened.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = start(tmp_path / "data")
    yield running
    running.kill()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Callable[[int], Server]]:
    """Starts servers on one data folder, at a port (0: any); all are killed at the end, whatever happens."""
    running = list[Server]()

    def begin(port: int) -> Server:
        running.append(start(tmp_path / "data", port))
        return running[-1]

    yield begin
    for one in running:
        one.kill()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
    yield watched(context)
    context.close()


def patient(browser: Browser, server: Server) -> BrowserContext:
    """A context for pages that may see the server go: they wait for it, and errors in their console are no failure."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(PATIENCE * 1000)
    context.set_default_navigation_timeout(PATIENCE * 1000)
    return context


def watched(context: BrowserContext) -> Page:
    """A page on which an error in the console, a script's error, or a request to anywhere else fails the test."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)

    def elsewhere(url: str) -> None:
        assert re.match(r"http://(localhost|127\.0\.0\.1):", url), url

    page.on("request", lambda request: elsewhere(request.url))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" and "Failed to load resource" not in message.text else None)
    return page


def axe(page: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA on the page, as lines.

    The policy of the pages forbids scripts from elsewhere, so axe is put in through the debugger, which it does not bind.
    """
    page.wait_for_load_state("load")
    try:
        found = _run_axe(page)
    except Error:  # the page gave way to the next one while it was looked at
        page.wait_for_load_state("networkidle")
        found = _run_axe(page)
    return [f"{page.url} {v['id']}: {n['html'][:160]}" for v in found["violations"] for n in v["nodes"]]


def _run_axe(page: Page) -> Any:
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    return page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", tags)
