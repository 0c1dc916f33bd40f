"""The peers, run on the same texts. They do another job, so their times are a scale and no contest."""
from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

HARPER = ("harper.js@2.10.0", "fflate@0.8.3")
"""Exact versions of the npm packages."""
INSTALL_SECONDS = 300
NOTE = (
    "The peers do another job: proselint looks for phrases that usage guides advise against, harper.js checks spelling and grammar, "
    "and neither says how an answer would be rated. "
    "Their times say what people accept from a checker that runs on their own machine, no more."
)


@dataclass(frozen=True)
class Texts:
    """What every tool reads: texts of one length, sentences of one length, answers of mixed lengths; `warm_up` is read first and not timed."""

    warm_up: list[str]
    texts: list[str]
    sentences: list[str]
    answers: list[str]


@dataclass(frozen=True)
class Times:
    """Milliseconds for each of the `Texts`."""

    texts: list[float]
    sentences: list[float]
    answers: list[float]


@dataclass(frozen=True)
class Peer:
    """One tool: the command that reads one file and ends, its exit statuses when all is well, and the warm measurement."""

    name: str
    command: Callable[[Path], list[str]]
    fine: tuple[int, ...]
    warm: Callable[[Texts], Times]


def each(call: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """Milliseconds of `call` on each text."""
    out = []
    for text in texts:
        start = time.perf_counter()
        call(text)
        out.append(1000 * (time.perf_counter() - start))
    return out


def proselint() -> Peer | str:
    """proselint from this environment, or why it is skipped."""
    script = Path(sys.executable).with_name("proselint")
    if importlib.util.find_spec("proselint") is None or not script.exists():
        return "proselint is not installed here; `make bench` installs it from the extra `bench`"

    def warm(texts: Texts) -> Times:
        from proselint.checks import __register__
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile

        CheckRegistry().register_many(__register__)

        def lint(text: str) -> object:
            return LintFile("answer", text).lint()

        each(lint, texts.warm_up)
        return Times(each(lint, texts.texts), each(lint, texts.sentences), each(lint, texts.answers))

    return Peer(f"proselint {metadata.version('proselint')}", lambda file: [str(script), "check", str(file)], (0, 1), warm)


def harper(folder: Path) -> Peer | str:
    """harper.js installed with npm into `folder`, or why it is skipped."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return "harper.js needs node and npm, which are not there"
    install = [npm, "install", "--prefix", str(folder), "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", *HARPER]
    try:
        done = subprocess.run(install, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    except subprocess.TimeoutExpired:
        return f"npm did not install harper.js within {INSTALL_SECONDS} seconds"
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return "npm could not install harper.js"
    script = folder / "harper.mjs"
    shutil.copy(Path(__file__).with_name("harper.mjs"), script)

    def warm(texts: Texts) -> Times:
        timed = subprocess.run([node, str(script), "timed"], input=json.dumps(vars(texts)), capture_output=True, text=True, check=True)
        return Times(**json.loads(timed.stdout))

    return Peer(HARPER[0].replace("@", " "), lambda file: [node, str(script), "once", str(file)], (0,), warm)
