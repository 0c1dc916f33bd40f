"""A small server beside the sender: `/metrics` for Prometheus, and a page on which every team concerned sees how the webhooks stand. It changes nothing."""
from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from greenroom.errors import GreenroomError
from greenroom.services.webhook_board_page import board_page
from greenroom.services.webhook_metrics import CONTENT_TYPE, Attempts, exposition
from greenroom.services.webhook_status import look
from greenroom.webhooks.store import Desk, StoreUnavailable

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'", "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
}


class CannotListen(GreenroomError):
    """An address that cannot be listened on."""

    code = "cannot-listen"


@asynccontextmanager
async def board(store: Desk, at: tuple[str, int], attempts: Attempts) -> AsyncIterator[int]:
    """Serve it at a host and port (0 takes any); gives the port. Raises CannotListen."""
    async def metrics(_: web.Request) -> web.Response:
        try:
            body = exposition(await look(store, time.time()), attempts)
        except StoreUnavailable as problem:
            return _away(problem)
        return web.Response(body=body, headers={**HEADERS, "Content-Type": CONTENT_TYPE})

    async def page(_: web.Request) -> web.Response:
        try:
            text = board_page(await look(store, time.time()))
        except StoreUnavailable as problem:
            return _away(problem)
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    app = web.Application()
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/", page)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *at).start()
        except OSError as problem:
            raise CannotListen(f"{at[0]}:{at[1]} cannot be listened on: {problem.strerror}.", "Choose another host or port with --listen.") from None
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _away(problem: StoreUnavailable) -> web.Response:
    return web.Response(status=503, text=f"{problem.message} {problem.remedy}\n", headers=HEADERS)
