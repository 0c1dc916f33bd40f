"""The follow-ups to expect: questions made from the weakest points of this answer, each with the words that invite it."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from greenroom.rating.criteria import get
from greenroom.rating.criterion import Score, Told
from greenroom.rating.ends import breaks_off
from greenroom.rating.habits import habits
from greenroom.rating.holds import holds, section_of
from greenroom.rating.later import made, since, taken_up
from greenroom.rating.marks import CHANGED, MAYBE, figures, has_around, sentences, sized
from greenroom.rating.result import Evidence, Followup, Gap, Quote, Remark
from greenroom.rating.vote import ASKS
from greenroom.rating.writeup import no_event
from greenroom.reader.reading import CRITERIA, SECTIONS
from greenroom.text.excerpt import head
from greenroom.text.quantities import change_words, find_quantities
from greenroom.text.spans import plain

LEAST, MOST = 2, 4
TOP = 3
ANSWERED = 2
"""A story that answers its question to this score is not asked for another."""
LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Probe:
    """A question for a criterion: `kind` is the evidence that invites it (None: an absence), `text` may hold {quote}."""

    criterion: str
    kind: str | None
    text: str
    also: tuple[str, ...] = ()


WEAK: tuple[Probe, ...] = (
    Probe("agency", "we-action", "You said \u201c{quote}\u201d. What exactly was your own part in that?", ("ownership",)),
    Probe("ownership", "hand-off", "After \u201c{quote}\u201d: what did you do to make sure that it was really done?", ("agency",)),
    Probe("metric", "unmeasured-result", "You said \u201c{quote}\u201d. How could you tell, and how much of a difference did it make?", ("impact",)),
    Probe("depth", "vague-action", "\u201c{quote}\u201d: take me through that step by step. What did you do first?", ("agency",)),
    Probe("reflection", "generic-learning", "You said \u201c{quote}\u201d. What did you do differently the next time, because of this?"),
    Probe("ownership", "blame", "You said \u201c{quote}\u201d. What could you yourself have done about it earlier?", ("reflection",)),
    Probe("context", "over-long-context", "In one sentence: what was the problem, and who was hurt by it?"),
)
"""What a weakness invites."""
THIN: tuple[Probe, ...] = (
    Probe("ownership", "scope-boundary", "You said \u201c{quote}\u201d. How did you see it through to the end?"),
    Probe("ownership", "initiative", "After \u201c{quote}\u201d: how did you see it through to the end?"),
    Probe("agency", "own-action", "Besides \u201c{quote}\u201d: which of the other steps were yours, and who took the rest?", ("ownership",)),
    Probe("depth", "own-action", "\u201c{quote}\u201d: how exactly did you do that, and what came next?", ("agency",)),
    Probe("judgement", "trade-off", "You said \u201c{quote}\u201d. What else did you consider, and what spoke for it?"),
    Probe("metric", "metric-delta", "\u201c{quote}\u201d: how was that measured, and what can it be compared with?", ("impact",)),
    Probe("impact", "business-impact", "You said \u201c{quote}\u201d. How big a difference did that make, and to whom?", ("metric",)),
    Probe("lasting", "second-order", "\u201c{quote}\u201d: how did that come about, and does it still hold?"),
    Probe("reflection", "specific-learning", "You said \u201c{quote}\u201d. What have you done differently since, because of that?"),
)
"""What is asked of a criterion below its best where words show some of it: what is told is not asked for again."""
ABSENT: dict[str, Probe] = {
    probe.criterion: probe
    for probe in (
        Probe("fit", None, "How does this answer the question I asked? Is there a case that is closer to it?"),
        Probe("context", None, "What was at stake, and for whom?"),
        Probe("ownership", None, "Whose job was this? Would it have happened without you?"),
        Probe("agency", None, "Who did that? What was your own part?", ("ownership",)),
        Probe("depth", None, "What did you do, step by step?", ("agency",)),
        Probe("judgement", None, "Why did you do it that way? What else did you consider?"),
        Probe("metric", None, "How did it come out, and how do you know?", ("impact",)),
        Probe("impact", None, "Who felt the difference, and by how much?", ("metric",)),
        Probe("lasting", None, "What is left of it today? Does anybody else work that way now?"),
        Probe("reflection", None, "What would you do differently now, and why?"),
    )
}
"""What an absence invites."""
DEEP: tuple[Probe, ...] = (
    Probe("judgement", "trade-off", "You said \u201c{quote}\u201d. What would have changed your mind?", ("depth",)),
    Probe("metric", "metric-delta", "\u201c{quote}\u201d: how was that measured, and what else could have moved it?", ("depth",)),
    Probe("depth", "own-action", "\u201c{quote}\u201d: what was the hardest part of that?", ("judgement",)),
    Probe("lasting", "second-order", "\u201c{quote}\u201d: how did that come about, and does it still hold?"),
)
"""What goes into a claim, however well it was told."""
_WOULD_CHANGE = re.compile(
    r"\b(?:would|'d) (?:now )?(?:have )?(?:do|done) (?:\w+ ){0,3}differently|\bdo differently\b|\bnext time\b|"
    r"\b(?:if|were) i (?:had|could|were|was|to)\b.{0,30}\bagain\b|\bi (?:should|ought to|could) have\b|\bi would (?:now|have)\b|\bi'd (?:now|have)\b",
    re.IGNORECASE,
)
"""Words by which people say what they would do differently."""
_SINCE = re.compile(r"\b(?:since then|ever since|these days|nowadays|from then on|any ?more|(?:i|we) now|now,? (?:when |if )?(?:i|we))\b", re.IGNORECASE)
"""Words by which people say what they do differently already."""
_GIVEN = re.compile(
    r"\bmy (?:job|task|role|responsibility)\b|\bi(?:'d| had)? (?:was|been|am) (?:asked|assigned|told|given|tasked|responsible)\b|"
    r"\b(?:asked|told) me to\b|\b(?:gave|assigned|handed) me\b|\b(?:was|were) (?:given|assigned) to me\b",
    re.IGNORECASE,
)
"""Words by which people say that a thing was their job, or was given to them."""
_REACTION = re.compile(
    r"\b(?:happy|happier|upset|angry|glad|pleased|proud|furious|satisfied|relieved|annoyed|grateful|impressed|thank(?:ed|ful|s)?|praised|liked|loved|calm(?:er)?|"
    r"surprised|disappointed|delighted|appreciat\w+)\b",
    re.IGNORECASE,
)
"""Words of what somebody felt, which no figure would show."""
_MORE_OR_LESS = re.compile(r"\b(?:less|fewer|more|half|twice|dropped|rose|complaints?)\b", re.IGNORECASE)
"""Words of what can be counted."""
_DENIES = re.compile(r"\b(?:not|nobody|no one|never|none)\b|n't\b", re.IGNORECASE)


def expect(told: Told, bar: str, scores: dict[str, Score]) -> tuple[Followup, ...]:
    """Two to four follow-ups where there is so much to ask.

    First where the level's bar is missed the furthest, then what is not at its best, then deep dives into what is claimed.
    Who tells of nothing that happened is asked for one case and no more.
    """
    asks = ASKS[bar]

    def urgency(key: str) -> tuple[bool, int, int, int]:
        off_question = key == "fit" and scores[key].value < asks[key]
        return not off_question, min(0, scores[key].value - asks.get(key, 0)), scores[key].value, CRITERIA.index(key)

    order = sorted((key for key in CRITERIA if key != "fit" or scores[key].value < ANSWERED), key=urgency)
    thin = [key for key in order if scores[key].value < max(2, asks.get(key, 2))]
    out: list[Followup] = []
    if "fit" in order and no_event(told, get("fit")):
        case = _ask(told, "fit", scores["fit"], out)
        return case, replace(case, text="What did you yourself do then, and how did it come out?", probes=("agency", "metric"))
    for key in thin:
        if len(out) < MOST and not any(key in f.probes for f in out):
            out.append(_ask(told, key, scores[key], out))
    for key in order:
        if len(out) < LEAST and scores[key].value < TOP and not any(key in f.probes for f in out):
            out.append(_ask(told, key, scores[key], out))
    for probe in DEEP:
        if len(out) < LEAST and not any(probe.criterion in f.probes for f in out):
            mark = _first(told, told.evidence(str(probe.kind)), probe, out)
            out += [_quoting(probe, probe.text, mark)] if mark else []
    return tuple(out)


def _ask(told: Told, key: str, score: Score, asked: list[Followup]) -> Followup:
    """The question for a criterion: about its weakness, else on what words show of it, else about what is absent."""
    thin = [probe for probe in THIN if probe.criterion == key]
    weak = [probe for probe in WEAK if probe.criterion == key]
    for probe in (*thin, *weak) if key == "metric" else (*weak, *thin):  # a measured result is worth more questions than a claim beside it
        mark = _first(told, score.evidence, probe, asked)
        if mark:
            return _quoting(probe, _on(told, probe, mark), mark)
    learnt = _on_learning(told) if key == "reflection" else None
    if learnt:
        return learnt
    quote, gap = _place(told, score.remarks)
    return Followup(_of_absence(told, key, score), (key, *ABSENT[key].also), quote, gap)


def _first(told: Told, evidence: Iterable[Evidence], probe: Probe, asked: list[Followup]) -> Evidence | None:
    """The first mark of the probe's kind whose words no other follow-up quotes."""
    taken = [f.invited_by for f in asked if not f.gap]
    fits = (e for e in evidence if e.kind == probe.kind and holds(told, e))
    return next((e for e in fits if not any(e.start < q.end and e.end > q.start for q in taken)), None)


