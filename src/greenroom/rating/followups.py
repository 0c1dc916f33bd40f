"""The follow-ups to expect: questions made from the weakest points of this answer, each with the words that invite it."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.rating.criterion import Score, Told
from greenroom.rating.result import Followup, Gap, Quote, Remark
from greenroom.rating.vote import ASKS
from greenroom.reader.reading import CRITERIA
from greenroom.text.excerpt import head

LEAST, MOST = 2, 4
TOP = 3
CLAIMS = {"trade-off", "metric-delta", "own-action", "second-order"}
"""Kinds whose probe goes into what is claimed, however well it was told."""
LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Probe:
    """A question for a criterion: `kind` is the evidence that invites it (None: an absence), `text` may hold {quote}."""

    criterion: str
    kind: str | None
    text: str
    also: tuple[str, ...] = ()


PROBES: tuple[Probe, ...] = (
    Probe("agency", "we-action", "You said \u201c{quote}\u201d. What exactly was your own part in that?", ("ownership",)),
    Probe("ownership", "hand-off", "After \u201c{quote}\u201d: what did you do to make sure that it was really done?", ("agency",)),
    Probe("metric", "unmeasured-result", "You said \u201c{quote}\u201d. How did you measure it, and what was the figure before?", ("impact",)),
    Probe("depth", "vague-action", "\u201c{quote}\u201d: take me through that step by step. What did you do first?", ("agency",)),
    Probe("reflection", "generic-learning", "You said \u201c{quote}\u201d. What did you do differently the next time, because of this?", ()),
    Probe("ownership", "blame", "You said \u201c{quote}\u201d. What could you yourself have done about it earlier?", ("reflection",)),
    Probe("context", "over-long-context", "In one sentence: what was the problem, and who was hurt by it?", ()),
    Probe("fit", None, "How does this answer the question I asked? Is there a case that is closer to it?", ()),
    Probe("metric", None, "How did it come out, and how do you know?", ("impact",)),
    Probe("agency", None, "Who did that? What was your own part?", ("ownership",)),
    Probe("depth", None, "What did you do, step by step?", ("agency",)),
    Probe("judgement", None, "Why did you do it that way? What else did you consider?", ()),
    Probe("ownership", None, "Whose job was this? Would it have happened without you?", ()),
    Probe("impact", None, "Who gained from that, and by how much?", ("metric",)),
    Probe("reflection", None, "What would you do differently now, and why?", ()),
    Probe("lasting", None, "What is left of it today? Does anybody else work that way now?", ()),
    Probe("context", None, "What was at stake, and for whom?", ()),
    Probe("judgement", "trade-off", "You said \u201c{quote}\u201d. What would have changed your mind?", ("depth",)),
    Probe("metric", "metric-delta", "\u201c{quote}\u201d: how was that measured, and what else could have moved it?", ("depth",)),
    Probe("depth", "own-action", "\u201c{quote}\u201d: what was the hardest part of that?", ("judgement",)),
    Probe("lasting", "second-order", "\u201c{quote}\u201d: how did that come about, and does it still hold?", ()),
)


def expect(told: Told, bar: str, scores: dict[str, Score]) -> tuple[Followup, ...]:
    """Two to four follow-ups where there is so much to ask.

    First where the level's bar is missed the furthest, then what is not at its best, then deep dives into what is claimed.
    """
    asks = ASKS[bar]

    def urgency(key: str) -> tuple[bool, int, int, int]:
        off_question = key == "fit" and scores[key].value < asks[key]
        return not off_question, min(0, scores[key].value - asks.get(key, 0)), scores[key].value, CRITERIA.index(key)

    order = sorted(CRITERIA, key=urgency)
    thin = [key for key in order if scores[key].value < max(2, asks.get(key, 2))]
    out: list[Followup] = []
    for key in thin:
        if len(out) < MOST and not any(key in f.probes for f in out):
            out.append(_ask(told, key, scores[key]))
    for key in order:
        if len(out) < LEAST and scores[key].value < TOP and not any(key in f.probes for f in out):
            out.append(_ask(told, key, scores[key]))
    for probe in PROBES:
        if len(out) >= LEAST:
            break
        if probe.kind in CLAIMS and not any(probe.criterion in f.probes for f in out):
            marks = told.evidence(probe.kind)
            if marks:
                quote = Quote(marks[0].start, marks[0].end, marks[0].quote)
                out.append(Followup(probe.text.format(quote=head(quote.quote, LONGEST_QUOTE)), (probe.criterion, *probe.also), quote))
    return tuple(out)


def _ask(told: Told, key: str, score: Score) -> Followup:
    for probe in PROBES:
        if probe.criterion != key:
            continue
        if probe.kind is None:
            quote, gap = _place(told, score.remarks)
            return Followup(probe.text, (key, *probe.also), quote, gap)
        marks = [e for e in score.evidence if e.kind == probe.kind]
        if marks and probe.kind not in CLAIMS:
            quote = Quote(marks[0].start, marks[0].end, marks[0].quote)
            return Followup(probe.text.format(quote=head(quote.quote, LONGEST_QUOTE)), (key, *probe.also), quote)
    raise AssertionError(f"no probe for {key}")


def _place(told: Told, remarks: tuple[Remark, ...]) -> tuple[Quote, bool]:
    """The words that a remark about an absence points at: the gap's, else those it rests on."""
    for remark in reversed(remarks):
        for place in remark.rests_on:
            if isinstance(place, Gap):
                return place.after, True
    first = remarks[-1].rests_on[0]
    return (first.after, True) if isinstance(first, Gap) else (Quote(first.start, first.end, first.quote), False)
