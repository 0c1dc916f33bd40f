"""A connection is dialled once; when it wedges, everything to that endpoint fails until the process is restarted."""
from __future__ import annotations

from greenroom.webhooks.simulation.mutant import Variant
from greenroom.webhooks.simulation.network import SimTransport


class Faithful(SimTransport):
    def failed(self, url: str) -> None:
        return


MUTANT = Variant("a connection dialled once stays wedged until restart", "outpost#998", transport=Faithful)
