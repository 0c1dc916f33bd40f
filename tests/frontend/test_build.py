"""The front end's build: exact versions, no address in the lock, never stale, and carried by wheel and sdist."""
from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import hatch_build
import pytest

from frontend import build
from tests.conftest import ROOT

FRONT = ROOT / "frontend"


def lock() -> dict[str, Any]:
    held: dict[str, Any] = json.loads((FRONT / "package-lock.json").read_text(encoding="utf-8"))
    return held


def test_versions_are_exact() -> None:
    named = json.loads((FRONT / "package.json").read_text(encoding="utf-8"))
    wanted = named["dependencies"] | named["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    locked = lock()["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_no_address_stands_in_the_lock() -> None:
    text = (FRONT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert not re.search(r"https?:|//[a-z0-9.-]+/|git\+|file:", re.sub(r'"integrity": "[^"]*"', "", text))
    assert all(p.get("integrity", "").startswith("sha512-") for name, p in lock()["packages"].items() if name)


def test_nothing_there_names_a_registry() -> None:
    pattern = re.compile(r"registry\s*=|https?://|/(?:work|home|root)/")
    for path in [p for p in FRONT.rglob("*") if p.is_file() and "node_modules" not in p.parts and (p.suffix in build.SOURCES or p.name == ".npmrc")]:
        assert not pattern.search(path.read_text(encoding="utf-8")), path


def test_what_is_built_is_of_these_sources() -> None:
    assert build.why_stale(wanted=build.sources()) == ""
    assert {p.name for p in build.BUILT.iterdir()} >= {"workbench.js", "recorder.js", "licences.txt", build.MANIFEST}


def test_the_hash_is_of_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text("let a = 1;", encoding="utf-8")
    first = build.sources(tmp_path)
    (tmp_path / "notes.txt").write_text("not a source", encoding="utf-8")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "b.ts").write_text("let b = 1;", encoding="utf-8")
    assert build.sources(tmp_path) == first
    (tmp_path / "a.ts").write_text("let a = 2;", encoding="utf-8")
    second = build.sources(tmp_path)
    (tmp_path / "a.ts").rename(tmp_path / "c.ts")
    assert len({first, second, build.sources(tmp_path)}) == 3


def test_a_stale_folder_is_found(tmp_path: Path) -> None:
    assert "not built" in build.why_stale(tmp_path, "x")
    (tmp_path / "a.js").write_text("1", encoding="utf-8")
    manifest = {"sources": "x", "files": {"a.js": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"}}
    (tmp_path / build.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert build.why_stale(tmp_path, "x") == ""
    assert "other sources" in build.why_stale(tmp_path, "y")
    (tmp_path / "a.js").write_text("2", encoding="utf-8")
    assert "not as it was built" in build.why_stale(tmp_path, "x")
    (tmp_path / "a.js").unlink()
    assert "missing" in build.why_stale(tmp_path, "x")
    (tmp_path / build.MANIFEST).write_text("[]", encoding="utf-8")
    assert "cannot be read" in build.why_stale(tmp_path, "x")


def test_without_node_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "system_node", lambda: None)
    monkeypatch.setattr(build, "wheel_folder", lambda: None)
    with pytest.raises(build.CannotBuild, match="Node 20 or later"):
        build.node()


def test_the_wheels_node_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "system_node", lambda: None)
    said = subprocess.run([*build.node(), "--version"], capture_output=True, text=True, check=True).stdout
    assert int(said.lstrip("v").partition(".")[0]) >= build.LEAST_NODE
    assert subprocess.run([*build.npm(), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def test_wheel_and_sdist_carry_the_scripts(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    built = {f"greenroom/web/static/built/{p.name}": p.read_bytes() for p in build.BUILT.iterdir()}
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        assert {name: wheel.read(name) for name in wheel.namelist() if "static/built/" in name} == built
        assert wheel.read("greenroom/services/accuracy.md") == (ROOT / hatch_build.ACCURACY).read_bytes()
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
        sdist.extractall(tmp_path / "again", filter="data")
    assert {f"src/{name}" for name in built} | {hatch_build.ACCURACY} <= names
    assert not any("node_modules" in name for name in names)
    unpacked = next((tmp_path / "again").iterdir())
    assert build.sources(unpacked / "frontend") == build.sources()
    assert build.why_stale(unpacked / "src/greenroom/web/static/built", build.sources()) == ""
