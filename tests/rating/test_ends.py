"""An answer that breaks off is told so, and one that only lacks its last full stop is not."""
from __future__ import annotations

import pytest

from greenroom.rating.ends import unfinished


@pytest.mark.parametrize("said", [
    "and the skipper said that the rope was", "we were nearly at the lock when", "most of the cargo got", "and when the crane came down he", "the mate was away, so",
    "the port was shut and then", "on Monday they all met, then", "the boat is theirs and that one's...", "the plan was going to be", "and because", "I rang the pilot -",
])
def test_a_sentence_that_stops_in_the_middle(said: str) -> None:
    assert unfinished(said, punctuated=False)


@pytest.mark.parametrize("said", [
    "and that was that", "I fixed it", "he rang more often than I did", "I think so", "and it was as busy as it was", "he has done it since then", "we sailed now and then",
    "the list was copied after", "we did what we had to", "the crew I worked with", "it is as it used to be", "The rest is history...", "They signed and went.", "Did he?",
])
def test_a_sentence_that_is_whole(said: str) -> None:
    assert not unfinished(said, punctuated=False)


def test_among_sentences_with_full_stops_a_loose_preposition_is_an_end_in_the_middle() -> None:
    assert unfinished("And the rope went into", punctuated=True)
    assert not unfinished("and the rope went into", punctuated=False)
