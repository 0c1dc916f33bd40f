"""The exercises that a walkthrough gives: quizzes, spot the flaw, mend the sentence, follow-ups, and cards."""
from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from greenroom.assess import assess_part
from greenroom.catalogue.model import PARTS, Walkthrough, plain
from greenroom.frameworks import load as load_framework
from greenroom.practice.mending import EARNED, GOALS, LEAST_WORDS, MENDS, of_this_story, said_of, to_add, too_little
from greenroom.practice.schedule import Grade
from greenroom.rating.criteria import get as criterion_named
from greenroom.rating.result import PartRating
from greenroom.text.sentences import split

MOST_WORDS = 60
"""Words that may be given for a flaw: a long sentence, not the whole answer."""
SHUFFLED = ("quiz", "followup")
"""Kinds whose choices are shown in an order drawn anew."""
_WORD = re.compile(r"[a-z0-9']+")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One thing to do: `kind` is quiz, spot, mend, followup or card; `asks` the task in words; `text` what it is about; `choices` where one is chosen.

    `facts` tells the story in short, where it is needed to answer. `id` is stable while its text is: OF/KIND/NUMBER, where OF is the walkthrough, or for a card
    about a principle FRAMEWORK.PRINCIPLE: every walkthrough under that principle has the same card, and it is scheduled once. `walkthrough` is one that has it.
    """

    id: str
    walkthrough: str
    kind: str
    asks: str
    text: str
    choices: tuple[str, ...] = ()
    facts: str = ""

    @property
    def number(self) -> int:
        """Its place among those of its kind, from 1."""
        return int(self.id.rpartition("/")[2])

    @property
    def compared(self) -> bool:
        """Whether it is only shown what to compare with, so that the learner says whether they had it."""
        return self.kind == "card" and not self.choices


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an answer: whether it was right, the explanation, what a right answer is, and the rating where the engine was asked."""

    right: bool
    says: str
    answer: str
    grade: Grade
    rating: PartRating | None = None


@dataclass(frozen=True, slots=True)
class Mending:
    """How a mended section is rated: what `assess_part` is asked (section, criterion, question), from which score and number of words on it counts.

    `short` says what to add where there is less; `steps` what to do next, by score."""

    section: str | None
    criterion: str
    question: str
    least: int
    short: str
    earned: int
    steps: tuple[str, ...]


def exercises(w: Walkthrough, kinds: tuple[str, ...] = ("quiz", "spot", "mend", "followup", "card")) -> list[Exercise]:
    """All exercises of a walkthrough in a fixed order."""
    makers: dict[str, Callable[[Walkthrough], list[Exercise]]] = {"quiz": _quizzes, "spot": _spots, "mend": _mends, "followup": _followups, "card": _cards}
    return [e for kind in kinds for e in makers[kind](w)]


def shuffled(exercise: Exercise, rng: random.Random) -> Exercise:
    """The same exercise with its choices in an order drawn from `rng`."""
    choices = list(exercise.choices)
    rng.shuffle(choices)
    return replace(exercise, choices=tuple(choices))


def answer(w: Walkthrough, exercise: Exercise, given: str) -> Outcome:
    """Judge what was chosen (its text) or typed. An empty answer is wrong and shows the solution."""
    judge = {"quiz": _judge_quiz, "spot": _judge_spot, "mend": _judge_mend, "followup": _judge_followup, "card": _judge_card}[exercise.kind]
    return judge(w, exercise.number, given)


def _quizzes(w: Walkthrough) -> list[Exercise]:
    return [Exercise(f"{w.id}/quiz/{n}", w.id, "quiz", q.question, "", tuple(o.text for o in q.options)) for n, q in enumerate(w.quizzes, 1)]


def _judge_quiz(w: Walkthrough, number: int, given: str) -> Outcome:
    quiz = w.quizzes[number - 1]
    right = next(o for o in quiz.options if o.right)
    chosen = next((o for o in quiz.options if o.text == given), None)
    said = f"{chosen.why}\n\n{quiz.explanation}" if chosen else quiz.explanation
    return Outcome(chosen is right, said, right.text, "good" if chosen is right else "again")


def _spots(w: Walkthrough) -> list[Exercise]:
    if w.weak is None:
        return []
    answer_text = w.weak.answer
    sentences = tuple(s.of(answer_text) for s in split(answer_text))
    out = []
    for n, g in enumerate(w.weak.giveaways, 1):
        out.append(Exercise(f"{w.id}/spot/{n}", w.id, "spot", criterion_named(g.criterion).flaw, answer_text, sentences))
    return out


def _judge_spot(w: Walkthrough, number: int, given: str) -> Outcome:
    """Right where the words given overlap a giveaway of the criterion asked for: a sentence that holds it, or at least half of its words typed."""
    assert w.weak is not None
    asked = w.weak.giveaways[number - 1]
    typed = _WORD.findall(given.casefold())
    if len(typed) > MOST_WORDS:
        return Outcome(False, f"That is most of the answer. Give the few words that you mean, {MOST_WORDS} at most.", asked.phrase, "again")
    right = None
    for g in w.weak.giveaways:
        theirs = _WORD.findall(g.phrase.casefold())
        both = len(set(typed) & set(theirs))
        held = " ".join(theirs) in " ".join(typed) or (bool(typed) and " ".join(typed) in " ".join(theirs) and len(typed) >= 2)
        if g.criterion == asked.criterion and (held or (both >= max(2, len(set(theirs)) / 2) and both >= len(set(typed)) / 2)):
            right = g
    said = (right or asked).why
    return Outcome(right is not None, said, (right or asked).phrase, "good" if right else "again")


