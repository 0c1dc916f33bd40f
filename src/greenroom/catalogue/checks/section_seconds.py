"""The seconds of the sections add up to what the level is told to speak."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.model import PARTS
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    own = {level.id: level.seconds for level in case.framework.levels}
    for level in case.walkthrough.levels:
        seconds = level.seconds if level.seconds is not None else own.get(level.id)
        if seconds is None:
            continue
        if sorted(seconds) != sorted(PARTS):
            named = ", ".join(seconds)
            yield case.problem(check, "levels.toml", f'id = "{level.id}"', f"Seconds are given for {named}.", f"Give them for {', '.join(PARTS)}.", level.id)
        elif sum(seconds.values()) != level.speak:
            yield case.problem(
                check, "levels.toml", f'id = "{level.id}"', f"{level.id} is told to speak for {level.speak} s and its sections add up to {sum(seconds.values())} s.",
                "Change `speak`, or give [level.seconds] of its own that add up to it.", level.id,
            )


CHECK = Check(
    code="section-seconds",
    title="Section times do not add up",
    why="The clock shows each section's share; shares that do not add up to the whole would put the speaker over or under time whatever they do.",
    remedy="Make the sections' seconds add up to `speak`. Without [level.seconds] the framework's own times hold.",
    find=find,
)
