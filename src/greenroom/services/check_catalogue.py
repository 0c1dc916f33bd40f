"""What a person can do with the catalogue: list it, look at it, check it, add to it."""
from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from greenroom.catalogue.catalogue import Catalogue, Examination, examine_all, open_catalogue
from greenroom.catalogue.check import load_checks
from greenroom.catalogue.load import read_pack
from greenroom.catalogue.scaffold import CannotMake, no_pack_yet, scaffold
from greenroom.errors import UnknownName
from greenroom.frameworks import load as load_framework
from greenroom.frameworks.find import principles_named


def catalogue(folder: str | None = None) -> Catalogue:
    """The catalogue of a pack's folder (or of a folder of packs), or all that can be found. Raises UnreadableInput."""
    return open_catalogue(None if folder is None else _packs_in(Path(folder).expanduser()))


def check(
    folder: str | None, names: tuple[str, ...], only: tuple[str, ...], cache: Path | None = None, progress: Callable[[int, int, str], None] | None = None
) -> Examination:
    """Examine walkthroughs. Raises UnknownName for a check or walkthrough that does not exist."""
    for code in only:
        if code not in load_checks():
            raise UnknownName("check", code, list(load_checks()))
    folders, chosen = _where(folder, names)
    return examine_all(open_catalogue(folders), chosen, only, cache, progress, open_catalogue() if folders is not None else None)


def _where(folder: str | None, names: tuple[str, ...]) -> tuple[list[Path] | None, tuple[str, ...]]:
    """The packs to look in (None for all that can be found) and the walkthroughs in them; a name may be the path of a walkthrough's, a pack's or a shelf's folder."""
    packs = [] if folder is None else _packs_in(Path(folder).expanduser())
    chosen, whole = [], False
    for name in names:
        path = Path(name).expanduser()
        if not (path.is_dir() and name) or (folder is not None and not {"/", os.sep} & set(name)):
            chosen.append(name)
        elif (path / "pack.toml").is_file() or not (path.resolve().parent / "pack.toml").is_file():
            packs += _packs_in(path)
            whole = True
        else:
            packs.append(path.resolve().parent)
            chosen.append(path.resolve().name)
    return list(dict.fromkeys(packs)) or None, () if whole else tuple(chosen)


def new(folder: str, name: str, question: str, principle: str, level: str) -> Path:
    """Make a new walkthrough in the pack at `folder`; `principle` is an id or a name. Raises CannotMake, UnknownName."""
    packs = _packs(Path(folder).expanduser())
    if not packs:
        raise no_pack_yet(folder)
    pack = read_pack(packs[0])
    if pack.pack is None:
        raise CannotMake(f"The pack in {folder!r} cannot be read.", "Mend pack.toml first: " + "; ".join(p.message for p in pack.problems))
    framework = load_framework(pack.pack.framework)
    found = principles_named(framework, principle)
    if len(found) != 1:
        raise UnknownName("principle", principle, found or [p.id for p in framework.principles])
    if name in Catalogue([pack]).taken_in(open_catalogue()):
        raise CannotMake(f"Another pack has a walkthrough with the id {name!r}, which would be shown in place of yours.", "Choose another id.")
    return scaffold(pack.folder, pack.pack, framework, name, question, found[0], framework.level(level) if level else framework.usual)


def _packs(folder: Path) -> list[Path]:
    """The pack that a folder is, or the packs that it holds."""
    if (folder / "pack.toml").is_file():
        return [folder]
    return sorted(p.parent for p in folder.glob("*/pack.toml")) if folder.is_dir() else []


def _packs_in(folder: Path) -> list[Path]:
    """As `_packs`; raises CannotMake where there are none."""
    found = _packs(folder)
    if not found:
        raise CannotMake(f"There is no pack.toml in {str(folder)!r}.", "Name a pack's folder, or one that holds packs.")
    return found
