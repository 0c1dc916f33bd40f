"""From probabilities to marks: whole numbers, few repetitions."""
from __future__ import annotations

import numpy as np
import pytest

from greenroom.reader.decode import Borders, find_marks
from greenroom.reader.reading import KINDS

EASY = Borders(dict.fromkeys(KINDS, 0.5), dict.fromkeys(KINDS, 0.5), dict.fromkeys(KINDS, 0.5))


def tokens_of(text: str) -> list[tuple[int, int]]:
    """Offsets of words and signs, as a tokeniser gives them."""
    out: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if char == " ":
            continue
        if out and out[-1][1] == at and char.isalnum() and text[at - 1].isalnum():
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out


def marks(text: str, kind: str, first: str, borders: Borders = EASY, alone: bool = False, section: str = "", sure: float = 0.9) -> list[str]:
    """The marks of one sentence (of this section, where it is known) in which everything from `first` on is `sure`, or (`alone`) those words and no others."""
    offsets = tokens_of(text)
    k, start = KINDS.index(kind), text.index(first)
    kinds = np.zeros((1, len(KINDS)), dtype=np.float32)
    kinds[0, k] = 1
    tokens = np.zeros((len(offsets), len(KINDS)), dtype=np.float32)
    end = start + len(first) if alone else len(text)
    tokens[:, k] = [sure if start <= a < end else 0.0 for a, _ in offsets]
    return [m.span.of(text) for m in find_marks(text, [offsets], kinds, [tokens], borders, section)]


@pytest.mark.parametrize(
    ("text", "first", "quoted"),
    [
        ("The daily drops fell from 0.3 percent to zero.", "3 percent", "0.3 percent to zero"),
        ("It brought us as much as $2.5 million a year.", "5 million", "$2.5 million a year"),
        ("It cost the school 1,200 euros a week.", "200", "1,200 euros a week"),
        ("We opened the door at 8:30 every day then.", "30", "8:30 every day then"),
        ("I stopped. 3 of us stayed there.", "3 of", "3 of us stayed there"),
    ],
)
def test_a_quote_never_begins_within_a_number(text: str, first: str, quoted: str) -> None:
    assert marks(text, "metric-delta", first) == [quoted]


@pytest.mark.parametrize(
    ("text", "first", "quoted"),
    [
        ("It was late, and they lost order of the queue.", "order", "they lost order of the queue"),
        ("It was late, and the two of them lost order of it.", "lost", "the two of them lost order of it"),
        ("It cost 1,200 euros.", "euros", "It cost 1,200 euros"),
        ("I saw the thing that's always been broken there.", "always", "I saw the thing that's always been broken there"),
        ("She asked the people who'd never opened it.", "never", "She asked the people who'd never opened it"),
        ("Our Node.js pipeline that fed the till.", "pipeline", "Our Node.js pipeline that fed the till"),
        ("We had a so-called master list of it all.", "master", "We had a so-called master list of it all"),
        ("It was very late there so... I rewrote the whole report.", "so", "I rewrote the whole report"),
    ],
)
def test_a_quote_takes_along_the_few_words_that_open_its_clause(text: str, first: str, quoted: str) -> None:
    assert marks(text, "initiative", first) == [quoted]


def test_a_quote_takes_the_sign_of_its_last_number() -> None:
    text = "Errors went down by 40% in a week"
    assert marks(text, "metric-delta", "Errors went down by 40", alone=True) == ["Errors went down by 40% in a week"]


def test_a_second_mark_of_a_kind_needs_more() -> None:
    text = "I wrote the fix. I ran the tests."
    spans = [(0, 16), (17, 33)]
    offsets = [[(a + text[a:b].index(w), a + text[a:b].index(w) + len(w)) for w in text[a : b - 1].split()] for a, b in spans]
    k = KINDS.index("initiative")
    kinds = np.zeros((2, len(KINDS)), dtype=np.float32)
    kinds[:, k] = (0.9, 0.7)
    tokens = []
    for row in offsets:
        t = np.zeros((len(row), len(KINDS)), dtype=np.float32)
        t[:, k] = 0.9
        tokens.append(t)
    strict = Borders(EASY.sentence, EASY.token, dict.fromkeys(KINDS, 0.85))
    assert len(find_marks(text, offsets, kinds, tokens, EASY)) == 2
    assert [m.sentence for m in find_marks(text, offsets, kinds, tokens, strict)] == [0]


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("On all those long evenings I did not write long letters to anybody at all in town.", "write long letters", "On all those long evenings I did not write long letters to anybody"),
        ("For our shop they could walk from a contract worth two million every single year.", "they could walk from a", "they could walk from a contract worth two million every single year"),
        ("We looked at the old roads and a, well, the rest came later on.", "looked at the old roads and a", "We looked at the old roads"),
    ],
)
def test_a_quote_keeps_its_not_and_does_not_end_at_an_article(text: str, words: str, quoted: str) -> None:
    assert marks(text, "initiative", words, alone=True) == [quoted]


