"""The web's own habits: pages are found by name, call services only, and bring no telemetry."""
from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

WEB = ROOT / "src/greenroom/web"
ALLOWED = ("greenroom.services", "greenroom.web", "greenroom.errors", "greenroom.version")


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.py")), ids=lambda p: str(p.relative_to(WEB)))
def test_the_web_calls_services_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names] if isinstance(node, ast.Import) else []
        assert all(not n.startswith("greenroom") or n.startswith(ALLOWED) for n in names), names


def test_no_telemetry_comes_with_the_web() -> None:
    assert importlib.util.find_spec("opentelemetry") is None
    assert importlib.util.find_spec("fastapi.telemetry") is None


def test_templates_and_styles_name_no_other_host() -> None:
    for path in [p for ending in ("html", "css", "js") for p in WEB.rglob(f"*.{ending}") if p.parent.name != "built"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|\bstyle=|<script>|<style|\|safe\b|@import", text), path
