"""Plan contrast sets: one answer of a preparation sheet (with --mixed, every other one of the wide mix), and four versions of it with one thing changed each.

    python3 training/corpus/contrast.py WRITER COUNT SEED [--mixed] > plan.json

What moves a score must be learnt apart from how an answer sounds: within a set the manner, the trade and the story stay, and one criterion
goes up or down; one version in each set changes the manner alone. A rater sees the versions of a set one after another and is told of no change.
"""
import json
import random
import sys

from plan import plan
from sheets import MANNERS, wide

EDITS = {
    "ownership": (
        "the teller answers for the outcome: what would have gone wrong, what was theirs to see through, also where nobody would have noticed",
        "the decisive step (what solved it) is somebody else's, told plainly; the teller helps, prepares or passes on, with as many words as before",
        "the teller does the assigned part well, and leaves what lies beyond it to others",
    ),
    "agency": (
        "nobody had asked: the teller saw it and began alone, told in passing",
        "every step was told to the teller by somebody (manager, senior, procedure), said without complaint",
        "the own steps are told as 'we' throughout, the rest unchanged",
        "what was 'we' or without a subject now says which part was the teller's own",
    ),
    "depth": (
        "two or three steps now say how they were done (tool, order, what was looked at), in the person's own manner",
        "the steps are only named in general words ('I worked on it', 'handled', 'took care of everything'), about the same length",
    ),
    "judgement": (
        "one sentence or half of one gives the reason for the main choice and what the other way would have cost",
        "an obstacle or doubt is added, and how the teller weighed it", "all reasons and alternatives are gone: the steps follow each other without a why",
    ),
    "metric": ("a before-and-after figure for the result, modest and believable", "figures of the result are gone; the outcome stays in words", "a figure is added that measures no result (team size, months, number of files)"),
    "impact": ("who gained from it and how much, beyond the task itself", "the outcome is only that the task was done or that people were happy"),
    "lasting": ("something stayed after it: a routine, a page, a check that others still use", "what stayed after it is gone; it ends with the one event"),
    "reflection": (
        "a lesson of this very story, in the person's plain words, with what they do otherwise since", "a general lesson in one line (communication, teamwork, planning)",
        "a lesson of this story, said but not used since", "every lesson is gone",
    ),
    "context": ("the set-up is cut to half a line, so that a stranger hardly sees what was at stake", "one clause more says what was at stake and for whom", "the set-up takes a third of the text: history, organisation, who sat where"),
    "fit": (
        "the very same text, letter for letter; the heading asks for something that the story answers only by half", "the very same text, letter for letter; the heading asks for something else that people ask",
        "the very same text, letter for letter; the heading is another one that the story answers fully",
    ),
    "blame": (
        "somebody else was at fault, said with a little edge, twice", "what went wrong is put down to another team, a manager or a supplier, in one clause, politely",
        "where others were at fault, the teller now says what was their own part in it",
    ),
    "hand-off": (
        "what was left to do goes to another person or team, and the story says no more of it", "at the decisive moment the teller reports it upwards and waits; others solve it",
        "what had been handed on is followed up by the teller to the end",
    ),
}
"""What one version changes, by the criterion (or mark) that is meant to move."""
OFTEN = {"fit": 2, "agency": 3, "ownership": 3, "reflection": 2, "judgement": 2, "context": 2, "blame": 2, "hand-off": 2, "impact": 2}
MANNER = "the same facts, acts, reasons, result and lesson, no more and no less, told in another manner: "
IN_A_SET = 3


def mixed(writer, count, seed):
    """Bases of preparation sheets and of the wide mix by turns."""
    others = [e for e in plan(writer, 3 * count, seed, 0.3) if "second_version" not in e]
    return [other if i % 2 else sheet for i, (sheet, other) in enumerate(zip(wide(writer, count, seed), others, strict=False))]


def contrast(writer, count, seed, bases=wide):
    rng = random.Random(f"{writer}/{seed}/contrast")
    pool = [name for name in EDITS for _ in range(OFTEN.get(name, 1))]
    out = []
    for base in bases(writer, count // (IN_A_SET + 2), seed):
        key, keep = f"{writer}-{len(out) + 1:03d}", {k: base[k] for k in ("person", "trade", "english", "capture", "level", "notes", "sheet") if k in base}
        out.append({**base, "id": key})
        aims = []
        while len(aims) < IN_A_SET:
            aim = rng.choice(pool)
            if aim not in aims:
                aims.append(aim)
        changes = [rng.choice(EDITS[aim]) for aim in aims] + [MANNER + rng.choice([m for m in MANNERS if m != base["capture"]])]
        rng.shuffle(changes)
        out += [{"id": f"{writer}-{len(out) + i:03d}", "version_of": key, **keep, "second_version": change} for i, change in enumerate(changes, 1)]
    return out


if __name__ == "__main__":
    json.dump(contrast(sys.argv[1], int(sys.argv[2]), sys.argv[3], mixed if "--mixed" in sys.argv else wide), sys.stdout, indent=1, ensure_ascii=False)
