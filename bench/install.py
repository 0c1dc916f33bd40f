"""How much room Greenroom takes: its wheel, and a new environment with it and all it needs. --write keeps it in docs/reference/size.md.

    python -m bench.install [--write]
"""
from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import machine
from bench.answers import ROOT

PAGE = ROOT / "docs/reference/size.md"
WHEEL_LIMIT, INSTALL_LIMIT = 30, 300
"""MB (millions of bytes) that the design allows."""
SHOWN = 12
"""Folders that are named, largest first."""


def size(place: Path, pattern: str = "*") -> float:
    """MB of the files below a folder, by their lengths; links are not followed."""
    files = [place] if place.is_file() else [p for p in place.rglob(pattern) if p.is_file() and not p.is_symlink()]
    return sum(p.stat().st_size for p in files) / 1e6


def measure(folder: Path) -> str:
    """Build the wheel, install it with pinned versions in an environment that holds nothing else (no pip), and count."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True)
    wheel = next(folder.glob("greenroom-*.whl"))
    env = folder / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(env)], check=True)
    subprocess.run([*pip, "--python", str(env), "install", "--constraint", str(ROOT / "constraints.txt"), str(wheel)], check=True)
    whole, packed, code = size(env), size(wheel), size(env, "*.pyc")
    packages = next(env.rglob("site-packages"))
    parts = sorted(((size(p), p.name) for p in packages.iterdir()), reverse=True)
    return "\n".join([
        "# Room on disk", "", f"Measured by `python -m bench.install`. {machine.describe()}. MB are millions of bytes, files by their lengths.", "",
        f"- The wheel, weights included: {packed:.1f} MB, at most {WHEEL_LIMIT} MB: **{'met' if packed <= WHEEL_LIMIT else 'NOT MET'}**",
        f"- A new environment with it and all it needs, the byte code that Python writes included ({code:.1f} MB): {whole:.1f} MB, at most {INSTALL_LIMIT} MB: "
        f"**{'met' if whole <= INSTALL_LIMIT else 'NOT MET'}**", "",
        "| largest folders | MB |", "|---|---:|", *(f"| {name} | {mb:.1f} |" for mb, name in parts[:SHOWN]), "",
    ])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.install", description="How much room Greenroom takes on disk.")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = measure(Path(folder))
    print(text, end="")
    if args.write:
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
