"""A rating for a terminal: colour where there is one, plain where not."""
from __future__ import annotations

import re
from collections.abc import Iterable

import click

from greenroom.cli.page import Page
from greenroom.cli.show_speech import show_speech
from greenroom.frameworks import load
from greenroom.rating.result import Evidence, Followup, Gap, Quote, RatedSentence, Rating, Remark
from greenroom.rating.writeup import close_call, nothing_to_mend
from greenroom.reader.reading import SECTION_NAMES
from greenroom.services.assess_answer import shown_principles
from greenroom.services.assess_speech import SpeechReport
from greenroom.services.vote_words import NOTHING_MISSED, under_vote
from greenroom.text.excerpt import head, tail

_SECTION_COLOURS = {"S": "blue", "T": "cyan", "A": "white", "R": "green", "L": "magenta", "O": "bright_black"}
_QUOTE = 80


def show_rating(rating: Rating, colour: bool, speech: SpeechReport | None = None, followups: bool = True) -> str:
    """The whole rating as text, with pace and pauses where the times were measured; without its follow-ups where they have been asked already."""
    page = Page(colour)
    if not rating.judged:
        assert rating.why_not is not None
        page.put(f"Not enough to judge. {rating.why_not.message}", 0)
        page.put(rating.why_not.remedy, 0)
        return "\n".join(page.lines).replace("Not enough to judge.", page.style("Not enough to judge.", bold=True), 1)
    _top(page, rating)
    _answer(page, rating)
    _criteria(page, rating)
    _levels(page, rating)
    _time(page, rating, speech)
    if speech:
        show_speech(page, speech)
    _mend(page, rating)
    if followups:
        _followups(page, rating)
    _notes(page, rating)
    return "\n".join(page.lines).strip("\n")


def _top(page: Page, rating: Rating) -> None:
    framework = load(rating.framework)
    level = framework.level(rating.level)
    assert rating.vote is not None
    page.lines.append(page.style(f"{rating.vote.word.capitalize()} at {level.title}", bold=True, fg="green" if rating.vote.value >= 3 else "yellow"))
    if rating.question:
        page.put(f"Question: {rating.question}", 0)
    page.put(f"The story shows {shown_principles(rating)}.", 0)


def _answer(page: Page, rating: Rating) -> None:
    page.head("Your answer  (+words+ carry it, -words- sink it)")
    before = ""
    for sentence in rating.sentences:
        name = SECTION_NAMES[sentence.section].capitalize()
        label = name if name != before else ""
        before = name
        label = f"{label:<11}"
        shown = _marked(page, rating, sentence)
        plain = page.width - 11
        wrapped = _wrap(shown, max(30, plain))
        head = page.style(label, fg=_SECTION_COLOURS[sentence.section], bold=True)
        page.lines.append(head + wrapped[0])
        page.lines += [" " * 11 + line for line in wrapped[1:]]


