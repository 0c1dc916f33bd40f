"""The conservation ledger: accepted = delivered + dead + cancelled + pending at every minute. It sees what no attempt-based figure sees.

The unit is a delivery (one event to one endpoint). `accepted` is counted from the events as they were written down when accepted, the others from the
deliveries as they are now; the two are not derived from each other, so an event that falls out between them shows."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Balance:
    """The ledger at a moment. `strays` are in a state that does not exist; `unproven` say delivered and have no attempt that was;
    `late` are past their deadline and not delivered."""

    accepted: int = 0
    delivered: int = 0
    dead: int = 0
    cancelled: int = 0
    pending: int = 0
    strays: int = 0
    unproven: int = 0
    late: int = 0

    @property
    def missing(self) -> int:
        """Accepted and not found again; negative when there are more than were accepted (an event doubled)."""
        return self.accepted - self.delivered - self.dead - self.cancelled - self.pending

    @property
    def balanced(self) -> bool:
        return self.missing == 0 and self.strays == 0 and self.unproven == 0

    def problems(self) -> list[str]:
        """What does not add up, in words."""
        out = []
        if self.missing > 0:
            out.append(f"{self.missing} accepted and found nowhere")
        if self.missing < 0:
            out.append(f"{-self.missing} more than were accepted")
        if self.strays:
            out.append(f"{self.strays} in a state that does not exist")
        if self.unproven:
            out.append(f"{self.unproven} said to be delivered without an attempt that was")
        return out
