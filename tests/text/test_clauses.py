"""Who acts, clause by clause."""
from __future__ import annotations

import pytest

from greenroom.text.clauses import find_clauses


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("I traced the fault, then I wrote the fix.", ["i", "i"]),
        ("Then we decided to roll back and we fixed it.", ["we", "we"]),
        ("I proposed the rollback and we agreed.", ["i", "we"]),
        ("The logs were pulled and a fix was written.", ["passive", "passive"]),
        ("Pulled the logs, wrote the fix", ["dropped", "dropped"]),
        ("My manager called the vendor.", ["they"]),
        ("A rainy Tuesday in Leeds.", []),
    ],
)
def test_actor_of_each_clause(text: str, actors: list[str]) -> None:
    assert [c.actor for c in find_clauses(text)] == actors


def test_a_state_is_no_act() -> None:
    assert [c.act for c in find_clauses("I was tired, so I called Ana.")] == [False, True]
