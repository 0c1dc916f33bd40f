"""Write the numbers down as you would say them; they are compared with what was measured."""
from __future__ import annotations

import tomllib
from typing import Any

from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.processes import Progress
from greenroom.labs.webhooks.step import Result, Step
from greenroom.labs.webhooks.worker_file import BrokenFile

NEAR = {"dropped_before": 0.0, "of_before": 0.05, "rate_before": 0.2, "dropped_after": 0.0, "of_after": 0.05, "dollars_a_week": 0.15}
"""By how much, in parts of itself, a figure may be rounded when it is said."""
WORDS = 3


def check(lab: Lab, progress: Progress) -> Result:
    """Every figure against its measurement; the two sentences must be there."""
    measured = lab.progress().get("measure")
    if measured is None:
        return Result(False, ("Step 5 is not passed yet, so there is nothing to compare with: greenroom lab webhooks check 5",))
    held = _read(lab)
    lines, ok = [], True
    for name, near in NEAR.items():
        said, true = held.get(name), measured[name]
        good = isinstance(said, int | float) and not isinstance(said, bool) and abs(said - true) <= near * abs(true) + 1e-9
        ok = ok and good
        lines.append(f"{'ok ' if good else 'NO '} {name} = {said}" + ("" if good else f"; measured: {true:,.2f}"))
    for name, asks in (("left_out", "what the figure leaves out"), ("signed_by", "who would sign it")):
        good = isinstance(held.get(name), str) and len(held[name].split()) >= (WORDS if name == "left_out" else 1)
        ok = ok and good
        lines.append(f"{'ok ' if good else 'NO '} {name}" + ("" if good else f": say {asks}"))
    return Result(ok, tuple(lines), {name: held.get(name) for name in (*NEAR, "left_out", "signed_by")})


def _read(lab: Lab) -> dict[str, Any]:
    try:
        return tomllib.loads(lab.file("numbers.toml").read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BrokenFile(f"numbers.toml cannot be read: {problem}.", "Numbers stand without signs or commas between digits, words in quotation marks.") from None


STEP = Step(
    "numbers", "Write down the numbers",
    "For the rate: both windows of the same length, and which log was counted. For the money: who would sign the figure, and what was left out of it.",
    ("Fill in the file, then check it.", "After that the interviewer's follow-ups are asked, with your figures: greenroom lab webhooks ask"),
    check, "numbers.toml",
)
