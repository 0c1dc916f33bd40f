"""Nothing is left to be written."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem

SIGN = "TODO"


def find(case: Case, check: Check) -> Iterator[Problem]:
    for file, text in sorted(case.loaded.texts.items()):
        open_ = {n: line for n, line in enumerate(text.split("\n"), 1) if SIGN in line}
        if not open_:
            continue
        first = min(open_)
        if len(open_) == 1:
            what = open_[first].partition(SIGN)[2].strip(" :\"").rstrip('"') or "this line"
            message, remedy = f"Still to be written: {what}", "Write it in place of the reminder."
        else:
            *most, last = map(str, open_)
            message, remedy = f"{len(open_)} places are still to be written, on lines {', '.join(most)} and {last}.", "Write them in place of the reminders."
        yield Problem(f"{case.loaded.folder.name}/{file}", first, check.code, message, remedy)


CHECK = Check(
    code="unwritten",
    title="Something is still to be written",
    why="A scaffold shows where to write; what it says there is a reminder for the author, not text for a learner.",
    remedy="Replace each reminder by your own text.",
    find=find,
)
