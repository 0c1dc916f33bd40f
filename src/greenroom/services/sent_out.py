"""What leaves this machine now, in words: which endpoints are enabled, and what is told to them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.errors import GreenroomError
from greenroom.services.door import stores
from greenroom.services.keep import there
from greenroom.storage.outbox import Listener

WHAT = (
    ("ratings of your stories", ("story.rated",)), ("finished mocks", ("rehearsal.finished",)), ("changes of your stories", ("story.added", "story.changed")),
    ("what you delete", ("rehearsal.deleted", "story.deleted")),
)
"""What types of events tell, in words."""


@dataclass(frozen=True, slots=True)
class SentOut:
    """The endpoints that get something, by name, what they get, and whether one of them gets what was written."""

    endpoints: tuple[str, ...]
    what: str
    whole: bool

    def __bool__(self) -> bool:
        return bool(self.endpoints)


def sent_out() -> SentOut:
    """What is sent now. Where the database cannot be read nothing can be sent of it either."""
    try:
        return told(stores().enabled_endpoints() if there() else ())
    except GreenroomError:
        return told(())


def told(listeners: Sequence[Listener]) -> SentOut:
    """What these endpoints get. One that asks for events of other systems alone gets nothing of the person's."""
    here = [one for one in listeners if any(one.wants(type_) for _, types in WHAT for type_ in types)]
    what = [words for words, types in WHAT if any(one.wants(type_) for one in here for type_ in types)]
    said = " and ".join(filter(None, (", ".join(what[:-1]), what[-1]))) if what else ""
    return SentOut(tuple(one.id for one in here), said, any(one.whole for one in here))
