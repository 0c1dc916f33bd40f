"""Exercises by plain forms: judged, graded once, and in the order that was shown."""
from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from greenroom.services import browse, exercise
from greenroom.services.door import stores
from tests.web.conftest import HOME

W = "dropped-webhooks"
CARD = "amazon.ownership/card/2"
"""The card about the first principle of that walkthrough; every walkthrough under it has the same one."""
MENDED = "The service was not ours, so I read four weeks of the log, found two workers on one row, and wrote a claim that they could merge as it stood."


def test_the_choice_shown_is_the_choice_judged(client: TestClient) -> None:
    right = next(o.text for o in browse.walkthrough(W).quizzes[0].options if o.right)
    orders = set()
    for seed in range(6):
        choices = exercise.shown(f"{W}/quiz/1", seed).choices
        orders.add(choices)
        page = client.post("/drill", data={"exercise": f"{W}/quiz/1", "seed": str(seed), "given": str(choices.index(right)), "within": W}, headers=HOME)
        assert "Your choice, and this is it." in page.text
    assert len(orders) > 1


def test_a_wrong_choice_shows_the_right_one(client: TestClient) -> None:
    choices = exercise.shown(f"{W}/quiz/1", 1).choices
    wrong = next(o.text for o in browse.walkthrough(W).quizzes[0].options if not o.right)
    page = client.post("/drill", data={"exercise": f"{W}/quiz/1", "seed": "1", "given": str(choices.index(wrong))}, headers=HOME)
    assert "Your choice, not this one." in page.text
    assert "This one." in page.text
    assert "0 of 1 right" in page.text


def test_an_answer_sent_twice_is_graded_once(client: TestClient) -> None:
    form = {"exercise": f"{W}/spot/1", "seed": "1", "given": "0"}
    client.post("/drill", data=form, headers=HOME)
    first = exercise.schedule().to_dict()
    again = client.post("/drill", data=form, headers=HOME)
    assert exercise.schedule().to_dict() == first
    assert "comes back on the day already set" in again.text


def test_every_exercise_of_a_walkthrough_can_be_done(client: TestClient) -> None:
    page = client.get(f"/walkthroughs/{W}/drill")
    seen: list[str] = []
    while "Drill" in page.text and (found := re.search(r'name="exercise" value="([^"]+)"', page.text)):
        seen.append(found[1])
        assert len(seen) <= 40
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
        page = client.post("/drill", data={**form, "given": MENDED if "/mend/" in found[1] else "1", **({"grade": "good"} if "/card/" in found[1] and not found[1].endswith("/1") else {})}, headers=HOME)
        onward = re.search(r'class="(?:button main|plain-button)" href="(/walkthroughs/[^"]*drill\?[^"]*)"', page.text.partition("<h2")[2])
        page = client.get(html.unescape(onward[1])) if onward else page
        if "enough for once" in page.text:
            onward = re.search(r'href="(/walkthroughs/[^"]*on=1[^"]*)"', page.text)
            assert onward
            page = client.get(html.unescape(onward[1]))
    assert len(seen) == len(set(seen)) >= 15
    assert {i.split("/")[1] for i in seen} == {"quiz", "spot", "mend", "followup", "card"}


def test_a_followup_shows_its_question_and_both_replies(client: TestClient) -> None:
    f = browse.walkthrough(W).followups[0]
    choices = exercise.shown(f"{W}/followup/1", 3).choices
    page = client.post("/drill", data={"exercise": f"{W}/followup/1", "seed": "3", "given": str(choices.index(f.strong))}, headers=HOME)
    text = html.unescape(page.text)
    for part in (f.why_weak, f.remember, "Your choice, and this is it."):
        assert part in text
    assert text.index(f.weak) < text.index(f.why_weak)
    assert f"Line to remember: {f.remember}" in text
    assert {exercise.shown(f"{W}/followup/1", seed).choices for seed in range(8)} == {(f.weak, f.strong), (f.strong, f.weak)}


def test_a_card_is_compared_before_it_is_graded(client: TestClient) -> None:
    page = client.post("/drill", data={"exercise": CARD, "seed": "1"}, headers=HOME)
    assert "I had it" in page.text
    assert not exercise.schedule().cards
    client.post("/drill", data={"exercise": CARD, "seed": "1", "grade": "again"}, headers=HOME)
    assert CARD in exercise.schedule().cards


