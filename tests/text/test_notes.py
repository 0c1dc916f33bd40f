"""Bare notes are told by somebody, though no "I" stands in them."""
from __future__ import annotations

import pytest

from greenroom.text.notes import acts_in_notes


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Lift broken three weeks. Rang the council daily, got a date, told all neighbours. Fixed in March.", 3),
        ("- school play, costumes lost\n- rang three theatres\n- drove to Leeds for a box of them\n- sewed two nights\n- nobody noticed", 3),
        ("S: invoices late. T: close in 5 days. A: made checklist, chased depots by phone, trained two clerks. R: closed in 4 days.", 4),
    ],
)
def test_acts_without_a_subject_are_counted_in_notes(text: str, acts: int) -> None:
    assert acts_in_notes(text) == acts


@pytest.mark.parametrize(
    "text",
    [
        "Refurbished two-bed flat. Fitted kitchen, tiled bathroom, walled garden. Situated near station. Priced to sell.",
        "09:02 opened by monitoring. Acknowledged by the engineer on call. Closed by support at noon.",
        "Dough plan. Sat 08 feed the starter. Sat 12 fold it. Sat 18 shape it.",
        "The keeper set the lamp on the sill and waited. He counted the boats and wrote the number down.",
        "Skills. Saved time. Saved money. Teamwork and planning and budgets and forklifts. Coaching, listening, rota planning, languages, spreadsheets.",
    ],
)
def test_lists_records_and_tales_are_no_notes(text: str) -> None:
    assert acts_in_notes(text) < 2
