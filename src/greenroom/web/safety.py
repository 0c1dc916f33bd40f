"""What every request must pass and every answer must carry: own host, own origin, bounded body, headers; failures leave no text behind."""
from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from greenroom.services.drafts import MOST_CHARACTERS as MOST_OF_DRAFT
from greenroom.services.import_stories import MOST_BYTES as MOST_OF_FILE
from greenroom.services.import_stories import too_large
from greenroom.web.errors import refusal

MOST_BYTES = 400_000
"""Largest body: an answer of 20,000 characters in a form's encoding (12 bytes for the widest character), and the fields beside it."""
UPLOADS = {"/stories/import": MOST_OF_FILE + 100_000}
"""Largest body of the pages that take a file, in bytes: the file, and what the form puts around it."""
DRAFTS = {"/api/drafts": 4 * MOST_OF_DRAFT + 100_000}
"""Largest body of a draft, in bytes: 4 for the widest character, and the fields beside it."""
LARGER = {"/recognition": 64_000_000, "/transcript": 20_000_000}
"""What the ends of addresses under /api/rehearsals/ take: half an hour of WAV at 32 kB a second, and what a recogniser writes of it."""
NAMES = ("localhost", "127.0.0.1", "[::1]")
LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]"}
SAFE = {"GET", "HEAD"}
METHODS = SAFE | {"POST"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src 'self' blob:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
}
_log = logging.getLogger("greenroom.web")


class TooLarge(Exception):
    """The body has more than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class Safety:
    """ASGI middleware, outermost. Nothing that it logs or answers holds what a person wrote."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        sender = _Sender(send)
        response = why_refused(scope)
        if response is None:
            try:
                await self.app(scope, await _bounded(scope, receive), sender)
                return
            except TooLarge as problem:
                response = _too_large(scope, problem.most)
                response.headers["Connection"] = "close"
            except Exception as problem:  # whatever it is, the person gets a page and the log gets no text
                _log.error("%s in %s (%s)", type(problem).__name__, _place(problem), scope["method"])
                if sender.begun:
                    return
                response = refusal(scope, 500, "Something went wrong in Greenroom itself.", "Go back and try again. What was kept before is still kept.")
        await response(scope, receive, sender)


class _Sender:
    """Adds the headers to whatever is sent."""

    def __init__(self, send: Send) -> None:
        self.send, self.begun = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await self.send(message)


def why_refused(scope: Scope) -> Response | None:
    """The answer to a request that may not come in, or None."""
    headers = Headers(scope=scope)
    server, port = scope.get("server") or ("", None)
    if server not in LOOPBACK:
        return refusal(scope, 421, "Greenroom answers on this machine only.", "Start it with `greenroom serve`, which listens on 127.0.0.1.")
    hosts = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port == 80 else set())
    if headers.getlist("host") == [] or any(host.lower() not in hosts for host in headers.getlist("host")):
        return refusal(scope, 421, "This address is not Greenroom's.", f"Open http://localhost:{port}/ instead.")
    if scope["method"] not in METHODS:
        return refusal(scope, 405, "This is not understood.", "Go back and use the page's own buttons.")
    if scope["method"] not in SAFE and not _own(headers, {f"http://{host}" for host in hosts}):
        return refusal(scope, 403, "This came from another page, and was not done.", "Use Greenroom's own pages.")
    return None


def _too_large(scope: Scope, most: int) -> Response:
    """The answer to a body of more than `most` bytes: of a file, or of what was typed."""
    path = str(scope.get("path", ""))
    if path in UPLOADS:
        file = too_large("The file")
        return refusal(scope, 413, file.message, file.remedy, back=(path, "Choose another file"))
    remedy = "Send less." if path.startswith("/api/") else "Send less. Go back: what you typed is still in the form."
    return refusal(scope, 413, f"That is more than {most // 1000:,} kB.", remedy)


def _own(headers: Headers, origins: Iterable[str]) -> bool:
    """Whether a request that changes something comes from a page of ours, or from no page at all (a program on this machine).

    Pages are sent with no-referrer, so a browser gives the origin of their forms as "null"; then Sec-Fetch-Site has to say that it is ours.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is None or origin.lower() in origins:
        return True
    return origin == "null" and site == "same-origin"


async def _bounded(scope: Scope, receive: Receive) -> Receive:
    """The body read whole, so that nothing larger than it may be gets further. Raises TooLarge."""
    if scope["method"] in SAFE:
        return receive
    most = _most(str(scope.get("path", "")))
    told = Headers(scope=scope).get("content-length", "0")
    if not told.isdigit() or int(told) > most:
        raise TooLarge(most)
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            raise TooLarge(most)
    held: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

    async def again() -> Message:
        return held.pop() if held else await receive()

    return again


def _most(path: str) -> int:
    """The largest body that this address takes."""
    if path.startswith("/api/rehearsals/"):
        return LARGER.get(path[path.rfind("/") :], MOST_BYTES)
    return (UPLOADS | DRAFTS).get(path, MOST_BYTES)


def _place(problem: BaseException) -> str:
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
