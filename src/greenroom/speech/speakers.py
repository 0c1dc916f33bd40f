"""Names before what is said ("Speaker 1: ...", "[ANNA]: ..."): taken for a speaker where the file as a whole shows that they are one."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_PREFIX = re.compile(r"\s*(?:>{2,}\s*|-\s*)?[\[(]?(?P<name>[^\W\d_][\w.'\u2019-]{0,40}(?: [\w.'\u2019-]{1,40}){0,3})[\])]?\s?:(?:\s+|$)")
_ROLES = "speaker|spk|interviewer|interviewee|candidate|participant|host|guest|moderator|recruiter|hiring manager|unknown speaker|unknown"
_KNOWN = re.compile(rf"(?:{_ROLES})[ _]?\w{{0,3}}$", re.IGNORECASE)
_NO_NAMES = frozenset((
    "situation", "task", "action", "actions", "result", "results", "reflection", "learning", "learnings", "lesson", "lessons", "outcome", "context", "background",
    "problem", "goal", "takeaway", "takeaways", "impact",
    "note", "notes", "summary", "question", "answer", "so", "and", "but", "then", "first", "second", "third", "finally",
    "because", "example",
))
"""Headings of an answer, and words that begin a sentence before a colon."""


def prefix_of(text: str) -> tuple[str, int] | None:
    """A name that may be a speaker's at the beginning of a line, and where what is said begins."""
    match = _PREFIX.match(text)
    if not match:
        return None
    name = " ".join(match["name"].split())
    capital = all(part[0].isupper() or part[0].isdigit() for part in name.replace("_", " ").split())
    if not name or name.casefold() in _NO_NAMES or not (capital or _KNOWN.match(name)):
        return None
    return name, match.end()


def speakers(lines: Iterable[str]) -> frozenset[str]:
    """Names before lines that are speakers': of a usual role, seen twice or more, or one of those that stand before every line."""
    found = [prefix_of(line) for line in lines]
    counts = Counter(f[0] for f in found if f)
    everywhere = len(found) > 1 and all(found)
    return frozenset(name for name, n in counts.items() if everywhere or n > 1 or _KNOWN.match(name))
