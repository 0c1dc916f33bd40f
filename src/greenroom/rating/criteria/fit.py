"""Tell one event that the question asks for, and let the question's own words be heard in your first sentences."""

from greenroom.rating.criterion import Criterion, Example, Mends, Score, Told, settle
from greenroom.rating.habits import acts_once, habits
from greenroom.rating.marks import PAST, STORY, general, likely, may_have, remark, sentences
from greenroom.reader.reading import ReadSentence
from greenroom.text.clauses import find_clauses
from greenroom.text.cues import LEXICON
from greenroom.text.spans import plain

EVENT = "STAR"
"""Sections that tell what happened; a lesson by itself is no event."""
_NO_EVENT = "No event is told in these words."
_IN_GENERAL = "What is told from here on is mostly what one does or would do; no single event comes out."
IN_PASSING = 1
"""The score of a habit beside which an event is told in passing (codebook, part 2)."""
SHOWN = 2
"""Sentences told as a habit that are shown."""
_MIXED = "Here you tell what you usually do, or would do; one event, told as it happened on the day, would answer the question better."
_NEARLY = "What is told from here on answers the question, or nearly; "
_SEEMS = f"{_NEARLY}its first words could say how."
_SEEMS_LATER = f"{_NEARLY}open with the moment that it asks for."
"""Where something else is told before."""
_SAYS = {
    (0, 0): "What is told from here on does not seem to answer the question that was asked.",
    (0, 1): "How the story from here on answers the question does not come out yet.",
    (1, 1): "What is told from here on seems to touch the question at one point only.",
    (1, 2): "How what is told from here on answers the question could be said more plainly.",
    (2, 2): "What is told from here on answers the question; one sentence that takes up its words would leave no doubt.",
    (2, 3): "What is told from here on answers the question that was asked.",
    (3, 3): "What is told from here on is squarely what was asked.",
}


def read(told: Told) -> Score:
    if told.part or not told.reading.question.strip():
        return _read_unasked(told)
    story = sentences(told, STORY)
    opening = told.quote((story or told.reading.sentences)[0].span)
    in_general = general(told)
    no_event = _IN_GENERAL if in_general else _NO_EVENT
    if not any(_happened(told, s) for s in sentences(told, EVENT)) and (in_general or not may_have(told, EVENT)):
        return Score(0, (), (remark(no_event, opening),))
    usual = habits(told)
    value, between = settle(told, "fit", 3, high=IN_PASSING if usual and len(usual) >= acts_once(told) else 3)
    text = _IN_GENERAL if in_general and value == 0 and not between else _SAYS[likely(value, between)]
    if value == 2 and between == (2, 3):
        text = _SEEMS_LATER if opening.start > told.reading.sentences[0].span.start else _SEEMS
    if usual and value:
        return Score(value, (), (remark(_MIXED, usual[:SHOWN]),), between)
    return Score(value, (), (remark(text, opening),), between)


def _read_unasked(told: Told) -> Score:
    """Without a question to answer, only whether something that happened is told."""
    story = [s for s in sentences(told, STORY) if _happened(told, s)]
    if not story:
        return Score(0, (), (remark(_NO_EVENT, told.quote(told.reading.sentences[0].span)),))
    text = "This is part of a story." if told.part else "A story is told from here on. No question was given, so whether it answers one is not rated."
    return Score(3, (), (remark(text, told.quote(story[0].span)),))


def _suited(told: Told, mend: Mends) -> Mends:
    """Only a habit is asked for an event; a story is asked to say how it answers, since whether it does is often a matter of its first words."""
    if general(told) or habits(told):
        return mend[0], mend[0], mend[0]
    return (
        "Say in your first two sentences how this story answers the question; if it does not, choose one that does.",
        "Say in your first two sentences how this story answers the question, and build it round the moment that does.",
        mend[2],
    )


def _happened(told: Told, sentence: ReadSentence) -> bool:
    """Whether the sentence tells of an event: a habit, advice or a hypothetical counts only with an act that was done."""
    flat, span = plain(told.reading.text), sentence.span
    not_told = ("hypothetical",) if sentence.section == "L" else ("habit", "hypothetical")
    if not any(LEXICON[name].search(flat, *span) for name in not_told):
        return True
    return any(clause.act and clause.actor in {"i", "they"} and PAST.match(clause.verb) for clause in find_clauses(flat, *span))


CRITERION = Criterion(
    key="fit",
    title="The story answers the question",
    asks="Does the story answer the question asked?",
    flaw="Which sentence leaves the question behind?",
    anchors=(
        "no story, a hypothetical, or a different question",
        "touches the question at one point only",
        "answers it, though its centre lies elsewhere or it must be inferred",
        "squarely what was asked, start to end",
    ),
    mend=(
        "Choose one event that the question asks for, something that happened once on a certain day, and tell that.",
        "Build the story round the moment that touches the question, and leave out what does not lead to it.",
        "Say in your first two sentences how this story answers the question, and come back to it at the end.",
    ),
    why=(
        'The interviewer has one box to fill, and it carries the name of the question. Asked about a disagreement, "I usually try to listen to '
        'everybody" leaves it empty; "in March I told our buyer that I would not sign the order" fills it. A fine story about something else cannot '
        "be written into it."
    ),
    source="Greenroom codebook, part 2, `fit`.",
    shows=(),
    read=read,
    suited=_suited,
    probes=("Can you take one case of that, and tell me what happened on the day?", "Which part of this is your answer to my question?"),
    strong=(
        Example(
            "You asked when I disagreed with my manager: last May «I told ours that I would not sign off the crane» with that cable on it.",
            why="one event, and the words of the question are in it",
        ),
        Example(
            "In my second week on the ward «I gave a patient the wrong diet sheet, and I went back and told him so».",
            why="asked about a mistake, it starts with the mistake",
        ),
        Example(
            "The hardest customer I had was a printer in Leeds: «he rang four times on the day his plates came out wrong».",
            why="a single case of what was asked, with a day to it",
        ),
    ),
    weak=(
        Example("«I usually try to listen to both sides», and most of the time people calm down by themselves.", why="a habit, and no event"),
        Example(
            "If a guest complained about the room, «I would first apologise and then I would offer another one».", why="what one would do is not what one did"
        ),
        Example("«You should always plan the work well» and keep everybody informed.", why="advice to others holds no story"),
    ),
    near_misses=(
        Example(
            "I am not sure it counts as a conflict, but in June the two cooks stopped speaking and I sat them down.",
            why="modest words before a real event cost nothing",
        ),
        Example("We always counted the till twice, and on the third of May I found it 400 short.", why="a habit that leads into one event is still an event"),
    ),
)
