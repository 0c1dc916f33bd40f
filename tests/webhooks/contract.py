"""What the contract tests share: a report of an attempt, and how many deliveries are in each state."""
from __future__ import annotations

from collections import Counter

from greenroom.webhooks.model import Attempt, Claim, Filter, Finish
from greenroom.webhooks.outcome import Kind
from greenroom.webhooks.store import Store


def report(claim: Claim, kind: Kind = "delivered", delay: float = 5, reason: str = "HTTP 500", quiet: float = 0, gone: bool = False) -> Finish:
    attempt = Attempt(1.0, 0.1, 200 if kind == "delivered" else 500, None, "answer", kind)
    return Finish(claim.delivery, claim.token, kind, attempt, delay, reason, quiet, gone)


async def states(store: Store) -> dict[str, int]:
    return dict(Counter(d.state for d in await store.deliveries(Filter(limit=1000))))
