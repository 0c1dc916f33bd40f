"""One's own stories in the browser: written, kept, rated, compared, brought in; nothing typed is lost, everything is escaped."""
from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from greenroom.services import drafts
from greenroom.services.assess_answer import assess_answer
from greenroom.services.door import stores
from tests.web.conftest import HOME
from tests.web.test_pages import check

NOW = datetime(2026, 5, 4, tzinfo=UTC)
EVIL = "I said </textarea><script>alert(1)</script> & \"it\" worked: the drop rate was 0.3 % and I fixed the retry."
TEXT = (
    "In March our payment notices went missing. It was not my service, but I pulled the delivery logs and found that the drop rate of webhooks was 0.3 %. "
    "I reproduced the race in a test, wrote the fix that serialises the retries, and sent it to the platform team with an alert. "
    "The drop rate of webhooks fell to zero and about $8,000 a week came in on time. I learnt to reproduce a race before I touch the code."
)


def new(client: TestClient, **fields: str) -> str:
    """Keep a story; its id."""
    answer = client.post("/stories/new", data={"form": "free", "title": "The webhooks", "text": TEXT, "do": "keep", **fields}, headers=HOME)
    assert answer.status_code == 200, answer.text
    return str(answer.url).rpartition("/")[2].partition("#")[0]


