"""Every file is there, can be read, and holds what its schema says."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    yield from case.loaded.problems


CHECK = Check(
    code="shape",
    title="A file has the wrong shape",
    why="A key that is missing or misspelt would leave a hole in the page, so each file is held to its published schema.",
    remedy="Mend the line that is named; `docs/reference/catalogue/schema` lists the keys of each file.",
    find=find,
)
