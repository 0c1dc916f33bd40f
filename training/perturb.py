"""Change an answer into another of which it is known how its rating must relate to the first: the same, lower on one point, or not better.

Every change is pure: the same answer and the same generator state give the same text. A change gives None where it does not apply
(there is no first name to swap, no reflection to make generic). Spans are offsets in code points and move with the text.
"""
from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from greenroom.reader.reading import POSITIVE_KINDS
from greenroom.text.clauses import find_clauses
from greenroom.text.quantities import change_words, find_quantities
from greenroom.text.spans import plain
from training import perturb_words as words
from training.edits import BULLET, LEAST_LEFT, Answer, Edit, added, edited, in_style, measures_gone, one_lesson, replaced, strewn

PADDED = 0.25
"""Share of off-topic words, of the words of the answer as it was."""


# --- the same story in other clothes -------------------------------------------------------------------------------------------------


def _swap_words(answer: Answer, rng: random.Random, known: Iterable[str]) -> Answer | None:
    low = not any(c.isupper() for c in answer.text)
    pool = sorted({w.lower() if low else w for w in known})
    present = [m for m in re.finditer(r"[^\W\d_]+", answer.text) if m.group() in set(pool)]
    found = sorted({m.group() for m in present})
    if not found:
        return None
    fresh = rng.sample([w for w in pool if w not in found], k=len(found))
    return edited(answer, [Edit(m.start(), m.end(), fresh[found.index(m.group())]) for m in present])


def first_names(answer: Answer, rng: random.Random) -> Answer | None:
    """Every first name becomes another, of any culture and gender."""
    return _swap_words(answer, rng, words.NAMES)


_EMPLOYER = re.compile(r"\b(?:at|by|for|joined|left) (" + "|".join(words.EMPLOYERS_FOUND) + r")\b(?! [A-Z])")
_SCHOOL = re.compile(r"\b((?:University|Institute|College) of [A-Z]\w+|\b[A-Z]\w+ (?:University|College|Polytechnic|School of [A-Z]\w+))\b")


def places(answer: Answer, rng: random.Random) -> Answer | None:
    """Every city, school and employer that is known as one becomes another."""
    named = [
        Edit(*m.span(1), rng.choice([w for w in pool if w != m.group(1)]))
        for pattern, pool in ((_EMPLOYER, words.EMPLOYERS), (_SCHOOL, words.SCHOOLS)) for m in pattern.finditer(answer.text)
    ]
    there = edited(answer, named) if named else answer
    return _swap_words(there, rng, words.CITIES) or (there if named else None)


def introduction(answer: Answer, rng: random.Random) -> Answer | None:
    """The speaker says name, school and employer first; drawn from the generator."""
    said = f"My name is {rng.choice(words.NAMES)}, I went to {rng.choice(words.SCHOOLS)} and this was at {rng.choice(words.EMPLOYERS)}."
    glue = " " if answer.unpunctuated else "\n\n"
    return edited(answer, [Edit(0, 0, in_style(answer, said) + glue, "O")])


def other_introduction(answer: Answer, rng: random.Random) -> Answer | None:
    """The same with another name, school and employer, when the generator starts from the same state."""
    introduction(answer, rng)
    return introduction(answer, rng)


_SUBJECT = {"was": "were", "wasn't": "weren't", "is": "are", "isn't": "aren't", "has": "have", "hasn't": "haven't", "does": "do", "doesn't": "don't"}
_NO_VERB = frozenset(["always", "perhaps", "sometimes", "as", "this", "his", "its", "us", "besides", "afterwards", "towards", "yes", "plus"])
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_AFTER = re.compile(r"(?P<short>['\u2019](?:s|d|ll)\b)?(?:\s+(?:\w+ly|also|just|never|always|then|still|only|even|now))?\s+(?P<word>[\w'\u2019]+)")


def _third(answer: Answer, to: Literal["other", "they"]) -> Answer | None:
    """Others in the singular become the other gender, or "they"; the verbs in the present follow."""
    edits = []
    for m in _PRONOUN.finditer(answer.text):
        was, after = m.group().lower(), _AFTER.match(answer.text, m.end())
        word = plain(after["word"]) if after else ""
        owned = bool(after) and word.lower() not in words.NOT_OWNED
        new = _other(was, owned) if to == "other" else _they(was, owned)
        edits.append(Edit(m.start(), m.end(), new.capitalize() if m.group()[0].isupper() else new))
        if to == "they" and after and was in {"he", "she"}:
            if after["short"] and after["short"][1:] == "s":
                edits.append(Edit(*after.span("short"), "'ve" if re.search(r"ed$|been|gone|got", word) else "'re"))
            elif not after["short"]:
                edits.append(Edit(*after.span("word"), _plural(word)))
    return edited(answer, edits) if edits else None


