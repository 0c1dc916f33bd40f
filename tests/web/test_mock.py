"""The mock by plain forms: nothing typed is lost, and nothing is answered twice."""
from __future__ import annotations

import re

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from greenroom.services import interview
from tests.web.conftest import HOME

QUESTION = "Tell me about a time you took on something outside your area of responsibility."
THIN = "We had a problem with the invoices last year. We looked into it together and the team fixed it in the end. Everyone was happy and I learnt that communication matters."


def test_a_mock_from_question_to_report(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "senior"}, headers=HOME)
    assert page.url.path == "/mock/now"
    assert "Senior" in page.text
    for hint in ("Mend first", "carries", "sinks"):
        assert hint not in page.text
    page = give(client, page.text, THIN)
    asked = 0
    while page.url.path == "/mock/now":
        asked += 1
        assert f"Follow-up {asked} of" in page.text
        assert "Mend first" not in page.text
        page = give(client, page.text, "I called the owner of the invoices and checked each one myself, 40 in all.", "finish" if asked % 2 else "skip")
    assert page.url.path.startswith("/rehearsals/")
    assert 2 <= asked <= 4
    assert page.text.count('<p class="probes">') == asked
    assert "Skipped." in page.text
    assert "at Senior" in page.text
    assert QUESTION in client.get("/rehearsals").text
    assert client.get("/mock/now").url.path == "/mock"
    client.post(f"{page.url.path}/delete", headers=HOME)
    assert client.get(page.url.path).status_code == 404
    assert "None yet" in client.get("/rehearsals").text


def test_a_draft_is_kept_and_taken_up_again(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME)
    kept = give(client, page.text, "Half a sentence", "keep")
    assert "Kept on this machine." in kept.text
    assert "Half a sentence</textarea>" in client.get("/mock/now").text
    assert "A mock is waiting" in client.get("/").text
    again = client.post("/mock", data={"question": "Another question?", "level": "sde2"}, headers=HOME)
    assert "Half a sentence</textarea>" in again.text


def test_two_tabs_do_not_destroy_each_other(client: TestClient) -> None:
    first = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME).text
    second = client.get("/mock/now").text
    give(client, first, THIN)
    late = give(client, second, "Words from the other tab")
    assert late.status_code == 409
    assert "Words from the other tab" in late.text
    assert "Follow-up 1 of" in client.get("/mock/now").text


def test_an_empty_answer_is_not_taken(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME)
    answer = give(client, page.text, "  ")
    assert answer.status_code == 400
    assert re.search(r'id="says" role="alert" data-says>Write your answer first, or leave it for now\.</p>\s*<p class="quiet small" id="aim">', answer.text)
    assert re.search(r'<textarea[^>]* aria-describedby="says aim"[^>]* aria-invalid="true" autofocus>', answer.text)
    turn = page.text.partition('name="turn" value="')[2].partition('"')[0]
    aloud = client.post("/mock/now", data={"turn": turn, "shown": "0", "text": " ", "do": "finish", "how": "aloud"}, headers=HOME)
    assert "Type what you said first, or leave it for now." in aloud.text


def test_a_reply_that_is_too_long_stays_in_the_form(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME)
    answer = give(client, page.text, "I wrote it. " * 2000)
    assert answer.status_code == 413
    assert answer.text.count("I wrote it.") == 2000
    assert "The text has 24,000 characters; an answer may have 20,000." in answer.text


def test_a_mock_is_stopped_and_its_words_are_there_again(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME)
    assert "Nothing is written yet." in client.get("/mock").text
    stopped = give(client, page.text, "Half a sentence", "stop")
    assert stopped.url.path == "/mock"
    assert "Under way, at SDE2" in stopped.text
    assert "Half a sentence</textarea>" in client.get("/mock/now").text
    turn = page.text.partition('name="turn" value="')[2].partition('"')[0]
    kept_by_its_tab = client.post("/mock/now", data={"turn": turn, "text": "Half a sentence", "do": "stop", "draft": "tab-1"}, headers=HOME)
    assert kept_by_its_tab.url.path == "/mock"
    assert give(client, page.text, "From a stale page", "stop").status_code == 409


