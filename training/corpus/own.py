"""Plan answers in the measured manner of people's own notes: what is told is drawn for each criterion apart, how it is told is held against counts.

    python3 training/corpus/own.py WRITER COUNT SEED [hinted|shown|flat] > plan.json

With `hinted`, a quarter to two fifths of the time each of six things is there to be inferred and not said: people leave an effect, a habit, what was at stake to the listener.
With `shown`, so it is too, and what is marked in people's notes and seldom found there comes more often, told by conduct and without the words for it: blame, work handed on, an idea of one's own, a
long way to the problem, a lesson as a maxim. The question is more often one that the story answers without naming what was asked. With `flat` the same, but what came of it is as often nothing much as in the first plans.

Older plans let a writer choose what goes with what, and the same things always went together: who did much did it alone, and told it in a trade's words. Here every part
is drawn by itself. The manner is checked by annotation/manner.py.
"""
import json
import random
import sys

from lists import QUESTIONS
from sheets import SOFT

EACH = 8
"""Answers of one person."""
LIVES = [
    "computer science student, group projects and an internship", "graduate student in data science or information systems", "bootcamp student who did something else before", "bootcamp student who did something else before",
    "junior developer, first or second job", "junior developer, first or second job", "developer with five years in outsourcing or consulting", "developer in a start-up, three jobs so far", "developer in a large firm",
    "tester or automation engineer", "data analyst or data engineer", "embedded or hardware engineer", "IT support, then administrator", "product or project coordinator", "research assistant, thesis behind them",
    "retail or restaurant job, now changing trade", "bank, insurance or office clerk", "teacher or tutor changing trade", "nurse, carer or medical trainee", "call centre or account support",
    "soldier or reservist leaving the service", "construction, workshop or warehouse, now studying", "sales or marketing in a small firm", "charity, club or student society",
]
ENGLISH = [
    ("native, careless about typing", 24), ("native, school essay English", 16), ("native, talks as they type", 12), ("learned late, articles and tenses slip (Chinese)", 12), ("learned late, fluent and flat (Indian)", 12),
    ("learned late, stiff (Russian, Persian or Turkish)", 8), ("learned late, simple (Spanish, Portuguese or Haitian)", 8), ("learned late, short sentences (Korean, Vietnamese, Bengali)", 8),
]
SHAPES = [
    ("one paragraph, sentence after sentence", 30), ("two or three paragraphs", 14), ("S: T: A: R: as labels, or (S) (T) (A) (R) inside the text", 12), ("Situation / Task / Action / Result on lines of their own", 8),
    ("dashes or stars, a line each, some of them bare phrases", 8), ("begins with 'Answer:' or repeats the question", 6), ("a sentence in general first, then 'For example' or 'There was a time when'", 12),
    ("dictated, runs on with and, so, but", 6), ("notes to oneself beside the story (in brackets: what to say, what it shows)", 4),
]
QUESTION = [
    ("a usual question, drawn", 40), ("a bare topic of one to three words", 18), ("two or three topics with slashes between them", 8), ("a long question with its follow-ups in it, as a school hands them out", 14),
    ("a topic with a question mark, slightly wrong English", 8), ("a usual question in your own words", 12),
]
FITS = [
    ("squarely what was asked", 52), ("answers it, but its centre lies elsewhere or the turn that was asked for must be inferred", 20), ("a technical or study story under a question about people: the turn is shown and not named", 10),
    ("the right people and words, but the turn that was asked for does not come", 8), ("touches the question at one point only", 6), ("another question, or a habit with no event", 4),
]
TOLD = {
    "acts": [("soft: asked, told, explained, listened, stayed, offered", 28), ("plain steps of everyday work", 28), ("steps of the trade that a colleague could repeat", 22), ("general: worked on it, helped, made sure", 22)],
    "whose": [("all the speaker's own", 40), ("mostly own, one key step has no doer", 16), ("we, and the own part clear", 18), ("we nearly throughout", 14), ("passive or dropped subjects in half of it", 12)],
    "care": [("was given it and did it", 34), ("was given it and answers for how it ends", 16), ("saw it and began, in half a sentence", 16), ("an idea of their own told as a plain step", 12), ("not theirs, and says so", 7), ("stayed with it until it was done, told in passing", 8), ("handed it on or waited", 7)],
    "reason": [("none", 30), ("implied by the order", 22), ("one reason, plainly", 26), ("an obstacle met by talking somebody over", 10), ("two ways weighed", 12)],
    "result": [("none", 8), ("in words: it worked, good grade, on time", 46), ("somebody's words or mood", 14), ("one number, of what is unclear", 12), ("before and after, in figures or words", 14), ("a result that did not come", 6)],
    "gain": [("nobody's", 38), ("the speaker's own: praise, offer, promotion, grade", 16), ("general: saved time, everyone happy", 20), ("one person or the team, what exactly is said", 14), ("customers, users or money, how is said", 8), ("the same with its size", 4)],
    "after": [("nothing", 56), ("hinted", 12), ("own habit since", 16), ("the team kept it", 10), ("others took it over", 6)],
    "lesson": [("none", 42), ("general: communication, teamwork, patience", 20), ("a maxim that names what went wrong here", 12), ("of this story, plainly", 16), ("what is done otherwise since, with its case", 6), ("two or three lessons in a row", 4)],
    "background": [("problem and stakes in two sentences", 30), ("problem clear, stakes missing", 38), ("a third of it or more before the problem", 20), ("problem never quite clear", 12)],
    "others": [("nobody at fault", 62), ("somebody's conduct told, no verdict", 16), ("a verdict on somebody, in passing", 12), ("somebody else is why it went wrong", 10)],
}
HINTED = {
    "reason": [("none", 24), ("hinted: what was left, feared or could not wait shows why, no 'because'", 40), ("one reason, plainly", 18), ("an obstacle met by talking somebody over", 8), ("two ways weighed", 10)],
    "result": [("none", 6), ("hinted: what people did next shows that it worked, or did not", 30), ("in words: it worked, good grade, on time", 30), ("somebody's words or mood", 14), ("one number, of what is unclear", 8), ("before and after, in figures or words", 8), ("a result that did not come", 4)],
    "gain": [("nobody's", 24), ("the speaker's own: praise, offer, promotion, grade", 14), ("hinted: who is better off and how must be inferred from what they did or no longer had to do", 40), ("general: saved time, everyone happy", 8), ("one person or the team, what exactly is said", 10), ("customers, users or money, how is said", 4)],
    "after": [("nothing", 40), ("hinted in half a sentence: a tense, a 'still', an 'always', a 'next time', somebody who asks for it again", 36), ("own habit since", 12), ("the team kept it", 7), ("others took it over", 5)],
    "lesson": [("none", 32), ("hinted: a feeling or a wish that shows what they would do otherwise", 26), ("general: communication, teamwork, patience", 14), ("a maxim that names what went wrong here", 12), ("of this story, plainly", 10), ("two or three lessons in a row", 6)],
    "background": [("problem and stakes in two sentences", 20), ("problem clear, what was at stake to be inferred", 38), ("a third of it or more before the problem", 14), ("a tour of the project or the workplace, the problem comes out only with what was done", 16), ("problem never quite clear", 12)],
}
SHOWN = HINTED | {
    "acts": [("soft: asked, told, explained, listened, stayed, offered, and that is the whole of it", 34), ("plain steps of everyday work", 34), ("steps of the trade that a colleague could repeat", 10), ("general: worked on it, helped, made sure", 22)],
    "care": [("was given it and did it", 20), ("was given it and answers for how it ends", 10), ("saw it and began, in half a sentence", 18), ("an idea of their own told as a plain step", 26), ("stayed with it until it was done, told in passing", 10), ("handed it on, waited or left it to somebody, told as the natural thing to do", 16)],
    "reason": [("none", 16), ("hinted: what was left, feared or could not wait shows why, no 'because'", 30), ("one reason, plainly", 18), ("two ways, what each would have cost in everyday words, no 'weighed', 'option' or 'trade-off'", 24), ("an obstacle met by talking somebody over", 12)],
    "lesson": [("none", 24), ("hinted: a feeling or a wish that shows what they would do otherwise", 16), ("general: communication, teamwork, patience", 20), ("a maxim that names what went wrong here, in the present tense", 22), ("of this story, plainly", 8), ("two or three lessons in a row, the second and third of this story", 10)],
    "background": [("problem and stakes in two sentences", 16), ("problem clear, what was at stake to be inferred", 32), ("a third of it or more before the problem: who everybody is, how the place works, how they came there", 30), ("a tour of the project or the workplace, the problem comes out only with what was done", 16), ("problem never quite clear", 6)],
    "others": [("nobody at fault", 40), ("somebody's conduct told, no verdict: did not answer, left early, would not open the door", 28), ("somebody else is why it went wrong, told as a fact of the story", 20), ("a verdict on somebody, in passing", 12)],
}
FITS_SHOWN = [
    ("squarely what was asked, in the everyday words of the story", 34), ("answers it, but its centre lies elsewhere or the turn that was asked for must be inferred", 24),
    ("a technical, study or work story under a question about people: the disagreement, criticism or promise is shown and not named", 20), ("any good work under 'proudest', 'biggest', 'most challenging': the story is that and does not say so", 10),
    ("the right people and words, but the turn that was asked for does not come", 8), ("touches the question at one point only", 4),
]
TABLES = {"": (TOLD, FITS), "hinted": (TOLD | HINTED, FITS), "shown": (TOLD | SHOWN, FITS_SHOWN), "flat": (TOLD | SHOWN | {part: TOLD[part] for part in ("result", "gain", "after")}, FITS_SHOWN)}
WORDS = [70, 85, 100, 110, 120, 130, 150, 160, 175, 180, 200, 215, 230, 260, 300, 340, 400]


