"""Change an answer into another of which it is known how its rating must relate to the first: the same, lower on one point, or not better.

Every change is pure: the same answer and the same generator state give the same text. A change gives None where it does not apply
(there is no first name to swap, no reflection to make generic). Spans are offsets in code points and move with the text.
"""
from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from greenroom.reader.reading import POSITIVE_KINDS
from greenroom.text.clauses import find_clauses
from greenroom.text.cues import is_heading
from greenroom.text.quantities import change_words, find_quantities
from greenroom.text.spans import Span, plain, strip
from training import perturb_words as words

STORY = "STARL"
LEAST_LEFT = 3
"""A deletion that leaves fewer sentences than this is not tried: what is left would be no answer."""
PADDED = 0.25
"""Share of off-topic words, of the words of the answer as it was."""


class Mark(NamedTuple):
    """Words that the rater marked: the evidence kind and their offsets."""

    kind: str
    start: int
    end: int


class Edit(NamedTuple):
    """`text[start:end]` becomes `new`; with `letter` the new words are a sentence of their own of that section."""

    start: int
    end: int
    new: str
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A rated answer: its sentences with their section letters, the rater's marks and scores."""

    id: str
    text: str
    question: str
    level: str
    sentences: tuple[Span, ...]
    sections: str
    marks: tuple[Mark, ...]
    scores: Mapping[str, int]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Answer:
        """The answer of a row of the corpus, with its first rater's labels."""
        rater = row["raters"][0]
        marks = tuple(Mark(e["kind"], e["start"], e["end"]) for e in rater["evidence"])
        spans = tuple(Span(a, b) for a, b in row["sentences"])
        return cls(row["id"], row["text"], row.get("question") or "", row["level"], spans, rater["sections"], marks, rater["criteria"])

    def holding(self, *kinds: str) -> tuple[int, ...]:
        """Numbers of the sentences in which a mark of these kinds lies."""
        return tuple(i for i, s in enumerate(self.sentences) if any(m.kind in kinds and m.start < s.end and m.end > s.start for m in self.marks))

    def told(self, letters: str = STORY) -> tuple[int, ...]:
        """Numbers of the sentences of these sections, headings left out."""
        return tuple(i for i, s in enumerate(self.sentences) if self.sections[i] in letters and not is_heading(s.of(self.text)))

    @property
    def unpunctuated(self) -> bool:
        """Whether it stands as a speech recogniser without punctuation would write it."""
        count, lines = len(self.text.split()), [line for line in self.text.split("\n") if line.strip()]
        return len(re.findall(r"[.!?](?:\s|$)", self.text)) < count / 60 and len(lines) < count / 25


Change = Callable[[Answer, random.Random], "Answer | None"]


def edited(answer: Answer, edits: Iterable[Edit]) -> Answer:
    """The answer with all edits made; sentences and marks whose words are gone are dropped, the others move."""
    text, at, added_spans = "", 0, list[tuple[Span, str]]()
    low, high = [-1] * len(answer.text), [-1] * len(answer.text)

    def keep(to: int) -> None:
        nonlocal text, at
        low[at:to] = high[at:to] = range(len(text), len(text) + to - at)
        text, at = text + answer.text[at:to], max(at, to)

    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        keep(max(at, edit.start))
        if edit.letter is None and edit.new:
            low[at : edit.end] = [len(text)] * (edit.end - at)
            high[at : edit.end] = [len(text) + len(edit.new) - 1] * (edit.end - at)
        elif edit.letter is not None:
            start = len(text) + len(edit.new) - len(edit.new.lstrip())
            added_spans.append((Span(start, start + len(edit.new.strip())), edit.letter))
        text, at = text + edit.new, max(at, edit.end)
    keep(len(answer.text))

    def moved(start: int, end: int) -> Span | None:
        alive = [i for i in range(start, end) if low[i] >= 0]
        left = strip(text, low[alive[0]], high[alive[-1]] + 1) if alive else None
        return left if left and re.search(r"\w", left.of(text)) else None

    kept = [(s, letter) for old, letter in zip(answer.sentences, answer.sections, strict=True) if (s := moved(*old))]
    marks = [Mark(m.kind, *s) for m in answer.marks if (s := moved(m.start, m.end))]
    order = sorted(kept + added_spans)
    return replace(answer, text=text, sentences=tuple(s for s, _ in order), sections="".join(x for _, x in order), marks=tuple(marks))


