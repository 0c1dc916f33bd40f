"""Nothing is left to be written."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.load import TO_WRITE as SIGN
from greenroom.catalogue.problem import Problem


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
            message, remedy = f"{len(open_)} places are still to be written, the first here, the last on line {max(open_)}.", f"Write them in place of what says {SIGN}."
        yield Problem(f"{case.loaded.folder.name}/{file}", first, check.code, message, remedy, path=str(case.loaded.folder.absolute() / file))


CHECK = Check(
    code="unwritten",
    title="Something is still to be written",
    why="A scaffold shows where to write; what it says there is a reminder for the author, not text for a learner.",
    remedy="Replace each reminder by your own text.",
    find=find,
)
