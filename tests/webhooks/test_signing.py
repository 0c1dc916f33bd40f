"""Signatures: the specification's own library is the oracle."""
from __future__ import annotations

import base64
import random
from datetime import UTC, datetime

import pytest
import standardwebhooks
from hypothesis import given, settings
from hypothesis import strategies as st

from greenroom.webhooks.signing import BadSecret, NotVerified, Secret, headers, new_secret, rotate, sign, signing_now, verify

VECTOR = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
KEYS = st.binary(min_size=24, max_size=64)
BODIES = st.text().map(lambda t: t.encode("utf-8", "ignore"))
IDS = st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True)


def test_the_vector_of_the_specification() -> None:
    body = b'{"test": 2432232314}'
    given_ = headers("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, [VECTOR])
    assert given_["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert verify(given_, body, [VECTOR], 1614265330).id == "msg_p5jXN8AQM9LWM0D4loKWxJek"


@settings(max_examples=150, deadline=None)
@given(KEYS, IDS, st.integers(0, 4_000_000_000), BODIES)
def test_ours_is_theirs(key: bytes, event_id: str, timestamp: int, body: bytes) -> None:
    theirs = standardwebhooks.Webhook(key).sign(event_id, datetime.fromtimestamp(timestamp, UTC), body.decode())
    assert sign(event_id, timestamp, body, [new_secret(key)]) == theirs


@settings(max_examples=50, deadline=None)
@given(KEYS, KEYS, IDS, BODIES)
def test_their_verifier_takes_what_we_send_while_rotating(old: bytes, new: bytes, event_id: str, body: bytes) -> None:
    now = datetime.now(UTC).timestamp()
    secrets = rotate([Secret(new_secret(old))], new_secret(new), now, 3600)
    sent = headers(event_id, now, body, signing_now(secrets, now))
    for key in (old, new):
        standardwebhooks.Webhook(key).verify(body, sent, json_parse=False)
        assert verify(sent, body, [new_secret(key)], now).id == event_id


def test_an_overlap_ends_and_is_never_lengthened() -> None:
    a, b, c = (new_secret(bytes([n]) * 24) for n in (1, 2, 3))
    first = rotate([Secret(a)], b, 1000, 100)
    assert signing_now(first, 1000) == [b, a]
    assert signing_now(first, 1100) == [b]
    assert signing_now(rotate(first, c, 1050, 100), 1060) == [c, a, b] or signing_now(rotate(first, c, 1050, 100), 1060) == [c, b, a]
    assert {s.until for s in rotate(first, c, 1050, 100)} == {None, 1100, 1150}
    assert signing_now(rotate(first, c, 1050, 0), 1050) == [c]


@pytest.mark.parametrize("off", [-301, 301, 10**6])
def test_a_timestamp_out_of_tolerance_is_refused(off: int) -> None:
    with pytest.raises(NotVerified, match="off"):
        verify(headers("m", 1000000 + off, b"x", [VECTOR]), b"x", [VECTOR], 1000000)
    assert verify(headers("m", 1000000 + 300, b"x", [VECTOR]), b"x", [VECTOR], 1000000)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"webhook-id": "other"}, "no signature"), ({"webhook-timestamp": "1000001"}, "no signature"), ({"webhook-timestamp": "1e6"}, "malformed"),
        ({"webhook-timestamp": "-1"}, "malformed"), ({"webhook-timestamp": "\u0661"}, "malformed"), ({"webhook-id": ""}, "malformed"),
        ({"webhook-signature": ""}, "no signature"), ({"webhook-signature": "v1,"}, "no signature"), ({"webhook-signature": "v2,abc v1a,abc"}, "no signature"),
        ({"webhook-signature": " ".join(["v1,x"] * 33)}, "more than"), ({"webhook-signature": "v1,ü"}, "no signature"),
    ],
)
def test_what_was_changed_is_refused(change: dict[str, str], why: str) -> None:
    with pytest.raises(NotVerified, match=why):
        verify(headers("m", 1000000, b"x", [VECTOR]) | change, b"x", [VECTOR], 1000000)


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_missing_header_is_named(missing: str) -> None:
    sent = headers("m", 1000000, b"x", [VECTOR])
    del sent[missing]
    with pytest.raises(NotVerified, match=missing):
        verify(sent, b"x", [VECTOR], 1000000)


def test_another_body_another_secret_and_no_secret() -> None:
    sent = headers("m", 1000000, b"x", [VECTOR])
    for body, secrets in ((b"y", [VECTOR]), (b"x", [new_secret(b"k" * 24)]), (b"x", [])):
        with pytest.raises(NotVerified):
            verify(sent, body, secrets, 1000000)
    assert verify({k.upper(): v for k, v in sent.items()}, b"x", [new_secret(b"k" * 24), VECTOR], 1000000)


@pytest.mark.parametrize("bad", ["whsec_", "whsec_!!!", "whsec_" + base64.b64encode(b"x" * 23).decode(), "whsec_" + base64.b64encode(b"x" * 65).decode()])
def test_a_bad_secret_is_refused_without_showing_it(bad: str) -> None:
    with pytest.raises(BadSecret) as caught:
        sign("m", 1, b"", [bad])
    assert len(bad) < 10 or bad not in str(caught.value)


def test_every_signature_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counted(a: bytes, b: bytes) -> bool:
        calls.append(1)
        return a == b

    monkeypatch.setattr("greenroom.webhooks.signing.hmac.compare_digest", counted)
    sent = headers("m", 1000000, b"x", [VECTOR, new_secret(b"k" * 24)])
    verify(sent, b"x", [VECTOR, new_secret(b"j" * 24)], 1000000)
    assert len(calls) == 4


def test_a_secret_is_not_shown_by_repr() -> None:
    secret = new_secret(random.Random(1).randbytes(24))
    assert secret not in repr(Secret(secret))
