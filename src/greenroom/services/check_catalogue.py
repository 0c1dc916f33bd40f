"""What a person can do with the catalogue: list it, look at it, check it, add to it."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from greenroom.catalogue.catalogue import Catalogue, Examination, examine_all, open_catalogue
from greenroom.catalogue.check import load_checks
from greenroom.catalogue.load import read_pack
from greenroom.catalogue.scaffold import CannotMake, scaffold
from greenroom.errors import UnknownName
from greenroom.frameworks import load as load_framework


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
    return examine_all(catalogue(folder), names, only, cache, progress)


def new(folder: str, name: str, question: str, principle: str, level: str) -> Path:
    """Make a new walkthrough in the pack at `folder`. Raises CannotMake, UnknownName."""
    pack = read_pack(_packs_in(Path(folder).expanduser())[0])
    if pack.pack is None:
        raise CannotMake(f"The pack in {folder!r} cannot be read.", "Mend pack.toml first: " + "; ".join(p.message for p in pack.problems))
    framework = load_framework(pack.pack.framework)
    known = [p.id for p in framework.principles]
    if principle not in known:
        raise UnknownName("principle", principle, known)
    return scaffold(pack.folder, pack.pack, framework, name, question, principle, framework.level(level))


def _packs_in(folder: Path) -> list[Path]:
    if (folder / "pack.toml").is_file():
        return [folder]
    found = sorted(p.parent for p in folder.glob("*/pack.toml")) if folder.is_dir() else []
    if not found:
        raise CannotMake(f"There is no pack.toml in {str(folder)!r}.", "Name a pack's folder, or one that holds packs.")
    return found
