"""The lease is shorter than the work may take, and nobody asks before sending whether it still holds."""
from __future__ import annotations

from dataclasses import replace

from greenroom.webhooks.model import Claim
from greenroom.webhooks.sender import Sender
from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.simstore import SimStore


class Store(SimStore):
    lease_seconds = 5.0


class Hopeful(Sender):
    def _start(self, claim: Claim, lease_end: float) -> None:
        super()._start(claim, lease_end + 1e6)

    async def _fill(self) -> bool:
        self.settings = replace(self.settings, margin=-100.0)
        return await super()._fill()


MUTANT = Variant("work outlives its lease: sent twice", "svix-webhooks#2181, hexpm#1825", store=Store, sender=Hopeful)