def _wrap(text: str, width: int) -> list[str]:
    """Wrap by the letters that show: colour codes take no room."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        size = len(click.unstyle(word))
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line]


def _marked(page: Page, rating: Rating, sentence: RatedSentence) -> str:
    """The sentence with its evidence marked; overlapping marks become one, a minus wins."""
    signs: dict[int, str] = {}
    for e in rating.evidence:
        for at in range(max(e.start, sentence.start), min(e.end, sentence.end)):
            signs[at] = "-" if e.sign == "-" else signs.get(at, "+")
    out, run, sign = [], "", ""
    for at in range(sentence.start, sentence.end + 1):
        now = signs.get(at, "") if at < sentence.end else "end"
        if now != sign and run:
            out.append(_sign(page, run, sign))
            run = ""
        sign = now
        run += rating.text[at] if at < sentence.end else ""
    return "".join(out)


def _sign(page: Page, run: str, sign: str) -> str:
    """The words between their signs; a colour is laid on word by word, so that a line may end anywhere."""
    if not sign:
        return run
    return re.sub(r"\S+", lambda word: page.style(word[0], fg="green" if sign == "+" else "red"), f"{sign}{run}{sign}")


def _criteria(page: Page, rating: Rating) -> None:
    page.head("Criteria  (0 to 3)")
    for score in rating.criteria.values():
        if score.key == "fit" and rating.question is None:
            page.put("not rated: no question was given (--question)", 20, f"  {score.key:<18}")
            continue
        bar = "#" * score.score + "." * (3 - score.score)
        head = f"  {score.key:<11} {page.style(bar, fg=('red', 'yellow', 'cyan', 'green')[score.score])} {score.score} "
        page.put(score.anchor, 20, f"{head:<20}" if not page.colour else head + " ")
        page.put(score.remarks[0].text + " " + _places(score.remarks[0]), 20)
        if score.between:
            page.put(close_call(score.score, score.between), 20)
        if score.next:
            page.put(f"next: {score.next}", 20)


def _places(remark: Remark) -> str:
    return _list(remark.rests_on[:2])


def _list(places: Iterable[Evidence | Quote | Gap]) -> str:
    return " ".join(f"[after \u201c{tail(p.after.quote, _QUOTE)}\u201d]" if isinstance(p, Gap) else f"\u201c{head(p.quote, _QUOTE)}\u201d" for p in places)


def _levels(page: Page, rating: Rating) -> None:
    framework = load(rating.framework)
    page.head("The vote at every level")
    for level in framework.levels:
        value = rating.votes[level.id]
        here = " (asked)" if level.id == rating.level else ""
        page.lines.append(f"  {level.title:<9} {framework.votes[value]:<15}{here}")
        under = under_vote(rating, level.id)
        page.put(f"{under.says} {'; '.join(under.points)}".strip() if under.points != (NOTHING_MISSED,) else "misses nothing that this level asks for", 12)


def _time(page: Page, rating: Rating, speech: SpeechReport | None) -> None:
    t = rating.timing
    rates = {s.section: s.words_per_minute for s in speech.pace.sections} if speech else {}
    how = f"measured, {t.words_per_minute} words a minute" if t.measured else f"estimated at {t.words_per_minute} words a minute"
    page.head(f"Speaking time, {how}: {t.seconds} s of {t.budget} s")
    for section in t.sections:
        if section.budget is None and not section.seconds:
            continue
        budget = f"{section.seconds:>4} s  budget {section.budget} s" if section.budget is not None else f"{section.seconds:>4} s"
        rate = f"{rates[section.section]:>5} words a minute" if rates.get(section.section) else ""
        page.lines.append(f"  {section.name:<11}{budget:<20}{rate}".rstrip())


def _mend(page: Page, rating: Rating) -> None:
    page.head("Mend first")
    if nothing_to_mend(rating.mend_first[0]):
        page.put(rating.mend_first[0].text)
        return
    for i, remark in enumerate(rating.mend_first, 1):
        page.put(f"{remark.text} {_places(remark)}", 5, f"  {i}. ")


def _followups(page: Page, rating: Rating) -> None:
    page.head("Follow-ups to expect")
    for followup in rating.followups:
        page.put(followup.text, 4, "  - ")
        page.put(f"probes {', '.join(followup.probes)}; invited by {_invited(followup)}", 4)


def _notes(page: Page, rating: Rating) -> None:
    assert rating.writeup is not None
    page.head("The interviewer's notes")
    for name, remarks in (("for", rating.writeup.in_favour), ("against", rating.writeup.against)):
        for remark in remarks:
            page.put(f"{remark.text} {_places(remark)}", 11, f"  {name:<9}")
            name = ""
    page.put(rating.writeup.vote)


def _invited(followup: Followup) -> str:
    if followup.gap:
        return f"what is missing after \u201c{tail(followup.invited_by.quote, _QUOTE)}\u201d"
    return f"\u201c{head(followup.invited_by.quote, _QUOTE)}\u201d"
