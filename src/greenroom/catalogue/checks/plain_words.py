"""Our coaching obeys our own rules of writing."""
import re
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem

LONGEST = 45
"""Words in one sentence of coaching."""
_HOLLOW = re.compile(
    r"\b(?:leverag\w+|utili[sz]\w+|delv\w+|synerg\w+|seamless\w*|robust\w*|crucial\w*|pivotal|game[- ]changer|obviously|simply|just be yourself|in order to|"
    r"it is important to|key takeaway|at the end of the day|showcas\w+|foster\w*|elevat\w+|navigat\w+ the|resonat\w+|tapestry|testament to|the candidate)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_OWN_WORDS = re.compile("\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb|\"[^\"]*\"")


def ours(case: Case) -> Iterator[tuple[str, str]]:
    """What we say to the learner, by file; not the stories, whose people talk as they talk."""
    w = case.walkthrough
    if w.overview:
        yield from (("overview.md", text) for text in (w.overview.scenario, *w.overview.takeaways))
    for section in w.sections.values():
        yield from (("sections.md", text) for text in (section.coaching, section.cost, *(m.why for m in section.marks)))
    for level in w.levels:
        yield from (("levels.toml", text) for text in (level.focus, level.bar))
    for f in w.followups:
        yield from (("followups.toml", text) for text in (f.why_weak, f.remember))
    if w.weak:
        yield from (("weak.toml", text) for text in (w.weak.thinks, *(g.why for g in w.weak.giveaways)))
    for q in w.quizzes:
        yield from (("quizzes.toml", text) for text in (q.question, q.explanation, *(o.why for o in q.options)))
    for lens in w.lenses:
        yield from (("lenses.toml", text) for text in (lens.emphasise, lens.downplay))


def faults(text: str) -> Iterator[tuple[str, str, str, str]]:
    """What is not plain in a text of ours: the words where it is, what is wrong, what to do, and what tells it apart. What stands in quotation marks is not looked at."""
    bare = _OWN_WORDS.sub("", text)
    hollow = _HOLLOW.search(bare)
    if hollow:
        yield text[:60], f"{hollow[0]!r} says little.", "Say what is meant in plain words.", hollow[0].casefold()
    if "!" in bare:
        yield text[:60], "An exclamation mark in our own words.", "End with a full stop.", "!"
    if "\u2014" in bare:
        yield text[:60], "A dash in place of a sentence's structure.", "Use a comma, a colon or a full stop.", "dash"
    for sentence in _SENTENCE.split(text):
        if len(sentence.split()) > LONGEST:
            yield sentence[:60], f"A sentence of {len(sentence.split())} words.", f"Cut it in two; {LONGEST} is the most.", "long"


def find(case: Case, check: Check) -> Iterator[Problem]:
    for file, text in ours(case):
        for words, message, remedy, detail in faults(text):
            yield case.problem(check, file, words, message, remedy, detail)


CHECK = Check(
    code="plain-words",
    title="Our own words are not plain",
    why="Advice that rambles or flatters cannot teach people to speak plainly.",
    remedy="Short sentences, words that mean something, no exclamation marks.",
    find=find, told=True,
)
