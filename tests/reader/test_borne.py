"""A mark of one's own act, initiative or lasting effect holds only where its words can show one."""
from __future__ import annotations

import pytest

from greenroom.reader.borne import borne_out, own_part
from greenroom.text.spans import Span


def holds(kind: str, sentence: str, words: str, following: str = "") -> bool:
    """Whether these words of the sentence can show the kind, when `following` is the next sentence."""
    flat = f"{sentence} {following}".rstrip()
    start = flat.index(words)
    return borne_out(kind, flat, Span(start, start + len(words)), 0, len(sentence), len(flat))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("For the last market we took five at dawn.", "five at dawn"),
        ("After the third one we were done.", "After the third one"),
        ("open the gate, ring the bell, weigh the crates", "open the gate, ring the bell, weigh the crates"),
        ("We sorted the crates, swept the yard and rang the growers.", "swept the yard and rang the growers"),
        ("My boss drove the van himself.", "My boss drove the van"),
    ],
)
def test_words_without_the_speaker_are_no_act_of_theirs(sentence: str, words: str) -> None:
    assert not holds("own-action", sentence, words)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("i weigh every crate twice then", "i weigh every crate twice"),
        ("- Weighed all crates, rang the growers", "Weighed all crates, rang the growers"),
        ("- next market day drew a map of the stalls", "next market day drew a map of the stalls"),
        ("The scales and the price list were mine.", "The scales and the price list were mine"),
        ("My part was weighing crates and handing them out.", "handing them out"),
        ("Me and Rosa carried the crates in.", "Me and Rosa carried the crates in"),
        ("The market was late, so rang the growers.", "rang the growers"),
    ],
)
def test_an_act_may_be_told_without_its_subject(sentence: str, words: str) -> None:
    assert holds("own-action", sentence, words)


@pytest.mark.parametrize(
    ("sentence", "words", "following"),
    [
        ("I forgot to lock the scales away.", "I forgot to lock the scales away", ""),
        ("- forgot the pears, two crates", "forgot the pears, two crates", ""),
        ("I assumed that the stall had locked it.", "I assumed that the stall had locked it", ""),
        ("I made a typo on the price list.", "I made a typo on the price list", ""),
        ("My first list priced plums as pears, my fault.", "My first list priced plums as pears", ""),
        ("I told the stall that the plums would sell by themselves.", "I told the stall that the plums would sell by themselves", "I was wrong."),
    ],
)
def test_a_slip_is_neither_a_step_nor_an_initiative(sentence: str, words: str, following: str) -> None:
    assert not holds("own-action", sentence, words, following)
    assert not holds("initiative", sentence, words, following)


@pytest.mark.parametrize(
    ("sentence", "words", "following"),
    [
        ("I forgot one crate, rang the grower and drove it over.", "I forgot one crate, rang the grower and drove it over", ""),
        ("I assumed responsibility for the stall.", "I assumed responsibility for the stall", ""),
        ("I rang the grower and said that it was my fault.", "I rang the grower", ""),
        ("I rang every grower, though it was not my fault.", "I rang every grower", ""),
        ("I drove the plums over.", "I drove the plums over", "In the evening the whole stall came and told me that I was wrong about all of the pears."),
    ],
)
def test_what_was_done_about_a_slip_is_a_step(sentence: str, words: str, following: str) -> None:
    assert holds("own-action", sentence, words, following)


def test_what_others_do_before_is_left_out() -> None:
    flat = "They keep the plums and hand me the pears, and I wrote down who gets what."
    start = flat.index("hand me")
    assert own_part(flat, Span(start, len(flat) - 1), 0).of(flat) == "I wrote down who gets what"
    mine = "I keep the plums and hand out the pears."
    assert own_part(mine, Span(0, len(mine) - 1), 0).of(mine) == mine[:-1]


@pytest.mark.parametrize("words", ["I still work in the same building.", "and I'm still there", "I still work for the same company", "So I still live here."])
def test_where_somebody_still_is_did_not_come_of_the_act(words: str) -> None:
    assert not holds("second-order", words, words)


@pytest.mark.parametrize("words", ["We still work in pairs on Mondays", "I still work with the checklist", "I still study with flash cards", "They still use it there", "I still work from that list"])
def test_what_is_still_done_did(words: str) -> None:
    assert holds("second-order", words, words)
