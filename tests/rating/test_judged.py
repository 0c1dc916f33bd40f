"""What is declined as nobody's answer, and what is not."""
from __future__ import annotations

import pytest

from greenroom import assess


@pytest.mark.parametrize(
    "text",
    [
        "Lift broken three weeks. Rang the council daily, got a date, told all neighbours. Fixed in March. Neighbours thankful.",
        "Bakery. Oven dead at 4 am. Borrowed neighbour's oven, carried dough over in trays, opened only 20 min late.",
        "Library. Nobody returned books. Wrote polite postcards, phoned forty readers, collected 61 books by bike. Now a yearly round.",
        "Kitchen fire, small. Switched off gas, covered pan with lid, sent everyone out. Nobody hurt. Put a blanket on the wall after.",
    ],
)
def test_bare_notes_are_judged(text: str) -> None:
    assert assess(text, "Tell me about a time you solved a problem.").judged


@pytest.mark.parametrize(
    "text",
    [
        "Refurbished two-bed flat. Fitted kitchen, tiled bathroom, walled garden. Situated near station, priced to sell.",
        "Toasted sourdough, smashed avocado, poached egg. Served with roasted tomatoes and pickled onion on the side.",
        "Whisk the eggs with the sugar until pale, fold in the flour and the melted butter, and bake for half an hour.",
    ],
)
def test_what_nobody_did_is_declined(text: str) -> None:
    rating = assess(text, "Tell me about a time you solved a problem.")
    assert rating.why_not is not None
    assert rating.why_not.code == "not-an-answer"
