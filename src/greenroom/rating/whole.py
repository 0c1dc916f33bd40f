"""Rate a whole answer: read it once, ask every criterion, cast the votes, and say what follows from them."""
from __future__ import annotations

import re

from greenroom.frameworks import Framework, Level
from greenroom.rating import followups, timing, vote, writeup
from greenroom.rating.criteria import load_all
from greenroom.rating.criterion import Criterion, Score, Told
from greenroom.rating.result import CriterionScore, Engine, RatedSentence, Rating, Remark, Vote, WhyNot
from greenroom.reader import engine as reader
from greenroom.reader.reading import SECTIONS, Reading, ReadSentence
from greenroom.text.judgeable import LEAST_WORDS, why_not
from greenroom.text.notes import acts_in_notes
from greenroom.version import SCHEMA_VERSION, VERSION

JUDGED_AT, JUDGED_AT_IN_FIRST_PERSON = 0.5, 0.01
"""Least probability of being an answer. Somebody who says "I" or "we" is declined only where it is nearly certain: to turn a real answer away costs the most."""
NOTES_ACTS, NOTES_ACTS_BEYOND_DOUBT = 2, 3
"""Acts told without a subject from which notes count as told in the first person, and from which they are somebody's notes whatever the probability."""
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our)\b", re.IGNORECASE)
WHY_NOT = {
    "empty": ("There is no text.", "Write or paste an answer."),
    "too-short": ("This is too short to judge.", "Tell what happened, what you did and how it came out; {least} words at the very least."),
    "gibberish": ("This does not read as words and sentences.", "If it is a transcript, check that the recording was heard; else write it out."),
    "other-language": ("This is not in English, the only language that can be rated.", "Give the answer in English."),
    "keywords": ("These are words without sentences.", "Tell it as sentences, or as notes with verbs: what happened, what you did."),
    "repeated": ("The same few words come again and again.", "If it is a transcript, check the recording; else tell the story once."),
    "not-an-answer": ("This does not read as somebody's answer to an interview question.", "Tell about one event: what happened, what you did, how it came out."),
}


def rate(text: str, question: str | None, level: Level, framework: Framework, measure: timing.Measure | None = None) -> Rating:
    """The rating of `text` at `level`; `judged` is False where there is not enough to judge. Times are estimated without a `measure`."""
    code = why_not(text)
    if code is None:
        reading = reader.read(text, question or "")
        if (reading.judged < JUDGED_AT and reading.judged < _least_judged(text)) or all(text[: s.span.end].endswith("?") for s in reading.sentences):
            code = "not-an-answer"
    if code is not None:
        return not_judged(text, question, level, framework, code)
    told = Told(reading, level=level.bar)
    criteria = load_all()
    scores = {key: criterion.read(told) for key, criterion in criteria.items()}
    mends = {key: criterion.mends(told) for key, criterion in criteria.items()}
    votes = vote.cast(reading, scores)
    lacks = {each.id: vote.missing(each, scores, mends) for each in framework.levels}
    value = votes[level.bar]
    sentences = tuple(rated_sentence(s) for s in reading.sentences)
    spoken = measure(sentences, level) if measure else timing.time_sections(reading, level)
    return Rating(
        judged=True, why_not=None, text=text, question=question, level=level.id, framework=framework.id,
        sentences=sentences,
        criteria={key: named(criteria[key], score, told) for key, score in scores.items()},
        evidence=told.all_evidence(),
        vote=Vote(level.id, value, framework.votes[value]), votes=vote.by_level(framework, votes),
        reasons=reasons(scores, criteria), missing=lacks,
        principles=framework.principles_of(reading.principles)[:2],
        followups=followups.expect(told, level.bar, scores),
        mend_first=writeup.mend_first(told, spoken, lacks[level.id], criteria, scores),
        timing=spoken,
        writeup=writeup.write_up(told, framework, level, value, lacks[level.id], criteria, scores),
        engine=engine(framework, reading.weights),
    )


def _least_judged(text: str) -> float:
    """The least probability of being an answer that `text` needs."""
    acts = acts_in_notes(text)
    if acts >= NOTES_ACTS_BEYOND_DOUBT:
        return 0.0
    return JUDGED_AT_IN_FIRST_PERSON if acts >= NOTES_ACTS or _FIRST_PERSON.search(text) else JUDGED_AT


def engine(framework: Framework | None, weights: str) -> Engine:
    return Engine(VERSION, weights, f"{framework.id} {framework.version}" if framework else "", SCHEMA_VERSION)


def rated_sentence(sentence: ReadSentence) -> RatedSentence:
    return RatedSentence(sentence.span.start, sentence.span.end, sentence.section, sentence.sections[SECTIONS.index(sentence.section)])


def named(criterion: Criterion, score: Score, told: Told) -> CriterionScore:
    """A score with its anchor in words and what the next one asks.

    Of a close call a remark says what would raise it where the lower anchor was given and nothing found in the words reaches the higher: else it is there already,
    and `between` and the reason say enough.
    """
    after = criterion.anchors[score.value + 1] if score.value < 3 else None
    remarks = score.leading_first
    if score.between:
        low, high = score.between
        if score.value == low and criterion.by_evidence(told) < high:
            remarks = (*remarks, Remark(f"A close call between {low} and {high}. {writeup.more_plainly(criterion.mends(told)[low])}", remarks[0].rests_on))
    return CriterionScore(criterion.key, score.value, criterion.anchors[score.value], after, score.evidence, remarks, score.between)


def reasons(scores: dict[str, Score], criteria: dict[str, Criterion]) -> tuple[Remark, ...]:
    """One reason a criterion, the strongest and the weakest first; where the score is a close call the reason says so."""
    order = sorted(scores, key=lambda key: (-abs(scores[key].value - 1.5), list(criteria).index(key)))
    return tuple(_reason(scores[key]) for key in order)


def _reason(score: Score) -> Remark:
    first = score.leading_first[0]
    if not score.between:
        return first
    return Remark(f"{first.text} {writeup.close_call(score.value, score.between)}", first.rests_on)


def explain(code: str, least_words: int) -> WhyNot:
    """Why a text cannot be judged, in words."""
    message, remedy = WHY_NOT[code]
    return WhyNot(code, message, remedy.format(least=least_words))


def not_judged(text: str, question: str | None, level: Level, framework: Framework, code: str) -> Rating:
    empty = Reading(text, question or "", (), (), {}, {}, (), 0.0, "")
    return Rating(
        judged=False, why_not=explain(code, LEAST_WORDS), text=text, question=question, level=level.id, framework=framework.id, sentences=(), criteria={}, evidence=(),
        vote=None, votes={}, reasons=(), missing={}, principles=(), followups=(), mend_first=(), timing=timing.time_sections(empty, level), writeup=None,
        engine=engine(framework, reader.weights_version()),
    )
