"""`greenroom serve` says what is wrong before it serves."""
from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from greenroom.cli.main import app
from greenroom.cli.serving import CannotListen, listen


def test_a_port_in_use_names_the_remedy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen) as problem:
            listen(port)
    assert f"Port {port} is in use" in problem.value.message
    assert f"--port {port + 1}" in problem.value.remedy


def test_an_answer_is_sent_at_once() -> None:
    """asyncio switches the waiting off (TCP_NODELAY) only where the listener names its protocol; else the body waits 40 ms for the head to be acknowledged."""
    async def waits(listener: socket.socket) -> bool:
        told = asyncio.get_running_loop().create_future()

        def come(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            told.set_result(not writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(come, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            found = await told
            writer.close()
            await writer.wait_closed()
            return bool(found)

    assert not asyncio.run(waits(listen(0)))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org"])
def test_other_addresses_are_refused(host: str) -> None:
    ran = CliRunner().invoke(app, ["serve", "--host", host, "--no-browser"])
    assert ran.exit_code == 2
    assert "127.0.0.1 only" in ran.output


def test_it_serves_on_this_machine_and_stops(tmp_path: Path) -> None:
    env = {**os.environ, "GREENROOM_DATA": str(tmp_path / "data")}
    process = subprocess.Popen([sys.executable, "-u", "-m", "greenroom", "serve", "--port", "0", "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True)
    assert process.stdout is not None
    url = process.stdout.readline().split()[4]
    with urllib.request.urlopen(url + "about", timeout=60) as answer:
        assert answer.status == 200
        assert "server" not in {name.lower() for name in answer.headers}
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said == ""
    assert not (tmp_path / "data").exists()


def test_the_command_line_does_not_pay_for_the_web() -> None:
    code = "import sys; from greenroom.cli.main import app; app(['assess', '--help'], standalone_mode=False); sys.exit('fastapi' in sys.modules or 'uvicorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_with_nobody_at_the_terminal_it_ends_at_once() -> None:
    began = [sys.executable, "-m", "greenroom", "serve", "--at-a-terminal", "--port", "0", "--no-browser"]
    ran = subprocess.run(began, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is asked for")
@pytest.mark.parametrize("ci", ["", "true"])
def test_at_a_terminal_it_serves_unless_this_is_continuous_integration(tmp_path: Path, ci: str) -> None:
    import pty

    outer, inner = pty.openpty()
    env = {**{k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}, "GREENROOM_DATA": str(tmp_path / "data"), "CI": ci}
    process = subprocess.Popen([sys.executable, "-u", "-m", "greenroom", "serve", "--at-a-terminal", "--port", "0"], stdin=inner, stdout=inner, stderr=inner, env=env)
    os.close(inner)
    try:
        if ci:
            assert process.wait(60) == 0
        else:
            assert b"Greenroom is open at http://localhost:" in os.read(outer, 1000)
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(outer)


def test_make_run_goes_on_in_the_browser() -> None:
    text = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    run = text[text.index("\nrun: setup") : text.index("\nserve: setup")]
    assert "greenroom serve --at-a-terminal" in run
