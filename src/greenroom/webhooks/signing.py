"""Signatures by the Standard Webhooks specification (v1, HMAC-SHA256): https://www.standardwebhooks.com, version 1.0.0."""
from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from greenroom.errors import GreenroomError

PREFIX = "whsec_"
KEY_BYTES = (24, 64)
"""Least and most bytes of a key, by the specification."""
TOLERANCE = 300
"""Seconds by which a timestamp may be off, either way."""
MOST_SIGNATURES = 32
"""A header with more signatures than this is refused unread, so that a hostile sender cannot buy work with one request."""


class BadSecret(GreenroomError):
    """A secret that is not `whsec_` and base64 of 24 to 64 bytes."""

    code = "bad-secret"


class NotVerified(GreenroomError):
    """A request whose signature does not hold. The message names the reason, never the secret or the body."""

    code = "not-verified"

    def __init__(self, why: str) -> None:
        super().__init__(f"The webhook is not verified: {why}.", "Answer with 400 and do not act on it; check secret, clock and that the body is read as raw bytes.")


@dataclass(frozen=True)
class Secret:
    """A signing secret and until when it signs (seconds since the epoch; None: until replaced). Its text is never shown by repr."""

    text: str
    until: float | None = None

    def __repr__(self) -> str:
        return f"Secret(…, until={self.until})"


@dataclass(frozen=True)
class Verified:
    """What a verified request says of itself: the event's id (stable over retries) and when this attempt was signed."""

    id: str
    timestamp: int


def new_secret(random_bytes: bytes) -> str:
    """A secret from random bytes that the caller drew (24 to 64 of them). Raises BadSecret."""
    secret = PREFIX + base64.b64encode(random_bytes).decode("ascii")
    key_of(secret)
    return secret


@lru_cache(maxsize=1024)
def key_of(secret: str) -> bytes:
    """The key in a secret; the prefix and the padding may be missing. Raises BadSecret (which does not show the secret)."""
    text = secret.removeprefix(PREFIX)
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise BadSecret("A webhook secret is not base64.", f"It is {PREFIX} and base64; make one with `greenroom webhooks endpoints rotate`.") from None
    if not KEY_BYTES[0] <= len(key) <= KEY_BYTES[1]:
        raise BadSecret(f"A webhook secret has {len(key)} bytes.", f"It must have {KEY_BYTES[0]} to {KEY_BYTES[1]}.")
    return key


def sign(event_id: str, timestamp: int, body: bytes, secrets: Iterable[str]) -> str:
    """The `webhook-signature` header: one `v1,` signature for each secret, parted by spaces. `timestamp` is whole seconds since the epoch."""
    text = f"{event_id}.{timestamp}.".encode() + body
    return " ".join("v1," + base64.b64encode(hmac.digest(key_of(s), text, hashlib.sha256)).decode("ascii") for s in secrets)


def headers(event_id: str, now: float, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The three headers of one attempt. `now` is the time of this attempt: a first timestamp kept over retries falls out of the receiver's tolerance."""
    timestamp = int(now)
    return {"webhook-id": event_id, "webhook-timestamp": str(timestamp), "webhook-signature": sign(event_id, timestamp, body, secrets)}


def verify(given: Mapping[str, str], body: bytes, secrets: Sequence[str], now: float, tolerance: float = TOLERANCE) -> Verified:
    """Check a request as its receiver. Every signature is compared with every secret in constant time. Raises NotVerified, BadSecret."""
    held = {name.lower(): value for name, value in given.items()}
    try:
        event_id, stamp, signatures = held["webhook-id"], held["webhook-timestamp"], held["webhook-signature"].split(" ")
    except KeyError as missing:
        raise NotVerified(f"the header {missing.args[0]} is missing") from None
    if not event_id or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        raise NotVerified("its id or timestamp is malformed")
    if len(signatures) > MOST_SIGNATURES:
        raise NotVerified(f"it carries more than {MOST_SIGNATURES} signatures")
    if abs(now - int(stamp)) > tolerance:
        raise NotVerified(f"its timestamp is more than {tolerance:g} s off")
    wanted = sign(event_id, int(stamp), body, secrets).split(" ") if secrets else []
    good = 0
    for right in wanted:
        for offered in signatures:
            good |= hmac.compare_digest(right.encode(), offered.encode())
    if not good:
        raise NotVerified("no signature matches")
    return Verified(event_id, int(stamp))


def signing_now(secrets: Iterable[Secret], now: float) -> list[str]:
    """The secrets that sign at `now`: the current one first, then those in their overlap."""
    live = [s for s in secrets if s.until is None or s.until > now]
    return [s.text for s in sorted(live, key=lambda s: s.until is not None)]


def rotate(secrets: Iterable[Secret], new: str, now: float, overlap: float) -> tuple[Secret, ...]:
    """A new current secret; the former ones go on signing for `overlap` seconds (never longer than they had), so that receivers can change over."""
    key_of(new)
    kept = (Secret(s.text, min(s.until or now + overlap, now + overlap)) for s in secrets)
    return (Secret(new), *(s for s in kept if s.until is not None and s.until > now))
