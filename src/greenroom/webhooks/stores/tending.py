"""The round that any worker makes each few seconds: judge, let expire, count dead letters by rate, balance the ledger, open and close incidents."""
from __future__ import annotations

import json
from collections import defaultdict

from greenroom.webhooks.ledger import Balance
from greenroom.webhooks.model import STATES, Tended
from greenroom.webhooks.objective import RULES, Counts, Objective, burns
from greenroom.webhooks.stores.database import Database, Row, marks
from greenroom.webhooks.stores.incidents import close_quiet, opened

AT_ONCE = 2000
"""Rows handled in one transaction, so that a round after a long silence does not hold the writer."""
RATE_WINDOW = 600.0
RATE_COUNT = 20
"""So many dead letters within the window at one endpoint are an incident of their own."""


def tend(db: Database) -> Tended:
    """One round. Inside a transaction; safe to make by several workers at once."""
    now = db.now()
    good, bad = _judge(db, now)
    expired = _expire(db, now)
    held = balance(db, now)
    if not held.balanced:
        opened(db, "ledger", "", now, "; ".join(held.problems()))
    since = "SELECT endpoint_id, COUNT(*) FROM webhook_delivery WHERE state = 'dead' AND done_at > ? GROUP BY endpoint_id HAVING COUNT(*) >= ?"
    for endpoint, count in db.rows(since, now - RATE_WINDOW, RATE_COUNT):
        opened(db, "dead-rate", endpoint, now, f"{count} dead letters within {RATE_WINDOW / 60:g} minutes")
    _burning(db, now)
    close_quiet(db, now)
    return Tended(good, bad, expired, held)


def balance(db: Database, now: float) -> Balance:
    """The ledger: what was written down as accepted, beside what is there. Two scans of the events and deliveries that are kept."""
    ((accepted,),) = db.rows("SELECT COALESCE(SUM(fanout), 0) FROM webhook_event")
    states = {r[0]: r[1] for r in db.rows("SELECT state, COUNT(*) FROM webhook_delivery GROUP BY state")}
    known = {s: states.get(s, 0) for s in STATES}
    strays = sum(states.values()) - sum(known.values())
    ((late,),) = db.rows("SELECT COUNT(*) FROM webhook_delivery WHERE judged IN (2, 3) AND state IN ('pending', 'dead')")
    ((unproven,),) = db.rows("SELECT COUNT(*) FROM webhook_delivery WHERE judged = 3")
    return Balance(int(accepted), known["delivered"], known["dead"], known["cancelled"], known["pending"], strays, unproven, late)


def _judge(db: Database, now: float) -> tuple[int, int]:
    """Good: delivered in time, with an attempt to prove it. Bad: everything else whose deadline has passed or that has ended. Cancelled is neither.

    `judged` is 1 for good, 2 for bad, 3 for one that says delivered and has no successful attempt. A delivery is judged once; one delivered late was bad at its deadline."""
    columns = "id, endpoint_id, type, state, deadline_at, done_at, amount, event_id"
    ended = db.rows(f"SELECT {columns} FROM webhook_delivery WHERE judged = 0 AND state IN ('delivered', 'dead', 'cancelled') ORDER BY id LIMIT ?{db.skips}", AT_ONCE)
    late = db.rows(
        f"SELECT {columns} FROM webhook_delivery WHERE judged = 0 AND state NOT IN ('delivered', 'dead', 'cancelled') AND deadline_at <= ? ORDER BY id LIMIT ?{db.skips}", now, AT_ONCE
    )
    done = [r[0] for r in ended if r[3] == "delivered"]
    proven = set()
    if done:
        proven = {r[0] for r in db.rows(f"SELECT DISTINCT delivery_id FROM webhook_attempt WHERE delivery_id IN ({marks(done)}) AND outcome = 'delivered'", *done)}
    verdicts: dict[int, list[Row]] = defaultdict(list)
    for r in ended + late:
        verdicts[_verdict(r, r[0] in proven)].append(r)
    for verdict, rows in verdicts.items():
        db.run(f"UPDATE webhook_delivery SET judged = ? WHERE id IN ({marks(rows)})", verdict, *(r[0] for r in rows))
    bad = verdicts[2] + verdicts[3]
    _write_minute(db, now, verdicts[1], bad)
    _alarm(db, now, [r for r in late if r[3] != "cancelled"])
    return len(verdicts[1]), len(bad)


