"""A quote begins and ends where a clause or a phrase does."""
from __future__ import annotations

import pytest

from greenroom.reader.edges import settle


def settled(sentence: str, words: str) -> str | None:
    """The quote that these words of the sentence become."""
    start = sentence.index(words)
    span = settle(sentence, start, start + len(words), 0, len(sentence))
    return span and span.of(sentence)


@pytest.mark.parametrize(
    ("sentence", "words", "quoted"),
    [
        ("Three pallets came back and I took the whole count on.", "I took the whole count", "I took the whole count on"),
        ("I rang every supplier of ours, and nobody minded it after that.", "nobody minded it after", "nobody minded it after that"),
        ("I painted a board that nobody wanted to look at.", "I painted a board that nobody", "I painted a board that nobody wanted to look at"),
        ("In the cellar I have looked at the pipes and found that two of the valves were stuck.", "I have looked at the pipes and found", "I have looked at the pipes and found that two of the valves were stuck"),
        ("The choir sang and the parents were so happy about the whole evening.", "the parents were", "the parents were so happy about the whole evening"),
        ("She keeps it with the lid \"open\".", "She keeps it with the lid \"open", "She keeps it with the lid \"open\""),
        ("I moved the drills (both of them), and then went home.", "I moved the drills (both of them", "I moved the drills (both of them)"),
    ],
)
def test_a_quote_goes_on_to_where_its_phrase_ends(sentence: str, words: str, quoted: str) -> None:
    assert settled(sentence, words) == quoted


@pytest.mark.parametrize(
    ("sentence", "words", "quoted"),
    [
        ("At the end of the whole evening the caretaker thanked us for it.", "of the whole evening the caretaker thanked us for it", "At the end of the whole evening the caretaker thanked us for it"),
        ("Before that I thought only of the drawings and their dates.", "that I thought only of the drawings and their dates", "Before that I thought only of the drawings and their dates"),
        ("We stayed late because the ovens had to cool.", "the ovens had to cool", "because the ovens had to cool"),
        ("For a long while the two new fitters in the yard counted every single bolt.", "new fitters in the yard counted every single bolt", "the two new fitters in the yard counted every single bolt"),
        ("My aunt in the market then just counted every single bolt.", "counted every single bolt", "My aunt in the market then just counted every single bolt"),
    ],
)
def test_a_quote_begins_where_its_phrase_does(sentence: str, words: str, quoted: str) -> None:
    assert settled(sentence, words) == quoted


@pytest.mark.parametrize(
    ("sentence", "words", "quoted"),
    [
        ("After all of these long efforts, the kitchen could open again in May.", "efforts, the kitchen could open again in May", "the kitchen could open again in May"),
        ("I walked all the aisles by myself and found the second scanner in a drawer of the old desk.", "I walked all the aisles by myself and found", "I walked all the aisles by myself"),
        ("I told him plainly that it was not in the plan.", "I told him plainly that it", "I told him plainly that it was not in the plan"),
    ],
)
def test_a_quote_keeps_no_scrap_of_the_next_clause(sentence: str, words: str, quoted: str) -> None:
    assert settled(sentence, words) == quoted


@pytest.mark.parametrize(
    ("sentence", "words", "quoted"),
    [
        ("I begged the bakers to live with a shorter list of loaves.", "I begged the bakers to live", "I begged the bakers to live with a shorter list of loaves"),
        ("What I do on such a day is try and calm the two cooks down.", "What I do on such a day is try", "What I do on such a day is try and calm the two cooks down"),
        ("The cook would not lend me the oven till I scrubbed both of the racks.", "The cook would not lend me the oven till", "The cook would not lend me the oven"),
        ("We stopped early cos the dough had gone sour in there.", "the dough had gone sour in there", "cos the dough had gone sour in there"),
        ("My aunt, Ilse, wouldn't sign for the second oven in the yard.", "wouldn't sign for the second oven", "My aunt, Ilse, wouldn't sign for the second oven in the yard"),
        ("A clean sheet for the ovens we owned already was enough for all.", "we owned already was enough for all", "A clean sheet for the ovens we owned already was enough for all"),
        ("In the old yard I stacked all of the trays.", "I stacked all of the trays", "I stacked all of the trays"),
    ],
)
def test_a_quote_is_not_torn_from_what_belongs_to_it(sentence: str, words: str, quoted: str) -> None:
    assert settled(sentence, words) == quoted


def test_till_may_be_a_thing() -> None:
    assert settled("I emptied the till the night before we closed the whole shop.", "I emptied the till") == "I emptied the till the night"


def test_two_words_alone_become_their_clause() -> None:
    assert settled("It was cold, and we lost the order of things.", "lost the") == "we lost the order of things"
    assert settled("Ok.", "Ok") is None


def test_a_run_without_a_word_is_no_quote() -> None:
    assert settle("???? !!!!", 0, 4, 0, 9) is None
