"""Others' acts that the speaker only saw: "I watched them fix it", "I stood next to her while she rewrote the form"."""
from __future__ import annotations

import re

_LEAD = r"\W*(?:(?:and|so|then|but|also|meanwhile|first|later|after that)\W+){0,2}"
_OTHER = r"(?:them|him|her|the \w+|my \w+|our \w+|(?-i:[A-Z])\w+)"
_WATCHED = re.compile(
    rf"{_LEAD}(?:i|we) (?:just |only |mostly )?(?:(?:watched|observed|saw|heard) (?:as |how |while )?{_OTHER}(?=\s+(?!(?:for|from|through|in|on|at|with|as|to|was|were|is|are|had|closely|carefully|every|all|"
    rf"again|twice|once)\b)[a-z]+(?<!ing)\b)|(?:stood|sat|was|were) (?:by|there|next to {_OTHER}|beside {_OTHER}) (?:while|when|as) )",
    re.IGNORECASE,
)
_OWN_PART = re.compile(r",|\b(?:i|we|me|us|my|our|and|but|so|then|to|until|because|that|which)\b", re.IGNORECASE)
"""After the watching, what the speaker does or makes of it."""


def only_watched(sentence: str) -> bool:
    """Whether a sentence tells others' act that the speaker saw, and nothing that they did or noticed themselves."""
    seen = _WATCHED.match(sentence)
    return seen is not None and _OWN_PART.search(sentence, seen.end()) is None