def test_words_are_dropped_only_when_that_is_confirmed(client: TestClient) -> None:
    dropped = r'<form method="post" action="/mock/drop">'
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME)
    fresh = client.get("/mock").text
    assert "<summary>Drop it" not in fresh
    assert dropped in fresh
    give(client, page.text, "Half a sentence", "keep")
    written = client.get("/mock").text
    assert dropped not in written
    assert re.search(r'<details><summary>Drop it and choose another</summary>\s*<form class="stack" method="post" action="/mock/drop">', written)
    assert "Every draft of it goes. It cannot be undone." in written
    give(client, client.get("/mock/now").text, THIN)
    assert "The answer, the replies and every draft go." in client.get("/mock").text


def test_aloud_is_said_to_ask_for_the_words(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GREENROOM_RECOGNISER", raising=False)
    assert client.get("/mock").text.count("Aloud, you afterwards type what you said") == 2
    monkeypatch.setenv("GREENROOM_RECOGNISER", "whisper {wav}")
    assert client.get("/mock").text.count("your recogniser can write what you said") == 2
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2", "how": "aloud"}, headers=HOME).text
    assert "afterwards you type what you said or bring a transcript" in page
    assert 'accept=".srt,.vtt,.json,.txt"' in page
    assert "maxlength" not in page


def test_what_cannot_be_judged_ends_with_the_reason(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME)
    asks = give(client, page.text, "hello there")
    assert "too short to judge" in asks.text
    assert "hello there</textarea>" in asks.text
    assert client.get("/mock/now").url.path == "/mock/now"
    report = give(client, asks.text, "hello there", "short")
    assert report.url.path.startswith("/rehearsals/")
    assert "Not enough to judge" in report.text


def test_a_mock_can_be_dropped_and_names_are_checked(client: TestClient) -> None:
    client.post("/mock", data={"from": "w:dropped-webhooks", "level": "sde2"}, headers=HOME)
    assert "waiting" in client.get("/").text
    id = client.get("/mock").text.partition('name="id" value="')[2].partition('"')[0]
    client.post("/mock/drop", data={"id": id}, headers=HOME)
    assert "waiting" not in client.get("/").text
    for form in ({"from": "w:nope"}, {"from": "p:nope"}, {"level": "nope"}):
        answer = client.post("/mock", data=form, headers=HOME)
        assert answer.status_code == 404
        assert "Choose one of" in answer.text


def give(client: TestClient, page: str, text: str, do: str = "finish") -> Response:
    turn = page.partition('name="turn" value="')[2].partition('"')[0]
    return client.post("/mock/now", data={"turn": turn, "shown": "0", "text": text, "do": do}, headers=HOME)


def test_a_report_can_be_saved_as_one_file(client: TestClient) -> None:
    page = client.post("/mock", data={"question": "Why <b>you</b>? " + QUESTION, "level": "sde2"}, headers=HOME)
    page = give(client, page.text, THIN)
    page = give(client, page.text, "I called the owner of the invoices <script>alert(1)</script> and checked each one myself, 40 in all.")
    while page.url.path == "/mock/now":
        page = give(client, page.text, "", "skip")
    file = client.get(f"{page.url.path}/report.html")
    assert re.search(r'attachment; filename="greenroom-rehearsal-\d{4}-\d\d-\d\d-why-b-you[a-z-]*.html"', file.headers["content-disposition"])
    assert "<script" not in file.text
    assert "&lt;script&gt;" in file.text
    assert not re.search(r"https?://|<link|src=", file.text)
    for part in ("a rehearsal of", "Follow-ups and replies", "Skipped.", "The vote at every level", "Mend first", "The interviewer&#39;s notes" if "&#39;s notes" in file.text else "The interviewer's notes"):
        assert part in file.text
    assert client.get("/rehearsals/nope/report.html").status_code == 404


def test_seconds_of_writing_leave_out_the_thinking(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME)
    turn = page.text.partition('name="turn" value="')[2].partition('"')[0]
    page = client.post("/mock/now", data={"turn": turn, "shown": "0", "spent": "83", "text": THIN, "do": "finish", "how": "writing"}, headers=HOME)
    while page.url.path == "/mock/now":
        page = give(client, page.text, "", "skip")
    assert "in 1\xa0min\xa023\xa0s</span>" in page.text
    assert "/stories/new?rehearsal=" in page.text


def test_seconds_of_a_draft_are_there_when_it_is_taken_up_again(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2"}, headers=HOME).text
    assert 'data-before="0"' in page
    name = re.search(r'data-page="([^"]+)"', page)[1]  # type: ignore[index]
    draft = {"page": name, "id": "tab-1", "number": 1, "text": THIN, "seconds": 28.4}
    assert client.post("/api/drafts", json=draft, headers=HOME).status_code == 200
    assert 'data-before="28"' in client.get("/mock/now").text


def test_a_mock_is_chosen_by_title_and_question(client: TestClient) -> None:
    text = client.get("/mock").text
    listed = re.findall(r'<option value="w:[^"]+">([^<]+)</option>', text)
    assert len(listed) > 5
    assert listed == sorted(listed, key=str.casefold)
    assert all(": " in one for one in listed)
    assert text.index("Or a question of your own") < text.index("You answer")


def test_the_page_is_drawn_as_its_script_will_have_it(client: TestClient) -> None:
    page = client.post("/mock", data={"question": QUESTION, "level": "sde2", "how": "aloud"}, headers=HOME).text
    assert "Ready to record" in page
    assert "data-start>Record</button>" in page
    assert "data-form hidden" in page
    assert "data-think>" in page
    assert 'class="face h1 n75" data-face>' in page
    id = re.search(r'data-rehearsal="([^"]+)"', page)[1]  # type: ignore[index]
    for number in range(3):
        sent = client.post(f"/api/rehearsals/{id}/turns/0/segments/{number}", content=b"abcdefgh", headers={**HOME, "content-type": "audio/webm"})
        assert sent.status_code == 200
    client.cookies.set("greenroom-clock", "hidden")
    page = client.get("/mock/now").text
    assert "Recorded. Now type what you said" in page
    assert "data-start>Continue recording</button>" in page
    assert 'aria-label="Replay. Recording, 0:03"' in page
    assert "data-form hidden" not in page
    assert "data-think hidden>" in page
    assert 'class="face h1 n75" data-face hidden>' in page
    assert "Show the clock" in page
    writing = client.get("/mock/now?how=writing").text
    assert "Thinking time is not counted." in writing
    assert "is estimated: how long your words take to say, at 150 a minute" in writing


def _chosen(page: str, field: str) -> str:
    found = re.search(rf'<select id="{field}".*?<option value="([^"]+)" selected', page, re.DOTALL)
    return found[1] if found else ""


def test_the_level_of_the_settings_is_the_one_that_a_mock_begins_with(client: TestClient) -> None:
    client.post("/settings/aim", data={"aim": "amazon/senior"}, headers=HOME)
    for path in ("/mock", "/mock?principle=ownership", "/mock?walkthrough=dropped-webhooks"):
        page = client.get(path).text
        assert _chosen(page, "level") == "senior"
        assert _chosen(page, "loop-level") == "senior"
    assert _chosen(client.get("/mock?walkthrough=dropped-webhooks&level=sde1").text, "level") == "sde1"


def test_under_a_framework_without_walkthroughs_the_questions_of_others_are_asked_at_its_bar(client: TestClient) -> None:
    client.post("/settings/aim", data={"aim": "civil-service/heo"}, headers=HOME)
    page = client.get("/mock?level=manager").text
    assert _chosen(page, "level") == "g7"
    assert _chosen(client.get("/mock").text, "level") == "heo"
    assert 'value="p:ownership"' in page
    assert "No walkthrough is told under UK Civil Service" in page
    for source, level in (({"from": "w:dropped-webhooks"}, "Senior"), ({"from": "p:ownership"}, "Senior"), ({"question": QUESTION}, "HEO/SEO")):
        asked = client.post("/mock", data={**source, "level": "heo"}, headers=HOME)
        assert f"at {level}" in asked.text
        id = re.search(r'name="id" value="([^"]+)"', client.get("/mock").text)
        assert id
        client.post("/mock/drop", data={"id": id[1]}, headers=HOME)
    loop = client.post("/loops", data={"level": "heo", "p:ownership": "1"}, headers=HOME)
    assert loop.url.path == "/mock/now"
    assert "at Senior" in loop.text


def test_what_was_recorded_of_a_mock_that_was_left_is_said_on_every_page(client: TestClient) -> None:
    client.post("/mock", data={"question": QUESTION, "level": "sde2", "how": "aloud"}, headers=HOME)
    for path in ("/", "/mock"):
        assert "Nothing is recorded yet." in client.get(path).text
    waiting = interview.interrupted()
    assert waiting
    client.post(f"/api/rehearsals/{waiting.id}/turns/0/segments/0", content=b"sound", headers={**HOME, "content-type": "audio/webm;codecs=opus"})
    for path in ("/", "/mock"):
        text = client.get(path).text
        assert "Your recording is kept; go on where you stopped." in text
        assert "Nothing is" not in text
