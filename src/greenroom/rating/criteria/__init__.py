"""The ten criteria, one file each; the file name is the key. They are discovered, never listed."""
from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from greenroom.errors import UnknownName
from greenroom.rating.criterion import Criterion
from greenroom.reader.reading import CRITERIA as ORDER


@lru_cache(maxsize=1)
def load_all() -> dict[str, Criterion]:
    """All criteria by key, in the codebook's order."""
    found = {name: importlib.import_module(f"{__name__}.{name}").CRITERION for _, name, _ in pkgutil.iter_modules(__path__)}
    return dict(sorted(found.items(), key=lambda item: ORDER.index(item[0])))


def get(key: str) -> Criterion:
    """The criterion with this key, in whatever case. Raises UnknownName."""
    key = key.strip().casefold()
    if key not in load_all():
        raise UnknownName("criterion", key, list(load_all()))
    return load_all()[key]
