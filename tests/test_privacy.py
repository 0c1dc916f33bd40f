"""Nothing leaves the machine and nothing is left on it."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

EXAMPLE = ROOT / "docs/examples/dropped-webhooks.txt"


def test_a_rating_leaves_no_file_behind(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-m", "greenroom", "assess", str(EXAMPLE)], env=env, cwd=tmp_path, check=True, capture_output=True)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_rating_opens_no_socket() -> None:
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event.startswith('socket.') and event != 'socket.__new__': raise SystemExit(f'network: {event}')\n"
        "sys.addaudithook(hook)\n"
        "from greenroom import assess\n"
        "assert assess(open(sys.argv[1]).read()).judged\n"
    )
    subprocess.run([sys.executable, "-c", code, str(EXAMPLE)], check=True)


def test_the_runtime_carries_no_telemetry_client() -> None:
    import onnxruntime

    folder = Path(onnxruntime.__file__).parent / "capi"
    assert all(b"OneDsTelemetry" not in p.read_bytes() for p in folder.glob("*.so*"))
