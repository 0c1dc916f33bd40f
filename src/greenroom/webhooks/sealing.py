"""Secrets at rest: AES-256-GCM with the endpoint's id as associated data; a key's id goes before what it sealed, so that keys can be changed."""
from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Mapping

from greenroom.errors import GreenroomError
from greenroom.webhooks.signing import Secret


class CannotUnseal(GreenroomError):
    """Stored secrets that the keys at hand do not open."""

    code = "cannot-unseal"


class Sealer:
    """Seals with `current`, opens with any of `keys` (id -> 32 bytes). `random_bytes` draws the nonces."""

    def __init__(self, keys: Mapping[str, bytes], current: str, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        if current not in keys or any(len(k) != 32 or ":" in i for i, k in keys.items()):
            raise CannotUnseal("The keys for webhook secrets cannot be used.", "Each needs 32 bytes and an id without ':', and the current one must be among them.")
        self._keys, self._current, self._random = dict(keys), current, random_bytes

    def seal(self, secrets: tuple[Secret, ...], endpoint: str) -> str:
        """The secrets of an endpoint as text that says nothing without the key."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        plain = json.dumps([[s.text, s.until] for s in secrets]).encode()
        nonce = self._random(12)
        return f"{self._current}:{base64.b64encode(nonce + AESGCM(self._keys[self._current]).encrypt(nonce, plain, endpoint.encode())).decode('ascii')}"

    def unseal(self, sealed: str, endpoint: str) -> tuple[Secret, ...]:
        """The secrets again. Raises CannotUnseal for a missing key, another endpoint's secrets, or a changed text."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key_id, _, text = sealed.partition(":")
        if key_id not in self._keys:
            message = f"The secrets of endpoint {endpoint!r} were sealed with key {key_id[:20]!r}, which is not here."
            raise CannotUnseal(message, "Give the former key too, or set new secrets.")
        try:
            raw = base64.b64decode(text, validate=True)
            plain = AESGCM(self._keys[key_id]).decrypt(raw[:12], raw[12:], endpoint.encode())
        except (InvalidTag, ValueError):
            message = f"The secrets of endpoint {endpoint!r} do not open with key {key_id!r}."
            raise CannotUnseal(message, "They were changed or belong to another endpoint; set new secrets.") from None
        return tuple(Secret(text, until) for text, until in json.loads(plain))
