"""A catalogue check explained: the texts of the reference pages."""
from __future__ import annotations

from greenroom.catalogue.check import Check, load_checks


def checks_list() -> str:
    """All checks, a line each, as Markdown."""
    told = (
        "`greenroom catalogue check` makes them in this order. While something is broken or unwritten, those that need the whole story or the engine wait, "
        "and the last line says so. Only what the engine finds can be disputed."
    )
    lines = ["# Checks of the catalogue", "", told, ""]
    lines += [f"- [`{c.code}`](checks/{c.code}.md): {c.title[0].lower()}{c.title[1:]}{' (asks the engine)' if c.engine else ''}" for c in load_checks().values()]
    return "\n".join(lines) + "\n"


def check_page(check: Check) -> str:
    """One check as Markdown."""
    asks = "It asks the engine, so a reader may dispute a finding with a reason." if check.engine else "It looks at the files alone."
    unsure = f"\n\nWhat it finds is counted as notes and fails nothing, since {check.unsure}." if check.unsure else ""
    return f"# {check.title} (`{check.code}`)\n\n{check.why}\n\nWhat to do: {check.remedy[0].lower()}{check.remedy[1:]}\n\n{asks}{unsure}\n"
