"""Small scripts as recognisers: what they give is read, what goes wrong is said, nothing stays behind."""
from __future__ import annotations

import stat
import time
import wave
from pathlib import Path

import pytest

from greenroom.errors import GreenroomError
from greenroom.services import recognise as service
from greenroom.services.recognise import NotRecognised, configured, recognise
from tests.speech.samples import as_whisper, spoken

JSON = as_whisper(spoken("I fixed the pump."))


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    path = tmp_path / "my answer's.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"\0\0" * 800)
    return path


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files, which must be empty at the end of each test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.delenv(service.RECOGNISER, raising=False)
    monkeypatch.delenv(service.TIME_LIMIT, raising=False)
    return folder


def script(folder: Path, body: str, name: str = "rec.sh", mode: int = stat.S_IRWXU) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(mode)
    return str(path)


def said(folder: Path) -> str:
    (folder / "said.json").write_text(JSON, encoding="utf-8")
    return str(folder / "said.json")


def test_the_wav_is_appended_or_put_where_the_command_says(tmp_path: Path, wav: Path, temporary: Path) -> None:
    rec = script(tmp_path, f'for last; do :; done; test -f "$last" && cat {said(tmp_path)}')
    assert recognise(wav, rec).text == "I fixed the pump."
    assert recognise(wav, f"'{rec}' --model x").text == "I fixed the pump."
    named = script(tmp_path, f'test -f "$2" && test "$3" = -v && cat {said(tmp_path)}', "named.sh")
    assert recognise(wav, f"{named} -f {{wav}} -v").text == "I fixed the pump."
    assert list(temporary.iterdir()) == []


def test_a_command_that_writes_a_file_writes_it_into_a_folder_that_goes(tmp_path: Path, wav: Path, temporary: Path) -> None:
    rec = script(tmp_path, f"echo working; echo litter > litter.txt; cp {said(tmp_path)} $2/heard.json")
    assert recognise(wav, f"{rec} {{wav}} {{out}}").text == "I fixed the pump."
    assert list(temporary.iterdir()) == []
    many = script(tmp_path, "echo '{}' > a.json; echo '{}' > b.json", "many.sh")
    with pytest.raises(NotRecognised, match="2 JSON files"):
        recognise(wav, many)


def test_the_environment_names_it_and_no_shell_reads_it(tmp_path: Path, wav: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not configured()
    with pytest.raises(NotRecognised, match="No recogniser") as caught:
        recognise(wav)
    assert service.RECOGNISER in caught.value.remedy
    rec = script(tmp_path, f'test "$1" = \'a;touch $HOME/x\' && cat {said(tmp_path)}')
    monkeypatch.setenv(service.RECOGNISER, f"{rec} 'a;touch $HOME/x'")
    assert configured()
    assert recognise(wav).words[0].text == "I"


def test_progress_around_the_json_is_passed_over(tmp_path: Path, wav: Path) -> None:
    said(tmp_path)
    rec = script(tmp_path, f"echo 'loading [model]'; echo '[00:00.000 --> 00:02.000] I'; cat {tmp_path}/said.json; echo; echo done")
    assert recognise(wav, rec).text == "I fixed the pump."


@pytest.mark.parametrize(("body", "word"), [
    ("echo first >&2; printf '\\033[31mno model\\n\\n' >&2; exit 3", "status 3: .*no model"), ("exit 1", "status 1 and no message"), ("kill -9 $$", "signal 9"), ("true", "gave nothing"),
    ("echo 'I fixed it'", "not JSON"), ("echo '{\"a\": 1}'", "not a recogniser's transcript"), ("echo '{\"segments\": []}'", "without a word"), ("echo '{\"segments\": [{'", "not JSON"),
])
def test_what_goes_wrong_is_said(tmp_path: Path, wav: Path, temporary: Path, body: str, word: str) -> None:
    with pytest.raises(NotRecognised, match=word) as caught:
        recognise(wav, script(tmp_path, body))
    assert caught.value.remedy
    assert "\x1b" not in caught.value.message
    assert "I fixed" not in str(caught.value)
    assert list(temporary.iterdir()) == []


def test_a_command_that_is_not_there_or_may_not_be_run(tmp_path: Path, wav: Path) -> None:
    for command, word in (
        ("no-such-recogniser -x", "not found"), (script(tmp_path, "", "plain.sh", stat.S_IRUSR | stat.S_IWUSR), "may not be run"), ("rec 'open", "quotation"), ("''", "no program"),
        ("rec \0 x", "cannot be started"),
    ):
        with pytest.raises(NotRecognised, match=word):
            recognise(wav, command)
    lost = tmp_path / "lost.sh"
    lost.write_text("#!/no/such/shell\n", encoding="utf-8")
    lost.chmod(stat.S_IRWXU)
    with pytest.raises(NotRecognised, match="first line"):
        recognise(wav, str(lost))


def test_a_slow_one_is_stopped_with_its_children(tmp_path: Path, wav: Path, temporary: Path) -> None:
    rec = script(tmp_path, f"sleep 30 & echo $! > {tmp_path}/child; wait")
    began = time.monotonic()
    with pytest.raises(NotRecognised, match=r"longer than 0\.5 seconds"):
        recognise(wav, rec, limit=0.5)
    assert time.monotonic() - began < 10
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or " Z " in Path(f"/proc/{child}/stat").read_text():
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child is still there")
    assert list(temporary.iterdir()) == []


def test_a_flood_is_stopped(tmp_path: Path, wav: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_OUTPUT", 100_000)
    with pytest.raises(NotRecognised, match="more than 100,000 bytes"):
        recognise(wav, script(tmp_path, "while :; do echo 0123456789; done"), limit=60)
    flood = script(tmp_path, f"i=0; while [ $i -lt 20000 ]; do echo 0123456789 >&2; i=$((i+1)); done; cat {said(tmp_path)}", "loud.sh")
    assert recognise(wav, flood).text == "I fixed the pump."


@pytest.mark.parametrize("limit", ["soon", "0", "-1", "nan", "1e9"])
def test_a_limit_that_is_none(wav: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setenv(service.TIME_LIMIT, limit)
    with pytest.raises(NotRecognised, match="not a number of seconds"):
        recognise(wav, "true")


def test_only_a_wav_file_is_given_to_it(tmp_path: Path) -> None:
    other = tmp_path / "a.wav"
    other.write_bytes(b"ID3 something else")
    with pytest.raises(GreenroomError, match="not a WAV"):
        recognise(other, "true")
    with pytest.raises(GreenroomError, match="cannot be read"):
        recognise(tmp_path / "none.wav", "true")


