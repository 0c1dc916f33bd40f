"""Sentences that stand around a story and tell nothing of it, beyond doubt: names of principles and words of the trade strewn in, and who the speaker is."""
from __future__ import annotations

import re
from functools import lru_cache

from greenroom.text.clauses import find_clauses, tells

_PRINCIPLES = (
    r"customer[ -]obsess(?:ion|ed)|ownership|invent(?:s|ed)? and simplif(?:y|ies|ied)|(?:are|is|was) right,? a lot|learn(?:s|ed)? and be(?:ing)? curious|hire and develop(?: the best)?|"
    r"(?:insist(?:s|ed|ing)? on )?(?:the )?highest standards|think(?:s|ing)? big|bias for action|frugality|earn(?:s|ed|ing)? trust|d(?:ive|ives|ove|iving) deep|"
    r"(?:have )?backbone|disagree and commit|deliver(?:s|ed|ing)? results|(?:strive to be )?earth'?s best employer|"
    r"(?:success and scale (?:bring )?)?broad responsibility"
)
_TRADE = (
    r"trade-?offs?|root causes?|(?:measurable |business |customer )?impact|stakeholders?(?: management)?|end[ -]to[ -]end|(?:data|customer|results?|detail|value)[ -](?:driven|centric|oriented|led)|"
    r"scalab(?:le|ility)|best practices?|lessons? learn(?:ed|t)|leadership|resilience|teamwork|team ?players?|agile|lean|synerg(?:y|ies)|growth mindset|emotional intelligence|strategic(?: vision)?|"
    r"problem[ -]solving|communication(?: skills?)?|time management|adaptability|continuous improvement|cross[ -]functional|kpis?|okrs?|win-win|proactiv(?:e|ity)|innovati(?:on|ve)|metrics|"
    r"accountab(?:le|ility)|collaborati(?:on|ve)|initiative|integrity|empathy|vision|excellence|efficiency|quality|alignment|transparency|agility|flexibility|creativity|"
    r"critical thinking|decision[ -]making|conflict resolution|mentoring|coaching|delegation|prioriti[sz]ation|risk management|change management|influence|trust|respect"
)
_PRINCIPLED = re.compile(rf"\b(?:{_PRINCIPLES})\b", re.IGNORECASE)
_DROPPED = re.compile(rf"\b(?:{_PRINCIPLES}|{_TRADE})\b", re.IGNORECASE)
_HASHTAG = re.compile(r"#\w+")
_AROUND = re.compile(
    r"\b(?:this|that|here|it|which|all of (?:this|that|these|it)|is|are|was|were|in|of|the|an?|and|or|also|as well as|both|so|just|pure|true|real|really|very|much|some|bit|my|one|"
    r"shows?|showed|showing|demonstrates?|demonstrated|reflects?|displays?|means|i|we|you|see|would|call|for|about|always|with|plus|etc|"
    r"key ?words?|competenc(?:y|ies)|core|skills?|values?|qualities|themes?|principles?|covered|shown|used|star method|amazon)\b",
    re.IGNORECASE,
)
"""What ties names together and says nothing by itself."""
_WORD = re.compile(r"[^\W_]+")
_AS_NAMES = re.compile(
    r"\b(?:Customer Obsession|Invent and Simplify|Are Right, A Lot|Learn and Be Curious|Hire and Develop the Best|Insist on the Highest Standards|Think Big|Bias for Action|Earn Trust|Dive Deep|"
    r"Have Backbone|Disagree and Commit|Deliver Results|Earth's Best Employer|Broad Responsibility|Ownership|Frugality)\b"
)
_OF_A_STORY = re.compile(r"\b(?:I|we|he|she|they|my|our|his|her|their|us|me|him|them)\b|\d|n't\b", re.IGNORECASE)
FEW = 4
"""Words beside a principle's name, written as one, up to which a sentence without a verb of the past, a person or a figure only names it."""


@lru_cache(maxsize=512)
def only_names(sentence: str) -> bool:
    """Whether a sentence drops names of principles or words of the trade and says nothing besides: "This is Dive Deep and Insist on the Highest Standards."

    A single word of the trade, or any in a sentence that tells or claims something, is none: "Communication was the trouble", "Teamwork and trust are important".
    """
    bare = _HASHTAG.sub(" ", sentence)
    named = len(_DROPPED.findall(bare)) + len(_HASHTAG.findall(sentence))
    if named < (1 if _PRINCIPLED.search(bare) else 2):
        return False
    rest = _AROUND.sub(" ", _DROPPED.sub(" ", bare))
    left = len(_WORD.findall(rest))
    return left == 0 or (left <= FEW and _AS_NAMES.search(bare) is not None and not _OF_A_STORY.search(sentence) and not tells(rest))


_NAMED = re.compile(r"\W*(?:(?:hi|hello|hey|so|well|okay|ok|um|uh|yeah|good (?:morning|afternoon))\W+){0,3}(?:my name(?:'s| is| was)(?! on\b)|i'm called|i am called|they call me)\b", re.IGNORECASE)
_BEING = frozenset(["went", "studied", "study", "graduated", "worked", "work", "joined", "started", "come", "came", "live", "lived", "grew", "finished", "attended", "did", "got", "majored", "moved"])
"""Verbs by which people say where they learned and work."""


def introduces(sentence: str) -> bool:
    """Whether a sentence begins with the speaker's name and says no more than where they learned and work."""
    if not _NAMED.match(sentence):
        return False
    return not any(c.act and c.actor in ("i", "we", "dropped") and c.verb not in _BEING for c in find_clauses(sentence))
