"""The thin envelope that is sent: `type`, `timestamp`, `data`, as compact JSON under a size limit, and the id that goes with it."""
from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from greenroom.errors import GreenroomError

MOST_BYTES = 20_000
"""Standard Webhooks asks for less than 20 kB; send a reference to what is larger."""
TYPE = re.compile(r"[A-Za-z0-9_]{1,64}(?:\.[A-Za-z0-9_]{1,64}){0,7}")
ID = re.compile(r"[A-Za-z0-9_-]{1,96}")


class BadEvent(GreenroomError):
    """An event that cannot be accepted: its id, type or size. No payload in the message."""

    code = "bad-event"


def new_id(now: float, random_bytes: bytes) -> str:
    """An id in order of time to the millisecond: `msg_`, 12 hex digits of time, the hex of at least 10 random bytes."""
    if len(random_bytes) < 10:
        raise ValueError("an id needs at least 10 random bytes")
    return f"msg_{int(now * 1000):012x}{random_bytes.hex()}"


def checked_id(event_id: str) -> str:
    """The id itself when it may be signed: no dots, which part the signed text. Raises BadEvent."""
    if not ID.fullmatch(event_id):
        raise BadEvent(f"{event_id[:40]!r} cannot be an event's id.", "Use up to 96 letters, digits, '_' and '-'; no dots, since they part the signed text.")
    return event_id


def checked_type(type_: str) -> str:
    """The type itself when it is words parted by dots. Raises BadEvent."""
    if not TYPE.fullmatch(type_):
        raise BadEvent(f"{type_[:40]!r} cannot be an event's type.", "Use words of letters, digits and '_' parted by dots, as in rehearsal.finished.")
    return type_


def envelope(type_: str, timestamp: float, data: Any, most: int = MOST_BYTES) -> bytes:
    """The body to send and sign, in UTF-8. `timestamp` is when it happened, seconds since the epoch. Raises BadEvent."""
    when = datetime.fromtimestamp(timestamp, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    try:
        body = json.dumps({"type": checked_type(type_), "timestamp": when, "data": data}, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (TypeError, ValueError):
        raise BadEvent(f"The data of a {type_} event are not JSON.", "Use objects, lists, text, finite numbers, true, false and null.") from None
    if len(body) > most:
        raise BadEvent(f"A {type_} event has {len(body)} bytes.", f"The limit is {most}; send an id with which the receiver can fetch the rest.")
    return body


def wanted(type_: str, patterns: tuple[str, ...]) -> bool:
    """Whether an endpoint that asks for these patterns gets this type: the type itself, `group.*`, or nothing asked for (everything)."""
    return not patterns or any(p in ("*", type_) or (p.endswith(".*") and type_.startswith(p[:-1])) for p in patterns)
