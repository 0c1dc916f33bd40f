"""What was answered comes again: by FSRS, with the clock given and nothing drawn."""
from datetime import UTC, datetime, timedelta

from greenroom.practice.schedule import Schedule

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def test_new_exercises_are_not_due() -> None:
    schedule = Schedule()
    assert schedule.due(["a", "b"], NOW) == []
    assert schedule.new(["b", "a"]) == ["b", "a"]


def test_better_answers_come_back_later() -> None:
    dues = []
    for grade in ("again", "hard", "good", "easy"):
        schedule = Schedule()
        dues.append(schedule.grade("a", grade, NOW))
    assert dues == sorted(dues)
    assert dues[0] < dues[3]


def test_intervals_grow_and_the_longest_due_comes_first() -> None:
    schedule, now, gaps = Schedule(), NOW, []
    for _ in range(5):
        due = schedule.grade("a", "good", now)
        gaps.append(due - now)
        now = due
    assert gaps[-1] > gaps[1] > timedelta(0)
    schedule.grade("b", "again", now - timedelta(days=9))
    assert schedule.due(["a", "b"], now) == ["b", "a"]


def test_the_same_answers_give_the_same_dates_and_survive_keeping() -> None:
    first, second = Schedule(), Schedule()
    for schedule in (first, second):
        schedule.grade("a", "good", NOW)
        schedule.grade("a", "hard", NOW + timedelta(days=2))
    assert first.to_dict() == second.to_dict()
    again = Schedule.from_dict(first.to_dict())
    assert again.due(["a"], NOW + timedelta(days=60)) == ["a"]