def _verdict(row: Row, proven: bool) -> int:
    """1 good, 2 bad, 3 unproven, 4 cancelled (neither)."""
    if row[3] == "cancelled":
        return 4
    if row[3] != "delivered":
        return 2
    if not proven:
        return 3
    return 1 if row[5] is not None and row[5] <= row[4] else 2


def _write_minute(db: Database, now: float, good: list[Row], bad: list[Row]) -> None:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for offset, rows in ((0, good), (1, bad)):
        for r in rows:
            held = sums[(r[1], r[2])]
            held[offset] += 1
            held[offset + 2] += r[6] or 0
    for (endpoint, type_), counts in sorted(sums.items()):
        db.run(
            "INSERT INTO webhook_minute (minute, endpoint_id, type, good, bad, amount_good, amount_bad) VALUES (?,?,?,?,?,?,?) ON CONFLICT (minute, endpoint_id, type) DO UPDATE SET "
            "good = webhook_minute.good + excluded.good, bad = webhook_minute.bad + excluded.bad, amount_good = webhook_minute.amount_good + excluded.amount_good, "
            "amount_bad = webhook_minute.amount_bad + excluded.amount_bad",
            int(now // 60), endpoint, type_, *counts,
        )


def _alarm(db: Database, now: float, late: list[Row]) -> None:
    """The deadline alarm: accepted, past the deadline, not delivered; tried or not, failed or not."""
    by_endpoint: dict[str, list[Row]] = defaultdict(list)
    for r in late:
        by_endpoint[r[1]].append(r)
    for endpoint, rows in sorted(by_endpoint.items()):
        opened(db, "deadline", endpoint, now, f"{rows[0][7]} and {len(rows) - 1} more were not delivered in time", len(rows))


def _burning(db: Database, now: float) -> None:
    """Burn-rate alerts for every endpoint by its objective, and for every event type by the default one."""
    for column, name in (("endpoint_id", "{}"), ("type", "type {}")):
        held: dict[float, dict[str, Counts]] = {}
        for seconds in sorted({w for r in RULES for w in (r.long, r.short)}):
            sql = f"SELECT {column}, SUM(good), SUM(bad) FROM webhook_minute WHERE minute > ? GROUP BY {column}"
            held[seconds] = {r[0]: Counts(int(r[1]), int(r[2])) for r in db.rows(sql, int((now - seconds) // 60))}
        objectives = {r[0]: Objective(*json.loads(r[1])) for r in db.rows("SELECT id, objective FROM webhook_endpoint")} if column == "endpoint_id" else {}
        for key in sorted(held[max(held)]):
            for burn in burns(lambda s, key=key, held=held: held[s].get(key, Counts()), objectives.get(key, Objective())):  # type: ignore[misc]
                if burn.fires:
                    opened(db, f"burn-{burn.rule.severity}", name.format(key), now, f"the error budget burns {burn.long:.1f} times too fast over {burn.rule.long / 3600:g} h")


def _expire(db: Database, now: float) -> int:
    """What can no longer be tried is dead, not forgotten; what is under a lease is left to its worker."""
    free = "state = 'pending' AND expires_at <= ? AND (lease_until IS NULL OR lease_until <= ?)"
    found = db.rows(f"SELECT id, endpoint_id, event_id FROM webhook_delivery WHERE {free} ORDER BY id LIMIT ?{db.skips}", now, now, AT_ONCE)
    if not found:
        return 0
    reason = "expired before it could be delivered"
    db.run(f"UPDATE webhook_delivery SET state = 'dead', done_at = ?, lease_until = NULL, reason = ?, token = token + 1 WHERE id IN ({marks(found)})", now, reason, *(r[0] for r in found))
    for endpoint in sorted({r[1] for r in found}):
        rows = [r for r in found if r[1] == endpoint]
        opened(db, "dead-letters", endpoint, now, f"{rows[0][2]} and {len(rows) - 1} more {reason}", len(rows))
    return len(found)
