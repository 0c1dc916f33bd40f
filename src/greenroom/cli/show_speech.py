"""Pauses and hesitations of a spoken answer for a terminal."""
from __future__ import annotations

from greenroom.cli.page import Page
from greenroom.services.assess_speech import SpeechReport, clock, hesitations_line, pauses_line, times_from
from greenroom.text.excerpt import head, tail

_QUOTE = 40
_MOST = 5
"""Long pauses that are named, the longest ones."""


def show_speech(page: Page, speech: SpeechReport) -> None:
    """What the times show beside the sections; nothing of it is judged."""
    page.put(times_from(speech))
    page.head(pauses_line(speech))
    for pause in sorted(sorted(speech.long_pauses, key=lambda p: -p.seconds)[:_MOST], key=lambda p: p.start):
        before, after = tail(speech.quote(pause.before), _QUOTE), head(speech.quote(pause.after), _QUOTE)
        page.put(f"{pause.seconds:.1f} s at {clock(pause.start)} between \u201c{before}\u201d and \u201c{after}\u201d", 4, "  - ")
    page.put(hesitations_line(speech))
