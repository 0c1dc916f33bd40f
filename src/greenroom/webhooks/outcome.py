"""What an attempt means: only 2xx is success; 410 ends it and disables the endpoint; 429, 502 and 504 ask for less; the rest is tried again."""
from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from greenroom.webhooks.schedule import Schedule, retry_after

Kind = Literal["delivered", "retry", "dead"]
THROTTLED = frozenset({429, 502, 503, 504})
MOST_QUIET = 3600.0
"""The longest time for which one answer keeps a whole endpoint quiet, in seconds."""


@dataclass(frozen=True)
class Reply:
    """What came back of one attempt: a status, or an error's short name where there was none. `excerpt` is bounded and for the log only."""

    status: int | None = None
    error: str | None = None
    retry_after: str | None = None
    excerpt: str = ""


@dataclass(frozen=True)
class Verdict:
    """What follows from a reply. `delay` in seconds for a retry; `quiet` seconds for which the endpoint gets nothing; `gone` disables the endpoint."""

    kind: Kind
    delay: float = 0.0
    reason: str = ""
    quiet: float = 0.0
    gone: bool = False


def judge(reply: Reply, failures_before: int, schedule: Schedule, now: float, rng: random.Random) -> Verdict:
    """Decide on a reply to the attempt that follows `failures_before` failed ones."""
    if reply.status is not None and 200 <= reply.status < 300 and reply.error is None:
        return Verdict("delivered")
    reason = f"HTTP {reply.status}" if reply.error is None else reply.error
    if reply.status == 410 and reply.error is None:
        return Verdict("dead", reason="the endpoint says 410 Gone", gone=True)
    asked = retry_after(reply.retry_after, now)
    delay = schedule.delay(failures_before + 1, rng, asked)
    quiet = min(asked, MOST_QUIET) if asked is not None and reply.status in THROTTLED else 0.0
    if delay is None:
        return Verdict("dead", reason=f"{schedule.attempts} attempts failed, the last with: {reason}", quiet=quiet)
    return Verdict("retry", delay=delay, reason=reason, quiet=quiet)
