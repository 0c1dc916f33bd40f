"""What a person may see when something is wrong: a code, a message that names the value, and the remedy."""
from __future__ import annotations


class GreenroomError(Exception):
    """An error that is shown to a person. `code` is stable, `message` names the value, `remedy` says what to do; no answer text in either."""

    code = "error"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy

    def to_dict(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message, "remedy": self.remedy}


class UnknownName(GreenroomError):
    """A level, framework, criterion, section or format that does not exist."""

    code = "unknown-name"

    def __init__(self, what: str, value: object, known: list[str]) -> None:
        super().__init__(f"There is no {what} {value!r}.", f"Choose one of: {', '.join(known)}.")


class UnreadableInput(GreenroomError):
    """A file or line that holds no readable text."""

    code = "unreadable-input"


class TooLong(GreenroomError):
    """An input beyond the size that an interview answer can have."""

    code = "too-long"


class BrokenData(GreenroomError):
    """A data file of Greenroom's own (framework, weights) that does not hold what it must."""

    code = "broken-data"