def _quoting(probe: Probe, text: str, mark: Evidence) -> Followup:
    return Followup(text.format(quote=head(mark.quote, LONGEST_QUOTE)), (probe.criterion, *probe.also), Quote(mark.start, mark.end, mark.quote))


def _on(told: Told, probe: Probe, mark: Evidence) -> str:
    """The probe's words, or others where what it asks is told in the words that it quotes or beside them."""
    if probe.kind == "metric-delta" and _compared(told, mark):
        return "\u201c{quote}\u201d: how was that measured, and what else could have moved it?"
    if probe.kind == "unmeasured-result" and _REACTION.search(plain(mark.quote)) and not _MORE_OR_LESS.search(plain(mark.quote)):
        return "You said \u201c{quote}\u201d. What did they do differently because of it?"
    if probe.kind == "business-impact" and section_of(told, mark) in "ST":
        return "You said \u201c{quote}\u201d. How did that come out in the end, and for whom?"
    if probe.kind == "business-impact" and sized(told, (mark,)):
        return "You said \u201c{quote}\u201d. What did that mean for the people concerned?"
    if probe.kind == "specific-learning" and has_around(told, CHANGED, (mark,)):
        return "You said \u201c{quote}\u201d. When did that last make a difference?"
    return probe.text


def _compared(told: Told, mark: Evidence) -> bool:
    """Whether a figure has something to be compared with: in its own words, or a share, an amount or a time in the situation or the task too."""
    flat = plain(told.reading.text)
    own = find_quantities(flat, mark.start, mark.end)
    before = {q.kind for s in sentences(told, "ST") for q in find_quantities(flat, *s.span)} - {"count"}  # counts may be of anything
    return len(own) > 1 or bool(change_words(flat, mark.start, mark.end)) or any(q.kind in before for q in own)


