"""Plan preparation sheets: a few invented people, each with several answers in one manner, as people keep them for themselves.

    python3 training/corpus/sheets.py WRITER COUNT SEED [--wide] > plan.json

plan.py draws every answer apart; a real sheet is one person's, with one employer or life behind it, one way of writing, and a heading chosen
after the story was. Most of them are not written to be read: business and trade words stand in for detail, nobody is named, nothing is staged.
"""
import json
import random
import sys

from lists import NOTE_FLAWS, TRADES
from plan import PLAIN_COUNTS, TIERS, sample

MANNERS = [
    "four short paragraphs after a STAR guide, no labels; technical and business nouns stacked; action sentences without a subject ('Mapped ...', 'Drove ...'); closes with a credo",
    "STAR sentences from a guide ('I was tasked with', 'I took ownership of', 'Thus we delivered'); product and tool names; gains only in general words ('faster delivery')",
    "unedited recollection by somebody who is not a native writer: typing slips, missing articles, tenses that wander; a generality on the topic first, the story after it",
    "short competency paragraph about private life, study, faith, a club or volunteering: 'The task was ...', 'Therefore I ...', 'As a result ...'",
    "talks to the interviewer, naive and honest, customer-facing job, plain words, one or two spelling slips, no build-up",
    "S: T: A: R: in telegram style, one or two lines each",
    "junior's list of questions and answers, first job or first year, topic as heading, positive attitude, thanks to the manager",
    "manager's abstract language: alignment, visibility, process, stakeholders; hardly any tool, person or number, yet a real event lies under it",
    "long ramble with the technical set-up first and the event late; sentences joined by 'and so'",
    "a line of a CV drawn out to a paragraph, subject dropped, dense, several achievements at once",
    "student or bootcamp project told simply, in the order of the weeks",
    "smooth and general, as if corrected by a writing aid: 'significantly', 'seamless', 'fostered', with little under it",
    "translated in the head from another language, present tense, idioms carried over",
    "Markdown with headings and bullets for Situation, Task, Action, Result, some left nearly empty",
    "plain and competent engineer's paragraph: problem, what was tried, what worked; no stakes for anyone named",
]
LIVES = [
    "doctoral student looking back on supervision and experiments", "trainee doctor or nurse filling in a programme's form", "soldier or reservist leaving the service", "club swimmer, rower or coach",
    "volunteer for a charity at home or abroad", "student with a part-time job in a shop or restaurant", "graduate applying to a bank's or consultancy's scheme", "laboratory technician",
    "career changer from teaching", "junior auditor or analyst", "community organiser or youth worker", "support engineer with customers all day", "developer in a small agency",
    "team lead in an offshore delivery centre", "product manager in a start-up", "tester turned developer", "data analyst in a public office", "sales engineer", "shift supervisor", "freelancer",
]
"""Who keeps such sheets besides those of a trade; drawn for the wide sheets."""
SOFT = [
    "working with a person who is very different", "a conflict with a colleague and how it ended", "a relation that was hard to build", "something one would handle otherwise today", "information that did not come",
    "a client's expectation missed", "a difficult client", "pressure", "a change in the firm", "a failure", "persuading somebody", "little or much supervision", "creativity", "initiative", "leading without a title",
    "motivating others", "solving a problem", "teamwork", "deadlines and time", "seeing something through", "reacting to change", "working systematically", "disagreeing", "reaching a goal", "a decision", "feedback given or got",
    "learning something new", "a mistake", "several tasks at once", "an ethical doubt", "helping a newcomer", "explaining something difficult", "a new tool or technology", "quality", "a customer helped", "proud of", "a risk", "an improvement nobody had asked for",
]
"""What people prepare first: other people, pressure, failure. Drawn for the wide sheets."""
CLOSINGS = [
    ("stops when the story is told", 42), ("a general lesson in one line", 14), ("a line headed 'Takeaway:', 'Learned:' or the like, general", 10), ("says what the story shows of the person ('this shows that I ...')", 10),
    ("a lesson of this story, plainly told", 9), ("others' thanks or praise", 8), ("what was made a habit since", 7),
]
HEADINGS = [
    "a bare topic of one to three words", "a topic with a question mark, slightly wrong English", "a competency with its explanation in brackets, as a form would print it",
    "a question made to fit this very story ('You led ... How did you ...?')", "a usual interviewer's question in your own words", "a usual interviewer's question in your own words",
    "two questions in one ('Describe ... How did you ...?')", "a question of a public employer or a charity", "an unusual but fair question",
]
DUTIES = [
    "the story fits the heading plainly", "the story fits the heading plainly", "the story fits the heading plainly", "the story fits the heading plainly",
    "the story fits the heading only by half", "the person slides from the heading to something easier to tell", "a habit with one short example",
]
OFFICE = TRADES[:17] + TRADES[-16:]
"""Software, hardware and the offices round them: half of the sheets that people show come from there."""
ENGLISH = [("native", 40), ("regional", 5), ("non-native", 30), ("non-native, frequent slips", 25)]
TIER_WEIGHTS = [7, 34, 40, 15, 4]
WORDS = [60, 85, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 200, 220, 260, 320, 420]
STRENGTHS = [
    "a sequence of steps that a colleague could repeat", "names who gains, without a number", "one clear reason for the main choice", "answers for the outcome though the task was assigned",
    "decided on their own to do it", "something stayed in the own team afterwards", "others took it over later", "a before-and-after figure", "says whose job it was not",
    "why the other way was not taken", "what it meant for customers, users or money", "how others were convinced",
]


def wide(writer, count, seed):
    """Sheets of wider lives and softer themes, each answer with its theme and its way of ending."""
    rng = random.Random(f"{writer}/{seed}/wide")
    out = sheets(writer, count, seed)
    lives = {p: rng.choice(LIVES) for p in dict.fromkeys(e["person"] for e in out)}
    for entry in out:
        if rng.random() < 0.75:
            entry["trade"] = lives[entry["person"]]
        entry["theme"] = rng.choice(SOFT)
        entry["closing"] = rng.choices([c for c, _ in CLOSINGS], [w for _, w in CLOSINGS])[0]
    return out


def sheets(writer, count, seed):
    rng = random.Random(f"{writer}/{seed}/sheets")
    out, person = [], 0
    while len(out) < count:
        person += 1
        one = {
            "person": f"{writer}-p{person}", "trade": rng.choice(OFFICE if rng.random() < 0.5 else TRADES), "english": rng.choices([e for e, _ in ENGLISH], [w for _, w in ENGLISH])[0],
            "capture": rng.choice(MANNERS), "level": rng.choice(["sde1", "sde2", "sde2", "sde2", "senior", "manager"]),
        }
        for _ in range(min(rng.randint(4, 8), count - len(out))):
            tier = rng.choices(TIERS, TIER_WEIGHTS)[0]
            (f_low, f_high), (s_low, s_high) = PLAIN_COUNTS[tier]
            out.append({
                "id": f"{writer}-{len(out) + 1:03d}", **one, "heading": rng.choice(HEADINGS), "duty": rng.choice(DUTIES), "tier": tier,
                "flaws": sample(rng, NOTE_FLAWS, f_low, f_high), "strengths": sample(rng, STRENGTHS, s_low, s_high), "words": rng.choice(WORDS), "notes": True, "sheet": True,
            })
    return out


if __name__ == "__main__":
    plan = wide if "--wide" in sys.argv else sheets
    json.dump(plan(sys.argv[1], int(sys.argv[2]), sys.argv[3]), sys.stdout, indent=1, ensure_ascii=False)
