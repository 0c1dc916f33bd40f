"""Fields of a form, as text: read from the body alone, so that no address ever holds what a person wrote."""
from __future__ import annotations

import time
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from greenroom.errors import UnreadableInput

MOST_FIELDS = 100


async def fields(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name; line ends are line feeds. Raises UnreadableInput for what is no such form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise UnreadableInput("This is not a form.", "Use the page's own buttons.")
    try:
        pairs = parse_qsl((await request.body()).decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, encoding="utf-8", errors="replace")
    except (ValueError, UnicodeDecodeError):
        raise UnreadableInput("This form cannot be read.", "Go back and send it again.") from None
    request.state.typed = {name: value.replace("\r\n", "\n") for name, value in pairs}
    return dict(request.state.typed)


LABELS = {
    "title": "Title", "question": "Question", "text": "Your words", "situation": "Situation", "task": "Task", "action": "Action", "result": "Result",
    "reflection": "Reflection", "given": "Your answer",
}
"""Fields that hold a person's words, as an error page calls them."""


def typed(request: Request) -> list[tuple[str, str]]:
    """What was typed into the form that was sent, with a label each: for a page on which its own form cannot stand."""
    sent: dict[str, str] = getattr(request.state, "typed", {})
    return [(label, sent[name]) for name, label in LABELS.items() if sent.get(name, "").strip()]


Fields = Annotated[dict[str, str], Depends(fields)]
"""The fields of the form that was sent, for a page's function."""


def number(text: str, least: int, most: int, otherwise: int) -> int:
    """A whole number within bounds, from a field or a query."""
    try:
        return max(least, min(most, int(text[:20])))
    except ValueError:
        return otherwise


def now_mark() -> str:
    """When a page was shown, for `since`."""
    return str(int(time.time()))


def since(mark: str) -> float:
    """Seconds since a page was shown; 0 for a mark that is none."""
    shown = number(mark, 0, 2**40, 0)
    return max(0.0, time.time() - shown) if shown else 0.0
