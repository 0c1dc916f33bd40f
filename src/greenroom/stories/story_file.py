"""A story as a Markdown file that comes back whole: what belongs to it stands in front matter, and its words below stand as they are."""
from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.stories.outline import PARTS, joined, told

MARK = "greenroom: story"
"""The first line of the front matter: below it every word is the story's, and none is a mark of Markdown."""
TOLD_FOR, TAKES = "told for", "takes"
_FRONT = re.compile(rf"^---\n{MARK}\n(.*?)^---\n", re.MULTILINE | re.DOTALL)
_HEADS = {f"## {name}": key for key, name in PARTS.items()}


@dataclass(frozen=True, slots=True)
class Filed:
    """A story in a file: `id` is what it had where it was written, `principles` are names, or ids where no name is known."""

    title: str
    text: str
    sections: dict[str, str] | None
    framework: str
    principles: tuple[str, ...]
    id: str


def write(story: Filed, takes: Sequence[str] = ()) -> str:
    """The file; `takes` are told in it, a line each, and are not read again."""
    head = ["---", MARK, f"id: {story.id}", f"form: {'text' if story.sections is None else 'parts'}", f"framework: {story.framework}"]
    for name, lines in ((TOLD_FOR, story.principles), (TAKES, takes)):
        if lines:
            head += [f"{name}:", *(f"- {json.dumps(line, ensure_ascii=False)}" for line in lines)]
    return "\n".join([*head, "---", "", told(story.title, story.text, story.sections)])


def read(text: str) -> tuple[str, tuple[Filed, ...]]:
    """What stands before the first story that `write` wrote (all of the text where there is none), and these stories."""
    found = list(_FRONT.finditer(text))
    if not found:
        return text, ()
    ends = [*(match.start() for match in found[1:]), len(text)]
    return text[: found[0].start()], tuple(_filed(match[1], text[match.end() : end]) for match, end in zip(found, ends, strict=True))


def _filed(head: str, body: str) -> Filed:
    values: dict[str, list[str]] = {}
    name = ""
    for line in head.splitlines():
        if line.startswith("- "):
            values.setdefault(name, []).append(_bare(line[2:].strip()))
        elif ":" in line:
            name, _, value = (part.strip() for part in line.partition(":"))
            values[name] = [_bare(value)] if value else []
    title, _, words = body.strip().partition("\n") if body.lstrip().startswith("# ") else ("", "", body)
    sections = _parts(words) if values.get("form") == ["parts"] else None
    said = words.strip() if sections is None else joined(sections)
    return Filed(title.removeprefix("# ").strip(), said, sections, _one(values, "framework"), tuple(values.get(TOLD_FOR, ())), _one(values, "id"))


def _parts(words: str) -> dict[str, str] | None:
    """The parts by their headings, each heading once and in the order of the parts; None where words stand before the first."""
    order, at, held = list(PARTS), "", dict[str, list[str]]()
    for line in words.strip().split("\n"):
        key = _HEADS.get(line.rstrip(), "")
        if key and (not at or order.index(key) > order.index(at)):
            at = key
            held[at] = []
        elif at:
            held[at].append(line)
        else:
            return None
    return {key: "\n".join(lines).strip() for key, lines in held.items()}


def _one(values: dict[str, list[str]], name: str) -> str:
    return next(iter(values.get(name, ())), "")


def _bare(value: str) -> str:
    """A value without the quotation marks that it may stand in."""
    try:
        held = json.loads(value) if value.startswith('"') else value
    except ValueError:
        return value
    return held if isinstance(held, str) else value