def test_unknown_exercises_and_too_long_mends_are_said(client: TestClient) -> None:
    for name in ("", "nope/quiz/1", f"{W}/quiz/99", f"{W}/quiz/<b>"):
        assert client.post("/drill", data={"exercise": name, "seed": "1"}, headers=HOME).status_code == 404
    long = client.post("/drill", data={"exercise": f"{W}/mend/1", "seed": "1", "given": "I wrote it. " * 2000}, headers=HOME)
    assert long.status_code == 413
    assert long.text.count("I wrote it.") == 2000


def test_too_little_of_a_mend_is_given_back_and_not_graded(client: TestClient) -> None:
    page = client.post("/drill", data={"exercise": f"{W}/mend/2", "seed": "1", "given": "It was not our code."}, headers=HOME)
    assert page.status_code == 400
    assert "One clause is too little to judge." in page.text
    assert ">It was not our code.</textarea>" in page.text
    assert not exercise.schedule().cards


def test_a_mend_stands_under_what_it_mends(client: TestClient) -> None:
    given = "It was Platform's code, there was no ticket and nobody had asked me, but I told my lead that I would stay on it until nothing was lost."
    text = html.unescape(client.post("/drill", data={"exercise": f"{W}/mend/2", "seed": "1", "given": given}, headers=HOME).text)
    assert text.index("As it was") < text.index(exercise.shown(f"{W}/mend/2", 1).text) < text.index("Your version") < text.index(given)


def test_the_reason_of_a_weak_reply_stands_under_it(client: TestClient) -> None:
    f = browse.walkthrough(W).followups[0]
    for given in (f.weak, f.strong):
        choices = exercise.shown(f"{W}/followup/1", 3).choices
        page = client.post("/drill", data={"exercise": f"{W}/followup/1", "seed": "3", "given": str(choices.index(given))}, headers=HOME)
        under = html.unescape(page.text).partition(f.weak)[2].partition("</li>")[0]
        assert f.why_weak in under
        assert ("Your choice, not this one." if given == f.weak else "The weaker one.") in under


def test_a_wrong_sentence_is_explained_and_so_is_the_right_one(client: TestClient) -> None:
    weak = browse.walkthrough(W).weak
    assert weak
    choices = exercise.shown(f"{W}/spot/1", 1).choices
    asked = weak.giveaways[0]
    seen = set()
    for at, choice in enumerate(choices):
        text = html.unescape(client.post("/drill", data={"exercise": f"{W}/spot/1", "seed": "1", "given": str(at)}, headers=HOME).text)
        assert asked.why in text
        under = text.partition("Your choice, not this one.</b>")[2].partition("</p>")[0]
        if under:
            other = next((g for g in weak.giveaways if exercise.holds(choice, g.phrase)), None)
            seen.add(other is None)
            assert (other.why if other else "gives nothing away") in under
    assert seen == {True, False}


def test_new_ones_come_with_the_kinds_in_turn(client: TestClient) -> None:
    page, kinds, passed = client.get(f"/walkthroughs/{W}/drill"), [], 0
    while (found := re.search(r'name="exercise" value="[^"/]+/(\w+)/', page.text)) and passed < 5:
        kinds.append(found[1])
        passed += 1
        later = re.search(r'class="plain-button" href="([^"]+)">Leave it for later', page.text)
        assert later
        page = client.get(html.unescape(later[1]))
    assert len(set(kinds)) == 5


def _later(page: str) -> str:
    found = re.search(r'class="plain-button" href="([^"]+)">Leave it for later', page)
    assert found
    return html.unescape(found[1])


def test_what_was_left_for_later_is_said_and_can_be_begun_again(client: TestClient) -> None:
    page, left = client.get(f"/walkthroughs/{W}/drill?level=senior").text, 0
    while "Leave it for later" in page:
        page, left = client.get(_later(page)).text, left + 1
    assert f"You left {left} for later." in page
    assert "nothing is new" not in page
    again = re.search(r'href="([^"]+)">Start again', page)
    assert again
    assert "Leave it for later" in client.get(html.unescape(again[1])).text
    assert f'href="/walkthroughs/{W}?level=senior"' in page


