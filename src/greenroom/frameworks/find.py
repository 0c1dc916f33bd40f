"""Find a level or a principle by name where several frameworks are in use."""
from __future__ import annotations

from collections.abc import Iterable

from greenroom.errors import UnknownName
from greenroom.frameworks.load import Framework, Level, load


def having_level(frameworks: Iterable[str], level: str) -> list[Framework]:
    """Those of the frameworks that know a level by this name, in the order given. Raises UnknownName with the levels of all where none does."""
    every = [load(name) for name in frameworks]
    found = [framework for framework in every if level_named(framework, level)]
    if not found:
        raise UnknownName("level", level, list(dict.fromkeys(each.id for framework in every for each in framework.levels)))
    return found


def principles_named(framework: Framework, name: str) -> list[str]:
    """Ids of the principles that are called so, or whose id or name holds these words."""
    wanted = " ".join(name.split()).casefold()
    exact = [p.id for p in framework.principles if wanted in {p.id, p.name.casefold()}]
    return exact or [p.id for p in framework.principles if wanted and (wanted in p.id or wanted in p.name.casefold())]


def having_principle(frameworks: Iterable[str], name: str) -> dict[str, list[str]]:
    """Ids of the principles with this name by framework, where there are any. Raises UnknownName with the principles of all where there are none."""
    every = [load(each) for each in frameworks]
    found = {framework.id: principles_named(framework, name) for framework in every}
    if not any(found.values()):
        raise UnknownName("principle", name, list(dict.fromkeys(p.id for framework in every for p in framework.principles)))
    return {framework: ids for framework, ids in found.items() if ids}


def level_named(framework: Framework, name: str) -> Level | None:
    """The framework's level by this name, as `Framework.level` finds it; None where it has none."""
    try:
        return framework.level(name)
    except UnknownName:
        return None