def _other(was: str, owned: bool) -> str:
    other = {"he": "she", "she": "he", "him": "her", "his": "her" if owned else "hers", "hers": "his", "himself": "herself", "herself": "himself"}
    return other.get(was) or ("his" if owned else "him")


def _they(was: str, owned: bool) -> str:
    they = {"he": "they", "she": "they", "him": "them", "his": "their" if owned else "theirs", "hers": "theirs", "himself": "themselves", "herself": "themselves"}
    return they.get(was) or ("their" if owned else "them")


def _plural(verb: str) -> str:
    if verb in _SUBJECT:
        return _SUBJECT[verb]
    if not re.fullmatch(r"[a-z]{2,}(?<![sui])s", verb) or verb in _NO_VERB:
        return verb
    if len(verb) > 4 and verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if re.search(r"(?:ch|sh|ss|x|zz|o)es$", verb) else verb[:-1]


def swapped_pronouns(answer: Answer, rng: random.Random) -> Answer | None:
    """Others who are he become she, and the other way round."""
    return _third(answer, "other")


def they_pronouns(answer: Answer, rng: random.Random) -> Answer | None:
    """Others who are he or she become they."""
    return _third(answer, "they")


def _same_length(answer: Answer, text: str, question: str | None = None) -> Answer | None:
    return None if text == answer.text else replace(answer, text=text, question=question or answer.question)


def curly_quotes(answer: Answer, rng: random.Random) -> Answer | None:
    """Straight quotes, in the question too, become typographic."""

    def curl(text: str) -> str:
        opened = re.sub(r"(?:(?<=\s)|(?<=\()|^)([\"'])", lambda m: "\u201c" if m.group() == '"' else "\u2018", text, flags=re.MULTILINE)
        return opened.replace('"', "\u201d").replace("'", "\u2019")

    return _same_length(answer, curl(answer.text), curl(answer.question))


def other_dashes(answer: Answer, rng: random.Random) -> Answer | None:
    """Each hyphen or dash becomes another of its kind."""
    return _same_length(answer, re.sub("[-\u2010\u2011\u2013\u2014]", lambda m: rng.choice("-\u2011\u2013\u2014".replace(m.group(), "")), answer.text))


def hard_spaces(answer: Answer, rng: random.Random) -> Answer | None:
    """A third of the spaces becomes no-break spaces."""
    return _same_length(answer, re.sub(" ", lambda m: "\u00a0" if rng.random() < 0.33 else " ", answer.text))


def double_spaces(answer: Answer, rng: random.Random) -> Answer | None:
    """Two spaces after stops, and here and there between words."""
    gaps = [m for m in re.finditer(r"(?<=\S) (?=\S)", answer.text) if answer.text[m.start() - 1] in ".!?" or rng.random() < 0.1]
    return edited(answer, [Edit(m.start(), m.end(), "  ") for m in gaps]) if gaps else None


def line_breaks(answer: Answer, rng: random.Random) -> Answer | None:
    """Every sentence on a line of its own."""
    chars = list(answer.text)
    for before, after in zip(answer.sentences, answer.sentences[1:], strict=False):
        if answer.text[before.end : after.start] == " ":
            chars[before.end] = "\n"
    return _same_length(answer, "".join(chars))


def hard_wrap(answer: Answer, rng: random.Random, width: int = 72) -> Answer | None:
    """Lines wrapped at 72 characters, as a mail program or an editor does."""
    out = []
    for line in answer.text.split("\n"):
        rest = line
        while len(rest) > width and (cut := rest.rfind(" ", 1, width + 1)) > 0:
            out.append(rest[:cut])
            rest = rest[cut + 1 :]
        out.append(rest)
    return _same_length(answer, "\n".join(out))


