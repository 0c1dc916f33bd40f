"""A variant of the code under test: the product itself, or with one race planted. Mutants are found by file name in `mutants`."""
from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass

from greenroom.webhooks.sender import Sender
from greenroom.webhooks.simulation import mutants
from greenroom.webhooks.simulation.network import SimTransport
from greenroom.webhooks.simulation.simstore import SimStore


@dataclass(frozen=True)
class Variant:
    """Which classes the run is made of. `seen` names the real project in which a planted race was found."""

    title: str = "the product"
    seen: str = ""
    store: type[SimStore] = SimStore
    sender: type[Sender] = Sender
    transport: type[SimTransport] = SimTransport


def load_mutants() -> dict[str, Variant]:
    """Every mutant by the name of its file."""
    names = sorted(name for _, name, _ in pkgutil.iter_modules(mutants.__path__))
    return {name: importlib.import_module(f"{mutants.__name__}.{name}").MUTANT for name in names}
