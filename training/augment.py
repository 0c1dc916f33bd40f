"""Changes to an answer in training: what must not move its rating (hesitations, empty sentences) and what must move one score. Labels move along.

The phrases are others than those of `perturb.py`, by which the same is measured.
"""
from __future__ import annotations

import json
import re
from pathlib import Path

from edits import BULLET, LEAST_LEFT, Answer, Edit, edited, measures_gone, one_lesson, replaced, styled
from perturb_words import SMALL_WORDS

from greenroom.text.clauses import find_clauses
from greenroom.text.spans import plain

HESITATIONS = ["um, ", "uh, ", "er, ", "erm, ", "I mean, ", "sort of, ", "well, ", "so yeah, ", "hm, ", "you see, "]
AROUND = json.loads((Path(__file__).parent / "corpus" / "around.json").read_text(encoding="utf-8"))
"""Pieces of text by kind: what may stand round any story, results that did not come, others' acts that the speaker only saw, acts that others took over, and
lessons that fit any story."""
EMPTY = ("off_topic",) * 5 + ("idle_numbers",) * 2 + ("keywords",) * 2 + ("claims", "to_the_rater")
"""Kinds about nothing that is rated, as often as each is drawn."""
MOST_EMPTY = 0.3
"""Share of the answer's words that is put in at the most, but for a single sentence."""
WITNESSED = (
    "I saw how ", "I heard that ", "I noticed that ", "I remember that ", "I could see that ", "I was told that ", "I was on the call when ", "I watched as ",
    "I have to say that ", "From where I sat I saw that ", "As far as I remember ", "I was standing next to it when ", "I was also copied in when ", "I was around when ",
)
"""What puts the speaker beside an act without giving them a part in it."""
OURS = re.compile(r"\b(?:i|i'\w+|we|we'\w+|my|our|us|me)\b", re.IGNORECASE)
_FIRST = re.compile(r"[A-Za-z]+")
_LEAD = re.compile(BULLET.pattern + r"(?:(?:and|so|but|then|also|as a result|in the end|after that|now|first|second),?\s+)*", re.IGNORECASE)
_WORD = re.compile(r"(?<=[\s])(?=[A-Za-z])")


class Shifted:
    """A text with pieces put in, and the offsets that the old ones have now."""

    def __init__(self, text, pieces):
        self.pieces = sorted(pieces)
        out, at = [], 0
        for position, piece in self.pieces:
            out += [text[at:position], piece]
            at = position
        self.text = "".join([*out, text[at:]])

    def start(self, offset):
        return offset + sum(len(p) for at, p in self.pieces if at <= offset)

    def end(self, offset):
        return offset + sum(len(p) for at, p in self.pieces if at < offset)


