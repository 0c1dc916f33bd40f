"""A criterion explained: the text of the reference page, which `greenroom explain` shows as plain text."""
from __future__ import annotations

from greenroom.rating.criteria import get, load_all
from greenroom.rating.criterion import Example


def criteria_list() -> str:
    """All criteria, a line each, as Markdown."""
    lines = ["# The ten criteria", "", "Each is rated 0 to 3. `greenroom explain KEY` tells more of one.", ""]
    lines += [f"- [`{c.key}`]({c.key}.md): {c.asks}" for c in load_all().values()]
    return "\n".join(lines) + "\n"


def criterion_page(key: str) -> str:
    """Everything about one criterion as Markdown. Raises UnknownName."""
    c = get(key)
    lines = [f"# {c.title} (`{c.key}`)", "", c.asks, "", c.why, "", "## Anchors", ""]
    lines += [f"- **{value}**: {text}" for value, text in enumerate(c.anchors)]
    lines += ["", "## How to get further", ""]
    lines += [f"- from {value} to {value + 1}: {text}" for value, text in enumerate(c.mend)]
    for title, examples in (("Strong", c.strong), ("Weak", c.weak), ("Not what it seems", c.near_misses)):
        lines += ["", f"## {title}", "", *(_example(e) for e in examples)]
    lines += ["", "## Follow-ups that probe it", "", *(f"- {p}" for p in c.probes)]
    if c.shows:
        lines += ["", "## Evidence", "", "Rests on marks of the kinds " + ", ".join(f"`{kind}`" for kind in c.shows) + "."]
    return "\n".join([*lines, "", f"Source: {c.source}", ""])


def _example(example: Example) -> str:
    return f"- {example.text}  \n  {example.why}{' (Greenroom does not see this one yet.)' if example.missed else ''}"
