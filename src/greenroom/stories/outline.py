"""A story as text with headings, and back: `# Title`, then parts under `## Situation` and the rest, or words without parts."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

PARTS = {"situation": "Situation", "task": "Task", "action": "Action", "result": "Result", "reflection": "Reflection"}
"""The parts of a story by key, in their order, as headings call them."""
_NAMES = {
    "situation": "situation", "context": "situation", "background": "situation", "task": "task", "goal": "task", "challenge": "task", "problem": "task",
    "action": "action", "actions": "action", "what i did": "action", "result": "result", "results": "result", "outcome": "result", "impact": "result",
    "reflection": "reflection", "reflections": "reflection", "learning": "reflection", "learnings": "reflection", "lesson": "reflection", "lessons": "reflection",
    "what i learned": "reflection", "what i learnt": "reflection",
}
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_LABEL = re.compile(r"^\s*[*_]*([A-Za-z][A-Za-z ]{2,18}?)[*_]*\s*:[*_]*\s*(.*)$")


@dataclass
class Outline:
    """A story read from text: `sections` by key where it has parts, else only `text`, which always holds all of it."""

    title: str = ""
    text: str = ""
    sections: dict[str, str] | None = None
    principles: list[str] = field(default_factory=list)


def joined(sections: Mapping[str, str]) -> str:
    """The parts as one answer, in their order; empty ones left out."""
    return "\n\n".join(sections[key].strip() for key in PARTS if sections.get(key, "").strip())


def told(title: str, text: str, sections: Mapping[str, str] | None) -> str:
    """The story as Markdown."""
    head = [f"# {title}"] if title else []
    if sections is None:
        return "\n\n".join([*head, text.strip()]) + "\n"
    return "\n\n".join([*head, *(f"## {name}\n\n{sections[key].strip()}" for key, name in PARTS.items() if sections.get(key, "").strip())]) + "\n"


def stories_in(text: str, name: str = "") -> list[Outline]:
    """The stories of a document: one for each heading of the first level, or one in all. `name` is its title where it has none."""
    held = [one for one in _outlines(text) if one.text.strip()]
    for one in held:
        one.title = one.title or name
    return held


def empty_in(text: str) -> list[str]:
    """The headings of the first level under which no word stands."""
    return [one.title for one in _outlines(text) if one.title and not one.text.strip()]


def _outlines(text: str) -> list[Outline]:
    chunks: list[list[str]] = [[]]
    top = _top(text)
    for line in text.splitlines():
        found = _HEADING.match(line)
        if found and len(found[1]) == top and part_named(found[2]) is None and any(x.strip() for x in chunks[-1]):
            chunks.append([])
        chunks[-1].append(line)
    return [_read(chunk, top) for chunk in chunks]


def part_named(words: str) -> str | None:
    """The part that a heading names, or None."""
    return _NAMES.get(" ".join(re.sub(r"[^A-Za-z ]", " ", words).split()).casefold())


def _top(text: str) -> int:
    """The highest level of a heading that is not a part's; 0 where there is none."""
    found = [len(m[1]) for line in text.splitlines() if (m := _HEADING.match(line)) and part_named(m[2]) is None]
    return min(found, default=0)


def _read(lines: list[str], top: int) -> Outline:
    """One story: its title, then what stands under each part. Words under no part make it a story without parts."""
    title, at, loose = "", "", False
    parts: dict[str, list[str]] = {}
    for line in lines:
        heading = _HEADING.match(line)
        label = _LABEL.match(line)
        if heading and not title and len(heading[1]) == top and part_named(heading[2]) is None:
            title = _bare(heading[2])
        elif heading and (key := part_named(heading[2])):
            at = key
            parts.setdefault(at, [])
        elif label and (key := part_named(label[1])):
            at = key
            parts.setdefault(at, []).append(label[2])
        else:
            loose = loose or (not at and bool(line.strip()))
            parts.setdefault(at, []).append(_bare(heading[2]) if heading else line)
    words = {key: "\n".join(held).strip() for key, held in parts.items()}
    if loose or not any(key for key in words):
        return Outline(title, "\n\n".join(w for w in words.values() if w))
    sections = {key: words[key] for key in PARTS if words.get(key)}
    return Outline(title, joined(sections), sections or None)


def _bare(words: str) -> str:
    """A heading without Markdown's marks of emphasis."""
    return words.strip().strip("*_").strip()
