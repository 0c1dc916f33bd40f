"""What can be read off a sentence without a model: numbers, actors, connectives of reason, hedges. Input to the reader and to the remarks."""
from __future__ import annotations

import re

from greenroom.text.clauses import find_clauses
from greenroom.text.quantities import change_words, find_quantities
from greenroom.text.spans import Span, lowered

_LEXICON: dict[str, str] = {
    "reason": r"because|since i|so that|the reason|in order to|which meant|that way|i figured|i reasoned|otherwise",
    "alternative": r"instead of|rather than|either|option|options|alternatives?|could have|considered|weighed|trade-?offs?|versus|the other way|would have",
    "scope": r"not my (?:job|team|area|code|task|responsibility|project)|wasn't my|was not my|no ticket|nobody (?:had )?asked|no one (?:had )?asked|outside my|not our|without being asked|no owner|owned by nobody|nobody's (?:job|list)|belonged to|on my own initiative|voluntar\w+",
    "notice": r"noticed|spotted|realised|realized|decided|volunteered|offered|proposed|suggested|took it (?:on|upon)|stepped in|raised",
    "assigned": r"was (?:asked|assigned|told|given|tasked|responsible)|my (?:task|job|role|goal|responsibility|manager asked|boss asked)|had to|needed to|i was supposed",
    "learn": r"learn(?:ed|t|ing)?|lesson|taught me|taken from|looking back|in hindsight|next time|would do differently|do differently|these days|since then|from then on|realised that|made me|takeaway|going forward|now i",
    "generic": r"communication|teamwork|work hard|positive attitude|never give up|important to|is key|stay calm|always (?:try|believe)|team player|challenge myself|in life",
    "habit": r"usually|always|often|typically|generally|whenever|in general|tend to|every time|normally|i like to|i am someone|i'm someone|i try to",
    "hypothetical": r"would (?:first|then|try|probably|ask|talk|start)|i'd (?:first|probably|try|ask|start|talk)|if i (?:were|was|had)|hypothetical\w*|imagine|you should|one should|you have to|you need to",
    "outcome": r"as a result|in the end|result(?:ed|s)?|finally|eventually|outcome|after that|since then|turned out|success\w*|completed|delivered|launched|went live|shipped|signed off|passed",
    "money": r"revenue|costs?|budget|invoice[sd]?|savings?|saved|profit|refund\w*|fine[sd]?|penalt\w+|contract|sales|paid",
    "people": r"customers?|clients?|users?|patients?|guests?|parents?|students?|colleagues?|members?|passengers?|drivers?|nurses?|residents?|staff",
    "mood": r"happy|glad|pleased|satisfied|proud|grateful|thankful|thanked|praised|relieved|appreciat\w+|good feedback|positive feedback|smooth\w*|well received",
    "adopt": r"adopted|standard|template|other teams?|across|rolled (?:it )?out|still (?:use|in use|used|runs?)|became|policy|checklist|playbook|runbook|company-wide|everyone (?:now )?uses|copied|wiki|documented|process",
    "vague": r"looked into|worked on|helped (?:with|out)|dealt with|handled|involved in|supported|took care|various|several things|some stuff|and so on|etc|collaborated|coordinated|ensured|make sure",
    "handoff": r"escalated|handed (?:it )?(?:over|off)|passed (?:it )?(?:on|to)|took (?:it )?(?:over|from there)|left it (?:to|with)|forwarded|told my (?:manager|boss|lead)|they (?:fixed|solved|handled)|he (?:fixed|solved)|she (?:fixed|solved)",
    "blame": r"their fault|his fault|her fault|refused|didn't care|did not care|lazy|incompetent|never (?:listened|answered|replied)|ignored|careless|useless|messed up|failed to",
    "greet": r"thank you|thanks for|good question|great question|hello|hi there|so the question|let me think|that's it|that is it|hope (?:this|that) (?:answers|helps)|any questions|where do i|can i|shall i|one example|a time when",
    "filler": r"um+|uh+|er+|you know|i mean|kind of|sort of|like,",
}
LEXICON: dict[str, re.Pattern[str]] = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _LEXICON.items()}
_ON_SMALL = tuple(re.compile(rf"\b(?:{words})\b") for words in _LEXICON.values())
"""The same for text in small letters."""
_NEGATION = re.compile(r"\b(?:not|no|never|nothing|n't|none|nobody|without|didn't|wasn't|couldn't|don't)\b|n't\b")
_HEADING = re.compile(r"^\W*(?:situation|task|action|result|reflection|learning|lessons?(?: learn(?:ed|t))?|outcome|context|background|problem|goal|takeaways?)s?\W*$", re.IGNORECASE)

ACTORS = ("i", "we", "they", "passive", "dropped")
QUANTITY_KINDS = ("money", "percent", "time", "factor", "count")
CUE_NAMES: tuple[str, ...] = (
    *(f"has_{name}" for name in _LEXICON), *(f"act_{a}" for a in ACTORS), *(f"q_{k}" for k in QUANTITY_KINDS), "change", "negation", "heading", "question", "short", "long",
)
"""Names of the values of `sentence_cues`, in order; all lie in 0..1."""


def sentence_cues(flat: str, span: Span) -> list[float]:
    """The cue values of one sentence, 0 to 1 each, in the order of `CUE_NAMES`."""
    sentence = flat[span.start : span.end]
    small = lowered(sentence)
    clauses = find_clauses(flat, span.start, span.end)
    quantities = find_quantities(flat, span.start, span.end)
    words = len(sentence.split())
    acts = [min(2, sum(c.act and c.actor == a for c in clauses)) / 2 for a in ACTORS]
    counts = [min(2, sum(q.kind == k for q in quantities)) / 2 for k in QUANTITY_KINDS]
    return [
        *(float(pattern.search(small) is not None) for pattern in _ON_SMALL), *acts, *counts,
        float(bool(change_words(flat, span.start, span.end))), float(_NEGATION.search(small) is not None), float(is_heading(sentence)),
        float(sentence.rstrip().endswith("?")), float(words <= 6), float(words >= 30),
    ]


def is_heading(sentence: str) -> bool:
    """A bare section label ("Situation:") holds nothing by itself."""
    return _HEADING.match(sentence) is not None
