"""What a person prefers: framework, level, and the day of the interview. Kept in the database, so that every browser and the terminal agree."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from greenroom.errors import GreenroomError, UnknownName
from greenroom.frameworks import Framework, Level, known
from greenroom.frameworks import load as load_framework
from greenroom.frameworks.find import level_named
from greenroom.services.door import stores

FRAMEWORK, LEVEL, INTERVIEW, AIMED = "framework", "level", "interview", "aimed"
"""Names of the settings."""
DEFAULT = "amazon"


class NoDate(GreenroomError):
    """A day that is none, or that cannot be an interview's."""

    code = "no-date"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The framework and the level that pages begin with, and the day of the interview where one is set."""

    framework: Framework
    level: Level
    interview: date | None

    def days_left(self, today: date) -> int | None:
        """Days until the interview, 0 on the day itself; None where none is set or it is over."""
        return (self.interview - today).days if self.interview and self.interview >= today else None


def preferences() -> Preferences:
    """What is set; what no longer exists counts as not set. Raises DatabaseProblem."""
    held = stores().settings.all()
    name = held.get(FRAMEWORK)
    framework = load_framework(name if name in known() else DEFAULT)
    level = level_named(framework, held[LEVEL]) if isinstance(held.get(LEVEL), str) else None
    return Preferences(framework, level or framework.usual, _date(held.get(INTERVIEW)))


def standard() -> Preferences:
    """What counts where nothing is set."""
    framework = load_framework(DEFAULT)
    return Preferences(framework, framework.usual, None)


def prefer(framework: str, level: str, now: datetime) -> Preferences:
    """Keep them, and since when they are so. A level of another framework gives way to the one with the same bar, else to the usual one.

    Raises UnknownName, DatabaseProblem.
    """
    if framework not in known():
        raise UnknownName("framework", framework[:60], known())
    chosen = load_framework(framework)
    at = level_in(chosen, level[:60])
    if at is None:
        raise UnknownName("level", level[:60], [x.id for x in chosen.levels])
    before = preferences()
    if (chosen.id, at.id) != (before.framework.id, before.level.id):
        stores().settings.set(AIMED, now.isoformat(timespec="milliseconds"))
    stores().settings.set(FRAMEWORK, chosen.id)
    stores().settings.set(LEVEL, at.id)
    return preferences()


def aimed_since(at: str) -> bool:
    """Whether the framework or the level was changed after the time `at`, in ISO 8601. Raises DatabaseProblem."""
    changed = stores().settings.get(AIMED)
    try:
        return isinstance(changed, str) and datetime.fromisoformat(changed) > datetime.fromisoformat(at)
    except (ValueError, TypeError):  # no time, or one without its zone
        return False


def set_interview(day: str, today: date) -> date | None:
    """Keep the day, in ISO 8601 ("" for none). One that is over stays where it stands already. Raises NoDate, DatabaseProblem."""
    chosen = _date(day.strip()) if day.strip() else None
    if day.strip() and chosen is None:
        raise NoDate(f"{day[:40]!r} is not a day.", "Write it as year-month-day, such as 2027-03-14.")
    if chosen and chosen < today and chosen != preferences().interview:
        raise NoDate(f"{chosen.day} {chosen:%B %Y} is over.", "Choose today or a later day.")
    stores().settings.set(INTERVIEW, chosen.isoformat() if chosen else None)
    return chosen


def frameworks() -> list[Framework]:
    """All that are installed, by id."""
    return [load_framework(name) for name in known()]


def levels_of(framework: str) -> tuple[tuple[Level, ...], str]:
    """The levels of a framework, and which of them is preferred: the one chosen, or the one with its bar. Raises DatabaseProblem."""
    chosen = load_framework(framework)
    return chosen.levels, preferred_of(chosen, preferences()).id


def preferred_of(framework: Framework, prefers: Preferences) -> Level:
    """The level of a framework that goes with what is preferred: the one chosen, or the one with its bar."""
    at = next((x for x in framework.levels if x.bar == prefers.level.bar), framework.usual)
    return prefers.level if prefers.framework.id == framework.id else at


def level_in(framework: Framework, level: str) -> Level | None:
    """The framework's level by this name, else the one with the bar of a level that is called so in another framework, in the one preferred first.

    None where no framework has such a level. Raises DatabaseProblem.
    """
    if found := level_named(framework, level):
        return found
    every = [preferences().framework, *frameworks()]
    bars = [found.bar for each in every if (found := level_named(each, level))]
    return next((x for bar in bars for x in framework.levels if x.bar == bar), None)


def _date(held: object) -> date | None:
    try:
        return date.fromisoformat(held) if isinstance(held, str) else None
    except ValueError:
        return None