def test_a_sitting_of_what_is_due_ends_with_it(client: TestClient) -> None:
    schedule, long_ago = exercise.schedule(), datetime.now(UTC) - timedelta(days=30)
    for id in (f"{W}/quiz/1", f"{W}/quiz/2"):
        schedule.grade(id, "good", long_ago)
    stores().schedule.save({"cards": schedule.cards})
    page = client.get("/drill")
    assert "2 due" in page.text
    for _ in range(2):
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
        done = client.post("/drill", data={**form, "given": "0"}, headers=HOME).text
        following = re.search(r'class="button main" href="([^"]+)">Next', done)
        assert following
        assert following[1].endswith("#d")
        page = client.get(html.unescape(following[1]))
    assert "All that was due is done. Go on with new ones?" in page.text
    onward = re.search(r'href="([^"]+)">Go on with new ones', page.text)
    assert onward
    assert 'name="exercise"' in client.get(html.unescape(onward[1])).text


def test_the_heading_of_an_exercise_can_be_landed_on(client: TestClient) -> None:
    page = client.get(f"/walkthroughs/{W}/drill").text
    assert 'action="/drill#d"' in page
    assert '<h2 id="d" tabindex="-1">' in page
    assert _later(page).endswith("#d")


def _mend(client: TestClient) -> str:
    """The page of the first section to mend."""
    page = client.get(f"/walkthroughs/{W}/drill").text
    while 'name="given" rows' not in page:
        page = client.get(_later(page)).text
    return page


def test_what_came_of_an_answer_is_a_page_that_can_be_loaded_again(client: TestClient) -> None:
    for name, given in ((f"{W}/quiz/1", "0"), (f"{W}/mend/3", MENDED)):
        first = client.post("/drill", data={"exercise": name, "seed": "1", "given": given, "within": W}, headers=HOME)
        assert [r.status_code for r in first.history] == [303]
        assert first.url.path == "/drill/done"
        assert "claim" not in str(first.url)
        kept = exercise.schedule().to_dict()
        again = client.get(str(first.url))
        assert again.text == first.text
        assert "Comes back in" in again.text
        assert exercise.schedule().to_dict() == kept


def test_of_a_section_mended_before_the_last_the_next_exercise_is_shown(client: TestClient) -> None:
    first = client.post("/drill", data={"exercise": f"{W}/mend/3", "seed": "1", "given": MENDED, "within": W}, headers=HOME)
    client.post("/drill", data={"exercise": f"{W}/mend/2", "seed": "1", "given": MENDED, "within": W}, headers=HOME)
    again = client.get(str(first.url))
    assert again.url.path == f"/walkthroughs/{W}/drill"
    assert 'name="exercise"' in again.text


def test_what_to_compare_with_is_a_page_that_can_be_loaded_again(client: TestClient) -> None:
    page = client.post("/drill", data={"exercise": CARD, "seed": "1", "within": W, "done": "2"}, headers=HOME)
    assert page.url.path == "/drill/compare"
    assert client.get(str(page.url)).text == page.text
    assert 'name="done" value="2"' in page.text


def test_pages_about_an_answer_with_wrong_names_are_said(client: TestClient) -> None:
    for path in ("done", "compare"):
        assert client.get(f"/drill/{path}?exercise={W}/quiz/99").status_code == 404
    assert client.get(f"/drill/done?exercise={W}/quiz/1&given=99").status_code == 200
    assert client.get(f"/drill/done?exercise={W}/mend/1", follow_redirects=False).status_code == 303


def test_a_script_can_rate_a_mended_section_as_the_drill_does(client: TestClient) -> None:
    page = _mend(client)
    name = re.search(r'name="exercise" value="([^"]+)"', page)
    held = re.search(r'data-mend="([^"]+)"', page)
    assert name
    assert held
    task = json.loads(html.unescape(held[1]))
    asked = {"text": MENDED, "section": task["section"], "criteria": [task["criterion"]], "question": task["question"]}
    rated = client.post("/api/assess/part", json=asked, headers=HOME).json()["criteria"][task["criterion"]]
    done = exercise.judged(name[1], 1, MENDED)
    assert done.outcome.rating
    assert rated["score"] == done.outcome.rating.criteria[task["criterion"]].score
    assert done.outcome.right == (rated["score"] >= task["earned"])
    assert len(task["steps"]) == 3
    assert f"{task['least']} words at the very least" in task["short"]
    assert "data-mend" not in client.get(f"/walkthroughs/{W}/drill").text
