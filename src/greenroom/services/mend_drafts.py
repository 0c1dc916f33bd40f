"""What a learner began to mend in the terminal, kept beside the schedule until it is handed in."""
from __future__ import annotations

from dataclasses import dataclass

from greenroom.storage.stores import Stores

SETTING = "mends"
"""They lie in the database under this name, so that they are backed up, taken out and deleted with the rest."""
MOST = 40
"""Exercises whose drafts are held; beyond them the one begun first goes."""


@dataclass
class Drafts:
    """Drafts by exercise id. Each call is one transaction and raises DatabaseProblem."""

    stores: Stores

    def begun(self, exercise: str) -> str:
        """What was typed so far; "" where nothing was."""
        return self._load().get(exercise, "")

    def keep(self, exercise: str, text: str) -> None:
        """Keep it in place of what was kept; a text without words is not held. When this returns it is on the disk."""
        held = self._load()
        before = held.pop(exercise, None)
        if text.strip():
            held[exercise] = text
        elif before is None:
            return
        self.stores.settings.set(SETTING, dict(list(held.items())[-MOST:]))

    def forget(self, exercise: str) -> None:
        """Drop it; nothing where there is none."""
        self.keep(exercise, "")

    def _load(self) -> dict[str, str]:
        held = self.stores.settings.get(SETTING)
        return {str(k): v for k, v in held.items() if isinstance(v, str)} if isinstance(held, dict) else {}
