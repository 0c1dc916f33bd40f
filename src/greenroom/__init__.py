"""Greenroom: get ready for behavioural interviews on your own machine.

`assess(text, question, level)` rates an answer, `assess_part` a sentence or section, `assess_reply` a reply to a follow-up.
"""
from greenroom.assess import assess, assess_part, assess_reply
from greenroom.version import VERSION as __version__

__all__ = ["__version__", "assess", "assess_part", "assess_reply"]
