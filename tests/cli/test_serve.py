"""`greenroom serve` says what is wrong before it serves."""
from __future__ import annotations

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