def disfluencies(answer: Answer, rng: random.Random) -> Answer | None:
    """Um, uh and "you know" in two to five places, near the beginnings of sentences."""
    gaps = []
    for i in answer.told():
        span = answer.sentences[i]
        ends = [m.end() + span.start for m in re.finditer(r"[^\W\d_]+(?= [^\W\d_])", span.of(answer.text))][:4]
        gaps += [rng.choice(ends)] if ends else []
    chosen = rng.sample(gaps, k=min(len(gaps), max(2, min(5, len(answer.text.split()) // 50))))
    fill = (" {}" if answer.unpunctuated else ", {},").format
    return edited(answer, [Edit(at, at, fill(rng.choice(("um", "uh", "you know")))) for at in chosen]) if chosen else None


# --- one thing taken away ------------------------------------------------------------------------------------------------------------


def without_measures(answer: Answer, rng: random.Random) -> Answer | None:
    """The sentences that hold metric-delta marks are gone."""
    edits = measures_gone(answer)
    return edited(answer, edits) if edits else None


def still_measured(answer: Answer) -> bool:
    """Whether a figure, or a word that sizes a change, stands in a sentence of the results."""
    flat = plain(answer.text)
    return any(find_quantities(flat, *answer.sentences[i]) or change_words(flat, *answer.sentences[i]) for i in answer.told("R"))


def handed_off(answer: Answer, rng: random.Random) -> Answer | None:
    """The strongest own act is handed to others: of the sentences that the rater marked for one, that with the most marks in favour, then the longest."""
    own = answer.holding("own-action")
    if not own or len(answer.told()) < LEAST_LEFT:
        return None
    strength = Counter(i for kind in ("own-action", "trade-off", "initiative") for i in answer.holding(kind))
    best = max(own, key=lambda i: (answer.sections[i] == "A", strength[i], answer.sentences[i].end - answer.sentences[i].start))
    return edited(answer, [replaced(answer, best, words.HAND_OFF, "A")])


def generic_lesson(answer: Answer, rng: random.Random) -> Answer | None:
    """The reflection, and what else the rater marked as a lesson, becomes one sentence that fits any story."""
    edits = one_lesson(answer, words.GENERIC_LESSON)
    return edited(answer, edits) if edits else None


# --- words that try to gain something ------------------------------------------------------------------------------------------------

_LEADS = re.compile(r"(?:[-*\u2022]\s+)?(?:(?:and|so|but|then|also|finally|after that|in the end|in the meantime),?\s+)*", re.IGNORECASE)


def i_was_there(answer: Answer, rng: random.Random) -> Answer | None:
    """Up to three sentences of others' acts, or of nobody's, get an "I" in front that does nothing."""
    flat = plain(answer.text)
    edits = []
    for i in answer.told("AR"):
        span = answer.sentences[i]
        clauses = find_clauses(flat, *span)
        if not clauses or any(c.actor in {"i", "we", "dropped"} for c in clauses) or not any(c.act for c in clauses):
            continue
        lead = _LEADS.match(span.of(answer.text))
        first = re.compile(r"\w+").match(answer.text, span.start + (lead.end() if lead else 0))
        if first:
            put, word = rng.choice(("I was there when ", "I was in the room when ", "I know that ")), first.group()
            edits.append(Edit(*first.span(), in_style(answer, put) + (word.lower() if word.lower() in words.SMALL_WORDS else word)))
    chosen = rng.sample(edits, k=min(3, len(edits)))
    return edited(answer, chosen) if chosen else None


def watched(answer: Answer, rng: random.Random) -> Answer | None:
    """ "I watched them fix it." among the actions."""
    return strewn(answer, rng, [words.WATCHED], "A", "A")


def keywords(answer: Answer, rng: random.Random) -> Answer | None:
    """Names of principles and words of the trade, strewn in."""
    return strewn(answer, rng, rng.sample(words.KEYWORDS, k=3))


def repeated(answer: Answer, rng: random.Random) -> Answer | None:
    """Three sentences said twice, those that the rater marked for something good first."""
    good = [i for i in answer.holding(*POSITIVE_KINDS) if i in answer.told()]
    rest = [i for i in answer.told() if i not in good]
    chosen = (rng.sample(good, k=len(good)) + rng.sample(rest, k=len(rest)))[:3]
    return edited(answer, [added(answer, i, BULLET.sub("", answer.sentences[i].of(answer.text), count=1), answer.sections[i]) for i in chosen]) if chosen else None


def idle_numbers(answer: Answer, rng: random.Random) -> Answer | None:
    """Numbers that measure nothing, in three places."""
    return strewn(answer, rng, words.IDLE_NUMBERS, "S")


def negated_result(answer: Answer, rng: random.Random) -> Answer | None:
    """A result that did not come, after the results."""
    last = (answer.told("R") or answer.told() or (None,))[-1]
    return None if last is None else edited(answer, [added(answer, last, words.NEGATED, "R")])


def note_to_rater(answer: Answer, rng: random.Random) -> Answer | None:
    """An instruction to the rater, at the head or at the end."""
    if rng.random() < 0.5:
        return edited(answer, [Edit(0, 0, in_style(answer, words.NOTE_TO_RATER) + (" " if answer.unpunctuated else "\n\n"), "O")])
    last = answer.told()
    return edited(answer, [added(answer, last[-1], words.NOTE_TO_RATER, "O")]) if last else None


def padded(answer: Answer, rng: random.Random) -> Answer | None:
    """Off-topic sentences to a quarter of the answer's words."""
    want, chosen = PADDED * len(answer.text.split()), list[str]()
    for sentence in rng.sample(words.OFF_TOPIC, k=len(words.OFF_TOPIC)):
        if sum(len(s.split()) for s in chosen) < want:
            chosen.append(sentence)
    return strewn(answer, rng, chosen)
