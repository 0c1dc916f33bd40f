"""Speech: timed words read from what recognisers write, and what their times show: pace, pauses, seconds per section."""
from greenroom.speech.transcript import BrokenTranscript, TimedWord, Transcript

__all__ = ["BrokenTranscript", "TimedWord", "Transcript"]
