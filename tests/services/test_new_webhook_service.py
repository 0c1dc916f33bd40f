"""The service that others start from is written whole and passes its own tests."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from greenroom.cli.main import app
from greenroom.services.new_webhook_service import CannotMake, new_service
from tests.conftest import ROOT


def test_what_is_written_passes_its_own_tests(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["webhooks", "new", "pay-hooks", "--in", str(tmp_path)])
    assert told.exit_code == 0, told.output
    made = tmp_path / "pay-hooks"
    assert sorted(p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()) == [
        "README.md", "pay_hooks/__init__.py", "pay_hooks/outbox.py", "pay_hooks/receiver.py", "pay_hooks/sender.py", "pay_hooks/settings.py", "pyproject.toml", "tests/test_service.py",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=made, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "9 passed" in done.stdout
    lint = subprocess.run([sys.executable, "-m", "ruff", "check", "--isolated", "--select=E,F,B,UP", "--line-length=170", str(made)], capture_output=True, text=True)
    assert lint.returncode == 0, lint.stdout


@pytest.mark.parametrize("name", ["", "Upper", "a/b", "..", "tests", "1st", "a" * 41, "a b"])
def test_a_name_that_cannot_be_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotMake):
        new_service(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(CannotMake, match="is there already"):
        new_service("mine", tmp_path)
