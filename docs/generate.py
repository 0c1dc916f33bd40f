"""Write docs/reference from the code; with --check, fail on a page that is stale.

    python -m docs.generate [--check]
"""
from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

import click

from docs.weights_page import weights_page
from greenroom.catalogue.check import load_checks
from greenroom.catalogue.schemas import as_text, schemas
from greenroom.cli.main import app
from greenroom.frameworks import known, load
from greenroom.rating.criteria import load_all
from greenroom.services.explain_check import check_page, checks_list
from greenroom.services.explain_criterion import criteria_list, criterion_page

REFERENCE = Path(__file__).parent / "reference"
BY_HAND = {"accuracy.md", "speed.md", "batch.md", "size.md", "webhooks.md", "webhooks-lab.md", "load.md", "web.md", "catalogue/figures.md"}
"""Written by `make accuracy`, `make bench` and `python -m docs.catalogue_figures`, not from the code."""


def pages() -> dict[str, str]:
    """Every generated page by its path below docs/reference."""
    out = {"criteria/index.md": criteria_list()}
    out |= {f"criteria/{key}.md": criterion_page(key) for key in load_all()}
    out |= {f"frameworks/{name}.md": framework_page(name) for name in known()}
    out["catalogue/checks.md"] = checks_list()
    out |= {f"catalogue/checks/{code}.md": check_page(check) for code, check in load_checks().items()}
    out |= {f"catalogue/schema/{name}": as_text(schema) for name, schema in schemas().items()}
    out["cli.md"] = cli_page()
    out["weights.md"] = weights_page()
    out["rating.schema.json"] = resources.files("greenroom.rating").joinpath("rating.schema.json").read_text(encoding="utf-8")
    return out


def framework_page(name: str) -> str:
    f = load(name)
    lines = [f"# {f.title} (`{f.id}`, version {f.version})", "", f.source, "", f.notice, "", "## Levels", ""]
    lines += ["| level | held to | seconds | S, T, A, R, reflection |", "|---|---|---|---|"]
    lines += [f"| {x.title} (`{x.id}`) | {x.about} | {x.total} | {', '.join(map(str, x.seconds.values()))} |" for x in f.levels]
    lines += ["", "Votes: " + ", ".join(f"{k} {v}" for k, v in f.votes.items()) + ".", "", "## Principles"]
    names = {p.id: p.name for p in f.principles}
    for p in f.principles:
        lines += ["", f"### {p.name}", "", p.looks_for.strip(), ""]
        lines += ["Asked as:", "", *(f"- {q}" for q in p.probes), "", "Red flags:", "", *(f"- {r}" for r in p.red_flags)]
        lines += ["", "Easily taken for:", "", *(f"- {names[n.id]}: {n.because}" for n in p.confused_with)]
    return "\n".join(lines) + "\n"


def cli_page() -> str:
    root = click.Context(app, info_name="greenroom", terminal_width=100, max_content_width=100)
    lines = ["# Command line", "", "```", app.get_help(root), "```"]
    for name in app.list_commands(root):
        command = app.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root, terminal_width=100, max_content_width=100)
        lines += _command(command, context, f"greenroom {name}", "##")
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context, name: str, head: str) -> list[str]:
    """A command's help, and those below it."""
    lines = ["", f"{head} {name}", "", "```", command.get_help(context), "```"]
    for sub in command.list_commands(context) if isinstance(command, click.Group) else []:
        below = command.get_command(context, sub)
        assert below is not None
        lines += _command(below, click.Context(below, info_name=sub, parent=context, terminal_width=100), f"{name} {sub}", f"{head}#")
    return lines


def main() -> int:
    wanted = pages()
    kept = {p.relative_to(REFERENCE).as_posix() for p in REFERENCE.rglob("*") if p.is_file()} if REFERENCE.exists() else set()
    stale = sorted(name for name, text in wanted.items() if not (REFERENCE / name).exists() or (REFERENCE / name).read_text(encoding="utf-8") != text)
    extra = sorted(kept - set(wanted) - BY_HAND)
    if "--check" in sys.argv:
        for name in stale + extra:
            print(f"docs/reference/{name} is stale: run `make docs`")
        return 1 if stale or extra else 0
    for name in stale:
        (REFERENCE / name).parent.mkdir(parents=True, exist_ok=True)
        (REFERENCE / name).write_text(wanted[name], encoding="utf-8")
    for name in extra:
        (REFERENCE / name).unlink()
    print(f"docs/reference: {len(wanted)} pages, {len(stale)} written, {len(extra)} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
