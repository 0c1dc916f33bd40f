"""Write the fix: judged under many interleavings and then with real processes, by what it does."""
from __future__ import annotations

import tempfile
from pathlib import Path

from greenroom.labs.webhooks.dials import Dials
from greenroom.labs.webhooks.judge import SEEDS, Verdict, judged
from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.processes import Progress
from greenroom.labs.webhooks.run import run
from greenroom.labs.webhooks.step import Result, Step

HARSH = Dials(fault="mine", events=400, slow_share=0.4, retry_share=0.3, rate=50.0, old_endpoint=0.0)
"""A short run with a shop so slow that the fault would lose about one event in twenty."""
SAID = {
    "dropped": "runs lost a delivery to the dead letters",
    "stranded": "runs left a delivery lying for good. A worker may be killed while it holds a row: a claim needs an end",
    "overlapped": "runs sent one delivery twice at the same time: retries of one delivery are not yet one after the other, or a claim ends before the call does",
    "false_dead": "runs called a delivery dead that had arrived",
}


def check(lab: Lab, progress: Progress) -> Result:
    """First the scheduler, then real processes."""
    path = lab.file("retry_worker.py")
    progress(f"{SEEDS} interleavings", 0, 1)
    verdict = judged(path)
    lines = told(verdict)
    if not verdict.right:
        return Result(False, tuple(lines))
    with tempfile.TemporaryDirectory(prefix="greenroom-lab-") as folder:
        outcome = run(HARSH, Path(folder) / "run", None, path, progress)
    lines.append(f"Real processes, a very slow shop: {outcome.dropped} of {outcome.accepted} lost, {outcome.retried} tried again.")
    if outcome.dropped or outcome.dead or outcome.pending:
        return Result(False, (*lines, f"{outcome.dead} are called dead and {outcome.pending} lie there still. Under the scheduler all was well: look at times and at what a claim rests on."))
    lines.append("Nothing was lost and no two attempts of one delivery met. That is the fix.")
    return Result(True, tuple(lines), {"mark": lab.mark(), "interleavings": verdict.runs, "held_up": verdict.held_up})


def told(verdict: Verdict) -> list[str]:
    """A verdict in words."""
    if verdict.problem:
        return [f"retry_worker.py failed: {verdict.problem}"]
    lines = [f"{verdict.runs} interleavings with hangs and refusals, a worker killed in every second one:"]
    for what, words in SAID.items():
        number = getattr(verdict, what)
        if number:
            lines.append(f"  {number} {words}.")
    if verdict.right:
        lines.append("  nothing lost, nothing stranded, no two attempts at the same time.")
    if verdict.held_up:
        lines.append("  A remark: while one call hangs, the second worker leaves other deliveries lying. One slow endpoint would hold up everybody.")
    return lines


STEP = Step(
    "fix", "Write the fix",
    "A single retry worker would have been quicker, but then one slow endpoint holds up everybody. The fix was thirty-odd lines: a worker claims the row before it sends.",
    (
        "Mend the retry worker in the file. It says what the service gives it.",
        "Check as often as you like: the check runs it under many interleavings, then for real.",
    ),
    check, "retry_worker.py",
)
