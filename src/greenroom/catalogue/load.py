"""Read packs from their folders: the bundled ones, a person's own, and those that other packages bring."""
from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from importlib import metadata, resources
from pathlib import Path
from typing import Any, TypeVar

from greenroom.catalogue.markdown import Block, blocks, items, paragraphs
from greenroom.catalogue.model import PARTS, TOML_FILES, Head, Overview, Pack, Part, Section, Walkthrough
from greenroom.catalogue.problem import Problem
from greenroom.catalogue.wrong import wrong
from greenroom.errors import BrokenData, nearest

FOLDERS = "GREENROOM_PACKS"
"""Environment variable: folders of own packs, parted as PATH is."""
GROUP = "greenroom.packs"
"""Entry point group: each entry names a package whose folder is a pack."""
TO_WRITE = "TODO"
"""The sign of what an author has still to write."""
NO_HEAD = "Write it (`greenroom catalogue new` makes one), or move the folder out of the pack."
HEADINGS = ("strong", "marks", "coaching", "mistake", "cost")
_MARK = re.compile("^\u00ab(.+?)\u00bb\\s*:\\s*(.+)$")
P = TypeVar("P", bound=Part)


@dataclass
class Loaded:
    """A walkthrough's folder as read: its files' texts, the walkthrough (None when its head is unreadable) and what was wrong with its shape."""

    folder: Path
    texts: dict[str, str] = field(default_factory=dict)
    walkthrough: Walkthrough | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def unwritten(self) -> bool:
        """Whether something in it is still to be written."""
        return any(TO_WRITE in text for text in self.texts.values())

    def problem(self, file: str, line: int, message: str, remedy: str, code: str = "shape", detail: str = "") -> None:
        self.problems.append(Problem(f"{self.folder.name}/{file}", line, code, message, remedy, detail, path=str(self.folder.absolute() / file)))


@dataclass
class LoadedPack:
    folder: Path
    pack: Pack | None
    walkthroughs: list[Loaded]
    problems: list[Problem]

    @property
    def unread(self) -> dict[Path, list[Problem]]:
        """The folders in which a walkthrough should be and none could be read, and why: its own file, a missing one, or the pack's."""
        if self.pack is None:
            return dict.fromkeys(_rooms(self.folder), self.problems) if self.problems else {}
        out = {one.folder: one.problems for one in self.walkthroughs if one.walkthrough is None}
        return out | {folder: [p for p in self.problems if p.file == f"{folder.name}/walkthrough.toml"] for folder in _strays(self.folder)}


def pack_folders() -> list[Path]:
    """The folders of all packs that can be found: bundled, named by GREENROOM_PACKS, and brought by other packages. Raises BrokenData.

    What is wrong with another package's pack is told by the name of its entry point, as nothing else says where it comes from.
    """
    bundled = Path(str(resources.files("greenroom").joinpath("packs")))
    out = sorted(p.parent for p in bundled.glob("*/pack.toml"))
    for name in filter(None, os.environ.get(FOLDERS, "").split(os.pathsep)):
        folder = Path(name).expanduser()
        found = [folder] if (folder / "pack.toml").is_file() else sorted(p.parent for p in folder.glob("*/pack.toml"))
        if not found:
            raise BrokenData(f"There is no pack in {name!r} (from {FOLDERS}).", "Name a folder that holds pack.toml, or whose subfolders do.")
        out += found
    return out + [_brought(entry) for entry in metadata.entry_points(group=GROUP)]


def _brought(entry: metadata.EntryPoint) -> Path:
    """The folder of the pack that an entry point names."""
    package = f" of the package {entry.dist.name!r}" if entry.dist else ""
    told = f"The entry point {entry.name!r} in the group {GROUP}{package} names {entry.value!r}"
    remedy = f"Mend that package, or take it out with `pip uninstall{f' {entry.dist.name}' if entry.dist else ''}`."
    try:
        folder = Path(str(resources.files(entry.load())))
    except Exception as problem:  # whatever another package does when it is imported
        raise BrokenData(f"{told}, which cannot be imported: {problem}.", remedy) from problem
    if not (folder / "pack.toml").is_file():
        raise BrokenData(f"{told}, which holds no pack.toml.", remedy)
    return folder


def read_pack(folder: Path) -> LoadedPack:
    """A pack with all its walkthroughs; what cannot be read is among the problems."""
    out = LoadedPack(folder, None, [], [])
    holder = Loaded(folder)
    text = _text(holder, "pack.toml")
    if text is not None:
        out.pack = _toml(holder, "pack.toml", text, Pack)
    out.problems = holder.problems
    if out.pack is not None:
        out.walkthroughs = [read_walkthrough(p.parent, out.pack) for p in sorted(folder.glob("*/walkthrough.toml"))]
        for stray in _strays(folder):
            out.problems.append(Problem(f"{stray.name}/walkthrough.toml", 1, "shape", "This folder has no walkthrough.toml.", NO_HEAD, path=str(stray.absolute())))
    return out


def _rooms(folder: Path) -> list[Path]:
    """A pack's folders, each of which should hold a walkthrough."""
    return sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))) if folder.is_dir() else []


def _strays(folder: Path) -> list[Path]:
    """Those that hold none."""
    return [p for p in _rooms(folder) if not (p / "walkthrough.toml").exists()]


