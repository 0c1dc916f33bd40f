"""How the webhooks stand: the ledger, what is open, the promise to each endpoint and for each type with its burn-down, and what late events are worth."""
from __future__ import annotations

import time
from dataclasses import dataclass

from greenroom.services.webhook_store import with_store
from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import Endpoint, Incident, Minute
from greenroom.webhooks.objective import Objective, budget_left
from greenroom.webhooks.reliability import Reliability, counted, reliability
from greenroom.webhooks.store import Desk

DAY = 86400.0
POINTS = 30
"""Points of a burn-down."""


@dataclass(frozen=True)
class Promise:
    """The figures of one endpoint or type (`of` says which), and the share of the error budget that was left at the end of each part of the period."""

    of: str
    figures: Reliability
    burn_down: tuple[float, ...]


@dataclass(frozen=True)
class Status:
    """Everything, at `at` (seconds since the epoch)."""

    at: float
    balance: Balance
    incidents: tuple[Incident, ...]
    endpoints: tuple[Endpoint, ...]
    promises: tuple[Promise, ...]

    @property
    def well(self) -> bool:
        """Whether the ledger balances and nothing is open."""
        return self.balance.balanced and not self.incidents


async def look(store: Desk, now: float) -> Status:
    """The status from a store. Raises StoreUnavailable."""
    endpoints = await store.endpoints()
    longest = max([30 * DAY, *(e.objective.period for e in endpoints)])
    minutes = await store.minutes(now - longest)
    promises = [_promise("endpoint", e.id, [m for m in minutes if m.endpoint == e.id], e.objective, now) for e in endpoints]
    promises += [_promise("type", t, [m for m in minutes if m.type == t], Objective(), now) for t in sorted({m.type for m in minutes})]
    return Status(now, await store.balance(), tuple(await store.incidents(open_only=True)), tuple(endpoints), tuple(promises))


def status() -> Status:
    """The status now. Raises DatabaseProblem, StoreUnavailable."""
    return with_store(lambda s: look(s, time.time()))


def _promise(of: str, name: str, minutes: list[Minute], objective: Objective, now: float) -> Promise:
    return Promise(of, reliability(name, minutes, objective, now), burn_down(minutes, objective, now))


def burn_down(minutes: list[Minute], objective: Objective, now: float) -> tuple[float, ...]:
    """The budget left over the period as it went by: at each point, of what was judged up to then, as a share of what all the period's events allow."""
    start = now - objective.period
    total = counted(minutes, start)
    if not total.all:
        return ()
    within = sorted(((m.minute * 60, m.bad) for m in minutes if start - 60 < m.minute * 60), reverse=True)
    out, bad = [], 0
    for n in range(1, POINTS + 1):
        until = start + objective.period * n / POINTS
        while within and within[-1][0] <= until:
            bad += within.pop()[1]
        out.append(1 - bad / total.all / (1 - objective.target))
    assert abs(out[-1] - budget_left(total, objective)) < 1e-6
    return tuple(out)
