"""How fast the lab may run here: on a busy machine a short limit would take the machine's delays for a slow shop."""
from __future__ import annotations

import http.client
import time
from dataclasses import replace
from urllib.parse import urlsplit

from greenroom.labs.webhooks.place import SHOP, Place
from greenroom.labs.webhooks.processes import Processes, Progress
from greenroom.webhooks.signing import headers

CALLS = 60
SHORTEST, LONGEST = 0.5, 4.0
TIMES = 12.0
"""The limit is so many times what all but a few calls take."""


def measured(place: Place, progress: Progress) -> float:
    """A limit in seconds, from calls to a shop that is never slow and never refuses."""
    calm = replace(place, folder=place.folder / "clock", dials=replace(place.dials, slow_share=0.0, retry_share=0.0, limit=10.0))
    calm.write()
    took = []
    with Processes(calm) as processes:
        port = processes.start("shop", "shop")
        for n in range(CALLS):
            progress("clock", n, CALLS)
            took.append(_call(f"http://127.0.0.1:{port}/{SHOP}", calm.secret, f"clock_{n}"))
    return round(min(LONGEST, max(SHORTEST, TIMES * sorted(took)[int(CALLS * 0.9)])), 2)


def _call(url: str, secret: str, event: str) -> float:
    began, to, body = time.monotonic(), urlsplit(url), b"{}"
    line = http.client.HTTPConnection(to.netloc, timeout=30)
    line.request("POST", to.path, body, headers(event, time.time(), body, [secret]))
    line.getresponse().read()
    line.close()
    return time.monotonic() - began
