"""Cut a Markdown file at its headings, keeping line numbers."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """What stands under a heading: the heading's text and level (0 for what comes before the first), the body, and its first line (from 1)."""

    heading: str
    level: int
    body: str
    line: int


def blocks(text: str) -> list[Block]:
    """The blocks in order. A `#` inside a code fence is no heading."""
    from markdown_it import MarkdownIt

    lines = text.split("\n")
    tokens = MarkdownIt().parse(text)
    heads = [
        (t.map[0], t.map[1], int(t.tag[1]), tokens[i + 1].content.strip())
        for i, t in enumerate(tokens)
        if t.type == "heading_open" and t.map and t.level == 0
    ]
    out = []
    if not heads or "\n".join(lines[: heads[0][0]]).strip():
        out.append(Block("", 0, "\n".join(lines[: heads[0][0] if heads else len(lines)]).strip(), 1))
    for n, (start, after, level, title) in enumerate(heads):
        end = heads[n + 1][0] if n + 1 < len(heads) else len(lines)
        out.append(Block(title, level, "\n".join(lines[after:end]).strip(), start + 1))
    return out


def items(body: str) -> list[str]:
    """The bullets of a body, each joined to one line."""
    out: list[str] = []
    for line in body.splitlines():
        if line.startswith(("- ", "* ")):
            out.append(line[2:].strip())
        elif line.strip() and out:
            out[-1] += " " + line.strip()
    return out


def paragraphs(body: str) -> str:
    """Prose with hard wraps undone: one line a paragraph, a blank line between."""
    return "\n\n".join(" ".join(p.split()) for p in body.split("\n\n") if p.strip())
