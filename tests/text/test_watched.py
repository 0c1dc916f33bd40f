"""Others' acts that the speaker only saw."""
from __future__ import annotations

import pytest

from greenroom.text.watched import only_watched


@pytest.mark.parametrize("sentence", [
    "I watched them fix it.", "And then I saw Maria close the shop.", "We watched the vendor repair it.", "I stood next to her while she rewrote the form.",
    "I was there when they called the client.",
])
def test_watching_is_no_act(sentence: str) -> None:
    assert only_watched(sentence)


@pytest.mark.parametrize("sentence", [
    "I saw him close the valve and then I called the boss.", "I watched the drivers for a week.", "I saw that they failed.", "I saw the server was down.",
    "I watched them work, so the next day I wrote the steps down.", "I observed them to learn the trade.", "They fixed it.", "I saw them struggling with the form.",
])
def test_what_is_seen_for_a_reason_is(sentence: str) -> None:
    assert not only_watched(sentence)
