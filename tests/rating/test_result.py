"""A remark without a quote cannot be built."""
from __future__ import annotations

import pytest

from greenroom.rating.result import Evidence, Gap, Quote, Remark


def test_a_remark_needs_what_it_rests_on() -> None:
    with pytest.raises(ValueError, match="words"):
        Remark("Good.", ())


@pytest.mark.parametrize(("start", "end", "quote"), [(0, 0, ""), (0, 2, "  "), (0, 3, "ab"), (-1, 1, "ab")])
def test_a_quote_holds_its_words(start: int, end: int, quote: str) -> None:
    with pytest.raises(ValueError, match="quote"):
        Quote(start, end, quote)
    with pytest.raises(ValueError, match="quote"):
        Evidence("own-action", start, end, quote)


def test_an_unknown_kind_is_no_evidence() -> None:
    with pytest.raises(ValueError, match="kind"):
        Evidence("brilliance", 0, 2, "ab")


def test_a_gap_stands_right_after_words() -> None:
    with pytest.raises(ValueError, match="gap"):
        Gap(5, Quote(0, 2, "ab"))
    assert Gap(2, Quote(0, 2, "ab")).at == 2


def test_the_sign_comes_from_the_kind() -> None:
    assert (Evidence("own-action", 0, 2, "ab").sign, Evidence("blame", 0, 2, "ab").sign) == ("+", "-")
