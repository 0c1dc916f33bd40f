"""What is said of a name that does not exist: those that do, the nearest first, and how many were left out."""
from __future__ import annotations

from greenroom.errors import MOST_LISTED, UnknownName, choice, nearest


def test_the_nearest_come_first_and_the_first_of_them_is_asked_for() -> None:
    assert choice("droped", ["baked", "dropped", "sold"]) == "Did you mean dropped? Choose one of: dropped, baked, sold."
    assert nearest("DROPED", ["Dropped", "baked"]) == ["Dropped"]


def test_where_nothing_is_near_all_stand_in_their_order() -> None:
    assert choice("wizard", ["sde2", "sde1"]) == "Choose one of: sde2, sde1."


def test_where_there_is_one_it_is_not_asked_for_besides() -> None:
    assert choice("droped", ["dropped"]) == "Choose one of: dropped."


def test_what_is_left_out_is_counted() -> None:
    names = [f"name-{n}" for n in range(MOST_LISTED + 7)]
    assert choice("zzz", names).endswith(f"name-{MOST_LISTED - 1}, and 7 more.")
    assert "more" not in choice("zzz", names[:MOST_LISTED])


def test_a_list_is_never_empty() -> None:
    assert UnknownName("walkthrough", "x", []).to_dict() == {
        "code": "unknown-name", "message": "There is no walkthrough 'x'.", "remedy": "There is no walkthrough yet to choose from.",
    }
