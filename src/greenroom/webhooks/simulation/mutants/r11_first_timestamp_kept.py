"""The signature of the first attempt is sent again with every retry; the receiver's tolerance is five minutes."""
from __future__ import annotations

from dataclasses import replace

from greenroom.webhooks.model import Claim
from greenroom.webhooks.outcome import Reply
from greenroom.webhooks.sender import Sender
from greenroom.webhooks.signing import headers, signing_now
from greenroom.webhooks.simulation.mutant import Variant


class Frozen(Sender):
    async def _post(self, claim: Claim, signed: dict[str, str], deadline: float) -> Reply:
        first = headers(claim.event, claim.accepted_at, claim.body, signing_now(claim.endpoint.secrets, claim.accepted_at))
        return await super()._post(replace(claim), first, deadline)


MUTANT = Variant("a retry keeps the first timestamp; the receiver's tolerance refuses it", "better-auth#8844", sender=Frozen)