def objection(exercise: Exercise, given: str) -> str:
    """Why this cannot be meant as an answer to a "spot the flaw", or is too little of a mended section, so that it is asked again; "" where it can."""
    if exercise.kind == "mend":
        return " ".join(too_little(PARTS[exercise.number - 1], given) or ())
    typed = _WORD.findall(given.casefold())
    if given.strip().isdecimal():
        return "" if 1 <= int(given) <= len(exercise.choices) else f"The sentences are 1 to {len(exercise.choices)}."
    if len(typed) > MOST_WORDS:
        return f"That is most of the answer. Give the few words that you mean, {MOST_WORDS} at most."
    known = set(_WORD.findall(exercise.text.casefold()))
    if sum(word in known for word in typed) * 2 <= len(typed):
        return f"Those words do not stand in the answer. Type a number from 1 to {len(exercise.choices)}, or words from it."
    return ""


def _mends(w: Walkthrough) -> list[Exercise]:
    facts = w.overview.scenario if w.overview else ""
    return [
        Exercise(f"{w.id}/mend/{n}", w.id, "mend", GOALS[part], plain(w.sections[part].mistake), facts=facts)
        for n, part in enumerate(PARTS, 1) if part in w.sections
    ]


def mending(w: Walkthrough, number: int) -> Mending:
    """How the section of this number, from 1, is rated once it is mended."""
    part = PARTS[number - 1]
    key = MENDS[part]
    return Mending(part if part != "task" else None, key, w.head.question, LEAST_WORDS[part], to_add(part), EARNED, tuple(criterion_named(key).mend))


def _judge_mend(w: Walkthrough, number: int, given: str) -> Outcome:
    part, how = PARTS[number - 1], mending(w, number)
    section, key = w.sections[part], how.criterion
    if not given.strip():
        return Outcome(False, section.cost, plain(section.strong), "again")
    if short := too_little(part, given):
        return Outcome(False, " ".join(short), plain(section.strong), "again")
    rating = assess_part(given, how.section, (key,), how.question)
    if not rating.judged:
        assert rating.why_not is not None
        return Outcome(False, f"{rating.why_not.message} {rating.why_not.remedy}", plain(section.strong), "again", rating)
    score, ours = rating.criteria[key], of_this_story(w, part, given)
    earned = score.score >= EARNED
    grade: Grade = "again" if not earned else "easy" if score.score == 3 and ours else "good"
    return Outcome(earned, said_of(score, criterion_named(key), ours), plain(section.strong), grade, rating)


def _followups(w: Walkthrough) -> list[Exercise]:
    task = "Which reply is stronger?"
    return [Exercise(f"{w.id}/followup/{n}", w.id, "followup", task, f.question, (f.weak, f.strong)) for n, f in enumerate(w.followups, 1)]


def _judge_followup(w: Walkthrough, number: int, given: str) -> Outcome:
    followup = w.followups[number - 1]
    right = given == followup.strong
    return Outcome(right, f"The weak one: {followup.why_weak}\n\nLine to remember: {followup.remember}", followup.strong, "good" if right else "again")


def _cards(w: Walkthrough) -> list[Exercise]:
    framework = load_framework(w.framework)
    first = next(p for p in framework.principles if p.id == w.head.principles[0])
    names = tuple(p.name for p in framework.principles if p.id in {first.id, *(n.id for n in first.confused_with), *(lens.principle for lens in w.lenses)})
    about = f"{framework.id}.{first.id}"
    return [
        Exercise(f"{w.id}/card/1", w.id, "card", "Which principle does this question probe first?", w.head.question, names),
        Exercise(f"{about}/card/2", w.id, "card", f"Name something that speaks against an answer under {first.name}. Think of one, then compare.", ""),
        Exercise(f"{about}/card/3", w.id, "card", f"What does an interviewer listen for under {first.name}? Say it in two sentences, then compare.", ""),
    ]


def _judge_card(w: Walkthrough, number: int, given: str) -> Outcome:
    """The first card is judged; the others show what to compare with, and `given` is the learner's own grade."""
    framework = load_framework(w.framework)
    first = next(p for p in framework.principles if p.id == w.head.principles[0])
    if number == 1:
        right = given.strip().casefold() in {first.name.casefold(), first.id}
        return Outcome(right, " ".join(first.looks_for.split()), first.name, "good" if right else "again")
    shown = "\n".join(f"- {flag}" for flag in first.red_flags) if number == 2 else " ".join(first.looks_for.split())
    grade: Grade = "again" if given.strip().casefold() in {"", "n", "no", "again"} else "good"
    return Outcome(grade == "good", shown, shown, grade)
