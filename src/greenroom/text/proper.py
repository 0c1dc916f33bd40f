"""Proper names in a sentence: who somebody is, where it was and for whom they worked, none of which may move a rating.

A capitalised word is a name when it is no word that people write small (`words.txt`, from the training corpus) and none of those that say something of the
work or the time: tools, methods, languages, days (`kept.txt`). First names on a list (`names.txt`) are names however they are written.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from greenroom.text.spans import Span


def _listed(name: str) -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath(name).read_text(encoding="utf-8").casefold().split())


_FIRST, _SMALL, _KEPT = _listed("names.txt"), _listed("words.txt"), _listed("kept.txt")
_EMPLOYERS = frozenset(["Google", "Amazon", "Microsoft", "Apple", "Meta", "Target", "Shell", "IBM", "HP", "MIT", "UCLA", "LSE", "UCL", "ETH", "IIT", "NUS", "BMW", "KPMG", "PwC", "HSBC", "TCS"])
"""Names that are also words, or look like the name of a tool or a trade's short form."""
_PRODUCTS = frozenset(["Sheet", "Sheets", "Doc", "Docs", "Drive", "Maps", "Workspace", "Cloud", "Analytics", "Ads", "Form", "Forms", "Calendar", "Meet", "Office", "Excel"])
"""After the maker's name these are tools."""
_TITLES = frozenset(["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "Sir", "Madam", "Madame", "Monsieur", "Herr", "Frau", "Señor", "Señora", "Dona", "Pani", "Saint", "St"])
_SCHOOLS = frozenset(["University", "College", "Institute", "Polytechnic", "School", "Academy", "Hospital", "Bank", "Ltd", "Inc", "GmbH", "Secondary"])
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "al", "ness")
_TITLE_CASE = 0.5
"""Share of capitalised words from which a sentence is in title case, and capitals tell nothing of a word's neighbours."""
NAME, NEXT, NONE = "name", "next", "none"


@lru_cache(maxsize=256)
def names(text: str) -> tuple[Span, ...]:
    """Where names stand, in order: with the titles and capitalised words that belong to them ("Mrs Okafor", "Brightwater Laundry", "the University of Lagos")."""
    found = list(_WORD.finditer(text))
    if not found:
        return ()
    classes = [_class(m.group()) for m in found]
    others = [m.group()[0].isupper() for m, c in zip(found[1:], classes[1:], strict=True) if c != NAME and m.group() != "I"]
    if len(others) > 3 and sum(others) >= _TITLE_CASE * len(others):
        classes = [c if c == NAME else NONE for c in classes]
    for i in range(len(found) - 1):
        if found[i].group() in _EMPLOYERS and found[i + 1].group() in _PRODUCTS:
            classes[i] = classes[i + 1] = NONE
    return tuple(_runs(text, found, classes))


def _class(word: str) -> str:
    """NAME, NEXT (a capitalised word that may be part of a name beside it) or NONE."""
    folded = word.casefold()
    if folded in _FIRST or word in _EMPLOYERS:
        return NAME
    if word in {"O", "D"}:
        return NEXT  # O'Brien, D'Souza
    if len(word) < 2 or not word[0].isupper() or any(c.isupper() for c in word[1:]) or (folded in _KEPT and word not in _TITLES):
        return NONE
    if word in _TITLES or word in _SCHOOLS:
        return NEXT
    return NEXT if _common(folded) else NAME


def _common(folded: str) -> bool:
    return folded in _SMALL or any(folded.endswith(end) and (folded[: -len(end)] in _SMALL or folded[: -len(end)] + "e" in _SMALL) for end in _ENDINGS)


def _runs(text: str, found: list[re.Match[str]], classes: list[str]) -> Iterator[Span]:
    i = 0
    while i < len(found):
        if classes[i] == NONE:
            i += 1
            continue
        last = i
        while last + 1 < len(found) and (joined := _joined(text, found, classes, last)):
            last += joined
        first = i
        i = last + 1
        if NAME not in classes[first : last + 1] and not _school(found[first : last + 1]):
            continue
        while first < last and classes[first] == NEXT and found[first].group() not in _TITLES | _SCHOOLS and not _inside(text, found[first].start()):
            first += 1  # the head of a sentence has a capital whatever it is
        start = found[first].start()
        if _school(found[first : last + 1]) and text[max(0, start - 4) : start].casefold() == "the ":
            start -= 4
        yield Span(start, found[last].end())


def _school(run: list[re.Match[str]]) -> bool:
    return len(run) > 1 and any(m.group() in _SCHOOLS for m in run)


def _inside(text: str, start: int) -> bool:
    """Whether the word before is written small, so that the capital means something."""
    return start > 1 and text[start - 1] == " " and (text[start - 2].islower() or text[start - 2] == ",")


def _joined(text: str, found: list[re.Match[str]], classes: list[str], at: int) -> int:
    """How many words further the name goes on after the one at `at`: 0, 1, or 2 over an "of"."""
    gap = text[found[at].end() : found[at + 1].start()]
    if classes[at + 1] != NONE:
        return int(gap in {" ", "-", "'"} or (gap == ". " and found[at].group() in _TITLES))
    over = found[at + 1].group() == "of" and found[at].group() in _SCHOOLS and at + 2 < len(found) and classes[at + 2] != NONE
    return 2 if over and gap == " " and text[found[at + 1].end() : found[at + 2].start()] == " " else 0
