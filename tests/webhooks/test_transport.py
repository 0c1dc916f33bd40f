"""Real HTTP on loopback: what is sent, and what a hostile receiver can do."""
from __future__ import annotations

import asyncio
import random
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from greenroom.webhooks.guard import LOOPBACK, Guard
from greenroom.webhooks.model import Filter
from greenroom.webhooks.outcome import Reply
from greenroom.webhooks.schedule import Schedule
from greenroom.webhooks.sender import Sender, Settings
from greenroom.webhooks.stores.threaded import open_store
from greenroom.webhooks.transport import Bounds, HttpTransport
from tests.webhooks.conftest import endpoint, event, sealer

Raw = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def raw_server(answer: Raw) -> AsyncIterator[str]:
    """A receiver that writes what it likes."""
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    finally:
        server.close()


async def post(url: str, bounds: Bounds | None = None, limit: float = 1.0, guard: Guard | None = None, resolver: AbstractResolver | None = None) -> Reply:
    async with HttpTransport(guard or Guard(LOOPBACK), bounds or Bounds(body=0.2), resolver) as transport:
        return await transport.post(url, {"webhook-id": "m"}, b"{}", asyncio.get_running_loop().time() + limit)


def says(text: bytes, then: float = 0) -> Raw:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()
        await asyncio.sleep(then)

    return answer