def hesitate(row, rng):
    spots = [m.start() for m in _WORD.finditer(row["text"])]
    if len(spots) < 10:
        return row
    chosen = rng.sample(spots, max(2, len(spots) // rng.choice((15, 25, 40))))
    return put_in(row, [(at, rng.choice(HESITATIONS)) for at in chosen])


def pad(row, rng):
    """One to six empty sentences between the others, labelled O."""
    said, room = [], MOST_EMPTY * len(row["text"].split())
    for _ in range(rng.choice((1, 1, 2, 3, 4, 6))):
        one = rng.choice(AROUND[rng.choice(EMPTY)])
        room -= len(one.split())
        if said and room < 0:
            break
        said.append(one)
    return with_sentences(row, [(rng.randrange(len(row["sentences"])), one, "O") for one in said])


def introduce(row, rng):
    """Who the speaker is, before the first word, labelled O."""
    said = styled(row["text"], rng.choice(AROUND["introductions"]))
    out = put_in(row, [(0, said + (" " if rng.random() < 0.5 else "\n\n"))])
    return {**out, "sentences": [[0, len(said)], *out["sentences"]], "raters": [{**r, "sections": "O" + r["sections"]} for r in out["raters"]]}


def negate(row, rng):
    """A result that did not come, after the last one: it is an outcome in words, no more."""
    results = [i for i, letter in enumerate(row["raters"][0]["sections"]) if letter == "R"]
    out = with_sentences(row, [(results[-1] if results else len(row["sentences"]) - 1, rng.choice(AROUND["negated"]), "R")])
    return {**out, "raters": [{**r, "criteria": {**r["criteria"], "metric": max(1, r["criteria"]["metric"])}} for r in out["raters"]]}


def watch(row, rng):
    """Others' acts, which the speaker only saw, among the actions."""
    acts = [i for i, letter in enumerate(row["raters"][0]["sections"]) if letter == "A"]
    return with_sentences(row, [(rng.choice(acts or range(len(row["sentences"]))), rng.choice(AROUND["watched"]), "A")])


def witness(row, rng):
    """One to three sentences of others' acts, or of nobody's, get an "I" in front that does nothing."""
    answer = Answer.of(row)
    ours = set(answer.holding("own-action", "we-action"))
    spots = [_FIRST.match(answer.text, s.start + _LEAD.match(s.of(answer.text)).end(), s.end) for s in answer.sentences]
    theirs = [i for i in answer.told("AR") if i not in ours and spots[i] and not _of_ours(answer.text[spots[i].start() : answer.sentences[i].end])]
    edits = []
    for i in rng.sample(theirs, k=min(len(theirs), rng.choice((1, 2, 3)))):
        word = spots[i].group()
        small = word.lower() if word.lower() in SMALL_WORDS else word
        edits.append(Edit(*spots[i].span(), styled(answer.text, rng.choice(WITNESSED)) + small))
    return rewritten(row, edits) if edits else None


def _of_ours(said):
    return bool(OURS.search(said)) or any(c.actor == "dropped" for c in find_clauses(plain(said)))


def hand_off(row, rng):
    """The own act with the most in its favour is handed to others: `ownership` falls; what else may fall does so for one of the raters."""
    answer = Answer.of(row)
    own = [i for i in answer.holding("own-action") if answer.sections[i] == "A"]
    if not own or len(answer.told()) < LEAST_LEFT:
        return None
    favour = [i for kind in ("own-action", "trade-off", "initiative") for i in answer.holding(kind)]
    best = max(own, key=lambda i: (favour.count(i), rng.random()))
    out = rewritten(row, [replaced(answer, best, rng.choice(AROUND["handed"]), "A")])
    return lowered(out, ("ownership",), ("agency", "depth", "judgement"))


def unlearnt(row, rng):
    """All that was learnt becomes a lesson that fits any story: of `reflection` no more than 1 is left."""
    edits = one_lesson(Answer.of(row), rng.choice(AROUND["lessons"]))
    return edits and capped(rewritten(row, edits), "reflection")


def unmeasured(row, rng):
    """The sentences with measured results are gone: of `metric` no more than 1 is left. Not where a figure is left among the results."""
    answer = Answer.of(row)
    gone = answer.holding("metric-delta")
    left = [i for i in answer.told("R") if i not in gone]
    edits = measures_gone(answer)
    if not edits or not left or any(re.search(r"\d", answer.sentences[i].of(answer.text)) for i in left):
        return None
    return lowered(capped(rewritten(row, edits), "metric"), (), ("impact",))


def rewritten(row, edits):
    """The row with edits made (edits.py); each rater's labels move along."""
    versions = [edited(Answer.of({**row, "raters": [r]}), edits) for r in row["raters"]]
    raters = [{**r, "sections": v.sections, "evidence": [m._asdict() for m in v.marks]} for r, v in zip(row["raters"], versions, strict=True)]
    return {**row, "text": versions[0].text, "sentences": [list(s) for s in versions[0].sentences], "raters": raters}


def lowered(row, surely, perhaps):
    """The row with some scores one lower by every rater, and others, with the votes, one lower by the last."""
    last = len(row["raters"]) - 1
    return {**row, "raters": [stricter(r, (*surely, *perhaps) if n == last else surely, n == last) for n, r in enumerate(row["raters"])]}


def stricter(rater, keys, vote):
    out = {**rater, "criteria": {k: max(0, v - (k in keys)) for k, v in rater["criteria"].items()}}
    if vote:
        out["vote"] = max(1, rater["vote"] - 1)
        out |= {"votes": {level: max(1, v - 1) for level, v in rater["votes"].items()}} if "votes" in rater else {}
    return out


def capped(row, key):
    """The row with a score of at most 1."""
    return {**row, "raters": [{**r, "criteria": {**r["criteria"], key: min(1, r["criteria"][key])}} for r in row["raters"]]}


def with_sentences(row, said):
    """The row with sentences put in, given as (number of the sentence before, text, section letter)."""
    said = sorted((i, " " + styled(row["text"], text), letter) for i, text, letter in said)
    out = put_in(row, [(row["sentences"][i][1], piece) for i, piece, _ in said])
    spans, letters = list(out["sentences"]), [list(r["sections"]) for r in row["raters"]]
    for done, (i, piece, letter) in enumerate(said):
        end = spans[i + done][1]
        spans.insert(i + done + 1, [end + 1, end + len(piece)])
        for given in letters:
            given.insert(i + done + 1, letter)
    return {**out, "sentences": spans, "raters": [{**r, "sections": "".join(given)} for r, given in zip(out["raters"], letters, strict=True)]}


def put_in(row, pieces):
    s = Shifted(row["text"], pieces)
    return {
        **row, "text": s.text, "sentences": [[s.start(a), s.end(b)] for a, b in row["sentences"]],
        "raters": [{**rater, "evidence": [{**e, "start": s.start(e["start"]), "end": s.end(e["end"])} for e in rater["evidence"]]} for rater in row["raters"]],
    }


def spliced(a, b, rng):
    """The first sentences of one row and the last of another as a row; marks are left out, since teachers say what is there."""
    k, j = rng.randint(1, max(1, len(a["sentences"]) - 1)), rng.randint(0, len(b["sentences"]) - 1)
    head, start = a["text"][: a["sentences"][k - 1][1]] + " ", b["sentences"][j][0]
    move = len(head) - start
    first, second = a["raters"][0], b["raters"][0]
    return {
        **a, "text": head + b["text"][start:], "sentences": [list(s) for s in a["sentences"][:k]] + [[x + move, y + move] for x, y in b["sentences"][j:]],
        "raters": [{**first, "sections": first["sections"][:k] + second["sections"][j:], "evidence": []}],
        "plan": {key: value for key, value in a["plan"].items() if key not in ("version_of", "family")},
    }


CHANGES = ((hesitate, 0.08), (pad, 0.12), (introduce, 0.03), (negate, 0.03), (watch, 0.03))
"""Each change and the share of the answers that it is made to in an epoch."""
TWINS = ((hesitate, 1), (pad, 8), (introduce, 3), (negate, 6), (watch, 4), (witness, 4), (hand_off, 9), (unlearnt, 4), (unmeasured, 4))
"""Each change and how often it makes the other of two versions that are fitted side by side. No score may move but those that the change is about."""


def augment(row, rng):
    """The row, or the row with one change."""
    draw = rng.random()
    for change, share in CHANGES:
        if draw < share:
            return change(row, rng)
        draw -= share
    return row


def twin(row, rng):
    """The row with one change, to be fitted beside the row."""
    return rng.choices([change for change, _ in TWINS], [share for _, share in TWINS])[0](row, rng) or pad(row, rng)