def lost_kinds(before: Answer, after: Answer) -> frozenset[str]:
    """Evidence kinds of which `after` has fewer marks than `before`."""
    gone = Counter(m.kind for m in before.marks) - Counter(m.kind for m in after.marks)
    return frozenset(gone)


def in_style(answer: Answer, sentence: str) -> str:
    """The sentence as this answer would write it: without capitals and stops where it has none."""
    return re.sub("[.:,]", "", sentence).lower() if answer.unpunctuated else sentence


_BULLET = re.compile(r"(?:[-*\u2022]\s+|\d{1,2}[.)]\s+)?(?:\*{0,2}[A-Z][a-z]+\*{0,2}:\*{0,2}\s+)?")


def _head(answer: Answer, i: int) -> str:
    head = _BULLET.match(answer.sentences[i].of(answer.text))
    return head.group() if head else ""


def added(answer: Answer, i: int, sentence: str, letter: str) -> Edit:
    """The edit that puts a sentence after sentence `i`: on the same line after a stop, else on a line of its own."""
    span = answer.sentences[i]
    said = span.of(answer.text)
    if answer.unpunctuated or re.search(r"[.!?\u2026][\"')\]\u201d\u2019]*$", said):
        return Edit(span.end, span.end, " " + in_style(answer, sentence), letter)
    bullet = re.match(r"[-*\u2022]\s+", said)
    rest = answer.text[span.end :].split("\n", 1)[0]
    return Edit(span.end, span.end, ("\n" if not rest.strip() else " ") + (bullet.group() if bullet else "") + sentence, letter)


def deleted(answer: Answer, i: int) -> Edit:
    """The edit that takes sentence `i` out, with the white space that it leaves."""
    span = answer.sentences[i]
    start, end = span
    while start > 0 and answer.text[start - 1] in " \t":
        start -= 1
    if start == 0 or answer.text[start - 1] == "\n":
        while end < len(answer.text) and answer.text[end].isspace():
            end += 1
        if "\n" not in answer.text[span.end : end]:
            start = span.start + len(_head(answer, i))
    return Edit(start, end, "")


def replaced(answer: Answer, i: int, sentence: str, letter: str) -> Edit:
    """The edit that puts a sentence in the place of sentence `i`; a bullet or a label at its head stays."""
    span = answer.sentences[i]
    return Edit(*span, _head(answer, i) + in_style(answer, sentence), letter)


def _strewn(answer: Answer, rng: random.Random, sentences: Iterable[str], letter: str = "O", letters: str = STORY) -> Answer | None:
    places = answer.told(letters) or answer.told()
    if not places:
        return None
    chosen = list(sentences)
    return edited(answer, [added(answer, i, s, letter) for i, s in zip(sorted(rng.choices(places, k=len(chosen))), chosen, strict=True)])


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
    gone = answer.holding("metric-delta")
    if not gone or len(answer.told()) - len(gone) < LEAST_LEFT:
        return None
    return edited(answer, [deleted(answer, i) for i in gone])


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
    lessons = sorted({*answer.told("L"), *answer.holding("specific-learning", "generic-learning")})
    if not lessons or len(answer.told()) - len(lessons) < LEAST_LEFT:
        return None
    return edited(answer, [*(deleted(answer, i) for i in lessons[:-1]), replaced(answer, lessons[-1], words.GENERIC_LESSON, "L")])


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
    return _strewn(answer, rng, [words.WATCHED], "A", "A")


def keywords(answer: Answer, rng: random.Random) -> Answer | None:
    """Names of principles and words of the trade, strewn in."""
    return _strewn(answer, rng, rng.sample(words.KEYWORDS, k=3))


def repeated(answer: Answer, rng: random.Random) -> Answer | None:
    """Three sentences said twice, those that the rater marked for something good first."""
    good = [i for i in answer.holding(*POSITIVE_KINDS) if i in answer.told()]
    rest = [i for i in answer.told() if i not in good]
    chosen = (rng.sample(good, k=len(good)) + rng.sample(rest, k=len(rest)))[:3]
    return edited(answer, [added(answer, i, _BULLET.sub("", answer.sentences[i].of(answer.text), count=1), answer.sections[i]) for i in chosen]) if chosen else None


def idle_numbers(answer: Answer, rng: random.Random) -> Answer | None:
    """Numbers that measure nothing, in three places."""
    return _strewn(answer, rng, words.IDLE_NUMBERS, "S")


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
    return _strewn(answer, rng, chosen)
