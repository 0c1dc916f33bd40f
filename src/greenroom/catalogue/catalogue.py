"""All walkthroughs that can be found, and all of them examined."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from greenroom.catalogue.check import Case, Verdict, examine, load_checks
from greenroom.catalogue.examiner import Examiner
from greenroom.catalogue.load import Loaded, LoadedPack, pack_folders, read_pack
from greenroom.catalogue.model import Walkthrough
from greenroom.catalogue.problem import Problem, checking, told_path
from greenroom.errors import GreenroomError, UnknownName
from greenroom.frameworks import load as load_framework


def unready(one: Loaded) -> str:
    """Why a walkthrough that could be read is not offered to people; "" where it is."""
    if one.problems:
        return one.problems[0].message
    if one.walkthrough is not None and one.walkthrough.head.status != "ready":
        return "It is a draft."
    return "Something in it is still to be written." if one.unwritten else ""


class CannotRead(GreenroomError):
    """A walkthrough whose folder is there and whose files do not say what it is."""

    code = "cannot-read"


@dataclass
class Catalogue:
    """The packs as read, in the order found."""

    packs: list[LoadedPack]

    @property
    def loaded(self) -> list[Loaded]:
        return [w for pack in self.packs for w in pack.walkthroughs]

    @property
    def walkthroughs(self) -> tuple[Walkthrough, ...]:
        """Every walkthrough that could be read, drafts included."""
        return tuple(w.walkthrough for w in self.loaded if w.walkthrough is not None)

    @cached_property
    def ready(self) -> tuple[Walkthrough, ...]:
        """The walkthroughs that people may study: whole, not drafts, and with nothing still to be written."""
        return tuple(w.walkthrough for w in self.loaded if w.walkthrough is not None and not unready(w))

    def also(self, w: Walkthrough) -> tuple[Walkthrough, ...]:
        """The ready walkthroughs whose question `w`'s story answers too, by its own word, what it answers best first."""
        there = {one.id: one for one in self.ready}
        return tuple(there[id] for id in w.head.also_answers if id in there)

    def taken_in(self, other: Catalogue) -> frozenset[str]:
        """Ids of walkthroughs in packs of `other` that are not packs of this one; a copy of a pack is the same pack."""
        mine = {pack.pack.id for pack in self.packs if pack.pack} | {str(pack.folder.resolve()) for pack in self.packs}
        return frozenset(
            one.walkthrough.id for pack in other.packs if pack.pack and not {pack.pack.id, str(pack.folder.resolve())} & mine
            for one in pack.walkthroughs if one.walkthrough
        )

    def get(self, name: str) -> Walkthrough:
        """The walkthrough with this id, or the only one whose id or title holds the name. Raises UnknownName; CannotRead where it is there and cannot be read."""
        every = self.walkthroughs
        wanted = " ".join(name.split()).casefold()
        exact = [w for w in every if wanted in {w.id, w.head.title.casefold()}]
        near = exact or [w for w in every if wanted and (wanted in w.id or wanted in w.head.title.casefold())]
        if len(near) == 1 or exact:
            return near[0]
        broken = self.unread
        for folder, problems in broken.items():
            if not near and folder.name == wanted:
                raise _cannot_read(folder, problems)
        raise UnknownName("walkthrough", name, [w.id for w in near] or [*(w.id for w in every), *(folder.name for folder in broken)])

    @property
    def unread(self) -> dict[Path, list[Problem]]:
        """The folders in which a walkthrough should be and none could be read, and why."""
        return {folder: problems for pack in self.packs for folder, problems in pack.unread.items()}


def _cannot_read(folder: Path, problems: list[Problem]) -> CannotRead:
    first, more = problems[0], len(problems) - 1
    also = f" `{checking(folder)}` shows {more} more." if more else ""
    return CannotRead(f"{folder.name!r} cannot be read: {told_path(first.path or first.file)}:{first.line}: {first.message}", first.remedy + also)


def open_catalogue(folders: list[Path] | None = None) -> Catalogue:
    """The catalogue of these pack folders, or of all that can be found. Raises BrokenData for a folder in GREENROOM_PACKS without a pack."""
    return Catalogue([read_pack(folder) for folder in (folders if folders is not None else pack_folders())])


@dataclass(frozen=True, slots=True)
class Examination:
    """The outcome of examining a catalogue: pack problems, verdicts by walkthrough, how often the engine was asked, and how many answers it had given before.

    `unread` are the folders in which no walkthrough could be read, so that nothing in them was examined.
    """

    packs: tuple[Problem, ...]
    verdicts: tuple[Verdict, ...]
    asked: int
    kept: int = 0
    unread: tuple[str, ...] = ()

    @property
    def waiting(self) -> tuple[str, ...]:
        """The walkthroughs of which not every check was made, since something must be mended before."""
        return (*self.unread, *(v.id for v in self.verdicts if v.waiting))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What unsure checks found."""
        return tuple(p for v in self.verdicts for p in v.notes)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.packs, *(p for v in self.verdicts for p in v.problems))


def examine_all(
    catalogue: Catalogue, names: tuple[str, ...] = (), only: tuple[str, ...] = (), cache: Path | None = None, progress: Callable[[int, int, str], None] | None = None,
    elsewhere: Catalogue | None = None,
) -> Examination:
    """Examine every walkthrough, or those named, with all checks or those named. `progress(done, of, id)` is called before each.

    `elsewhere` is what people find besides: its ids are taken, and may be referred to.
    """
    chosen = {_folder(catalogue, name) for name in names}
    taken = catalogue.taken_in(elsewhere) if elsewhere else frozenset()
    examiner = Examiner(cache)
    verdicts = []
    loaded = [one for one in catalogue.loaded if not chosen or one.folder in chosen]
    for n, one in enumerate(loaded):
        if progress:
            progress(n, len(loaded), one.folder.name)
        verdicts.append(_verdict(catalogue, one, examiner, only, taken))
    kept = len(examiner.used) - examiner.asked
    if chosen or only:
        examiner.used |= set(examiner.known)
    examiner.save()
    shut = set(catalogue.unread) - {one.folder for one in catalogue.loaded}
    unread = tuple(sorted(folder.name for folder in shut if not chosen or folder in chosen))
    return Examination(tuple(p for pack in catalogue.packs for p in pack.problems), tuple(verdicts), examiner.asked, kept, unread)


def _folder(catalogue: Catalogue, name: str) -> Path:
    """The folder of a walkthrough by its name; one whose head cannot be read is found by its folder's. Raises UnknownName."""
    folders = [*(one.folder for one in catalogue.loaded), *catalogue.unread]
    return next((folder for folder in folders if folder.name == name), None) or Path(catalogue.get(name).folder)


def _verdict(catalogue: Catalogue, one: Loaded, examiner: Examiner, only: tuple[str, ...], taken: frozenset[str]) -> Verdict:
    if one.walkthrough is None:
        if not one.problems:
            one.problem("walkthrough.toml", 1, "There is no walkthrough.toml.", "Write it.")
        return Verdict(one.folder.name, tuple(one.problems), (), waiting=only or tuple(load_checks()))
    peers = tuple(w for w in catalogue.walkthroughs if w.folder != one.walkthrough.folder)
    return examine(Case(one, one.walkthrough, peers, load_framework(one.walkthrough.framework), examiner, taken), only)