def version(client: TestClient, id: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', client.get(f"/stories/{id}/edit").text)
    assert found
    return found[1]


def test_the_empty_state_helps(client: TestClient) -> None:
    answer = client.get("/stories")
    assert "Write the first" in answer.text
    check(client, answer.text)
    for path in ("/stories/new", "/stories/new?form=parts", "/stories/import", "/stories/plan"):
        check(client, client.get(path).text)


def test_a_story_is_kept_rated_changed_and_compared(client: TestClient) -> None:
    id = new(client, **{"p:ownership": "on", "p:dive-deep": "on"})
    page = client.get(f"/stories/{id}").text
    check(client, page)
    assert "Ownership, Dive Deep" in page
    rated = client.post(f"/stories/{id}/rate", data={"question": "Tell me about a time you went beyond your role.", "level": "senior"}, headers=HOME)
    assert "Mend first" in rated.text
    assert "/takes/" in str(rated.url)
    check(client, rated.text)
    nothing = client.get(f"/stories/{id}/compare")
    assert nothing.status_code == 400
    assert "takes two takes" in nothing.text
    changed = {"form": "free", "title": "The webhooks", "text": TEXT.replace("0.3 %", "3 %"), "version": version(client, id), "p:ownership": "on", "do": "keep"}
    assert client.post(f"/stories/{id}/edit", data=changed, headers=HOME).status_code == 200
    assert "changed since" in client.get("/stories").text
    client.post(f"/stories/{id}/rate", data={"question": "Tell me about a time you went beyond your role.", "level": "sde2"}, headers=HOME)
    compared = client.get(f"/stories/{id}/compare").text
    check(client, compared)
    assert re.search(r"<del>.*?0\.3.*?</del>.*?<ins>.*?3.*?</ins>", compared, re.DOTALL)
    assert "rated for Senior and for SDE2" in compared
    page = client.get(f"/stories/{id}").text
    check(client, page)
    assert "Take 2" in page
    assert "0.3 % or 3 %?" in page
    listed = client.get("/stories")
    check(client, listed.text)
    assert "SDE2: " in listed.text
    one = stores().takes.list(id)[0].id
    assert f'href="/stories/{id}/takes/{one}/report.html" download' in client.get(f"/stories/{id}/takes/{one}").text
    file = client.get(f"/stories/{id}/takes/{one}/report.html")
    assert re.search(r'filename="greenroom-take-2-\d{4}-\d\d-\d\d-the-webhooks.html"', file.headers["content-disposition"])
    assert "Greenroom, take 2 of The webhooks, " in file.text
    assert not re.search(r"https?://|<link|src=|<script", file.text)
    client.post(f"/stories/{id}/takes/{one}/delete", headers=HOME)
    assert len(stores().takes.list(id)) == 1
    client.post(f"/stories/{id}/delete", headers=HOME)
    assert (stores().stories.list(), stores().takes.list()) == ([], [])
    assert client.get(f"/stories/{id}").status_code == 404


def test_nothing_that_a_story_holds_is_taken_for_markup(client: TestClient) -> None:
    id = new(client, title=EVIL, text=EVIL + " " + TEXT, **{"p:ownership": "on"})
    client.post(f"/stories/{id}/rate", data={"question": EVIL, "level": "sde2"}, headers=HOME)
    client.post(f"/stories/{id}/edit", data={"form": "free", "title": EVIL, "text": TEXT + EVIL, "version": version(client, id), "p:ownership": "on", "do": "keep"}, headers=HOME)
    client.post(f"/stories/{id}/rate", data={"question": EVIL, "level": "sde2"}, headers=HOME)
    drafts.keep_draft(f"story:{id}", drafts.Draft("tab", 1, "2026-01-01T00:00:00.000+00:00", EVIL))
    take = stores().takes.list(id)[0].id
    stale = client.post(f"/stories/{id}/edit", data={"form": "free", "title": EVIL, "text": EVIL, "version": "1", "do": "keep"}, headers=HOME)
    which = client.post("/stories/which", data={"question": EVIL}, headers=HOME)
    pages = [client.get(p).text for p in (f"/stories/{id}", f"/stories/{id}/edit", f"/stories/{id}/edit?draft=tab", f"/stories/{id}/compare",
             f"/stories/{id}/takes/{take}", "/stories", "/stories/plan", "/", "/catalogue?q=script")]  # fmt: skip
    for text in [*pages, stale.text, which.text]:
        assert "<script>alert" not in text
        assert "</textarea><script" not in text
        check(client, text)
    assert "&lt;script&gt;" in pages[0]


def test_two_tabs_lose_nothing(client: TestClient) -> None:
    id = new(client)
    before = version(client, id)
    first = {"form": "free", "title": "First", "text": TEXT + " First tab.", "version": before, "do": "keep"}
    assert client.post(f"/stories/{id}/edit", data=first, headers=HOME).status_code == 200
    second = {"form": "free", "title": "Second", "text": TEXT + " Second tab.", "version": before, "do": "keep"}
    answer = client.post(f"/stories/{id}/edit", data=second, headers=HOME)
    assert answer.status_code == 409
    assert "changed elsewhere" in answer.text
    assert "Second tab." in answer.text
    assert re.search(r"<del>.*First", answer.text)
    assert stores().stories.get(id).title == "First"
    copied = client.post(f"/stories/{id}/edit", data={**second, "version": version(client, id), "do": "copy"}, headers=HOME)
    assert copied.status_code == 200
    assert {s.title for s in stores().stories.list()} == {"First", "Second"}
    over = client.post(f"/stories/{id}/edit", data={**second, "version": version(client, id)}, headers=HOME)
    assert over.status_code == 200
    client.post(f"/stories/{id}/delete", headers=HOME)
    gone = client.post(f"/stories/{id}/edit", data=second, headers=HOME)
    assert gone.status_code == 409
    assert 'action="/stories/new"' in gone.text
    assert "Second tab." in gone.text


def test_a_mistake_keeps_the_words_in_the_form(client: TestClient) -> None:
    for fields, status, says in (
        ({"text": "  ", "title": "Only a title"}, 400, "no word in this story"), ({"text": "word " * 5000}, 413, "24,999"), ({"text": "Kept words", "p:nope": "on"}, 404, "nope"),
        ({"text": "Kept words", "rehearsal": "nope"}, 404, "nope"),
    ):
        answer = client.post("/stories/new", data={"form": "free", "title": "Only a title", "do": "keep", **fields}, headers=HOME)
        assert answer.status_code == status, fields
        assert says in answer.text
        assert fields["text"].strip()[:20] in answer.text
        check(client, answer.text)
    assert stores().stories.list() == []


@pytest.mark.parametrize("text", [TEXT, "## Situation\nIt broke.\n## Action\nI fixed it.", "hello"])
def test_cut_into_parts_and_joined_again_no_word_is_lost(client: TestClient, text: str) -> None:
    parts = client.post("/stories/new", data={"form": "free", "title": "T", "text": text, "do": "switch"}, headers=HOME)
    held = dict(re.findall(r'<textarea class="typed part" id="(\w+)"[^>]*>(.*?)</textarea>', parts.text, re.DOTALL))
    assert set(held) == {"situation", "task", "action", "result", "reflection"}
    words = re.findall(r"\w+", re.sub(r"^## \w+$", "", text, flags=re.MULTILINE))
    assert sorted(re.findall(r"\w+", " ".join(held.values()))) == sorted(words)
    check(client, parts.text)
    joined = client.post("/stories/new", data={"form": "parts", "title": "T", **held, "do": "switch"}, headers=HOME)
    (body,) = re.findall(r'<textarea class="typed tall"[^>]*>(.*?)</textarea>', joined.text, re.DOTALL)
    assert sorted(re.findall(r"\w+", body)) == sorted(words)
    kept = client.post("/stories/new", data={"form": "parts", "title": "T", **held, "do": "keep"}, headers=HOME)
    check(client, kept.text)
    assert list(stores().stories.list()[0].sections or {}) == [k for k in held if held[k].strip()]


def test_without_a_question_nothing_is_said_of_the_fit(client: TestClient) -> None:
    id = new(client)
    client.post(f"/stories/{id}/rate", data={"question": "", "level": "sde2"}, headers=HOME)
    client.post(f"/stories/{id}/rate", data={"question": "", "level": "sde2"}, headers=HOME)
    for path in ("", "/compare"):
        assert '<th scope="row">Fit</th>' not in client.get(f"/stories/{id}{path}").text
    client.post(f"/stories/{id}/rate", data={"question": "Tell me about a time you went beyond your role.", "level": "sde2"}, headers=HOME)
    assert re.search(r'<th scope="row">Fit</th><td>–</td><td>–</td><td>\d</td>', client.get(f"/stories/{id}").text)
    assert re.search(r'<th scope="row">Fit</th><td>–</td><td>\d</td><td>not rated before</td>', client.get(f"/stories/{id}/compare").text)


def test_stories_without_a_principle_say_so_and_lead_to_it(client: TestClient) -> None:
    id = new(client)
    edit = f'href="/stories/{id}/edit#told"'
    assert 'id="told"' in client.get(f"/stories/{id}/edit").text
    assert "1 story, without one of these principles yet" in client.get("/").text
    for path in ("/", f"/stories/{id}", "/stories"):
        text = client.get(path).text
        assert edit in text, path
        check(client, text)
    assert "<table" not in client.get("/stories").text
    new(client, title="Another")
    assert "2 stories, none with one of these principles yet" in client.get("/").text
    new(client, title="Told", **{"p:ownership": "on"})
    assert "none with" not in client.get("/").text
    listed = client.get("/stories").text
    assert "<table" in listed
    assert re.search(r'<dt>Ownership</dt><dd><a href="/stories/[0-9a-f-]+">Told</a>', listed)


def test_a_story_is_told_for_what_its_take_shows(client: TestClient) -> None:
    id = new(client, **{"p:frugality": "on"})
    take = client.post(f"/stories/{id}/rate", data={"question": "", "level": "sde2"}, headers=HOME)
    check(client, take.text)
    shown = re.findall(r'name="(p:[a-z-]+)"', take.text)
    assert shown
    kept = client.post(f"/stories/{id}/principles", data=dict.fromkeys(shown, "1"), headers=HOME)
    assert kept.url.path == f"/stories/{id}"
    assert stores().stories.get(id).principles == ["frugality", *(name.removeprefix("p:") for name in shown)]
    assert stores().stories.get(id).text == TEXT
    assert "Tell it for" not in client.get(take.url.path).text
    again = stores().stories.get(id).version
    client.post(f"/stories/{id}/principles", data=dict.fromkeys(shown, "1"), headers=HOME)
    assert stores().stories.get(id).version == again
    assert client.post(f"/stories/{id}/principles", data={"p:nope": "1"}, headers=HOME).status_code == 404


def test_headings_without_words_are_named_after_an_import(client: TestClient) -> None:
    raw = b"# One\nI did it.\n# Empty <b>one</b>\n# Two\nI ran.\n"
    came = client.post("/stories/import", files={"file": ("all.md", raw)}, headers=HOME)
    check(client, came.text)
    assert "2 stories came in." in came.text
    assert "“Empty &lt;b&gt;one&lt;/b&gt;” has no words and was left out." in came.text
    assert {s.title for s in stores().stories.list()} == {"One", "Two"}
    fake = client.post("/stories/import", files={"file": ("fake.docx", b"not a zip")}, headers=HOME)
    assert fake.status_code == 400
    assert "fake.docx is no Word file" in fake.text
    check(client, fake.text)


def test_after_the_framework_is_changed_every_story_can_be_told_for_the_new_one(client: TestClient) -> None:
    tagged, bare = new(client, **{"p:ownership": "on"}), new(client)
    for id in (tagged, bare):
        client.post(f"/stories/{id}/rate", data={"question": "Tell me about a time you went beyond your role.", "level": "sde2"}, headers=HOME)
    client.post("/settings/aim", data={"aim": "civil-service/heo", "interview": ""}, headers=HOME)
    listed = client.get("/stories").text
    check(client, listed)
    assert listed.count("Not rated for UK Civil Service behaviours") == 2
    assert "tell it for UK Civil Service behaviours" in listed
    edit = client.get(f"/stories/{bare}/edit").text
    assert 'name="p:seeing-the-big-picture"' in edit
    assert 'name="p:ownership"' not in edit
    assert "instead</button>" not in edit
    story = client.get(f"/stories/{bare}").text
    assert '<option value="heo" selected>' in story
    assert "not rated for UK Civil Service behaviours" in story
    rated = client.post(f"/stories/{bare}/rate", data={"question": "", "level": "heo"}, headers=HOME)
    assert "/takes/" in str(rated.url)
    assert "HEO/SEO: " in client.get(f"/stories/{bare}").text
    edit = client.get(f"/stories/{tagged}/edit").text
    assert 'name="p:ownership" checked' in edit
    assert "Tell it for UK Civil Service behaviours" in edit
    form = {"form": "free", "title": "Typed anew", "text": TEXT, "version": version(client, tagged), "framework": "amazon", "p:ownership": "on"}
    switched = client.post(f"/stories/{tagged}/edit", data=form | {"do": "instead"}, headers=HOME).text
    check(client, switched)
    assert 'value="Typed anew"' in switched
    assert 'name="p:seeing-the-big-picture">' in switched
    assert stores().stories.get(tagged).principles == ["ownership"]
    del form["p:ownership"]
    client.post(f"/stories/{tagged}/edit", data=form | {"do": "keep", "framework": "civil-service", "p:seeing-the-big-picture": "on"}, headers=HOME)
    assert stores().stories.get(tagged).framework == "civil-service"
    assert "Typed anew" in client.get("/stories?principle=seeing-the-big-picture").text


def test_the_same_file_twice_brings_nothing_twice_and_is_said_once(client: TestClient) -> None:
    raw = b"# One\n\nI wrote the first fix.\n\n# Two\n\nI wrote the second fix.\n"
    came = client.post("/stories/import", files={"file": ("all.md", raw)}, headers=HOME)
    assert "2 stories came in." in came.text
    assert str(came.url).endswith("/stories")
    assert "came in" not in client.get("/stories").text
    again = client.post("/stories/import", files={"file": ("all.md", raw + b"\n# Three\n\nI wrote the third fix.\n")}, headers=HOME).text
    assert "1 story came in." in again
    assert "\u201cTwo\u201d, \u201cOne\u201d are here already" in again or "\u201cOne\u201d, \u201cTwo\u201d are here already" in again
    assert "Nothing new came in." in client.post("/stories/import", files={"file": ("all.md", raw)}, headers=HOME).text
    assert len(stores().stories.list()) == 3


def test_an_export_is_brought_in_again_and_what_was_changed_meanwhile_is_asked_about(client: TestClient) -> None:
    id = new(client, **{"p:ownership": "on"})
    with zipfile.ZipFile(io.BytesIO(client.get("/settings/export.zip").content)) as held:
        raw = held.read("stories/001-the-webhooks.md")
    changed = {"form": "free", "title": "The webhooks", "text": TEXT + " It held.", "version": version(client, id), "p:ownership": "on", "do": "keep"}
    client.post(f"/stories/{id}/edit", data=changed, headers=HOME)
    came = client.post("/stories/import", files={"file": ("a.md", raw)}, headers=HOME).text
    assert "Nothing new came in." in came
    assert "\u201cThe webhooks\u201d is here with other words than in the file, and was left as it is." in came
    assert 'href="/stories/import?copies=1"' in came
    form = client.get("/stories/import?copies=1").text
    check(client, form)
    assert 'action="/stories/import?copies=1"' in form
    copy = client.post("/stories/import?copies=1", files={"file": ("a.md", raw)}, headers=HOME)
    assert "Ownership" in copy.text
    assert len(stores().stories.list()) == 2


def test_many_stories_are_listed_under_their_principles(client: TestClient) -> None:
    for number in range(5):
        new(client, title=f"Told {number}", text=f"{TEXT} {number}", **{"p:ownership": "on"})
        if number == 0:
            new(client, title="Not told for any", text="I wrote something else.")
            grid = client.get("/stories").text.partition('class="cover"')[2].partition("</table>")[0]
            assert "Told 0" in grid
            assert "Not told for any" not in grid
    page = client.get("/stories").text
    check(client, page)
    assert 'class="cover"' not in page
    assert '<div class="wide listed">' in page


def test_drafts_that_begin_alike_are_told_apart_and_discarded(client: TestClient) -> None:
    for tab, end in (("tab-1", "and the first was mended."), ("tab-2", "and the second was mended.")):
        text = f"# The webhooks\n\n{TEXT} {end}"
        client.post("/api/drafts", json={"page": "story:new", "id": tab, "number": 1, "text": text, "question": "", "level": ""}, headers=HOME)
    page = client.get("/stories/new").text
    check(client, page)
    assert '">The webhooks In March' in page
    assert "and the first was mended." in page
    assert "and the second was mended." in page
    left = client.post("/stories/new", data={"do": "discard", "draft": "tab-1"}, headers=HOME)
    assert str(left.url).endswith("/stories/new")
    assert "and the first was mended." not in left.text
    assert "and the second was mended." in left.text


def test_a_take_says_where_an_earlier_version_voted_otherwise(client: TestClient) -> None:
    story = stores().stories.create("Bread", TEXT, None, [], NOW)
    rating = assess_answer(TEXT, None, "sde2").to_dict()
    other = {**rating["vote"], "value": 1, "word": "strong no hire"}
    for word, vote in ((rating["vote"]["word"], rating["vote"]), (other["word"], other)):
        take = stores().takes.add(TEXT, None, "sde2", "amazon", {**rating, "vote": vote}, story.id, None, None, NOW)
        page = client.get(f"/stories/{story.id}/takes/{take.id}").text
        assert ("by an earlier version, is: strong no hire." in page) == (word == other["word"])
        check(client, page)
