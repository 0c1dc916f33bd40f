"""Enough to judge, or not, and why."""
from __future__ import annotations

import pytest

from greenroom.text.judgeable import why_not

ENOUGH = [
    "I saw that the pump was loud, so I stopped the line and called the fitter, who found a broken bearing.",
    "- pulled logs, two weeks\n- found retries overlap\n- wrote fix + test\n- drop rate 0.3 % -> 0",
    "um so i was like on the night shift and uh the alarm went off and i went to look",
    "I were on t'night shift an' nobody'd fettled the pump so I did it meself, tha knows, and it ran all week",
]


@pytest.mark.parametrize("text", ENOUGH)
def test_plain_notes_and_speech_are_enough(text: str) -> None:
    assert why_not(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t \n", "empty"),
        ("I fixed it.", "too-short"),
        ("asdf jkl qwrtp zxcvb " * 10, "gibberish"),
        ("1234 5678 ;;;; ....", "gibberish"),
        ("\u6211\u5728\u7ebf\u4e0a\u53d1\u73b0\u4e86\u4e00\u4e2a\u95ee\u9898\uff0c\u7136\u540e\u4fee\u590d\u4e86\u5b83\u3002" * 4, "other-language"),
        ("Ich habe damals das Problem gesehen und mit dem Team die L\u00f6sung gebaut, weil es nicht mehr ging und die Kunden sich beschwert haben.", "other-language"),
        ("ownership leadership impact metrics delivery stakeholder alignment synergy customer obsession kubernetes scale latency", "keywords"),
        ("we fixed it " * 40, "repeated"),
    ],
)
def test_what_cannot_be_judged(text: str, code: str) -> None:
    assert why_not(text) == code


@pytest.mark.parametrize(("text", "code"), [("Things got better.", "too-short"), ("Dashboard improved massively overall", "too-short"), ("Kafka Redis Terraform", "keywords")])
def test_a_few_words_with_a_verb_are_short_and_not_keywords(text: str, code: str) -> None:
    assert why_not(text, 3) == code
