"""The invariants. They are judged by the world's record and the tables, never by what the code under test says of itself."""
from __future__ import annotations

from greenroom.webhooks.simulation.history import Flight, History, Key
from greenroom.webhooks.simulation.network import BeginCheck
from greenroom.webhooks.simulation.simstore import SharedDatabase
from greenroom.webhooks.stores.tending import balance

RULES = {
    "lost": "what was acknowledged is delivered, or dead after all its attempts and alerted, or cancelled by the operator",
    "overlap": "no two attempts of one event to one endpoint are on the wire at once",
    "again": "no attempt begins after a success of it was recorded, unless it was replayed",
    "order": "at an endpoint with order, nothing begins before what was accepted earlier has ended",
    "log": "an attempt begins only when every failed one before it is in the log",
    "alert": "every dead letter belongs to an incident of which somebody was told",
    "ledger": "accepted = delivered + dead + cancelled + pending at every minute, and what says delivered was",
    "stuck": "once faults are over nothing stays pending",
    "wedged": "once faults are over, a worker gets no answer from an endpoint at most once",
    "signature": "the receiver can verify every attempt",
}


class Checker(BeginCheck):
    """Checks while the run goes on (`begins`, `minute`) and at its end (`finally_`)."""

    def __init__(self, history: History, shared: SharedDatabase, ordered: dict[str, str], wants: dict[str, tuple[str, ...]]) -> None:
        self.history, self.shared, self.ordered, self.wants = history, shared, ordered, wants
        self.line: dict[str, list[str]] = {name: [] for name in ordered}
        self.unanswered: dict[tuple[str, str], float] = {}

    def begins(self, flight: Flight) -> None:
        h, key = self.history, flight.key
        h.now = flight.begun
        h.note("begins", *key, flight.host)
        for other in h.flights[key]:
            if other.ended is None or other.ended > flight.begun:
                h.broken("overlap", f"{key} is sent by {flight.host} while {other.host} sends it since {other.begun:.3f} s")
        recorded = h.recorded.get(key)
        if recorded is not None and h.replayed.get(key, -1.0) < recorded:
            h.broken("again", f"{key} is sent by {flight.host}, recorded as delivered at {recorded:.3f} s")
        self._log(key)
        self._order(key)
        h.flights[key].append(flight)

    def ends(self, flight: Flight) -> None:
        """Once all is mended, every connection that was broken may cost one attempt and no more."""
        h, at = self.history, (flight.host, flight.key[1])
        if flight.answered or flight.begun < h.mended or flight.ended is None:
            return
        if flight.begun > self.unanswered.setdefault(at, flight.ended):
            h.broken("wedged", f"{flight.host} again gets no answer from {flight.key[1]}, which is well")

    def _log(self, key: Key) -> None:
        sql = "SELECT d.failures, (SELECT COUNT(*) FROM webhook_attempt a WHERE a.delivery_id = d.id) FROM webhook_delivery d WHERE event_id = ? AND endpoint_id = ?"
        for failures, logged in self.shared.db.rows(sql, *key):
            if failures > logged:
                self.history.broken("log", f"{key} begins again after {failures} failures of which {logged} are logged")

    def _order(self, key: Key) -> None:
        event, endpoint = key
        if endpoint not in self.line or event not in self.line[endpoint]:
            return
        h = self.history
        for earlier in self.line[endpoint][: self.line[endpoint].index(event)]:
            before = (earlier, endpoint)
            if h.taken[before] or before in h.cancelled or before in h.replayed or key in h.replayed:
                continue
            rows = self.shared.db.rows("SELECT state, parked FROM webhook_delivery WHERE event_id = ? AND endpoint_id = ?", *before)
            aside = self.ordered[endpoint] == "park" and self._logged(before)  # it has failed once and was set aside
            if any(state == "pending" for state, _ in rows) and not aside:
                h.broken("order", f"{key} begins while {earlier} has not ended")

    def _logged(self, key: Key) -> int:
        """Attempts in the log; one that could not begin in time is there and was never on the wire."""
        ((count,),) = self.shared.db.rows("SELECT COUNT(*) FROM webhook_attempt a JOIN webhook_delivery d ON d.id = a.delivery_id WHERE d.event_id = ? AND d.endpoint_id = ?", *key)
        return int(count)

    def minute(self, now: float) -> None:
        """The ledger, at a minute."""
        self.history.now = now
        held = balance(self.shared.db, self.shared.db.now())
        self.history.note("ledger", held)
        if not held.balanced:
            self.history.broken("ledger", "; ".join(held.problems()))

    def finally_(self, attempts: int) -> None:
        """Everything that was promised, looked for at the end."""
        h, db = self.history, self.shared.db
        rows = db.rows("SELECT event_id, endpoint_id, state, done_at, failures FROM webhook_delivery ORDER BY id")
        states = {(r[0], r[1]): r for r in rows}
        for event in sorted(h.acknowledged):
            for endpoint in self.wants[event]:
                self._settled((event, endpoint), states.get((event, endpoint)), attempts)
        incidents = db.rows("SELECT endpoint_id, opened_at, COALESCE(closed_at, 1e12), alerted_at FROM webhook_incident WHERE kind = 'dead-letters'")
        for r in rows:
            if r[2] == "dead" and not any(i[0] == r[1] and i[1] <= r[3] <= i[2] and i[3] is not None for i in incidents):
                h.broken("alert", f"{r[0]} to {r[1]} is dead and nobody was told")

    def _settled(self, key: Key, row: tuple[object, ...] | None, attempts: int) -> None:
        h = self.history
        state = None if row is None else row[2]
        if state == "pending":
            h.broken("stuck", f"{key} is still pending")
        if h.taken[key] or (state == "cancelled" and key in h.cancelled):
            return
        if state == "dead" and (key in h.gone or self._logged(key) >= attempts):
            return
        h.broken("lost", f"{key} was acknowledged, is {state} and was never taken, after {len(h.flights[key])} attempts")
