"""One signed POST over HTTP: bounded in time, size and redirects, to an address that was looked at and not only to a name that was."""
from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from greenroom.version import VERSION
from greenroom.webhooks.guard import Guard, Refused
from greenroom.webhooks.outcome import Reply


class Transport(Protocol):
    """What the sender needs of a client."""

    async def post(self, url: str, headers: dict[str, str], body: bytes, deadline: float) -> Reply:
        """Send and give what came back; never raises for what the other side does. Nothing is sent or waited for after `deadline` (the loop's clock)."""
        ...


@dataclass(frozen=True)
class Bounds:
    """What one attempt may cost. `excerpt` bytes are kept for the log; `drain` bytes are read to keep the connection, beyond that it is dropped.

    A 2xx is success when its head has arrived; its body gets `body` seconds and cannot undo it."""

    redirects: int = 0
    excerpt: int = 512
    drain: int = 16_384
    body: float = 2.0
    connections: int = 512
    header: int = 8190


class GuardedResolver(AbstractResolver):
    """Looks a name up once and gives the addresses that are then connected to, or refuses them all."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._threads = ThreadPoolExecutor(16, thread_name_prefix="webhook-names")

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        found = await asyncio.get_running_loop().run_in_executor(self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        self._guard.addresses(host, (str(sockaddr[0]) for *_, sockaddr in found))
        flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
        return [ResolveResult(hostname=host, host=str(sockaddr[0]), port=port, family=family, proto=proto, flags=flags) for family, _, proto, _, sockaddr in found]

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class HttpTransport:
    """A pool of connections. Use as an async context; one for each sender."""

    def __init__(self, guard: Guard, bounds: Bounds | None = None, resolver: AbstractResolver | None = None, ssl: Any = True) -> None:
        self.guard, self.bounds = guard, bounds or Bounds()
        self._resolver, self._ssl = resolver, ssl
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> HttpTransport:
        b = self.bounds
        self._resolver = self._resolver or GuardedResolver(self.guard)
        connector = aiohttp.TCPConnector(
            resolver=self._resolver, limit=b.connections, ttl_dns_cache=30, socket_factory=self._socket, ssl=self._ssl, keepalive_timeout=15, happy_eyeballs_delay=None
        )
        self._session = aiohttp.ClientSession(
            connector=connector, trust_env=False, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, timeout=aiohttp.ClientTimeout(total=None),
            max_line_size=b.header, max_field_size=b.header, read_bufsize=8192, headers={"user-agent": f"Greenroom-Webhooks/{VERSION}", "accept-encoding": "identity"},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
        if self._resolver is not None:
            await self._resolver.close()

    def _socket(self, info: Any) -> socket.socket:
        """Every connection passes here with the address it is made to: literals too, for which no resolver is asked."""
        family, kind, proto, _, address = info
        self.guard.address(str(address[0]))
        made = socket.socket(family, kind, proto)
        made.setblocking(False)
        return made

    async def post(self, url: str, headers: dict[str, str], body: bytes, deadline: float) -> Reply:
        status: list[Reply] = []
        try:
            async with asyncio.timeout_at(deadline):
                return await self._follow(url, headers, body, status)
        except TimeoutError:
            return status[-1] if status else Reply(error="no answer in time")
        except Refused as problem:
            return Reply(error=f"refused: {problem.message}"[:200])
        except aiohttp.ClientConnectorCertificateError:
            return Reply(error="its certificate does not hold")
        except aiohttp.ClientSSLError:
            return Reply(error="TLS failed")
        except (aiohttp.ClientConnectorDNSError, socket.gaierror):
            return Reply(error="its name is not known")
        except aiohttp.ClientConnectorError as problem:
            return Reply(error=_refusal(problem))
        except (aiohttp.ClientError, OSError, ValueError, asyncio.IncompleteReadError) as problem:
            return Reply(error=f"broken answer: {type(problem).__name__}")

    async def _follow(self, url: str, headers: dict[str, str], body: bytes, status: list[Reply]) -> Reply:
        at = self.guard.url(url)
        for hops in range(self.bounds.redirects + 1):
            reply, location = await self._once(at, headers, body, status)
            if location is None or hops == self.bounds.redirects:
                return reply
            status.clear()
            at = self.guard.url(at.join(URL(location)))
        raise AssertionError("the loop returns")

    async def _once(self, url: URL, headers: dict[str, str], body: bytes, status: list[Reply]) -> tuple[Reply, str | None]:
        assert self._session is not None, "use the transport as an async context"
        async with self._session.post(url, data=body, headers={"content-type": "application/json"} | headers, allow_redirects=False) as answer:
            again = answer.headers.get("retry-after", "")[:100] or None
            if 200 <= answer.status < 300:
                status.append(Reply(answer.status))
            excerpt = await self._excerpt(answer)
            location = answer.headers.get("location") if answer.status in (307, 308) else None
            return Reply(answer.status, None, again, excerpt), location

    async def _excerpt(self, answer: aiohttp.ClientResponse) -> str:
        kept, read = b"", 0
        try:
            async with asyncio.timeout(self.bounds.body):
                while read < self.bounds.drain and (part := await answer.content.read(4096)):
                    kept += part[: self.bounds.excerpt - len(kept)]
                    read += len(part)
        except (TimeoutError, aiohttp.ClientError):
            read = self.bounds.drain
        if read >= self.bounds.drain:
            answer.close()
        return printable(kept)


def printable(raw: bytes) -> str:
    """What an endpoint answered, safe to show on a terminal or page: no control characters, nothing that cannot be decoded."""
    return "".join(c if c.isprintable() else " " for c in raw.decode("utf-8", "replace")).replace("\ufffd", "?").strip()


def _refusal(problem: aiohttp.ClientConnectorError) -> str:
    cause: BaseException | None = problem.os_error
    while cause is not None:
        if isinstance(cause, Refused):
            return f"refused: {cause.message}"[:200]
        cause = cause.__cause__ or cause.__context__
    return "cannot be connected to"
