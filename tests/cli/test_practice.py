"""The catalogue, study, drill and mock as a person uses them in a terminal."""
from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from greenroom.storage.records import Rehearsal
from greenroom.storage.stores import Stores
from tests.catalogue.conftest import BASE, BREAD, change
from tests.cli.test_assess import run

ANSWER = (
    "Our billing job failed most Mondays and customers got their invoices late. I looked into it and worked on the script with the team.\n"
    "We fixed the problem and things got better.\nThe customers were happy and I learned that communication is important.\n.\n"
)


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    return {"GREENROOM_DATA": str(tmp_path / "data"), "GREENROOM_CACHE": str(tmp_path / "cache"), "GREENROOM_DATABASE": ""}


def kept(data: dict[str, str]) -> list[Rehearsal]:
    """The mocks in the database."""
    with Stores(Path(data["GREENROOM_DATA"]) / "greenroom.db") as stores:
        return stores.rehearsals.list()


def test_list_and_show_find_a_walkthrough() -> None:
    listed = run("catalogue", "list", "--words", "outside responsibility")
    assert listed.returncode == 0, listed.stderr
    assert "dropped-webhooks" in listed.stdout
    shown = run("catalogue", "show", "dropped-webhooks")
    assert "Tell me about a time you took on something" in shown.stdout
    assert all(len(line) <= 80 for line in (listed.stdout + shown.stdout).splitlines())


def test_a_walkthrough_that_is_not_there_is_named_with_those_that_are() -> None:
    done = run("study", "webhoks")
    assert done.returncode == 2
    assert "'webhoks'" in done.stderr
    assert "dropped-webhooks" in done.stderr


def test_study_prints_every_part_in_eighty_columns() -> None:
    done = run("study", "dropped-webhooks", "--level", "senior", "--lens", "customer-obsession")
    assert done.returncode == 0, done.stderr
    for part in ("Situation", "Task", "Action", "Result", "Reflection", "The weak answer", "Follow-ups", "through this lens"):
        assert part in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines()), max(done.stdout.splitlines(), key=len)
    assert "\x1b[" not in done.stdout


