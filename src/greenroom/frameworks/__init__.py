"""Competency frameworks as data: principles, levels with their times and bars, and the words of the vote."""
from greenroom.frameworks.load import Framework, Level, Principle, known, load
from greenroom.reader.reading import BARS

__all__ = ["BARS", "Framework", "Level", "Principle", "known", "load"]
