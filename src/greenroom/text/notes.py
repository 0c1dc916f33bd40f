"""Bare notes: "Patient fell. Pressed alarm, checked head, called doctor." The subject is dropped, and it is the speaker (codebook, part 2)."""
from __future__ import annotations

import re

from greenroom.text.clauses import Clause, find_clauses
from greenroom.text.sentences import split
from greenroom.text.spans import Span, plain

LEAST_SHARE = 0.4
"""Share of the words that stand in sentences which begin with what was done: a list of duties or a log has such a sentence here and there, notes are made of them."""
LEAD = re.compile(r"[\s\-*\u2022\u00b7]*(?:[A-Za-z]{1,10}:\s*)?")
"""A dash or a short label before a note."""
_TIMELESS = frozenset(["put", "let", "cut", "set", "read", "shut", "split", "hit", "hurt", "bet", "cost", "left"])
"""Verbs whose past looks like an order, or like something else."""


def acts_in_notes(text: str) -> int:
    """How many acts are told without a subject in a text that is made of such notes: it begins with what was the matter, and much of it is what was done. Else 0."""
    flat = plain(text)
    found = told = words = 0
    scene = False
    for span in split(flat):
        size = len(span.of(flat).split())
        acts = _acts(flat, span)
        found, told, words = found + acts, told + size * bool(acts), words + size
        scene = scene or not found
    return found if scene and told >= LEAST_SHARE * words else 0


def _acts(flat: str, span: Span) -> int:
    """Acts without a subject in a sentence that begins with one."""
    lead = LEAD.match(flat, span.start, span.end)
    start = lead.end() if lead else span.start
    clauses = find_clauses(flat, start, span.end)
    if not clauses or clauses[0].actor != "dropped" or clauses[0].span.start != start:
        return 0
    return sum(_is_act(clause, flat) for clause in clauses)


def _is_act(clause: Clause, flat: str) -> bool:
    """Whether something was done to something: "rang the council", but not "opened by monitoring" or "Sat 08:00"."""
    after = clause.span.of(flat).lower().split()[1:]
    return clause.actor == "dropped" and clause.act and bool(after) and clause.verb not in _TIMELESS and after[0] != "by" and not (clause.verb == "sat" and after[0][0].isdigit())
