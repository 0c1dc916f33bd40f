"""Figures read from tellings: the same thing said in other words is the same figure; two figures for one thing are shown; nothing else is."""
from __future__ import annotations

import pytest

from greenroom.stories.ledger import Telling, figures_of, ledger


def values(text: str) -> list[tuple[float, str]]:
    return [(f.value, f.unit) for f in figures_of(Telling("1", "t", text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell to 0.3 %.", [(0.3, "%")]), ("It fell to 0,3 percent.", [(0.3, "%")]), ("We saved $8,000 a week.", [(8000.0, "$")]), ("We saved 8k dollars.", [(8000.0, "$")]),
        ("It took three weeks.", [(3.0, "week")]), ("It took 3 weeks.", [(3.0, "week")]), ("It took 40 ms.", [(40.0, "ms")]), ("It was 2x faster.", [(2.0, "times")]),
        ("It was twice as fast.", [(2.0, "times")]), ("There were 1,200,000 rows.", [(1200000.0, "")]), ("Two million rows.", [(2000000.0, "")]), ("In 2021 it broke.", []),
        ("Twenty five people came.", [(25.0, "")]), ("\u20ac1.5m was lost.", [(1500000.0, "\u20ac")]),
    ],
)
def test_a_figure_is_read_as_a_number_and_a_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert values(text) == expected


def both(first: str, second: str) -> list[tuple[str, str]]:
    return [(c.first.quote, c.second.quote) for c in ledger([Telling("1", "take 1", first), Telling("2", "take 2", second)]).contradictions]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("The drop rate of webhooks was 0.3 %.", "The drop rate of our webhooks was 3 percent.", [("0.3 %", "3 percent")]),
        ("The nightly import took nine hours before I looked.", "Before that the nightly import took six hours.", [("nine hours", "six hours")]),
        ("I saved the finance team $8,000 in late fees.", "The finance team saved 80,000 dollars in late fees.", [("$8,000", "80,000 dollars")]),
        ("The drop rate of webhooks was 0.3 %.", "The drop rate of webhooks was 0.30 percent.", []),
        ("The drop rate of webhooks was 3 %.", "The drop rate of webhooks fell from 3 % to 0.1 %.", []),
        ("The drop rate of webhooks was 3 %.", "Our gross margin in spring was 5 %.", []),
        ("The wait fell from 122 minutes to 14 and nobody stayed late.", "With the new rota people had a wait from 118 minutes to 15.", [("122 minutes", "118 minutes"), ("14", "15")]),
        ("The wait fell from 122 minutes to 14.", "The wait fell from 122 minutes to 14 at last.", []),
        ("I had two engineers.", "I had two weeks.", []),
        ("The import took nine hours.", "The import took nine days of work to mend.", []),
    ],
)
def test_one_thing_with_two_figures_is_a_contradiction(first: str, second: str, found: list[tuple[str, str]]) -> None:
    assert both(first, second) == found


def test_a_telling_never_contradicts_itself_and_quotes_are_its_words() -> None:
    text = "The drop rate of webhooks was 3 %. The drop rate of webhooks was 5 %."
    held = ledger([Telling("1", "take 1", text)])
    assert held.contradictions == ()
    for fact in held.facts:
        for figure in fact.told:
            assert text[figure.start : figure.end].strip() == figure.quote
            assert figure.quote in figure.clause


def test_a_fact_names_every_telling_once() -> None:
    held = ledger([Telling(str(n), f"take {n}", "It was 40 ms, then 40 ms again.") for n in (1, 2)])
    assert [(f.quote, [x.telling.name for x in f.told]) for f in held.facts] == [("40 ms", ["take 1", "take 2"])]


def test_the_words_around_a_figure_are_whole() -> None:
    text = "First I asked everybody. " + "Uninterruptedly" * 3 + " counting for a month, the time to a first answer fell from 122 minutes to 14, and nobody in the support team had to stay late any more, on any day of the week, in spring or in autumn."
    (first, _) = figures_of(Telling("1", "take 1", text))
    assert first.clause.startswith("… counting for a month,") or first.clause.startswith("Uninterruptedly")
    assert first.clause.endswith(" …")
    words = set(text.split())
    assert all(word in words for word in first.clause.strip("… ").split())
    whole = "The drop rate was 0.3 %."
    assert figures_of(Telling("1", "t", whole))[0].clause == whole
