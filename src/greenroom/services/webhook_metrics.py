"""Figures of the webhooks for Prometheus: conservation, promise and circuits from the database at each scrape, attempts from this sender."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from greenroom.services.webhook_status import Status
from greenroom.webhooks.model import Attempt

PREFIX = "greenroom_webhook_"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Attempts:
    """What this sender tried since it began: counted by endpoint and outcome, with how long it took."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._count = Counter(f"{PREFIX}attempts", "Attempts made by this sender.", ("endpoint", "outcome"), registry=self.registry)
        self._seconds = Histogram(f"{PREFIX}attempt_seconds", "How long an attempt took.", ("endpoint",), buckets=BUCKETS, registry=self.registry)

    def add(self, attempt: Attempt) -> None:
        """Count one."""
        self._count.labels(attempt.endpoint, attempt.outcome).inc()
        self._seconds.labels(attempt.endpoint).observe(attempt.latency)


@dataclass(frozen=True)
class Held(Collector):
    """What the database holds now."""

    status: Status

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every family with its samples."""
        b = self.status.balance
        deliveries = GaugeMetricFamily(f"{PREFIX}deliveries", "Deliveries that are kept, by state; accepted is counted from the events.", labels=("state",))
        for state in ("accepted", "delivered", "dead", "cancelled", "pending"):
            deliveries.add_metric((state,), getattr(b, state))
        yield deliveries
        for name, about, value in (
            ("missing", "Accepted and found nowhere; anything but 0 is an alarm.", b.missing), ("strays", "In a state that does not exist.", b.strays),
            ("unproven", "Said to be delivered without an attempt that was.", b.unproven), ("late", "Past their deadline and not delivered.", b.late),
        ):
            yield GaugeMetricFamily(PREFIX + name, about, value=value)
        yield from self._endpoints()
        yield from self._promises()
        incidents = GaugeMetricFamily(f"{PREFIX}incidents_open", "Open incidents by kind.", labels=("kind", "endpoint"))
        for i in self.status.incidents:
            incidents.add_metric((i.kind, i.endpoint), i.count)
        yield incidents

    def _endpoints(self) -> Iterator[GaugeMetricFamily]:
        enabled = GaugeMetricFamily(f"{PREFIX}endpoint_enabled", "1 when it is enabled.", labels=("endpoint",))
        circuit = GaugeMetricFamily(f"{PREFIX}circuit_open", "1 when its circuit is open.", labels=("endpoint",))
        for e in self.status.endpoints:
            enabled.add_metric((e.id,), int(e.enabled))
            circuit.add_metric((e.id,), int(not e.circuit.closed))
        yield enabled
        yield circuit

    def _promises(self) -> Iterator[GaugeMetricFamily]:
        labels = ("of", "name")
        target = GaugeMetricFamily(f"{PREFIX}objective_target", "Share that is promised to arrive in time.", labels=labels)
        ratio = GaugeMetricFamily(f"{PREFIX}success_ratio", "Share that arrived in time over the objective's period.", labels=labels)
        budget = GaugeMetricFamily(f"{PREFIX}error_budget_left", "Share of the error budget that is left; below 0 the promise is broken.", labels=labels)
        burn = GaugeMetricFamily(f"{PREFIX}burn_rate", "How many times too fast the budget burns, by window in seconds.", labels=(*labels, "window"))
        risk = GaugeMetricFamily(f"{PREFIX}at_risk_weekly", "What is late or lost a week, in the currency's smallest unit.", labels=labels)
        for p in self.status.promises:
            name = (p.of, p.figures.name)
            target.add_metric(name, p.figures.objective.target)
            budget.add_metric(name, p.figures.budget)
            risk.add_metric(name, p.figures.risk.weekly)
            if p.figures.ratio is not None:
                ratio.add_metric(name, p.figures.ratio)
            windows = {w: rate for b in p.figures.burns for w, rate in ((b.rule.long, b.long), (b.rule.short, b.short))}
            for window, rate in sorted(windows.items()):
                burn.add_metric((*name, f"{window:g}"), rate)
        yield from (target, ratio, budget, burn, risk)


def exposition(status: Status, attempts: Attempts | None = None) -> bytes:
    """Everything in Prometheus' text format. Names of endpoints and types, no address, secret or payload."""
    registry = CollectorRegistry()
    registry.register(Held(status))
    return generate_latest(registry) + (generate_latest(attempts.registry) if attempts else b"")
