"""The payment service, a process of its own: takes payments at a steady rate and accepts an event for each, with the amount it is worth."""
from __future__ import annotations

import asyncio
import random
import time

from greenroom.labs.webhooks import child
from greenroom.labs.webhooks.dials import Dials
from greenroom.labs.webhooks.place import Place
from greenroom.webhooks.envelope import envelope
from greenroom.webhooks.model import NewEvent
from greenroom.webhooks.stores.threaded import ThreadedStore

PAID, TESTED = "payment.confirmed", "payment.tested"
CURRENCY = "USD"
MEDIAN, SPREAD = 6700, 0.6
"""Amounts are log-normal around 67 dollars: their mean is about 80."""
AT_ONCE = 64


def amount(dials: Dials, number: int) -> int:
    """Cents of a payment, by the seed."""
    return int(MEDIAN * random.Random(f"{dials.seed}/amount/{number}").lognormvariate(0, SPREAD))


def event(dials: Dials, number: int) -> NewEvent:
    """The event of a payment; a few come from somebody's old test account, which has an endpoint of its own."""
    cents = amount(dials, number)
    tested = random.Random(f"{dials.seed}/test/{number}").random() < dials.old_endpoint
    type_ = TESTED if tested else PAID
    body = envelope(type_, time.time(), {"payment": number, "cents": cents, "currency": CURRENCY})
    return NewEvent(f"pay_{dials.seed}_{number:07d}", type_, body, cents, CURRENCY)


async def main(place: Place, stop: asyncio.Event) -> None:
    """Accept them all, at the rate of the dials."""
    store = place.store()
    child.ready()
    loop = asyncio.get_running_loop()
    began, done = loop.time(), 0
    while done < place.dials.events and not stop.is_set():
        due = min(place.dials.events, int((loop.time() - began) * place.dials.rate) + 1, done + AT_ONCE)
        await _accept(store, place.dials, range(done, due))
        done = due
        ahead = began + done / place.dials.rate - loop.time()
        if ahead > 0:
            await child.rest(ahead, stop)
    store.close()


async def _accept(store: ThreadedStore, dials: Dials, numbers: range) -> None:
    await asyncio.gather(*(store.accept(event(dials, n)) for n in numbers))


if __name__ == "__main__":
    child.run(main)
