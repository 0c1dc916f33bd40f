"""The aim, the day of the interview, everything out and everything gone, on the pages."""
from __future__ import annotations

import io
import json
import shutil
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from greenroom.catalogue.load import FOLDERS
from greenroom.services import browse
from greenroom.services.door import stores
from greenroom.services.preferences import preferences, set_interview
from tests.conftest import ROOT
from tests.web.conftest import HOME
from tests.web.test_pages import check
from tests.web.test_stories import TEXT, new


def test_the_aim_is_used_by_every_page(client: TestClient) -> None:
    assert (preferences().framework.id, preferences().level.id) == ("amazon", "sde2")
    kept = client.post("/settings/aim", data={"aim": "civil-service/heo", "interview": ""}, headers=HOME)
    assert "Kept." in kept.text
    check(client, kept.text)
    assert (preferences().framework.id, preferences().level.id) == ("civil-service", "heo")
    bench = client.get("/workbench").text
    assert '<option value="heo" selected>' in bench
    rated = client.post("/rate", data={"text": TEXT, "question": "Why?", "level": "heo", "framework": "civil-service"}, headers=HOME)
    assert rated.status_code == 200
    assert '<input type="hidden" name="level" value="heo">' in rated.text
    assert "Seeing the Big Picture" in client.get("/").text or "9 principles" in client.get("/stories/new").text or "Leadership" in client.get("/stories/new").text
    assert '<option value="heo" selected>' in client.get(f"/stories/{new(client)}").text
    for path in ("/", "/catalogue", "/catalogue?q=webhooks", "/stories", "/stories/new", "/stories/plan", "/mock", "/about", "/settings"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        check(client, answer.text)


@pytest.mark.parametrize("aim", ["nope/sde2", "amazon/nope", "", "amazon", "/"])
def test_an_aim_that_does_not_exist_is_said(client: TestClient, aim: str) -> None:
    answer = client.post("/settings/aim", data={"aim": aim}, headers=HOME)
    assert answer.status_code == 404
    assert "Choose one of" in answer.text
    assert preferences().level.id == "sde2"


@pytest.mark.parametrize(("ahead", "says"), [(9, "in 9 days"), (1, "tomorrow"), (0, "today"), (-1, "When is your interview?")])
def test_the_interview_counts_down_and_never_scolds(client: TestClient, ahead: int, says: str) -> None:
    day = date.today() + timedelta(days=ahead)
    set_interview(day.isoformat(), day)
    home = client.get("/")
    assert says in home.text
    check(client, home.text)
    assert "Your interview is" not in client.post("/interview", data={"do": "forget", "interview": day.isoformat()}, headers=HOME).text


def test_a_day_that_is_over_is_refused_and_the_one_kept_stays(client: TestClient) -> None:
    kept, over = date.today() + timedelta(days=3), date.today() - timedelta(days=1)
    assert "in 3 days" in client.post("/interview", data={"interview": kept.isoformat()}, headers=HOME).text
    refused = client.post("/interview", data={"interview": over.isoformat()}, headers=HOME)
    assert refused.status_code == 400
    assert f"{over.day} {over:%B %Y} is over." in refused.text
    assert f'min="{date.today().isoformat()}"' in refused.text
    assert preferences().interview == kept


def test_a_day_that_is_none_is_said(client: TestClient) -> None:
    answer = client.post("/interview", data={"interview": "soon"}, headers=HOME)
    assert answer.status_code == 400
    assert "soon" in answer.text


def test_everything_comes_out_as_a_zip(client: TestClient) -> None:
    id = new(client, title="The <script> night", **{"p:ownership": "on"})
    client.post(f"/stories/{id}/rate", data={"question": "Why?", "level": "sde2"}, headers=HOME)
    answer = client.get("/settings/export.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as held:
        assert held.testzip() is None
        data = json.loads(held.read("greenroom.json"))
        assert (data["stories"][0]["text"], len(data["takes"])) == (TEXT, 1)
        story = held.read("stories/001-the-script-night.md").decode()
    head, _, words = story.partition("\n---\n")
    assert 'told for:\n- "Ownership"\n' in head
    assert "asked: Why?" in head
    assert words.startswith("\n# The <script> night\n")
    assert "asked: Why?" not in words


def test_what_is_kept_is_counted_in_words(client: TestClient) -> None:
    new(client)
    assert "Drilled exercises" not in client.get("/settings").text
    assert "1 story, 0 takes, 0 rehearsals, 0 recordings, all drafts and settings." in client.get("/settings/delete").text
    stores().schedule.save({"cards": {"dropped-webhooks/quiz/1": {}}})
    mock = stores().rehearsals.create({"state": "done"}, datetime.now(UTC)).id
    stores().rehearsals.add_segment(mock, 0, 0, "audio/webm", b"x", datetime.now(UTC))
    assert "<td>Drilled exercises</td><td>1</td>" in client.get("/settings").text
    assert "1 story, 0 takes, 1 rehearsal, 1 recording, 1 drilled exercise, all drafts and settings." in client.get("/settings/delete").text


def test_everything_goes_only_when_the_words_are_typed(client: TestClient) -> None:
    new(client)
    check(client, client.get("/settings/delete").text)
    refused = client.post("/settings/delete", data={"words": "yes"}, headers=HOME)
    assert refused.status_code == 400
    assert "Nothing was deleted" in refused.text
    assert len(stores().stories.list()) == 1
    assert client.post("/settings/delete", data={"words": "delete everything"}, headers={"origin": "https://elsewhere.example"}).status_code == 403
    done = client.post("/settings/delete", data={"words": " Delete  everything "}, headers=HOME)
    assert "Nothing of yours is kept" in done.text
    check(client, done.text)
    assert stores().stories.list() == []


def test_a_pack_of_another_framework_is_found_too(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = next(p for p in (ROOT / "src/greenroom/packs").rglob("dropped-webhooks") if p.is_dir())
    pack = tmp_path / "packs" / "mine"
    shutil.copytree(source, pack / "the-kept-promise")
    text = (source.parent / "pack.toml").read_text(encoding="utf-8")
    (pack / "pack.toml").write_text(text.replace('framework = "amazon"', 'framework = "structured"').replace('id = "amazon"', 'id = "mine"'), encoding="utf-8")
    monkeypatch.setenv(FOLDERS, str(tmp_path / "packs"))
    _adapt(pack / "the-kept-promise")
    browse._read_at.cache_clear()
    try:
        theirs = [one for one in browse.whole().loaded if one.walkthrough and one.walkthrough.head.id == "the-kept-promise"]
        assert theirs
        assert not theirs[0].problems, theirs[0].problems
        shelves = browse.find(framework="structured")
        assert [e.id for s in shelves for e in s.entries] == ["the-kept-promise"]
        page = client.get("/catalogue?framework=structured")
        check(client, page.text)
        assert "the-kept-promise" in page.text
        assert "/walkthroughs/dropped-webhooks" not in page.text
        assert {e.id for s in browse.find("webhooks", level="sde2") for e in s.entries} >= {"dropped-webhooks", "the-kept-promise"}
    finally:
        browse._read_at.cache_clear()


def _adapt(folder: Path) -> None:
    """The names of the other framework in place of the first one's."""
    from greenroom.frameworks import load

    theirs = load("structured")
    level = {x.bar: x.id for x in theirs.levels}
    levels = {f'"{x.id}"': f'"{level[x.bar]}"' for x in load("amazon").levels} | {'"dropped-webhooks"': '"the-kept-promise"'}
    names = ("ownership", "dive-deep", "customer-obsession", "invent-and-simplify")
    principles = {f'"{name}"': f'"{p.id}"' for name, p in zip(names, theirs.principles, strict=False)}
    for path in folder.glob("*"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(_swapped(line, levels | (principles if line.startswith("principle") else {})) for line in lines), encoding="utf-8")


def _swapped(line: str, names: dict[str, str]) -> str:
    for old, new_ in names.items():
        line = line.replace(old, new_)
    return line
