"""What is disputed is really found, and by a check of the engine."""
from collections.abc import Iterator

from greenroom.catalogue.check import FIRST, Case, Check, load_checks
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    found = {p.key for p in case.found} | {p.code for p in case.found}
    asked = case.walkthrough.head.status == "ready" and not found & set(FIRST)
    for key in case.walkthrough.head.disputed:
        code = key.partition(":")[0]
        if code not in load_checks() or not load_checks()[code].engine:
            yield case.problem(check, "walkthrough.toml", key, f"{key!r} cannot be disputed: it is not a finding of the engine's.", "Mend the problem itself.", key)
        elif asked and key not in found:
            yield case.problem(check, "walkthrough.toml", key, f"{key!r} is disputed and no longer found.", "Take the line out.", key)


CHECK = Check(
    code="disputes",
    title="A dispute without its problem",
    why="A disputed finding says that the engine is wrong here. When the engine has been mended, the claim must go; and shape is not a matter of opinion.",
    remedy="Take the line out of [disputed].",
    find=find,
)
