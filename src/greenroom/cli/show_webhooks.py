"""Webhooks on the terminal."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from greenroom.services.webhook_status import Status
    from greenroom.webhooks.model import Attempt, Delivery, Endpoint


def when(at: float) -> str:
    """A time, to the second, in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")


def endpoint_lines(endpoints: list[Endpoint]) -> str:
    """One line for each endpoint."""
    if not endpoints:
        return "No endpoints. Add one: greenroom webhooks endpoints add NAME URL"
    return "\n".join(f"{e.id}  {e.url}  {', '.join(e.types) or 'every type'}  {_state(e)}" for e in endpoints)


def _state(e: Endpoint) -> str:
    if not e.secrets:
        return "cannot sign: its secret does not open with this key; give it a new one with rotate"
    if not e.enabled:
        return f"disabled ({e.reason})" if e.reason else "disabled"
    return "enabled" if e.circuit.closed else f"circuit open, next probe {when(e.circuit.until)}"


def attempt_lines(attempts: list[Attempt]) -> str:
    """One line for each attempt."""
    return "\n".join(map(_attempt, attempts)) or "No attempts."


def _attempt(a: Attempt) -> str:
    result = f"{a.outcome:9}  {a.status or a.error}  {a.latency * 1000:.0f} ms"
    return f"{when(a.started_at)}  {result}  {a.type}  {a.event} -> {a.endpoint}  {a.excerpt[:60]}".rstrip()


def dead_lines(deliveries: list[Delivery]) -> str:
    """One line for each dead letter."""
    return "\n".join(f"{when(d.done_at or d.accepted_at)}  {d.type}  {d.event} -> {d.endpoint}  {d.reason}" for d in deliveries) or "No dead letters."


def status_lines(status: Status) -> str:
    """The ledger, open incidents, the promises."""
    b = status.balance
    sums = f"{b.accepted} accepted = {b.delivered} delivered + {b.dead} dead + {b.cancelled} cancelled + {b.pending} pending"
    lines = [f"Ledger: {sums}; {b.late} past their deadline.", *(f"  DOES NOT BALANCE: {p}" for p in b.problems())]
    lines += [f"Open since {when(i.opened_at)}: {i.kind} {i.endpoint} ({i.count}): {i.detail}" for i in status.incidents] or ["No open incidents."]
    for p in status.promises:
        r, name = p.figures, p.figures.name if p.of == "endpoint" else f"type {p.figures.name}"
        if r.ratio is None:
            lines.append(f"{name}: nothing judged yet (promise: {r.objective.target:.3%} within {r.objective.within:g} s).")
            continue
        promise = f"{r.ratio:.3%} of {r.counts.all} in time (promise: {r.objective.target:.3%} within {r.objective.within:g} s)"
        risk = f", {r.risk.weekly / 100:.2f} a week at risk" if r.counts.amount_bad else ""
        lines.append(f"{name}: {promise}, {r.budget:.0%} of the error budget left{risk}.")
    return "\n".join(lines)
