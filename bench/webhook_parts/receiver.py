"""A receiver that is faster than any sender: it reads whole requests, counts ids, and answers 200 (or waits, to be slow)."""
from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
ID = re.compile(rb"\r\nwebhook-id: *([^\r]+)", re.I)
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


class Receiver:
    """Counts what arrives by event id; `delay` seconds before it answers."""

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.seen: Counter[str] = Counter()

    def protocol(self) -> asyncio.Protocol:
        return _Connection(self)


class _Connection(asyncio.Protocol):
    def __init__(self, receiver: Receiver) -> None:
        self.receiver, self.held = receiver, b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.held += data
        while (end := self.held.find(b"\r\n\r\n")) >= 0:
            head = self.held[: end + 2]
            length, name = LENGTH.search(head), ID.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self.held) < whole:
                return
            self.held = self.held[whole:]
            if name:
                self.receiver.seen[name[1].decode()] += 1
            if self.receiver.delay:
                asyncio.get_running_loop().call_later(self.receiver.delay, self._answer)
            else:
                self._answer()

    def _answer(self) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(OK)


@asynccontextmanager
async def receiving(*receivers: Receiver) -> AsyncIterator[list[str]]:
    """Serve each on a port of its own; gives their addresses."""
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(r.protocol, "127.0.0.1", 0, backlog=1024) for r in receivers]
    try:
        yield [f"http://127.0.0.1:{s.sockets[0].getsockname()[1]}/hook" for s in servers]
    finally:
        for server in servers:
            server.close()
