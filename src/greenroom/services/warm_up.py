"""Get the reader ready before the first answer comes, so that it is answered as quickly as the next."""
from __future__ import annotations

from functools import lru_cache

from greenroom.services.assess_answer import assess_answer

_SAID = "I found the fault in the log, wrote the fix with a test, and the rate of errors fell from three in a hundred to none."


@lru_cache(maxsize=1)
def warm_up() -> None:
    """Read a sentence; nothing where that was done already. A reader that cannot be had is told at the first answer."""
    assess_answer(_SAID)
