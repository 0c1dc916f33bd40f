"""What the browser tests found: pages looked at by axe, flows with the keyboard alone, what a killed server leaves, clicks, live rating."""
from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
WANTED = "keyboard or kill or every_page or looks or pages_look or clicks or comes_soon"
"""Words in the names of the tests that are run."""
RESULTS = "results.xml"
MOST_CLICKS, MOST_MS = 3, 150


def run_tests() -> list[str]:
    """Run the tests and say what they found, as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "tests/e2e", "-k", WANTED, f"--junitxml={folder}/{RESULTS}", "-o", "junit_family=xunit1"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "GREENROOM_SHOTS": folder}, stdout=sys.stderr, check=False)
        return looked_at(Path(folder))


def looked_at(folder: Path) -> list[str]:
    """Say what a run of the tests found that left its results in this folder, as `make test` does in build/shots. Raises OSError where there are none."""
    cases = ElementTree.parse(folder / RESULTS).getroot().findall(".//testcase")
    lines = folder / "looked-at.jsonl"
    looks = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()] if lines.exists() else []
    said = lambda *words: [case for case in cases if any(word in case.get("name", "") for word in words)]  # noqa: E731
    return [
        "## WCAG 2.2 AA by axe", "", *axe(looks), "", *listed(said("every_page", "looks", "pages_look")), "",
        "## With the keyboard alone", "", *listed(said("keyboard")), "",
        "## kill -9", "", "Each of these kills the server in the middle, starts it again and finds what was typed or said.", "", *listed(said("kill")), "",
        "## Clicks from a cold start to the first rated answer", "", *clicks(said("clicks")), "",
        "## Live rating in the browser", "", *live(said("comes_soon")),
    ]


def axe(looks: list[dict]) -> list[str]:  # type: ignore[type-arg]
    """The pages that were looked at, in which widths and themes, and how many violations there were."""
    ways = defaultdict(set)
    for one in looks:
        ways[one["what"]].add(one["in"])
    wrong = sum(one["wrong"] for one in looks)
    return [
        f"{len(ways)} pages and states of pages looked at {len(looks)} times, in the widths and themes {', '.join(sorted({one['in'] for one in looks}))}: "
        f"**{wrong or 'no'} violation{'' if wrong == 1 else 's'}** (axe: WCAG 2.0 to 2.2 A and AA, best practice), and nothing wider than the screen.", "",
        "Looked at: " + "; ".join(sorted(ways)) + ".",
    ]


def listed(cases: list[ElementTree.Element]) -> list[str]:
    """Each test with its result."""
    return [f"- {place(case)}: **{result(case)}**" for case in cases] or ["**NOT RUN.**"]


def place(case: ElementTree.Element) -> str:
    file = f"{case.get('classname', '').replace('.', '/')}.py"
    name, _, way = case.get("name", "").removeprefix("test_").partition("[")
    return f"{name.replace('_', ' ')}{' (' + way.rstrip(']') + ')' if way else ''}, `{file}`"


def result(case: ElementTree.Element) -> str:
    for tag, word in (("failure", "FAILED"), ("error", "FAILED"), ("skipped", "SKIPPED")):
        if case.find(tag) is not None:
            return word
    return "passed"


def noted(case: ElementTree.Element, name: str) -> str:
    return next((p.get("value", "") for p in case.iter("property") if p.get("name") == name), "")


def clicks(cases: list[ElementTree.Element]) -> list[str]:
    return [f"- {place(case)}: **{noted(case, 'clicks') or '?'}** clicks ({MOST_CLICKS} at most), {result(case)}" for case in cases] or ["**NOT RUN.**"]


def live(cases: list[ElementTree.Element]) -> list[str]:
    """Milliseconds from the pause in typing to the marks, for an answer of 400 words that grows."""
    out = []
    for case in cases:
        took = [int(x) for x in noted(case, "milliseconds").split()]
        if took:
            middle = statistics.median(took)
            met = "met" if middle <= MOST_MS else "NOT MET"
            out.append(f"- {place(case)}: {middle:.0f} ms in the middle of {len(took)} (fewest {min(took)}, most {max(took)}), at most {MOST_MS} ms: **{met}**")
    return out or ["**NOT RUN.**"]
