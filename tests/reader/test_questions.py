"""A story is read without its question: any number of questions can be put to one reading, and none moves another score."""
from __future__ import annotations

import pytest

from greenroom.reader import engine

STORY = (
    "In March our delivery vans kept coming back half full. Nobody had asked me to look at it, I was the night clerk. I wrote down for two weeks which streets were "
    "driven twice, drew the round anew and took it to the foreman. He tried it on Monday. Fuel fell from 900 to 640 euros a week. I learned to bring a drawing and not a complaint."
)
QUESTIONS = ["Tell me about a time you took on something outside your job.", "Tell me about a time you failed.", "Conflict?"]


def test_many_questions_are_rated_as_each_one_is() -> None:
    together = engine.fits(STORY, QUESTIONS)
    assert together == [engine.read(STORY, question).criteria["fit"] for question in QUESTIONS]


def test_steps_fall() -> None:
    for one, two, three in engine.fits(STORY, QUESTIONS):
        assert 1 >= one >= two >= three >= 0


@pytest.mark.parametrize("question", ["", *QUESTIONS, "?!", "How tall are you?"])
def test_a_question_moves_no_score_but_fit(question: str) -> None:
    plain, asked = engine.read(STORY, QUESTIONS[0]), engine.read(STORY, question)
    assert [s.section for s in plain.sentences] == [s.section for s in asked.sentences]
    assert plain.marks == asked.marks
    assert {k: v for k, v in plain.criteria.items() if k != "fit"} == {k: v for k, v in asked.criteria.items() if k != "fit"}


def test_the_question_leans_on_the_principle() -> None:
    asked, plain = dict(engine.read(STORY, "Dive Deep").principles), dict(engine.read(STORY).principles)
    assert asked["Dive Deep"] > plain["Dive Deep"]
    assert engine.read(STORY, "?!").principles == engine.read(STORY).principles


def test_no_word_asked_is_no_question() -> None:
    assert engine.fits(STORY, ["?!"]) == engine.fits(STORY, [""])
