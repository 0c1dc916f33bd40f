"""Nothing is left to be written."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem

SIGN = "TODO"


def find(case: Case, check: Check) -> Iterator[Problem]:
    for file, text in sorted(case.loaded.texts.items()):
        for n, line in enumerate(text.split("\n"), 1):
            if SIGN in line:
                what = line.partition(SIGN)[2].strip(" :\"").rstrip('"') or "this line"
                yield Problem(f"{case.loaded.folder.name}/{file}", n, check.code, f"Still to be written: {what}", "Write it in place of the reminder.", f"{file}:{n}")


CHECK = Check(
    code="unwritten",
    title="Something is still to be written",
    why="A scaffold shows where to write; what it says there is a reminder for the author, not text for a learner.",
    remedy="Replace each reminder by your own text.",
    find=find,
)
