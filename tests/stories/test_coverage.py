"""What stories cover, when a take says little of them, and a loop in which none is told twice."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from greenroom.frameworks import load
from greenroom.stories.coverage import CHANGED, FADED, coverage
from greenroom.stories.fit import fitting
from greenroom.stories.plan import assign, plan

NOW = datetime(2026, 5, 4, tzinfo=UTC)
AMAZON = load("amazon")


@dataclass
class S:
    id: str
    principles: list[str]
    text: str = "x y z"
    framework: str = "amazon"
    updated: datetime = NOW - timedelta(days=5)
    title: str = "T"


@dataclass
class T:
    vote: int | None
    created: datetime = NOW - timedelta(days=1)
    text: str = "x y z"
    framework: str = "amazon"
    level: str = "sde2"
    id: str = "t"
    missing: tuple[str, ...] = ()
    replies: list[dict[str, Any]] | None = field(default=None)

    @property
    def rating(self) -> dict[str, Any]:
        if self.vote is None:
            return {"judged": False}
        return {"votes": {self.level: self.vote}, "missing": {self.level: [{"criterion": c} for c in self.missing]}}


def row(name: str, stories: list[S], takes: dict[str, list[T]], level: str = "sde2") -> Any:
    return next(r for r in coverage(AMAZON, AMAZON.level(level), stories, takes, NOW) if r.principle == name)


def test_a_row_for_each_principle_and_a_word_for_each_state() -> None:
    assert [r.principle for r in coverage(AMAZON, AMAZON.usual, [], {}, NOW)] == [p.id for p in AMAZON.principles]
    one = S("a", ["ownership"])
    held = [{"settled": True}, {"settled": False}]
    for takes, state, notches in (
        ([], "a story", 1), ([T(None)], "a story", 1), ([T(2)], "a story", 1), ([T(3)], "nearly", 2), ([T(3, replies=held)], "ready", 3),
        ([T(3, replies=[{"settled": False}])], "nearly", 2), ([T(2, replies=held)], "a story", 1),
    ):
        found = row("ownership", [one], {"a": takes})
        assert (found.state, found.notches) == (state, notches)
    assert row("dive-deep", [one], {}).state == "no story"


def test_the_best_take_counts_and_a_vote_is_read_at_the_bar() -> None:
    (cell,) = row("ownership", [S("a", ["ownership"])], {"a": [T(2, missing=("metric",)), T(4), T(3)]}).cells
    assert (cell.vote, cell.misses) == (4, ())
    assert row("ownership", [S("a", ["ownership"])], {"a": [T(4)]}, "senior").cells[0].vote is None
    other = T(3, framework="civil-service", level="eo")
    bar = load("civil-service").level("eo").bar
    level = next(x.id for x in AMAZON.levels if x.bar == bar)
    assert row("ownership", [S("a", ["ownership"])], {"a": [other]}, level).cells[0].vote is None  # another framework's bar is not this one's
    assert row("ownership", [S("a", ["ownership"])], {"a": [other]}, level).cells[0].elsewhere
    assert not row("ownership", [S("a", ["ownership"])], {"a": [T(None)]}).cells[0].elsewhere


def test_when_a_take_is_stale() -> None:
    before, long_ago = NOW - timedelta(days=9), NOW - timedelta(days=90)
    for take, updated, says in (
        (T(3), before, ""), (T(3, created=before, text="x  y\nz"), NOW, ""), (T(3, created=before, text="other"), NOW, CHANGED), (T(3, created=long_ago), long_ago, FADED),
    ):
        assert row("ownership", [S("a", ["ownership"], updated=updated)], {"a": [take]}).cells[0].stale == says


def test_stories_of_another_framework_are_left_out() -> None:
    assert row("ownership", [S("a", ["ownership"], framework="structured")], {}).cells == ()


def test_a_loop_tells_no_story_twice_and_fills_what_can_be_filled() -> None:
    stories = [S("a", ["ownership", "dive-deep"]), S("b", ["ownership"])]
    rows = coverage(AMAZON, AMAZON.usual, stories, {"a": [T(4)], "b": [T(2)]}, NOW)
    wanted = [r for r in rows if r.principle in {"ownership", "dive-deep", "frugality"}]
    found = {p.principle: (p.cell.story if p.cell else None) for p in plan(wanted)}
    assert found == {"ownership": "b", "dive-deep": "a", "frugality": None}
    assert plan([]) == ()


@given(st.integers(1, 4).flatmap(lambda wide: st.lists(st.lists(st.integers(0, 9), min_size=wide, max_size=wide), min_size=1, max_size=4)))
def test_no_other_choice_is_worth_more(worth: list[list[int]]) -> None:
    chosen = assign([[float(x) for x in r] for r in worth])
    taken = [j for j in chosen if j is not None]
    assert len(taken) == len(set(taken))
    many, wide = len(worth), max(len(worth[0]), len(worth))
    padded = [r + [0] * (wide - len(r)) for r in worth]
    best = max(sum(padded[i][j] for i, j in enumerate(p)) for p in permutations(range(wide), many))
    assert sum(worth[i][j] for i, j in enumerate(chosen) if j is not None) == best


def test_the_story_that_answers_comes_first(example: tuple[str, str]) -> None:
    text, question = example
    other = "Last June I taught two juniors to read French menus. I made cards, we practised each morning, and by August they took orders alone. I learnt to start with what is said aloud."
    found = fitting(question, [S("other", [], other), S("right", [], text), S("none", [], "hello")], "sde2", "amazon")
    assert [f.story for f in found] == ["right", "other", "none"]
    assert found[-1].fit is None
    assert found[-1].anchor