def read_walkthrough(folder: Path, pack: Pack) -> Loaded:
    """One walkthrough's folder."""
    out = Loaded(folder)
    parts: dict[str, Any] = {}
    for name, model in TOML_FILES.items():
        text = _text(out, name)
        parts[name] = _toml(out, name, text, model) if text is not None else None
    overview, sections = _text(out, "overview.md"), _text(out, "sections.md")
    head = parts["walkthrough.toml"]
    if not isinstance(head, Head):
        return out
    out.walkthrough = Walkthrough(
        pack=pack.id, framework=pack.framework, folder=str(folder), head=head,
        overview=_overview(out, overview) if overview is not None else None,
        sections=_sections(out, sections) if sections is not None else {},
        levels=parts["levels.toml"].level if parts["levels.toml"] else (),
        followups=parts["followups.toml"].followup if parts["followups.toml"] else (),
        weak=parts["weak.toml"],
        quizzes=parts["quizzes.toml"].quiz if parts["quizzes.toml"] else (),
        lenses=parts["lenses.toml"].lens if parts["lenses.toml"] else (),
    )
    return out


def _text(loaded: Loaded, name: str) -> str | None:
    try:
        loaded.texts[name] = text = (loaded.folder / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, OSError) as problem:
        loaded.problem(name, 1, f"The file cannot be read: {problem}.", "Save it as UTF-8 text.")
        return None
    return text


def _toml(loaded: Loaded, name: str, text: str, model: type[P]) -> P | None:
    from pydantic import ValidationError

    try:
        return model.model_validate(_unwrapped(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as problem:
        at = re.search(r"line (\d+)", str(problem))
        loaded.problem(
            name, int(at[1]) if at else text.rstrip().count("\n") + 1, f"This is not TOML: {problem}.",
            "Mend the line; texts with quotes or several lines stand between three quotation marks.",
        )
    except ValidationError as problem:
        for line, message, remedy in wrong(text, problem):
            loaded.problem(name, line, message, remedy)
    return None


def _unwrapped(value: Any) -> Any:
    """Texts of several lines with their hard wraps undone."""
    if isinstance(value, dict):
        return {k: _unwrapped(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_unwrapped(v) for v in value]
    return paragraphs(value) if isinstance(value, str) and "\n" in value else value


def _overview(loaded: Loaded, text: str) -> Overview | None:
    found = {b.heading.casefold(): b for b in blocks(text)}
    scenario, takeaways = found.get(""), found.get("takeaways")
    if scenario is None or takeaways is None:
        loaded.problem(
            "overview.md", 1, "The overview needs its scenario first and then the heading 'Takeaways'.", "Write a few sentences, then '# Takeaways' and a list.",
        )
        return None
    bullets = items(takeaways.body)
    if len(bullets) < 2:
        loaded.problem("overview.md", takeaways.line, f"There are {len(bullets)} takeaways; at least two are needed.", "Write each as a line that begins with '- '.")
        return None
    return Overview(scenario=paragraphs(scenario.body), takeaways=tuple(bullets))


def _sections(loaded: Loaded, text: str) -> dict[str, Section]:
    out: dict[str, Section] = {}
    part, first = "", 1
    under: dict[str, Block] = {}
    for block in [*blocks(text), Block("", 1, "", text.count("\n") + 1)]:
        if block.level == 1 or not block.level:
            if part:
                _finish(loaded, out, part, first, under)
            part, first, under = block.heading.casefold(), block.line, {}
            if part and part not in PARTS:
                loaded.problem("sections.md", block.line, f"{block.heading!r} is not a section.", _meant(block.heading, PARTS)[1])
                part = ""
        elif block.heading.casefold() in HEADINGS:
            under[block.heading.casefold()] = block
        else:
            meant, remedy = _meant(block.heading, HEADINGS)
            loaded.problem("sections.md", block.line, f"{block.heading!r} is not a part of a section.", remedy)
            if meant:
                under.setdefault(meant, block)
    return out


def _meant(heading: str, known: tuple[str, ...]) -> tuple[str, str]:
    """The heading that was probably meant ("" where none is near), and what to do."""
    near = nearest(heading, known, 0.75)
    if near:
        return near[0], f"Did you mean {near[0].title()}?"
    return "", f"Use {', '.join(h.title() for h in known)}."


def _finish(loaded: Loaded, out: dict[str, Section], part: str, line: int, under: dict[str, Block]) -> None:
    lacking = [h for h in HEADINGS if h not in under or not under[h].body]
    if lacking:
        loaded.problem("sections.md", line, f"{part.title()} has nothing under {', '.join(h.title() for h in lacking)}.", "Write it under a heading of the second level.")
        return
    marks = []
    for item in items(under["marks"].body):
        found = _MARK.match(item)
        if found:
            marks.append({"phrase": found[1], "why": found[2]})
        else:
            loaded.problem("sections.md", under["marks"].line, f"{item[:50]!r} is not a mark.", "Write '- \u00abthe exact words\u00bb: why they carry'.")
    texts = {h: paragraphs(under[h].body) for h in HEADINGS if h != "marks"}
    out[part] = Section(marks=tuple(marks), **texts)  # type: ignore[arg-type]
