"""Results that did not come: "the change did not reduce the errors", "it made no difference"."""
from __future__ import annotations

import re

_BETTER = (
    r"reduc\w+|improv\w+|help\w*|work|fix\w*|solv\w+|resolv\w+|repair\w*|cur\w+|sav\w+|speed\w*|shorten\w*|halv\w+|prevent\w*|eliminat\w+|remov\w+|deliver\w*|achiev\w+|succeed\w*|"
    r"pay off|paid off|stick|make (?:it|things|any|a|much)\b.{0,12}|have (?:any|an|the|much) (?:\w+ )?(?:effect|impact)"
)
"""What one hopes for, whatever it is said of; "rise" or "drop" may be good or bad."""
_UNMET = re.compile(
    rf"\b(?:did|does|do|has|have|had|was|were|is|are|could|would)(?:n't| not|nt) (?:\w+ly |really |even |actually |been )?(?:{_BETTER})\b|\bnever (?:\w+ly )?(?:{_BETTER}|worked)\b|"
    rf"\b(?:no|without(?: any)?|little) (?:\w+ )?(?:reduction|improvement|change|difference|effect|impact|gain|benefit|savings?|progress|result)s?\b|\bfailed to (?:{_BETTER})\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\d|\b(?:since|again|anymore|any more|any longer|until|at first|only|but|so|because|which|who|that)\b", re.IGNORECASE)
"""Words that tell more than that nothing came of it."""


def is_unmet(sentence: str) -> bool:
    """Whether a sentence says that a result did not come, and no more than that."""
    return _UNMET.search(sentence) is not None and _MORE.search(sentence) is None
