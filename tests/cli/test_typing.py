"""What is typed in a real terminal: Ctrl-C, Ctrl-D and a long pasted line lose nothing."""
from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from greenroom.services.mend_drafts import SETTING
from greenroom.storage.stores import Stores
from tests.cli.test_assess import run

pty = pytest.importorskip("pty")
pytest.importorskip("readline")
PATIENCE = 60.0
CTRL_C, CTRL_D = "\x03", "\x04"
LONG = " ".join(f"I checked delivery number {n} against the ledger." for n in range(220))


class Terminal:
    """A command in a terminal of its own: what it shows is read until some words stand there."""

    def __init__(self, data: Path, *args: str) -> None:
        self.shown = ""
        self.pid, self.end = pty.fork()
        if not self.pid:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background may have it ignored
            env = {**os.environ, "GREENROOM_DATA": str(data), "GREENROOM_DATABASE": "", "TERM": "dumb", "COLUMNS": "80"}
            os.execve(sys.executable, [sys.executable, "-m", "greenroom", *args], env)

    def until(self, words: str) -> str:
        """What was shown up to these words, which are taken out; fails where they do not come."""
        until = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < until, f"{words!r} never came: {self.shown!r}"
            if select.select([self.end], [], [], 0.1)[0]:
                try:
                    self.shown += os.read(self.end, 65536).decode().replace("\r\n", "\n")
                except OSError:
                    assert words in self.shown, f"{words!r} never came: {self.shown!r}"
        before, _, self.shown = self.shown.partition(words)
        return before

    def type(self, text: str) -> None:
        """Type it, no faster than the program takes it."""
        for at in range(0, len(text), 1000):
            os.write(self.end, text[at : at + 1000].encode())
            while select.select([self.end], [], [], 0.05)[0]:
                self.shown += os.read(self.end, 65536).decode().replace("\r\n", "\n")

    def press(self, key: str, until: str) -> str:
        """Press a key, again where it came between two lines and was lost, until these words are shown."""
        for _ in range(20):
            os.write(self.end, key.encode())
            if until in self.shown or (select.select([self.end], [], [], 1.0)[0] and self._holds(until)):
                break
        return self.until(until)

    def _holds(self, words: str) -> bool:
        while words not in self.shown and select.select([self.end], [], [], 1.0)[0]:
            try:
                self.shown += os.read(self.end, 65536).decode().replace("\r\n", "\n")
            except OSError:
                break
        return words in self.shown

    def close(self) -> int:
        """Wait until it has ended; its exit status."""
        try:
            while self.end and os.read(self.end, 65536):
                pass
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def mend(data: Path) -> str:
    """The id of the exercise that a drill begins with: all others of the walkthrough are answered."""
    from datetime import UTC, datetime, timedelta

    from greenroom.catalogue.catalogue import open_catalogue
    from greenroom.practice.exercises import exercises
    from greenroom.practice.schedule import Schedule

    schedule, began = Schedule(), datetime.now(UTC) - timedelta(minutes=1)
    every = exercises(open_catalogue().get("dropped-webhooks"))
    wanted = next(e for e in every if e.kind == "mend")
    for each in every:
        if each.id != wanted.id:
            schedule.grade(each.id, "easy", began)
    with Stores(data / "greenroom.db") as stores:
        stores.schedule.save(schedule.to_dict())
    return wanted.id


def drafts(data: Path) -> dict[str, str]:
    with Stores(data / "greenroom.db") as stores:
        held = stores.settings.get(SETTING)
        return dict(held) if held else {}


def graded(data: Path, exercise: str) -> bool:
    with Stores(data / "greenroom.db") as stores:
        return exercise in stores.schedule.load()["cards"]


def comes(data: Path, exercise: str, words: str) -> None:
    """Wait until the draft holds these words."""
    until = time.monotonic() + PATIENCE
    while words not in drafts(data).get(exercise, ""):
        assert time.monotonic() < until, drafts(data)
        time.sleep(0.1)


def draft_of_mock(data: Path) -> str:
    with Stores(data / "greenroom.db") as stores:
        return str(stores.rehearsals.list()[0].session["draft"])


def test_ctrl_c_in_the_middle_of_a_mend_keeps_every_line_and_the_half_one(data: Path, mend: str) -> None:
    first = Terminal(data, "drill", "dropped-webhooks")
    first.until("full stop:")
    first.type("Three hundred payments a week were lost,\n")
    comes(data, mend, "lost,")
    first.type("and the shops pa")
    first.press(CTRL_C, "0 right, 0 wrong, 0 passed.")
    assert first.close() == 0
    assert drafts(data) == {mend: "Three hundred payments a week were lost,\nand the shops pa"}
    assert not graded(data, mend)
    again = Terminal(data, "drill", "dropped-webhooks")
    shown = again.until("Go on with it (g")
    assert "You began this one before:" in shown
    again.type("\n")
    again.until("full stop:")
    again.type("id for it late, 294 of 98,000.\n.\n")
    until = time.monotonic() + PATIENCE
    while not graded(data, mend) and time.monotonic() < until:
        time.sleep(0.1)
    again.kill()
    assert drafts(data) == {}, "what is handed in is no draft any more"