def drawn(rng, table):
    return rng.choices([name for name, _ in table], [weight for _, weight in table])[0]


def plan(writer, count, seed, told=TOLD, fits=FITS):
    rng = random.Random(f"own/{writer}/{seed}")
    asked = [q for qs in QUESTIONS.values() for q in qs]
    out, lives = [], rng.sample(LIVES, len(LIVES))
    for n in range(count):
        if n % EACH == 0:
            person = {"life": lives[n // EACH % len(lives)], "english": drawn(rng, ENGLISH), "capture": drawn(rng, SHAPES)}
        how = drawn(rng, QUESTION)
        out.append({
            "id": f"{writer}-{n + 1:03d}", "person": f"{writer}-p{n // EACH + 1}", "trade": person["life"], "english": person["english"],
            "capture": person["capture"] if rng.random() < 0.75 else drawn(rng, SHAPES), "level": rng.choices(["sde1", "sde2", "senior", "manager"], [55, 33, 8, 4])[0],
            "question": rng.choice(asked) if how.startswith("a usual question, drawn") else f"MAKE ONE: {how}; theme: {rng.choice(SOFT)}",
            "fit": drawn(rng, fits), "told": {part: drawn(rng, table) for part, table in told.items()}, "words": rng.choice(WORDS), "notes": True, "own": True,
        })
    return out


if __name__ == "__main__":
    told, fits = TABLES["".join(sys.argv[4:5])]
    json.dump(plan(sys.argv[1], int(sys.argv[2]), sys.argv[3], told, fits), sys.stdout, indent=1, ensure_ascii=False)
