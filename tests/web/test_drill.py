"""Exercises by plain forms: judged, graded once, and in the order that was shown."""
from __future__ import annotations

import html
import re

from starlette.testclient import TestClient

from greenroom.services import browse, exercise
from tests.web.conftest import HOME

W = "dropped-webhooks"
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
    assert "its date stays" in again.text


def test_every_exercise_of_a_walkthrough_can_be_done(client: TestClient) -> None:
    page = client.get(f"/walkthroughs/{W}/drill")
    seen: list[str] = []
    while "Drill" in page.text and (found := re.search(r'name="exercise" value="([^"]+)"', page.text)):
        seen.append(found[1])
        assert len(seen) <= 40
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
        page = client.post("/drill", data={**form, "given": MENDED if "/mend/" in found[1] else "1", **({"grade": "good"} if "/card/" in found[1] and not found[1].endswith("/1") else {})}, headers=HOME)
        onward = re.search(r'class="(?:button main|plain-button)" href="(/walkthroughs/[^"]*drill\?[^"]*)"', page.text)
        page = client.get(html.unescape(onward[1])) if onward else page
        if "enough for once" in page.text:
            onward = re.search(r'href="(/walkthroughs/[^"]*on=1)"', page.text)
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
    assert {exercise.shown(f"{W}/followup/1", seed).choices for seed in range(8)} == {(f.weak, f.strong), (f.strong, f.weak)}


def test_a_card_is_compared_before_it_is_graded(client: TestClient) -> None:
    page = client.post("/drill", data={"exercise": f"{W}/card/2", "seed": "1"}, headers=HOME)
    assert "I had it" in page.text
    assert not exercise.schedule().cards
    client.post("/drill", data={"exercise": f"{W}/card/2", "seed": "1", "grade": "again"}, headers=HOME)
    assert f"{W}/card/2" in exercise.schedule().cards


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
