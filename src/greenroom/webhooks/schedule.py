"""When to try again: exponential with jitter over about three days, and what the receiver asks for by Retry-After."""
from __future__ import annotations

import random
from dataclasses import dataclass
from email.utils import parsedate_to_datetime


@dataclass(frozen=True)
class Schedule:
    """Delays in seconds: `first`, then `factor` times the last up to `most`, each spread by `jitter` either way; dead after `attempts`.

    The defaults give 5 s, 21 s, 88 s, 6 min, 26 min, 1.8 h, 7.6 h and four times 16 h: 12 attempts over 74 h."""

    first: float = 5.0
    factor: float = 4.2
    most: float = 16 * 3600.0
    jitter: float = 0.2
    attempts: int = 12
    most_asked: float = 24 * 3600.0
    """The longest Retry-After that is honoured; a receiver cannot ask for never."""

    def delay(self, failures: int, rng: random.Random, asked: float | None = None) -> float | None:
        """Seconds to wait after this many failed attempts (1 for the first), or None when there is no next one. A longer `asked` wins."""
        if failures >= self.attempts:
            return None
        plain = min(self.most, self.first * self.factor ** (failures - 1))
        spread = plain * rng.uniform(1 - self.jitter, 1 + self.jitter)
        return max(spread, min(asked, self.most_asked)) if asked is not None else spread

    def span(self) -> float:
        """Seconds from the first attempt to the last, without jitter."""
        return sum(min(self.most, self.first * self.factor**n) for n in range(self.attempts - 1))


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks for (whole seconds or an HTTP date), or None when it asks nothing that can be read."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
