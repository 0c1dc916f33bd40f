"""What a team may see of an endpoint or event type: success ratio, budget left, burn rates, value at risk. Pure: from minutes to figures."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.webhooks.model import Minute
from greenroom.webhooks.objective import Burn, Counts, Objective, budget_left, burns, success_ratio
from greenroom.webhooks.value import AtRisk, at_risk


@dataclass(frozen=True)
class Reliability:
    """The promise to one endpoint or for one type, as it stands."""

    name: str
    objective: Objective
    counts: Counts
    ratio: float | None
    budget: float
    burns: tuple[Burn, ...]
    risk: AtRisk


def counted(minutes: Sequence[Minute], since: float) -> Counts:
    """What was judged since then (seconds since the epoch), to the minute."""
    total = Counts()
    for m in minutes:
        if m.minute * 60 > since - 60:
            total += Counts(m.good, m.bad, m.amount_good, m.amount_bad)
    return total


def reliability(name: str, minutes: Sequence[Minute], objective: Objective, now: float) -> Reliability:
    """Figures over the objective's period, of minutes that were chosen for one endpoint or type."""
    counts = counted(minutes, now - objective.period)
    held = min((m.minute * 60 for m in minutes), default=now)
    looked = tuple(burns(lambda seconds: counted(minutes, now - seconds), objective))
    risk = at_risk(counts, max(60.0, min(objective.period, now - held)))
    return Reliability(name, objective, counts, success_ratio(counts), budget_left(counts, objective), looked, risk)
