"""What a step is. Steps are found by file in `steps`; the file's name, without its number, is the step's key."""
from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from greenroom.errors import UnknownName
from greenroom.labs.webhooks.lab import Lab
from greenroom.labs.webhooks.processes import Progress


@dataclass(frozen=True)
class Result:
    """What a check found: whether the step is done, what was seen, in lines, and the figures that are kept."""

    ok: bool
    lines: tuple[str, ...]
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One step: what the person did in the story, what there is to do here, in which file, and how it is checked."""

    key: str
    title: str
    story: str
    todo: tuple[str, ...]
    check: Callable[[Lab, Progress], Result]
    file: str = ""
    number: int = 0


def load_steps() -> tuple[Step, ...]:
    """Every step, in order."""
    from greenroom.labs.webhooks import steps

    names = sorted(name for _, name, _ in pkgutil.iter_modules(steps.__path__))
    found: list[Step] = [importlib.import_module(f"{steps.__name__}.{name}").STEP for name in names]
    return tuple(Step(s.key, s.title, s.story, s.todo, s.check, s.file, n) for n, s in enumerate(found, 1))


def step(number: int) -> Step:
    """The step with this number. Raises UnknownName."""
    steps = load_steps()
    if not 1 <= number <= len(steps):
        raise UnknownName("step", number, [str(s.number) for s in steps])
    return steps[number - 1]
