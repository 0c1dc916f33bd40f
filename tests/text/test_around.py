"""Names dropped and the speaker introduced are told from what tells a story."""
from __future__ import annotations

import pytest

from greenroom.text.around import introduces, only_names


@pytest.mark.parametrize("sentence", [
    "Ownership, Bias for Action, Customer Obsession.", "This shows Dive Deep and also Earn Trust.", "Stakeholder management, root cause, win-win.", "#ownership #deliverresults", "So, that's Bias for Action.",
    "Under Earn Trust and secondarily Think Big.", "Key words: leadership, agile.",
])
def test_names_alone_are_dropped(sentence: str) -> None:
    assert only_names(sentence)


@pytest.mark.parametrize("sentence", [
    "I took ownership of the rota.", "Communication was the trouble.", "Teamwork and trust are important.", "I had to earn trust with the night crew.", "The root cause was a loose valve.",
    "We had no metrics and no KPIs for the line.", "Earn trust first, then ask for the key.", "The quality and the alignment of the doors got better.", "Lean on the rail and ring.",
])
def test_what_tells_or_claims_something_is_not(sentence: str) -> None:
    assert not only_names(sentence)


@pytest.mark.parametrize(("sentence", "only"), [
    ("My name is Ines, I went to Riverside College and this was at Norburn.", True), ("Hi, my name's Tom and I work at the harbour.", True),
    ("My name is Ines and I rebuilt the ferry timetable.", False), ("My name is on the door, so I answer for it.", False), ("I went to the harbour.", False),
])
def test_who_only_introduces_themselves_tells_nothing_yet(sentence: str, only: bool) -> None:
    assert introduces(sentence) == only