async def test_what_is_sent_and_kept() -> None:
    got: list[tuple[str, dict[str, str], bytes]] = []

    async def handler(request: web.Request) -> web.Response:
        got.append((request.method, {k.lower(): v for k, v in request.headers.items()}, await request.read()))
        return web.Response(status=202, text="thanks\x1b[31m" + "x" * 2000)

    app = web.Application()
    app.router.add_post("/hook", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    reply = await post(f"http://127.0.0.1:{port}/hook", limit=20)
    await runner.cleanup()
    assert (reply.status, reply.error) == (202, None)
    assert reply.excerpt.startswith("thanks [31mxx")
    assert len(reply.excerpt) <= 512
    ((method, headers, body),) = got
    assert (method, body, headers["content-type"], headers["webhook-id"]) == ("POST", b"{}", "application/json", "m")
    assert headers["user-agent"].startswith("Greenroom-Webhooks/")
    assert "cookie" not in headers


async def _endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 500 Oops\r\ncontent-type: text/plain\r\n\r\n")
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def _drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for c in b"HTTP/1.1 200 OK\r\n" * 100:
        writer.write(bytes([c]))
        await writer.drain()
        await asyncio.sleep(0.1)


async def _headers_without_end(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(10_000):
        writer.write(b"x-%d: y\r\n" % n)
        await writer.drain()
        await asyncio.sleep(0.0005)


async def _informational(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("answer", "status", "error"),
    [
        (_endless, 500, None), (_drip, None, "no answer in time"), (_headers_without_end, None, None), (_informational, None, "no answer in time"),
        (says(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000 + b"\r\n\r\n"), None, None), (says(b"", 5), None, "no answer in time"), (says(b""), None, None),
        (says(b"not http at all\r\n\r\n"), None, None), (says(b"HTTP/1.1 999999 X\r\n\r\n"), None, None), (says(b"\x16\x03\x01\x02\x00"), None, None),
        (says(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort"), 200, None), (says(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort", 5), 200, None),
        (says(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"), None, None),
        (says(b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n"), 302, None),
        (says(b"HTTP/1.1 307 X\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n"), 307, None),
        (says(b"HTTP/1.1 429 X\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n"), 429, None),
    ],
)
async def test_a_hostile_receiver_is_bounded(answer: Raw, status: int | None, error: str | None) -> None:
    async with raw_server(answer) as url:
        begun = asyncio.get_running_loop().time()
        reply = await post(url)
        assert asyncio.get_running_loop().time() - begun < 8
    assert reply.status == status
    if error or status is None:
        assert reply.error
        assert error is None or reply.error == error
    if status == 429:
        assert reply.retry_after == "7"


@pytest.mark.parametrize("location", ["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "file:///etc/passwd", "http://[::ffff:10.0.0.1]/", "http://2852039166/", "//192.168.0.1/x", "http://example.com/", "gopher://x/"])
async def test_a_redirect_is_looked_at_again(location: str) -> None:
    async with raw_server(says(f"HTTP/1.1 307 X\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n".encode())) as url:
        reply = await post(url, Bounds(redirects=3))
    assert reply.error is not None
    assert reply.error.startswith("refused") or "broken" in reply.error


async def test_a_redirect_loop_ends_and_302_is_never_followed() -> None:
    count = 0

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        writer.write(b"HTTP/1.1 308 X\r\nlocation: /hook\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")

    async with raw_server(answer) as url:
        assert (await post(url, Bounds(redirects=3))).status == 308
    assert count == 4
    async with raw_server(says(b"HTTP/1.1 302 X\r\nlocation: /hook\r\ncontent-length: 0\r\n\r\n")) as url:
        assert (await post(url, Bounds(redirects=3))).status == 302


class Rebinding(AbstractResolver):
    """Public when it is first asked, inner afterwards; the guard is in front of what it gives."""

    def __init__(self, answers: list[str]) -> None:
        self.answers = answers
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        self.asked += 1
        return [ResolveResult(hostname=host, host=a, port=port, family=socket.AF_INET, proto=0, flags=socket.AI_NUMERICHOST) for a in self.answers]

    async def close(self) -> None:
        return


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "0.0.0.0"])
async def test_a_name_that_leads_inside_is_refused_at_the_socket(address: str) -> None:
    reply = await post("https://innocent.example/", guard=Guard(), resolver=Rebinding([address]))
    assert reply.status is None
    assert reply.error is not None
    assert "refused" in reply.error, reply


@pytest.mark.parametrize("name", ["localhost.example.invalid", "nowhere.invalid"])
async def test_a_name_that_is_not_known(name: str) -> None:
    assert (await post(f"https://{name}/", guard=Guard())).error == "its name is not known"


async def test_tls_is_checked(tmp_path: object) -> None:
    async with raw_server(says(b"no tls here")) as url:
        reply = await post(url.replace("http:", "https:"))
    assert reply.status is None
    assert reply.error


async def test_a_refused_connection() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        assert (await post(f"http://127.0.0.1:{s.getsockname()[1]}/")).error == "cannot be connected to"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody vouches for, with its key, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - timedelta(days=1), now + timedelta(days=1))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False).sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    plain = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(plain + signed.public_bytes(serialization.Encoding.PEM))
    return path


async def test_a_certificate_that_nobody_vouches_for_gets_nothing(certificate: Path) -> None:
    got: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.append(await reader.read(100))
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    reply = await post(f"https://localhost:{port}/hook", limit=10)
    server.close()
    assert (reply.status, reply.error) == (None, "its certificate does not hold")
    assert got in ([], [b""])


async def test_what_a_hostile_receiver_did_is_in_the_log(tmp_path: Path) -> None:
    store = open_store(tmp_path / "w.db", sealer(), lease=60)
    settings = Settings(limit=1, margin=1, poll=0.05, tend=60, schedule=Schedule(attempts=1))
    async with raw_server(_endless) as endless, raw_server(_drip) as drip, raw_server(_headers_without_end) as heads:
        for name, url in (("endless", endless), ("drip", drip), ("heads", heads)):
            await store.put_endpoint(endpoint(name, url=url))
        await store.accept(event())
        async with HttpTransport(Guard(LOOPBACK), Bounds(body=0.2)) as transport:
            sender = Sender(store, transport, settings, time.time, random.Random(1))
            running = asyncio.ensure_future(sender.run())
            end = time.monotonic() + 60
            while (await store.balance()).pending and time.monotonic() < end:
                await asyncio.sleep(0.05)
            sender.stop()
            await running
    log = {a.endpoint: a for a in await store.attempts(Filter())}
    assert {name: (a.status, a.outcome) for name, a in log.items()} == {"endless": (500, "dead"), "drip": (None, "dead"), "heads": (None, "dead")}
    assert log["drip"].error == "no answer in time"
    assert all(len(a.excerpt) <= 512 and a.latency < 15 for a in log.values())
    store.close()
