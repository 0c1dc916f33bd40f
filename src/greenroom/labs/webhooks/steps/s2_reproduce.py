"""Reproduce the race on demand: an order of moves that loses the delivery every time."""
from __future__ import annotations

from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.processes import Progress
from greenroom.labs.webhooks.race import replay, script_of
from greenroom.labs.webhooks.step import Result, Step


def check(lab: Lab, progress: Progress) -> Result:
    """The person's interleaving is replayed twice with the worker that has the fault."""
    script = script_of(lab.file("interleaving.txt").read_text(encoding="utf-8"))
    first, second = replay(0, script), replay(0, script)
    lines = ["With your order the workers move so:", *(f"  {line.strip()}" for line in first.trace)]
    if not first.lost:
        return Result(False, (*lines, "The shop has the delivery: nothing was lost. Which move of B must come while A waits for its answer?"))
    if first.digest != second.digest:
        return Result(False, (*lines, "A second replay was not the same; that is a fault of the lab. Please report it."))
    return Result(True, (*lines, f"The shop never got it, and the sender believes it is {first.state}. Replayed twice, the same both times ({first.digest})."), {"moves": len(script), "digest": first.digest})


STEP = Step(
    "reproduce", "Reproduce the race on demand",
    "The code looked fine for two days. It gave in when it was made to fail on a desk: two workers, and a pause between the read and the write.",
    (
        "Look how often chance loses it: greenroom lab webhooks race --seeds 200",
        "Look at one run that does: greenroom lab webhooks race --seed NUMBER",
        "Then write the order of moves yourself, so that it is lost every time.",
    ),
    check, "interleaving.txt",
)
