"""Competency frameworks as data: principles, levels with their times and bars, and the words of the vote."""
from greenroom.frameworks.load import BARS, Framework, Level, Principle, known, load

__all__ = ["BARS", "Framework", "Level", "Principle", "known", "load"]
