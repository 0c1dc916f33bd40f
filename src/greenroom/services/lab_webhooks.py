"""The webhooks lab for a person: run it, do its steps, answer the follow-ups with figures of one's own."""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenroom.assess import assess_reply
from greenroom.catalogue.catalogue import open_catalogue
from greenroom.catalogue.model import Followup, Walkthrough
from greenroom.errors import UnknownName
from greenroom.labs.webhooks import race
from greenroom.labs.webhooks.dials import Dials as Dials
from greenroom.labs.webhooks.dials import Fault
from greenroom.labs.webhooks.lab import EDITED, WALKTHROUGH, Lab
from greenroom.labs.webhooks.log import side_by_side
from greenroom.labs.webhooks.outcome import Outcome
from greenroom.labs.webhooks.place import write_json
from greenroom.labs.webhooks.processes import Progress
from greenroom.labs.webhooks.step import Result, Step, load_steps, step
from greenroom.rating.result import PartRating
from greenroom.services.keep import data_folder
from greenroom.services.own_data import LABS
from greenroom.webhooks.stores.database import Row

FOLDER = Path(LABS) / "webhooks"
REPLIES = "replies.json"


@dataclass(frozen=True)
class Standing:
    """A step and whether it is passed."""

    step: Step
    done: bool
    path: Path | None


@dataclass(frozen=True)
class Asked:
    """A follow-up, put with the person's figures; `draft` is what was typed of the reply so far."""

    number: int
    question: str
    followup: Followup
    draft: str


def lab(folder: str | Path | None = None) -> Lab:
    """The lab in the data folder, or in the folder named."""
    return Lab(Path(folder).expanduser() if folder else data_folder() / FOLDER)


def standing(held: Lab) -> list[Standing]:
    """Every step and whether it is passed. Raises BrokenProgress."""
    done = held.progress()
    return [Standing(s, s.key in done, held.root / s.file if s.file else None) for s in load_steps()]


def show(held: Lab, number: int) -> Standing:
    """One step; its file is there afterwards. Raises UnknownName, BrokenProgress."""
    found = step(number)
    held.begin()
    return next(s for s in standing(held) if s.step.key == found.key)


def check(held: Lab, number: int, progress: Progress) -> Result:
    """Check a step by what the person did; one that is passed stays passed. Raises UnknownName, NoRunYet, BadQuery, BadScript, BrokenFile, LabFailed."""
    found = step(number)
    result = found.check(held, progress)
    if result.ok:
        held.passed(found.key, result.figures)
    return result


def reset(held: Lab, name: str | None) -> Path | None:
    """Start again, or one file anew; gives where the former state is. Raises UnknownName."""
    if name is not None and name not in EDITED:
        raise UnknownName("file of the lab", name, list(EDITED))
    return held.reset(name)


def run(held: Lab, dials: Dials, database: str | None, progress: Progress) -> Outcome:
    """Run it and keep it as the last of its kind. Raises BadDial, BrokenFile, LabFailed."""
    return held.run(dials, database, progress)


def log(held: Lab, event: str | None, limit: int, fault: Fault = "retry-race") -> list[tuple[str, list[Row]]]:
    """The attempts of lost events, or of one, side by side. Raises NoRunYet."""
    return side_by_side(held.log(fault), event, limit)


def replay(seed: int) -> race.Replay:
    """One interleaving by its seed."""
    return race.replay(seed)


def losing(seeds: int, progress: Callable[[int], None]) -> list[int]:
    """The seeds below `seeds` that lose the delivery."""
    return race.losing(range(seeds), progress)


def walkthrough() -> Walkthrough:
    """The story behind the lab."""
    return open_catalogue().get(WALKTHROUGH)


def figures(held: Lab) -> dict[str, Any]:
    """What the person measured and wrote down, as far as there is something."""
    done = held.progress()
    return dict(done.get("measure", {})) | dict(done.get("numbers", {}))


def followups(held: Lab) -> list[Asked]:
    """The walkthrough's follow-ups, with the figures where they probe one."""
    own, drafts = figures(held), _replies(held)
    out = []
    for n, each in enumerate(walkthrough().followups, 1):
        lead = ""
        if own and "metric" in each.probes:
            lead = f"You say that {own['dropped_before']} of {own['of_before']:,} were lost before, and {own['dropped_after']} of {own['of_after']:,} after. "
        out.append(Asked(n, lead + each.question, each, drafts.get(str(n), "")))
    return out


def keep_reply(held: Lab, number: int, text: str) -> None:
    """Keep what is typed of a reply, after every line."""
    write_json(held.root / REPLIES, _replies(held) | {str(number): text})


def rate(asked: Asked, reply: str) -> PartRating:
    """The reply, rated on what the follow-up probes."""
    return assess_reply(reply, asked.followup.probes, walkthrough().story, asked.followup.question)


def uses_figures(held: Lab, reply: str) -> bool:
    """Whether the reply says one of the person's own figures."""
    own = figures(held)
    said = reply.replace(",", "").replace(" %", "%")
    wanted = {f"{own[k]:.0f}" for k in ("dropped_before", "of_before", "of_after") if k in own} | {f"{own.get('rate_before', 0):.{d}f}" for d in (1, 2, 3)}
    return any(w in said for w in wanted if w not in ("0", "0.0"))


def _replies(held: Lab) -> dict[str, str]:
    path = held.root / REPLIES
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
    except (OSError, ValueError):
        path.replace(path.with_suffix(".unreadable.json"))
        return {}