def read_as(text: str, sections: str, **sure: float) -> set[str]:
    """The kinds of the marks of one sentence, all of whose words show these kinds with these probabilities (`_` stands for `-`)."""
    offsets = tokens_of(text)
    kinds = np.zeros((1, len(KINDS)), dtype=np.float32)
    tokens = np.zeros((len(offsets), len(KINDS)), dtype=np.float32)
    for kind, p in sure.items():
        kinds[0, KINDS.index(kind.replace("_", "-"))] = p
        tokens[:, KINDS.index(kind.replace("_", "-"))] = p
    return {m.kind for m in find_marks(text, [offsets], kinds, [tokens], EASY, sections)}


def test_what_is_a_result_is_no_act_without_its_actor() -> None:
    text = "We lost two customers over it."
    assert read_as(text, "R", we_action=0.9, business_impact=0.6) == {"business-impact"}
    assert read_as(text, "R", we_action=0.9, metric_delta=0.6) == {"metric-delta"}
    assert read_as(text, "A", we_action=0.9, vague_action=0.6) == {"we-action", "vague-action"}


def test_in_the_situation_no_act_is_missing_its_actor() -> None:
    text = "We ran the stall with four people."
    assert read_as(text, "S", we_action=0.7) == set()
    assert read_as(text, "S", we_action=0.95) == {"we-action"}
    assert read_as(text, "A", we_action=0.7) == {"we-action"}


def test_a_gain_or_a_stake_is_no_part_of_the_action() -> None:
    text = "The guests got their keys in a minute."
    assert read_as(text, "R", business_impact=0.7) == {"business-impact"}
    assert read_as(text, "S", business_impact=0.7) == {"business-impact"}
    assert read_as(text, "A", business_impact=0.9) == set()


def test_what_is_no_act_is_no_vague_act() -> None:
    text = "Everything worked out well for the choir."
    assert read_as(text, "A", vague_action=0.7) == {"vague-action"}
    assert read_as(text, "R", vague_action=0.9) == set()


def test_nobody_weighs_anything_before_the_story_begins() -> None:
    text = "The yard was closed because of the flood."
    assert read_as(text, "A", trade_off=0.9) == {"trade-off"}
    assert read_as(text, "S", trade_off=0.9) == set()


@pytest.mark.parametrize(("kind", "rival", "section"), [
    ("vague-action", "own-action", "A"), ("own-action", "vague-action", "A"), ("metric-delta", "second-order", "R"), ("business-impact", "specific-learning", "R"),
])
def test_a_mark_gives_way_to_what_the_words_show_more_surely(kind: str, rival: str, section: str) -> None:
    def kept(p: float) -> bool:
        return kind in read_as("I carried the chairs over to the hall.", section, **{kind.replace("-", "_"): 0.7, rival.replace("-", "_"): p})

    assert kept(0.7)
    assert not kept(0.8)


def test_an_outcome_without_a_number_holds_none() -> None:
    assert read_as("The ovens were quicker after that.", "R", unmeasured_result=0.9) == {"unmeasured-result"}
    assert read_as("The ovens were quicker for 30 bakers.", "R", unmeasured_result=0.9) == set()
    assert read_as("The ovens were quicker within 2 weeks.", "R", unmeasured_result=0.9) == {"unmeasured-result"}


def test_an_outcome_is_no_act_without_its_actor() -> None:
    text = "The fair was a success that year."
    assert read_as(text, "A", we_action=0.9, unmeasured_result=0.4) == {"we-action"}
    assert "we-action" not in read_as(text, "A", we_action=0.9, unmeasured_result=0.6)
    assert read_as(text, "R", we_action=0.9) == set()


def test_blame_beyond_doubt_needs_no_word_for_it() -> None:
    text = "Typical of the night crew, really."
    assert read_as(text, "S", blame=0.7) == set()
    assert read_as(text, "S", blame=0.9) == {"blame"}


@pytest.mark.parametrize(("section", "found"), [("S", []), ("T", []), ("R", ["40% fewer errors came in"])])
def test_a_change_before_anybody_acts_is_no_measured_result(section: str, found: list[str]) -> None:
    assert marks("40% fewer errors came in.", "metric-delta", "40%", section=section) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I told them afterwards and they dealt with the rest.", True),
        ("The rollout was handled by the vendor.", True),
        ("I wrote the rest of it down on Monday.", False),
    ],
)
def test_others_who_take_it_on_are_a_hand_off(said: str, found: bool) -> None:
    assert bool(marks(said, "hand-off", said, sure=0.64)) == found
