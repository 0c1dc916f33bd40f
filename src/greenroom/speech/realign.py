"""Times for a text that was corrected by hand after it was recognised."""
from __future__ import annotations

from difflib import SequenceMatcher

from greenroom.speech.lay import Heard, Stretch, lay
from greenroom.speech.transcript import Transcript, split_words


def realign(transcript: Transcript, text: str) -> Transcript:
    """A transcript of the words of `text`: those that were recognised keep their times, the others share what lies between by their letters.

    Its own text has single spaces between words; offsets are into that. Speakers are kept only where all words have the same one.
    """
    words = split_words(text)
    if not words or not transcript.words:
        return lay([Stretch(tuple(Heard(word) for word in words))])
    matcher = SequenceMatcher(None, [_bare(w.text) for w in transcript.words], [_bare(w) for w in words], autojunk=False)
    heard = [Heard(word) for word in words]
    for block in matcher.get_matching_blocks():
        for i in range(block.size):
            old = transcript.words[block.a + i]
            heard[block.b + i] = Heard(words[block.b + i], old.start, old.end, old.confidence)
    voices = {w.speaker for w in transcript.words}
    made = lay([Stretch(tuple(heard), transcript.start, transcript.end, voices.pop() if len(voices) == 1 else None)])
    return Transcript(made.text, made.words, made.spans, transcript.times, transcript.others)


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:!?\"'()\u2018\u2019\u201c\u201d\u2026") or word
