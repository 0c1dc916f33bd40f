"""Whether an input is enough to judge at all: there, long enough, English, and made of sentences."""
from __future__ import annotations

import re
import unicodedata
from collections import Counter

from greenroom.text.clauses import find_clauses, tells
from greenroom.text.spans import plain

LEAST_WORDS = 12
"""Fewer words than this hold no story: a sentence of English speech has about 15."""
MOST_CHARACTERS = 20_000
"""About 3,500 words, twenty minutes of speech: far beyond any spoken answer."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
FUNCTION_WORDS = frozenset(
    ["the", "a", "an", "and", "or", "but", "so", "to", "of", "in", "on", "at", "for", "with", "from", "by", "as", "that", "this", "it", "its", "i", "we", "my", "our", "me", "us", "you", "he", "she", "they", "his", "her", "their", "them", "was", "were", "is", "are", "be", "been", "had", "have", "has", "did", "do", "not", "no", "what", "when", "which", "who", "how", "if", "because", "about", "after", "before", "then", "there", "would", "could", "can", "will", "just", "than", "into", "out", "up", "all", "also", "more", "one", "some", "other", "very"]
)
_ENGLISH_SHARE = 0.16
_NOTES_SHARE = 0.06


def why_not(text: str, least_words: int = LEAST_WORDS) -> str | None:
    """A code for why `text` cannot be judged (empty, too-short, other-language, gibberish, keywords), or None."""
    flat = plain(text[:MOST_CHARACTERS])
    words = [w.lower() for w in _WORD.findall(flat)]
    if not words:
        return "empty" if not flat.strip() else "gibberish"
    if _foreign_letters(flat) > 0.3:
        return "other-language"
    if len(words) < least_words:
        return "too-short"
    common = sum(w in FUNCTION_WORDS for w in words) / len(words)
    if common < _NOTES_SHARE:
        if _odd_words(words) > 0.35:
            return "gibberish"
        if _unlike_english(words) >= 0.2:
            return "other-language"
        acts = sum(c.act for c in find_clauses(flat))
        if acts >= 2:
            return None
        return "too-short" if len(words) < LEAST_WORDS and tells(flat) else "keywords"
    if common < _ENGLISH_SHARE and _odd_words(words) > 0.5:
        return "gibberish"
    if common < _ENGLISH_SHARE and _unlike_english(words) > 0.25:
        return "other-language"
    if len(words) >= 24 and len(Counter(words)) / len(words) < 0.12:
        return "repeated"
    return None


def _foreign_letters(flat: str) -> float:
    if flat.isascii():
        return 0.0
    letters = [c for c in flat if c.isalpha()]
    if not letters:
        return 0.0
    return sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters) / len(letters)


_FOREIGN = frozenset(
    ["der", "die", "das", "und", "nicht", "ich", "wir", "ist", "ein", "eine", "mit", "von", "zu", "den", "dem", "auf", "le", "la", "les", "des", "une", "et", "est", "dans", "pour", "que", "qui", "nous", "je", "pas", "el", "los", "las", "por", "con", "una", "del", "para", "se", "yo", "no", "en", "il", "di", "che", "non", "sono", "per", "gli", "della", "het", "een", "van", "ik", "niet", "zijn", "op", "dat", "og", "jeg", "det", "som", "ikke", "er", "jag", "inte", "att", "och", "var", "w", "na", "nie", "sie", "jest", "do", "bir", "ve", "bu", "da", "de", "ben", "men", "o", "a", "os", "uma", "com", "nao", "eu"]
) - FUNCTION_WORDS


def _unlike_english(words: list[str]) -> float:
    """Share of words that are function words of other languages, or hold letters that English does not have."""
    return sum(w in _FOREIGN or any(ord(c) > 127 for c in w) for w in words) / len(words)


def _odd_words(words: list[str]) -> float:
    """Share of words without a vowel pattern that English has: mashed keys and codes."""
    return sum(not re.search(r"[aeiouy]", w) or re.search(r"[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}", w) is not None or len(w) > 22 for w in words) / len(words)
