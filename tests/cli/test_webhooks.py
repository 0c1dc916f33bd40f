"""`greenroom webhooks` end to end: add, send, serve to a receiver on loopback, log, dead letters, replay, status."""
from __future__ import annotations

import json
import stat
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from greenroom.cli.main import app
from greenroom.webhooks.signing import verify


class Hook(BaseHTTPRequestHandler):
    status = 200
    got: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        self.got.append((dict(self.headers.items()), self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(self.status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, type[Hook]]]:
    monkeypatch.setenv("GREENROOM_DATA", str(tmp_path))
    monkeypatch.delenv("GREENROOM_WEBHOOKS", raising=False)
    monkeypatch.delenv("GREENROOM_WEBHOOK_KEY", raising=False)
    handler = type("H", (Hook,), {"got": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook", handler
    server.shutdown()
    thread.join()
    server.server_close()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["webhooks", *words])


def test_from_adding_to_delivered(hook: tuple[str, type[Hook]], tmp_path: Path) -> None:
    url, handler = hook
    assert "No endpoints" in run("endpoints", "list").output
    added = run("endpoints", "add", "coach", url, "--type", "story.*", "--allow-loopback")
    secret = added.output.strip().splitlines()[-1]
    assert secret.startswith("whsec_")
    assert stat.S_IMODE((tmp_path / "webhook.key").stat().st_mode) == 0o600
    sent = run("send", "story.rated", '{"story": 7}', "--amount", "1999", "--currency", "EUR", "--id", "evt-1")
    assert sent.output == "evt-1 goes to 1 endpoint.\n"
    assert "accepted before" not in run("send", "rehearsal.finished").output
    served = run("serve", "--once", "--allow-loopback")
    assert "1 delivered, 0 failed" in served.output, served.output
    ((headers, body),) = handler.got
    assert verify(headers, body, [secret], time.time()).id == "evt-1"
    assert json.loads(body)["data"] == {"story": 7}
    assert "evt-1 -> coach" in run("log", "--outcome", "delivered").output
    status = run("status")
    assert "1 accepted = 1 delivered + 0 dead" in status.output
    assert status.exit_code == 0
    assert "every type" not in run("endpoints", "list").output


def test_gone_dead_replayed(hook: tuple[str, type[Hook]]) -> None:
    url, handler = hook
    handler.status = 410
    run("endpoints", "add", "coach", url, "--allow-loopback")
    run("send", "a.b", "--id", "e1")
    assert "1 failed" in run("serve", "--once", "--allow-loopback").output
    assert "e1 -> coach" in run("dead").output
    status = run("status")
    assert status.exit_code == 1
    assert "endpoint-gone coach" in status.output
    assert "disabled (410 Gone)" in run("endpoints", "list").output
    assert run("replay").exit_code == 2
    assert "1 dead letters are tried again" in run("replay", "--event", "e1").output
    handler.status = 200
    run("endpoints", "enable", "coach")
    assert "1 delivered" in run("serve", "--once", "--allow-loopback").output
    assert run("dead").output == "No dead letters.\n"


def test_endpoints_are_looked_after(hook: tuple[str, type[Hook]]) -> None:
    url, _ = hook
    assert "plain http" in str(run("endpoints", "add", "x", "http://example.com/").exception)
    assert "public internet" in str(run("endpoints", "add", "x", url).exception)
    assert "type" in str(run("endpoints", "add", "x", "https://example.com/", "--type", "a b").exception)
    run("endpoints", "add", "x", "https://example.com/")
    assert run("endpoints", "rotate", "x").output.startswith("whsec_")
    assert run("endpoints", "disable", "x").exit_code == 0
    assert "disabled by hand" in run("endpoints", "list").output
    assert "goes to 1 endpoint." in run("send", "a.b").output
    assert "1 pending deliveries were cancelled" in run("endpoints", "remove", "x").output
    assert "no endpoint 'x'" in str(run("endpoints", "rotate", "x").exception)
    assert "not JSON" in str(run("send", "a.b", "{").exception)
