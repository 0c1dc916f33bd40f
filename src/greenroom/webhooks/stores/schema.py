"""The tables, as SQL that both databases take once {words} are filled in. Names begin with webhook_ so that they can lie beside the caller's own tables."""
from __future__ import annotations

VERSION = 2
TABLES = (
    "CREATE TABLE IF NOT EXISTS webhook_schema (version INTEGER NOT NULL)",
    """CREATE TABLE IF NOT EXISTS webhook_endpoint (
        id TEXT PRIMARY KEY, url TEXT NOT NULL, secrets TEXT NOT NULL, types TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
        line TEXT NOT NULL, concurrency INTEGER NOT NULL, objective TEXT NOT NULL, quiet_until {real} NOT NULL DEFAULT 0,
        c_failures INTEGER NOT NULL DEFAULT 0, c_since {real} NOT NULL DEFAULT 0, c_until {real} NOT NULL DEFAULT 0,
        c_opens INTEGER NOT NULL DEFAULT 0, c_probing INTEGER NOT NULL DEFAULT 0,
        whole INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE IF NOT EXISTS webhook_event (
        id TEXT PRIMARY KEY, type TEXT NOT NULL, body {blob} NOT NULL, amount BIGINT, currency TEXT NOT NULL, accepted_at {real} NOT NULL, fanout INTEGER NOT NULL,
        whole {blob})""",
    """CREATE TABLE IF NOT EXISTS webhook_delivery (
        id {serial}, event_id TEXT NOT NULL, endpoint_id TEXT NOT NULL, type TEXT NOT NULL, state TEXT NOT NULL, token BIGINT NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0, parked INTEGER NOT NULL DEFAULT 0, due_at {real} NOT NULL, lease_until {real}, accepted_at {real} NOT NULL,
        deadline_at {real} NOT NULL, expires_at {real} NOT NULL, done_at {real}, reason TEXT NOT NULL DEFAULT '', judged INTEGER NOT NULL DEFAULT 0,
        amount BIGINT, UNIQUE (event_id, endpoint_id))""",
    """CREATE TABLE IF NOT EXISTS webhook_attempt (
        id {serial}, delivery_id BIGINT NOT NULL, event_id TEXT NOT NULL, endpoint_id TEXT NOT NULL, type TEXT NOT NULL, started_at {real} NOT NULL,
        latency {real} NOT NULL, status INTEGER, error TEXT, excerpt TEXT NOT NULL, outcome TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS webhook_incident (
        id {serial}, kind TEXT NOT NULL, endpoint_id TEXT NOT NULL, opened_at {real} NOT NULL, last_at {real} NOT NULL, count INTEGER NOT NULL,
        detail TEXT NOT NULL, alerted_at {real}, closed_at {real})""",
    """CREATE TABLE IF NOT EXISTS webhook_minute (
        minute BIGINT NOT NULL, endpoint_id TEXT NOT NULL, type TEXT NOT NULL, good BIGINT NOT NULL, bad BIGINT NOT NULL, amount_good BIGINT NOT NULL,
        amount_bad BIGINT NOT NULL, PRIMARY KEY (minute, endpoint_id, type))""",
    "CREATE INDEX IF NOT EXISTS webhook_delivery_due ON webhook_delivery (endpoint_id, due_at) WHERE state = 'pending'",
    "CREATE INDEX IF NOT EXISTS webhook_delivery_next ON webhook_delivery (due_at) WHERE state = 'pending'",
    "CREATE INDEX IF NOT EXISTS webhook_delivery_line ON webhook_delivery (endpoint_id, parked, id) WHERE state = 'pending'",
    "CREATE INDEX IF NOT EXISTS webhook_delivery_expiry ON webhook_delivery (expires_at) WHERE state = 'pending'",
    "CREATE INDEX IF NOT EXISTS webhook_delivery_state ON webhook_delivery (state)",
    "CREATE INDEX IF NOT EXISTS webhook_delivery_judge ON webhook_delivery (state, deadline_at) WHERE judged = 0",
    "CREATE INDEX IF NOT EXISTS webhook_attempt_delivery ON webhook_attempt (delivery_id, outcome)",
    "CREATE INDEX IF NOT EXISTS webhook_attempt_started ON webhook_attempt (started_at)",
    "CREATE UNIQUE INDEX IF NOT EXISTS webhook_incident_open ON webhook_incident (kind, endpoint_id) WHERE closed_at IS NULL",
)
HOLDING = tuple(f"webhook_{name}" for name in ("attempt", "delivery", "event", "incident", "minute", "endpoint"))
"""The tables that hold something."""
STEPS = {
    2: ("ALTER TABLE webhook_endpoint ADD COLUMN whole INTEGER NOT NULL DEFAULT 0", "ALTER TABLE webhook_event ADD COLUMN whole {blob}"),
}
"""What brings tables of the version before to this one."""