def test_drill_judges_keeps_and_brings_back(data: dict[str, str]) -> None:
    done = run("drill", "dropped-webhooks", "--seed", "3", stdin=b"1\n2\n", **data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Right.") + done.stdout.count("Not yet.") >= 2
    with Stores(Path(data["GREENROOM_DATA"]) / "greenroom.db") as stores:
        assert len(stores.schedule.load()["cards"]) >= 2
    again = run("drill", "dropped-webhooks", "--due", stdin=b"", **data)
    assert again.returncode == 0


def test_a_choice_that_is_none_is_asked_again(data: dict[str, str]) -> None:
    done = run("drill", "dropped-webhooks", stdin=b"99\nx\n1\n", **data)
    assert "'99' is not one of them" in done.stdout
    assert "'x' is not one of them" in done.stdout


def test_a_mock_from_question_to_report(data: dict[str, str]) -> None:
    replies = "Failures fell from nine Mondays in ten to none in six weeks.\n.\n" * 4
    done = run("mock", "dropped-webhooks", "--level", "senior", stdin=(ANSWER + replies).encode(), **data)
    assert done.returncode == 0, done.stderr
    assert "A mock at Senior" in done.stdout
    report = done.stdout.partition("Report")[2]
    assert "at Senior" in report
    assert "It probed" in report
    assert "Follow-ups to expect" not in report, "they were asked already"
    before = done.stdout.partition("Report")[0]
    assert "next:" not in before
    assert [(r.state, r.place) for r in kept(data)] == [("done", "terminal")]


def test_a_killed_mock_loses_nothing_and_goes_on(data: dict[str, str]) -> None:
    env = {**os.environ, **data, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([sys.executable, "-m", "greenroom", "mock", "-q", "Tell me about a time you failed."], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as first:
        assert first.stdin
        first.stdin.write(b"Our billing job failed most Mondays.\n")
        first.stdin.flush()
        until = time.monotonic() + 30
        while not kept(data) and time.monotonic() < until:
            time.sleep(0.05)
        first.send_signal(signal.SIGKILL)
    assert kept(data)[0].session["draft"] == "Our billing job failed most Mondays."
    done = run("mock", "--resume", stdin=ANSWER.encode(), **data)
    assert done.returncode == 0, done.stderr
    assert "So far:" in done.stdout
    assert [r.session["answer"].startswith("Our billing job failed most Mondays.\nOur billing job") for r in kept(data)] == [True]


def test_an_interrupted_mock_is_offered_and_can_be_dropped(data: dict[str, str]) -> None:
    run("mock", "-q", "Why did you leave?", stdin=b"", **data)
    left = run("mock", "-q", "Who?", stdin=b"x\nq\n", **data)
    assert "An interrupted mock is kept: Why did you leave?" in left.stdout
    assert "You asked for another: Who?" in left.stdout
    assert "drop it and begin the new one (d)" in left.stdout
    assert [r.session["question"] for r in kept(data)] == ["Why did you leave?"], "another question never takes its place unasked"
    dropped = run("mock", "-q", "Who?", stdin=b"d\n", **data)
    assert dropped.returncode == 0, dropped.stderr
    assert [r.session["question"] for r in kept(data)] == ["Who?"]
    again = run("mock", stdin=b"\n", **data)
    assert "Go on with it (g, or only Enter), drop it and begin anew (d)" in again.stdout
    wrong = run("mock", "-p", "wizardry", "--fresh", stdin=b"", **data)
    assert wrong.returncode == 2
    assert [r.session["question"] for r in kept(data)] == ["Who?"], "a mistake in the call drops nothing"
    done = run("mock", "-q", "Tell me about a time you failed.", "--fresh", stdin=ANSWER.encode(), **data)
    assert "Tell me about a time you failed." in done.stdout
    assert [r.session["question"] for r in kept(data)] == ["Tell me about a time you failed."]
    none = run("mock", "--resume", stdin=b"", **{**data, "GREENROOM_DATA": str(Path(data["GREENROOM_DATA"]) / "other")})
    assert none.returncode == 2
    assert "no interrupted mock" in none.stderr


TOO_LONG = "".join(f"I checked delivery number {n} against the ledger, and {n} was late.\n" for n in range(400))


def test_an_answer_that_is_too_long_is_said_once_and_kept(data: dict[str, str]) -> None:
    for end in (".\n", ""):
        done = run("mock", "-q", "Tell me about a time you persisted.", "--fresh", stdin=(TOO_LONG + end).encode(), **data)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("an answer may have 20,000") == 1
        assert "All that you typed is kept" in done.stdout
        assert len(done.stdout.splitlines()) < 40, "what was typed is not shown whole"
        assert kept(data)[0].session["draft"] == TOO_LONG.strip()
    resumed = run("mock", "--resume", stdin=b"", **data)
    assert resumed.stdout.count("an answer may have 20,000") == 1
    assert len(resumed.stdout.splitlines()) < 40
    assert kept(data)[0].session["draft"] == TOO_LONG.strip()


def test_an_answer_that_is_too_long_is_cut_or_begun_anew(data: dict[str, str]) -> None:
    run("mock", "-q", "Tell me about a time you persisted.", "--fresh", stdin=TOO_LONG.encode(), **data)
    run("mock", "--resume", stdin=b"f\n", **data)
    answer = kept(data)[0].session["answer"]
    assert TOO_LONG.startswith(answer)
    assert answer.endswith("late.")
    assert 19_900 < len(answer) <= 20_000
    env = {**data, "GREENROOM_DATA": data["GREENROOM_DATA"] + "2"}
    run("mock", "-q", "Tell me about a time you persisted.", stdin=(TOO_LONG + ".\nn\n").encode(), **env)
    held = kept(env)[0].session
    assert (held["state"], held["draft"], held["aside"]) == ("answering", "", TOO_LONG.strip())
    done = run("mock", "--resume", stdin=ANSWER.encode(), **env)
    held = kept(env)[0].session
    assert (held["answer"], held["aside"]) == (ANSWER.removesuffix("\n.\n"), ""), done.stdout


def test_a_reply_that_is_too_long_ends_no_mock(data: dict[str, str]) -> None:
    done = run("mock", "-q", "Tell me about a time you failed.", stdin=(ANSWER + TOO_LONG).encode(), **data)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("a reply may have 20,000") == 1
    held = kept(data)[0].session
    assert (held["state"], held["draft"]) == ("replying", TOO_LONG.strip())


def test_what_was_typed_in_a_mock_is_named_when_another_takes_its_place(data: dict[str, str]) -> None:
    run("mock", "-q", "Why did you leave?", stdin=(ANSWER + "I had had enough of it.\n.\n").encode(), **data)
    typed = f"Why did you leave? ({kept(data)[0].session['answer'].count(' ') + 9} words typed)"
    assert kept(data)[0].state == "replying"
    fresh = run("mock", "-q", "Tell me about a time you failed.", "--fresh", stdin=TOO_LONG.encode(), **data)
    assert f"Left unfinished: {typed}" in " ".join(fresh.stdout.split())
    assert sorted(r.session["question"] for r in kept(data)) == ["Tell me about a time you failed.", "Why did you leave?"], "nothing typed is lost"
    dropped = run("mock", "-q", "Who?", stdin=b"d\n", **data)
    assert "An interrupted mock is kept: Tell me about a time you failed. (4,800 words typed)" in " ".join(dropped.stdout.split())
    assert "Dropped: Tell me about a time you failed. (4,800 words typed)" in " ".join(dropped.stdout.split())
    with Stores(Path(data["GREENROOM_DATA"]) / "greenroom.db") as stores:
        stores.rehearsals.delete(next(r.id for r in stores.rehearsals.list() if r.session["question"] == "Who?"))
    assert f"An interrupted mock is kept: {typed}" in " ".join(run("mock", stdin=b"q\n", **data).stdout.split())


def test_questions_are_drawn_by_principle_and_seed(data: dict[str, str]) -> None:
    first = run("mock", "--principle", "ownership", "--seed", "1", stdin=b"", **data).stdout
    again = run("mock", "--principle", "ownership", "--seed", "1", "--fresh", stdin=b"", **data).stdout
    assert first == again
    wrong = run("mock", "--principle", "wizardry", "--fresh", stdin=b"", **data)
    assert wrong.returncode == 2
    assert "'wizardry'" in wrong.stderr


def test_a_data_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("mock", "-q", "Why?", stdin=ANSWER.encode(), GREENROOM_DATA=str(tmp_path / "file"), GREENROOM_DATABASE="")
    assert done.returncode == 2
    assert "GREENROOM_DATA" in done.stderr


def test_a_kept_file_that_is_broken_is_moved_aside(data: dict[str, str]) -> None:
    folder = Path(data["GREENROOM_DATA"])
    folder.mkdir()
    (folder / "schedule.json").write_text("{not json")
    done = run("drill", "dropped-webhooks", stdin=b"", **data)
    assert done.returncode == 2
    assert (folder / "schedule.json.unreadable").read_text() == "{not json"
    assert run("drill", "dropped-webhooks", stdin=b"1\n", **data).returncode == 0


def test_a_letter_in_another_encoding_ends_nothing(data: dict[str, str]) -> None:
    for env in ({"PYTHONUTF8": "1"}, {"PYTHONIOENCODING": "utf-8:strict"}):
        done = run("mock", "-q", "Why the caf\u00e9?", "--fresh", stdin=b"The caf\xe9 was late \x00 most Mondays.\n", **data, **env)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert {r.session["answer"] for r in kept(data)} == {"The caf\u00e9 was late   most Mondays."}


def test_the_end_of_input_leaves_a_drill_with_its_score(data: dict[str, str]) -> None:
    done = run("drill", "dropped-webhooks", stdin=b"", **data)
    assert "0 right, 0 wrong, 0 passed." in done.stdout
    passed = run("drill", "dropped-webhooks", "--seed", "3", stdin=b"1\n\n", **data)
    assert "Passed. " in passed.stdout
    assert "0 right, 1 wrong, 1 passed." in passed.stdout or "1 right, 0 wrong, 1 passed." in passed.stdout
    with Stores(Path(data["GREENROOM_DATA"]) / "greenroom.db") as stores:
        assert len(stores.schedule.load()["cards"]) == 2, "what was not answered is not graded"


def test_what_cannot_be_meant_is_asked_again_and_q_leaves(data: dict[str, str]) -> None:
    done = run("drill", "dropped-webhooks", "--seed", "3", stdin=b"\n99\nzebra quux\nI looked into it\nq\n", **data)
    assert "The sentences are 1 to 8." in done.stdout
    assert "Those words do not stand in the answer." in done.stdout
    assert "1 right, 0 wrong, 1 passed." in done.stdout


def test_mending_shows_a_beginning_and_where_the_whole_stands(data: dict[str, str]) -> None:
    done = run("drill", "dropped-webhooks", "--seed", "3", stdin=b"\n\nno\n.\nThe company has three sites, and each of them has a hall with a glass roof, which two brothers built in the seventies.\n.\nq\n", **data)
    assert "One clause is too little to judge." in done.stdout
    assert "Facts of the story: An engineer on the orders team" in " ".join(done.stdout.split())
    assert "(whole in greenroom study dropped-webhooks, page 2)" in done.stdout


def test_nothing_due_says_when_the_next_is(data: dict[str, str]) -> None:
    assert "nothing was answered yet" in run("drill", "dropped-webhooks", "--due", stdin=b"", **data).stdout
    run("drill", "dropped-webhooks", "--seed", "3", stdin=b"2\n", **data)
    assert "The next is due on " in run("drill", "dropped-webhooks", "--due", stdin=b"", **data).stdout


def test_the_end_of_input_in_a_reply_offers_the_report_or_keeps(data: dict[str, str]) -> None:
    held = run("mock", "-q", "Tell me about a time you failed.", "--fresh", stdin=ANSWER.encode(), **data)
    assert "The report now, with the replies so far (r), or keep it for later (k)?" in held.stdout
    assert [r.state for r in kept(data)] == ["replying"]
    assert "Follow-ups to expect" not in held.stdout


def test_a_mock_needs_a_question(data: dict[str, str]) -> None:
    done = run("mock", "-q", "  ", stdin=b"", **data)
    assert done.returncode == 2
    assert "is empty" in done.stderr


def test_everything_fits_a_narrow_terminal(data: dict[str, str]) -> None:
    narrow = {**data, "COLUMNS": "60"}
    replies = b"I chose it since the other way was slow.\n.\n" * 4
    for args, stdin in (
        (("study", "dropped-webhooks"), b""), (("drill", "dropped-webhooks"), b"1\n1\nI did it.\n.\n"), (("mock", "dropped-webhooks"), ANSWER.encode() + replies),
        (("catalogue", "list"), b""), (("catalogue", "show", "dropped-webhooks"), b""), (("study", "nowhere"), b""), (("mock", "x", "-q", "y"), b""), (("study",), b""),
    ):
        done = run(*args, stdin=stdin, **narrow)
        assert all(len(line) <= 60 for line in (done.stdout + done.stderr).splitlines()), (args, max((done.stdout + done.stderr).splitlines(), key=len))


@pytest.fixture
def civil(tmp_path: Path) -> Path:
    """A pack under another framework, whose walkthrough is a draft."""
    pack = tmp_path / "own"
    shutil.copytree(BASE, pack)
    change(pack / "pack.toml", 'framework = "amazon"', 'framework = "civil-service"')
    head = pack / BREAD / "walkthrough.toml"
    change(head, 'principles = ["customer-obsession", "ownership"]', 'principles = ["working-together"]')
    change(head, 'level = "sde1"', 'level = "heo"')
    return pack


def test_names_are_found_in_the_frameworks_of_the_packs(civil: Path, data: dict[str, str]) -> None:
    own = {**data, "GREENROOM_PACKS": str(civil)}
    drawn = run("mock", "-p", "working together", stdin=b"", **own)
    assert "Tell me about a time a customer was unhappy" in drawn.stdout, drawn.stderr
    assert "A mock at HEO/SEO" in drawn.stdout
    assert "A mock at HEO/SEO" in run("mock", "-q", "Why?", "-l", "heo", "--fresh", stdin=b"", **own).stdout
    assert "A mock at EO" in run("mock", "-q", "Why?", "--framework", "civil-service", "--fresh", stdin=b"", **own).stdout
    listed = run("catalogue", "list", "--level", "heo", stdin=b"", **own)
    assert BREAD in listed.stdout, listed.stderr
    assert "dropped-webhooks" not in listed.stdout
    assert BREAD not in run("catalogue", "list", "--framework", "amazon", stdin=b"", **own).stdout


@pytest.mark.parametrize(("given", "said"), [
    (("list", "--level", "wizard"), "There is no level 'wizard'.\nChoose one of: "),
    (("list", "--principle", "owner-ship"), "There is no principle 'owner-ship'.\nDid you mean ownership? Choose one of: ownership, "),
    (("list", "--framework", "amazon", "--principle", "working-together"), "There is no principle 'working-together'.\nChoose one of: "),
    (("show", "droped-webhooks"), "There is no walkthrough 'droped-webhooks'.\nDid you mean dropped-webhooks? Choose one of: dropped-webhooks, "),
    (("check", "droped-webhooks"), "There is no walkthrough 'droped-webhooks'.\nDid you mean dropped-webhooks? Choose one of: dropped-webhooks, "),
    (("check", "--only", "mark"), "There is no check 'mark'.\nDid you mean marks? Choose one of: marks, "),
])
def test_a_name_that_does_not_exist_is_named_with_the_nearest_first(given: tuple[str, ...], said: str, data: dict[str, str]) -> None:
    done = run("catalogue", *given, stdin=b"", **data)
    assert (done.returncode, done.stdout) == (2, "")
    assert " ".join(done.stderr.split()).startswith(said.replace("\n", " ").strip())


def test_a_draft_is_listed_where_its_pack_is_named_and_counted_elsewhere(civil: Path, data: dict[str, str]) -> None:
    change(civil / BREAD / "walkthrough.toml", 'status = "ready"', 'status = "draft"')
    assert f"{BREAD} (draft)" in run("catalogue", "list", "--packs", str(civil), stdin=b"", **data).stdout
    elsewhere = run("catalogue", "list", stdin=b"", **data, GREENROOM_PACKS=str(civil)).stdout
    assert BREAD not in elsewhere
    assert "1 more is a draft" in elsewhere


def test_the_advice_to_check_names_the_folder_where_it_looks(civil: Path, data: dict[str, str]) -> None:
    (civil / BREAD / "weak.toml").write_text("leaning = 4", encoding="utf-8")
    for name in ("rolls", "buns"):
        (civil / name).mkdir()
    (civil / "rolls" / "walkthrough.toml").write_text("schema = ", encoding="utf-8")
    listed = " ".join(run("catalogue", "list", "--packs", str(civil), stdin=b"", **data).stdout.split())
    assert f"{BREAD} (needs mending: greenroom catalogue check {civil / BREAD})" in listed
    assert f"2 more are drafts or cannot be read: `greenroom catalogue check {civil}` says what is missing." in listed
    assert run("catalogue", "check", str(civil / BREAD), stdin=b"", **data).returncode == 1
    mock = run("mock", BREAD, stdin=b"", **data, GREENROOM_PACKS=str(civil))
    assert " ".join(mock.stderr.split()).endswith(f"`greenroom catalogue check {civil / BREAD}` says what is missing.")


def test_a_check_counts_in_grammar(civil: Path, data: dict[str, str]) -> None:
    (civil / BREAD / "lenses.toml").unlink()
    done = run("catalogue", "check", str(civil / BREAD), stdin=b"", **data)
    assert done.returncode == 1
    assert "This walkthrough lacks the lenses." in done.stdout
    assert "1 walkthrough examined, " in done.stdout


def test_notes_are_shown_one_by_one_and_fail_nothing(tmp_path: Path, data: dict[str, str]) -> None:
    pack = tmp_path / "own"
    shutil.copytree(BASE, pack)
    shutil.copytree(BASE.parent / "leaning", pack, dirs_exist_ok=True)
    summed = run("catalogue", "check", str(pack), stdin=b"", **data)
    assert (summed.returncode, summed.stdout.count("a note: ")) == (0, 0)
    assert "--notes shows them" in " ".join(summed.stdout.split())
    for more in ("--notes",), ("--only", "leaning"):
        done = run("catalogue", "check", str(pack), *more, stdin=b"", **data)
        assert done.returncode == 0
        assert f"{pack}/{BREAD}/weak.toml:" in done.stdout
        assert ": leaning: a note: The verdict leans to 'no hire', and the engine votes " in done.stdout
        assert "--notes shows them" not in " ".join(done.stdout.split())


def test_a_problem_names_its_file_from_where_one_stands(tmp_path: Path, data: dict[str, str]) -> None:
    shutil.copytree(BASE, tmp_path / "own")
    change(tmp_path / "own" / BREAD / "overview.md", "- Say what", "- Leverage what")
    done = subprocess.run(
        [sys.executable, "-m", "greenroom", "catalogue", "check", "own", "--only", "plain-words"], cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, **data}
    )
    file, line, _ = done.stdout.split(":", 2)
    assert "Leverage" in (tmp_path / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert file == f"own/{BREAD}/overview.md"