def test_ctrl_d_leaves_a_mend_and_hands_nothing_in(data: Path, mend: str) -> None:
    first = Terminal(data, "drill", "dropped-webhooks")
    first.until("full stop:")
    first.type("Three hundred payments a week were lost.\n")
    comes(data, mend, "lost.")
    first.press(CTRL_D, "0 right, 0 wrong, 0 passed.")
    assert first.close() == 0
    assert not graded(data, mend)
    assert drafts(data) == {mend: "Three hundred payments a week were lost."}


def test_what_was_too_short_is_given_back_to_be_gone_on_with(data: Path, mend: str) -> None:
    shown = Terminal(data, "drill", "dropped-webhooks")
    shown.until("full stop:")
    shown.type("Payments were lost.\n.\n")
    shown.until("too little")
    shown.until("full stop:")
    shown.type(" Each week 294 of 98,000 payment webhooks never came, and the shops were told of their money six days late.\n")
    comes(data, mend, "six days")
    shown.kill()
    assert drafts(data)[mend].startswith("Payments were lost. Each week 294")


def test_a_long_pasted_line_arrives_whole(data: Path) -> None:
    assert len(LONG) > 2 * 4096
    mock = Terminal(data, "mock", "-q", "Tell me about a time you found a hard fault.")
    mock.until("a hard fault.")
    mock.type(LONG + "\n")
    mock.until(" of 2:5")
    mock.kill()
    assert draft_of_mock(data) == LONG


def test_ctrl_c_in_the_middle_of_a_mock_says_that_it_is_kept(data: Path) -> None:
    first = Terminal(data, "mock", "-q", "Tell me about a time you failed.")
    first.until("a time you failed.")
    first.type("Our billing job failed most Mondays.\n")
    first.until(" of 2:5")
    first.type("Then I lo")
    first.press(CTRL_C, "The mock is kept")
    assert first.close() == 0
    assert draft_of_mock(data) == "Our billing job failed most Mondays.\nThen I lo"
    again = Terminal(data, "mock", "--resume")
    again.until("Go on:")
    again.type("oked.\n")
    again.until(" of 2:5")
    again.kill()
    assert draft_of_mock(data) == "Our billing job failed most Mondays.\nThen I looked."


def test_an_answer_that_is_too_long_is_begun_anew_or_taken_back(data: Path) -> None:
    long = (LONG[:2400] + ".\n") * 9
    first = Terminal(data, "mock", "-q", "Tell me about a time you found a hard fault.")
    first.until("a hard fault.")
    first.type(long + ".\n")
    first.until("an answer may have 20,000.")
    assert first.until("Give what fits").count("\n") < 10
    first.type("n\n")
    first.until("a hard fault.")
    first.type("One delivery in ten was late.\n")
    first.until(" of 2:5")
    first.press(CTRL_D, "The mock is kept")
    assert first.close() == 0
    assert draft_of_mock(data) == "One delivery in ten was late."
    again = Terminal(data, "mock", "--resume")
    again.until("take the old one back (t)")
    again.type("t\n")
    again.until("an answer may have 20,000.")
    again.until("leave it as it is")
    again.type("q\n")
    again.until("All that you typed is kept")
    assert again.close() == 0
    assert draft_of_mock(data) == long.strip()


def drilled(data: Path, typed: str) -> str:
    """What a drill shows to whom these lines come from a file."""
    done = run("drill", "dropped-webhooks", stdin=typed.encode(), GREENROOM_DATA=str(data), GREENROOM_DATABASE="")
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.stdout.split())


def test_words_typed_where_a_choice_is_asked_for_go_on_with_what_was_begun(data: Path, mend: str) -> None:
    drilled(data, "Three hundred payments a week were lost.\n")
    shown = drilled(data, "The shops were paid six days late.\nNobody knew why.\n")
    assert "is not one of them" not in shown
    assert "That is added to it." in shown
    assert drafts(data) == {mend: "Three hundred payments a week were lost.\nThe shops were paid six days late.\nNobody knew why."}
    assert "'begin anew' is not one of them" in drilled(data, "begin anew\nq\n")
    assert "'maybe so' is not one of them" in drilled(data, "maybe so\nq\n")
    assert drafts(data)[mend].endswith("Nobody knew why.")
    again = Terminal(data, "drill", "dropped-webhooks")
    again.until("begin anew (n)")
    again.type("The queue had no dead letters.\n")
    comes(data, mend, "Nobody knew why.\nThe queue had no dead letters.")
    again.kill()


def test_a_mend_that_is_too_long_is_said_and_kept_and_begun_anew_or_passed(data: Path, mend: str) -> None:
    long = "\n".join([LONG] * 3)
    shown = drilled(data, long + "\n.\n")
    assert shown.count("one may have 20,000") == 1
    assert "What you typed is kept; this exercise will offer it again." in shown
    assert "0 right, 0 wrong, 0 passed. That is kept;" in shown
    assert drafts(data) == {mend: long}
    assert not graded(data, mend)
    shown = drilled(data, "n\n")
    assert len(shown) < 3000, "what was typed is not shown whole"
    assert drafts(data) == {mend: long}, "it stays until a new one is begun"
    drilled(data, "n\nThree hundred payments were lost.\n")
    assert drafts(data) == {mend: "Three hundred payments were lost."}
    assert "0 right, 0 wrong, 1 passed." in drilled(data, f"n\n{long}\n.\np\nq\n")
    assert graded(data, mend)
