"""Whether somebody must be told of the dead letter queue. Asked every ten seconds.

What there is to go by:
  queue.accepted   how many events were accepted today
  queue.dead       how many are dead letters now
  queue.oldest     age of the oldest dead letter in seconds, or None when there is none
  queue.told       whether somebody has been told of these already, and has not yet looked
"""
from __future__ import annotations

from typing import Any


def alarm(queue: Any) -> bool:
    """The alarm as it is: it wakes somebody when more than one event in a hundred is dead."""
    return bool(queue.dead > 0.01 * queue.accepted)
