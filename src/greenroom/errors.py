"""What a person may see when something is wrong: a code, a message that names the value, and the remedy."""
from __future__ import annotations

from collections.abc import Iterable

MOST_LISTED = 20
"""Names that are offered in place of one that does not exist, the nearest first."""
NEAR = 0.6
"""How alike two names are, 0 to 1, before one is taken for a slip of the other."""


class GreenroomError(Exception):
    """An error that is shown to a person. `code` is stable, `message` names the value, `remedy` says what to do; no answer text in either."""

    code = "error"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy

    def to_dict(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message, "remedy": self.remedy}


def nearest(name: object, known: Iterable[str], alike: float = NEAR) -> list[str]:
    """The known names that were probably meant, the nearest first; capitals do not matter."""
    from difflib import get_close_matches

    by_name = {each.casefold(): each for each in known}
    return [by_name[each] for each in get_close_matches(str(name).casefold(), by_name, MOST_LISTED // 2, alike)]


def choice(name: object, known: list[str]) -> str:
    """What to do about a name that does not exist: those that do, the nearest first; "" where there are none."""
    near = nearest(name, known)
    listed = [*near, *(each for each in known if each not in near)]
    more = f", and {len(listed) - MOST_LISTED} more" if len(listed) > MOST_LISTED else ""
    meant = f"Did you mean {near[0]}? " if near and len(listed) > 1 else ""
    return f"{meant}Choose one of: {', '.join(listed[:MOST_LISTED])}{more}." if listed else ""


class UnknownName(GreenroomError):
    """A level, framework, criterion, section or format that does not exist."""

    code = "unknown-name"

    def __init__(self, what: str, value: object, known: list[str]) -> None:
        super().__init__(f"There is no {what} {value!r}.", choice(value, known) or f"There is no {what} yet to choose from.")


class UnreadableInput(GreenroomError):
    """A file or line that holds no readable text."""

    code = "unreadable-input"


class TooLong(GreenroomError):
    """An input beyond the size that an interview answer can have."""

    code = "too-long"


class BrokenData(GreenroomError):
    """A data file of Greenroom's own (framework, weights) that does not hold what it must."""

    code = "broken-data"
