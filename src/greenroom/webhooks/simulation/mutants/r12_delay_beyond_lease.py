"""The retry's delay is waited for in the worker that holds the lease, beyond the lease."""
from __future__ import annotations

import asyncio

from greenroom.webhooks.model import Claim
from greenroom.webhooks.outcome import Reply, judge
from greenroom.webhooks.sender import Sender
from greenroom.webhooks.signing import headers, signing_now
from greenroom.webhooks.simulation.mutant import Variant


class Waiting(Sender):
    async def _post(self, claim: Claim, signed: dict[str, str], deadline: float) -> Reply:
        reply = await super()._post(claim, signed, deadline)
        for failures in range(claim.failures, claim.failures + 5):
            verdict = judge(reply, failures, self.settings.schedule, self.wall(), self.rng)
            if verdict.kind != "retry":
                break
            await asyncio.sleep(verdict.delay)
            again = headers(claim.event, self.wall(), claim.body, signing_now(claim.endpoint.secrets, self.wall()))
            reply = await super()._post(claim, again, asyncio.get_running_loop().time() + self.settings.limit)
        return reply


MUTANT = Variant("a delay beyond the queue's visibility timeout", "celery/kombu#337", sender=Waiting)
