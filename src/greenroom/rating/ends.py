"""Whether an answer breaks off before its last sentence is finished."""
from __future__ import annotations

import re

from greenroom.rating.criterion import Told
from greenroom.rating.result import Quote
from greenroom.text.spans import plain

_NEVER_LAST = frozenset({
    "and", "but", "because", "while", "whether", "unless", "until", "although", "or", "than", "the", "a", "an", "which", "whose", "my", "our", "their", "your", "when",
    "i", "we", "he", "she", "they", "was", "were", "be", "got", "so",
})
"""Words that end no finished sentence, punctuated or not, unless after one of `_UNLESS`."""
_WHO_DID = frozenset({"did", "do", "does", "than", "as", "was", "were", "have", "had", "nor", "am", "are", "could", "would"})
_UNLESS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("i", "we", "he", "she", "they"), _WHO_DID),
    "when": frozenset({"know", "say", "sure", "since", "remember", "forget", "forgot"}),
    "be": frozenset({"can", "could", "should", "would", "will", "may", "might", "must", "not"}),
    "was": frozenset({"it", "there", "he", "she", "i", "that", "what", "this"}), "were": frozenset({"they", "we", "you", "things", "there"}),
    "got": frozenset({"we", "i", "you", "they", "he", "she"}),
    "so": frozenset({"think", "thought", "guess", "hope", "say", "said", "or", "do", "did", "doing", "even", "believe", "suppose", "more", "much", "not", "is", "was"}),
}
_LAST_AFTER: dict[str, frozenset[str]] = {
    "that": frozenset({"and", "because", "but", "found", "said", "is", "means", "meant", "thought"}),
    "it": frozenset({"and", "because", "but", "when", "if", "so"}),
    "then": frozenset({"and", "but", "so", "not"}),
}
"""Words that leave a sentence open only after one of these: "and that", but not "that was that"."""
_PERHAPS_LAST = frozenset({"of", "with", "for", "in", "on", "to", "from", "at", "into", "by", "if", "as", "is", "are"})
"""Words that may end a sentence of speech that nobody punctuated ("the desk I worked with"), and no full stop in an answer that has them elsewhere."""
_FIXED = frozenset({
    ("there", "and", "then"), ("now", "and", "then"),
    *((word, "to", "be") for word in ("used", "supposed", "meant", "ought", "had", "has", "have", "needs", "wanted", "want")),
})
"""Ends of sentences that look open and are none."""
_WORD = re.compile(r"[\w']+")
_TRAILS_OFF = re.compile(r"(?:\.{2,}|\u2026)$")
_COMMA_THEN = re.compile(r",\s*(?:then|so|and then)$", re.IGNORECASE)
_PUNCTUATED = 0.6
"""Share of the other sentences with a stop at their end from which the last one without any counts as cut off."""


def breaks_off(told: Told) -> Quote | None:
    """The last sentence, where it is not finished."""
    sentences = told.reading.sentences
    last, others = told.quote(sentences[-1].span), sentences[:-1]
    stopped = sum(told.words(s).rstrip("\"' \u201d)").endswith((".", "!", "?")) for s in others)
    return last if unfinished(last.quote, bool(others) and stopped >= _PUNCTUATED * len(others)) else None


def unfinished(sentence: str, punctuated: bool) -> bool:
    """Whether a sentence stops before its end; `punctuated`: the sentences around it have their full stops."""
    said = plain(sentence).rstrip("\"' )\n")
    trails = _TRAILS_OFF.search(said) is not None
    said = _TRAILS_OFF.sub("", said).rstrip()
    if not trails and said.endswith((".", "!", "?")):
        return False
    words = tuple(_WORD.findall(said.lower()))
    if len(words) < 2 or words[-3:] in _FIXED:
        return False
    if said.endswith("-") or _COMMA_THEN.search(said) or (trails and words[-1].endswith("'s")):
        return True
    last, before = words[-1], words[-2]
    if last in _NEVER_LAST:
        return before not in _UNLESS.get(last, ())
    return before in _LAST_AFTER.get(last, ()) or (punctuated and last in _PERHAPS_LAST)