def _on_learning(told: Told) -> Followup | None:
    """The question about what somebody does, or would do, differently, where a sentence that may be reflection says so."""
    flat = plain(told.reading.text)
    for pattern, asks in ((_SINCE, "When did that last make a difference?"), (_WOULD_CHANGE, "Have you done so since, and what came of it?")):
        for s in told.reading.sentences:
            if (s.section == "L" or s.sections[SECTIONS.index("L")] >= MAYBE) and pattern.search(flat, *s.span):
                quote = told.quote(s.span)
                return Followup(f"You said \u201c{head(quote.quote.rstrip('.'), LONGEST_QUOTE)}\u201d. {asks}", ("reflection",), quote)
    return None


def _given(told: Told) -> bool:
    """Whether the situation or the task says that the thing was the speaker's to do."""
    flat = plain(told.reading.text)
    return any(_GIVEN.search(flat, *s.span) and not _DENIES.search(flat, *s.span) for s in sentences(told, "ST"))


def _of_absence(told: Told, key: str, score: Score) -> str:
    """The question about what a criterion does not find, in words that fit what is told."""
    if key == "fit" and (no_event(told, get(key)) or habits(told)):
        return "Can you take one case of that, and tell me what happened on the day?"
    if key == "context":
        words = get(key).by_evidence(told)
        if max(words, score.value) < 2:
            return "In one sentence: what was the problem, and who was hurt by it?"
        if words == TOP:
            return "What would have happened if nobody had done anything about it?"
    if key == "ownership" and _given(told):
        return "What did you do here beyond what you had been given to do?"
    if key == "lasting":
        return _of_what_stayed(told)
    if key == "metric" and sentences(told, "R") and not breaks_off(told):
        return "How was that measured, and what was it before?" if figures(told, "R") else "How do you know that it came out so, and which figure would show it?"
    return ABSENT[key].text


def _of_what_stayed(told: Told) -> str:
    """The question about what is left of it, of whom and what is named already."""
    if taken_up(told):
        return "How did the others come to it, and what did it change for them?"
    if since(told):
        return "Who else does it so now, and how did they come to it?"
    return "Is what was made there still in use, and by whom?" if made(told) else ABSENT["lasting"].text


def _place(told: Told, remarks: tuple[Remark, ...]) -> tuple[Quote, bool]:
    """The words that a remark about an absence points at: the gap's, else those it rests on."""
    for remark in reversed(remarks):
        for place in remark.rests_on:
            if isinstance(place, Gap):
                return place.after, True
    first = remarks[-1].rests_on[0]
    return (first.after, True) if isinstance(first, Gap) else (Quote(first.start, first.end, first.quote), False)
