"""The worked story takes about as long to say as its level is told to speak."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem
from greenroom.rating.timing import WORDS_PER_MINUTE

SLACK = 0.20


def find(case: Case, check: Check) -> Iterator[Problem]:
    w = case.walkthrough
    level = next((level for level in w.levels if level.id == w.head.level), None)
    if level is None or not w.story:
        return
    words = len(w.story.split())
    seconds = words * 60 / WORDS_PER_MINUTE
    if abs(seconds - level.speak) > SLACK * level.speak:
        low, high = (round(level.speak * (1 + sign * SLACK) * WORDS_PER_MINUTE / 60) for sign in (-1, 1))
        yield case.problem(
            check, "sections.md", "",
            f"The story has {words} words, {seconds:.0f} s at {WORDS_PER_MINUTE} words a minute; {w.head.level} is told to speak for {level.speak} s.",
            f"Bring it to between {low} and {high} words.",
        )


CHECK = Check(
    code="spoken-length",
    title="The story does not fit its time",
    why="An example that takes four minutes to say teaches people to run over; one that takes one minute leaves out what carries.",
    remedy="Cut or fill the worked story until it is within 20 % of the level's time at 150 words a minute.",
    find=find, told=True, whole=True,
)
