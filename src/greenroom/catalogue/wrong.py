"""What a validator found wrong in a TOML file, in words for its author, with the line."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from greenroom.catalogue.problem import line_of_key

if TYPE_CHECKING:
    from pydantic import ValidationError

MOST_SHOWN = 60
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ASKS = {
    "literal_error": "must be {expected}", "less_than_equal": "must be at most {le}", "greater_than_equal": "must be at least {ge}",
    "string_type": "must be a text between quotation marks", "string_too_short": "must not be empty", "string_too_long": "may have {max_length} characters at the most",
    "bool_type": "must be true or false", "bool_parsing": "must be true or false", "int_type": "must be a whole number", "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number", "tuple_type": 'must be a list, as in ["one", "other"]', "list_type": 'must be a list, as in ["one", "other"]',
    "too_short": "needs {min_length} or more entries", "too_long": "may have {max_length} entries at the most",
    "dict_type": "must be a table of its own, under a heading in square brackets", "model_type": "must be a table of its own, under a heading in square brackets",
}
"""What the value must be, by the validator's type of error."""


def wrong(text: str, problem: ValidationError) -> Iterator[tuple[int, str, str]]:
    """Line, message and remedy of everything that the validator found in `text`."""
    errors = problem.errors(include_url=False)
    for error in errors:
        path = tuple(error["loc"])
        if error["type"] == "too_short" and any(len(e["loc"]) > len(path) and tuple(e["loc"][: len(path)]) == path for e in errors):
            continue  # it counts only the sound ones
        key = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
        line = line_of_key(text, path)
        if error["type"] == "missing":
            yield line, f"{key!r} is missing.", "Write it."
        elif error["type"] == "extra_forbidden":
            yield line, f"{key!r} is not a key of this file.", "Take it out, or mend its spelling; the schema lists the keys."
        else:
            yield line, f"{key!r} is {_shown(error['input'])} and {_asked(error)}.", "Mend the value."


def _asked(error: Any) -> str:
    context = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        return "must be small letters, digits and single hyphens" if context["pattern"] == _ID else 'must be a language such as "en" or "en-GB"'
    if error["type"] in _ASKS:
        return _ASKS[error["type"]].format(**context)
    return f"cannot stand there: {error['msg'][0].lower()}{error['msg'][1:]}"


def _shown(value: Any) -> str:
    """A value as its author wrote it, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    shown = repr(value)
    return shown if len(shown) <= MOST_SHOWN else f"{shown[:MOST_SHOWN]} ..."
