"""A retry worker as a process of its own: real HTTP, the real database, and the worker's file, shipped or the person's."""
from __future__ import annotations

import http.client
import os
import signal
import sys
import time
from typing import Any
from urllib.parse import urlsplit

from greenroom.labs.webhooks import tables
from greenroom.labs.webhooks.child import ready
from greenroom.labs.webhooks.place import Place
from greenroom.labs.webhooks.worker_file import load, refuse_state, refuse_transactions, where
from greenroom.webhooks.signing import headers
from greenroom.webhooks.stores.database import Database, Row

IDLE = 0.02
"""Seconds between looks at an empty queue."""


class RealService:
    """What the worker's file uses, for real."""

    def __init__(self, place: Place, name: str, db: Database, urls: dict[str, str]) -> None:
        self.place, self.name, self.db, self.urls = place, name, db, urls
        self.limit = place.dials.limit
        self._lines: dict[str, http.client.HTTPConnection] = {}

    def now(self) -> float:
        return self.db.now()

    def rows(self, sql: str, *values: Any) -> list[Row]:
        refuse_transactions(sql)
        return self.db.rows(sql, *values)

    def change(self, sql: str, *values: Any) -> int:
        refuse_transactions(sql)
        return self.db.run(sql, *values)

    def finish(self, delivery: int, state: str) -> None:
        refuse_state(state)
        tables.settle(self.db, delivery, state)

    def send(self, delivery: int) -> int | None:
        """One signed attempt, logged."""
        sql = "SELECT d.event_id, d.endpoint_id, d.type, e.body FROM webhook_delivery d JOIN webhook_event e ON e.id = d.event_id WHERE d.id = ?"
        ((event, endpoint, type_, raw),) = self.db.rows(sql, delivery)
        body, wall, began = bytes(raw), time.time(), time.monotonic()
        status = self._post(self.urls[endpoint], headers(event, wall, body, [self.place.secret]), body)
        outcome = "retry" if status is None or status >= 500 else "delivered" if 200 <= status < 300 else "dead"
        tables.log(self.db, delivery, (event, endpoint, type_), self.name, wall, time.monotonic() - began, status, outcome)
        return status

    def _post(self, url: str, signed: dict[str, str], body: bytes) -> int | None:
        to = urlsplit(url)
        line = self._lines.pop(to.netloc, None) or http.client.HTTPConnection(to.netloc, timeout=self.limit)
        try:
            line.request("POST", to.path, body, {"content-type": "application/json"} | signed)
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            line.close()
            return None
        self._lines[to.netloc] = line
        return answer.status


def main() -> int:
    """Work until told to stop, or until the run is no more."""
    place, name, parent = Place.read(sys.argv[1]), sys.argv[2], os.getppid()
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopping.append(number))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work, db = load(place.worker), place.connect()
    urls = {r[0]: r[1] for r in db.rows("SELECT id, url FROM webhook_endpoint")}
    service = RealService(place, name, db, urls)
    ready()
    while not stopping and os.getppid() == parent:
        try:
            busy = work(service)
        except Exception as problem:
            print(f"{name}: {where(problem, place.worker)}", file=sys.stderr, flush=True)
            return 3
        if not busy:
            time.sleep(IDLE)
    db.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
