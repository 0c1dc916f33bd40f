"""A report as a file to keep or to send: what it is called, and what it holds."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report as one HTML file: `name` tells it from others in a folder, `html` holds its own style."""

    name: str
    html: str


def report_file(what: str, when: datetime, of: str, html: str) -> ReportFile:
    """The file, named by what was reported ("take-2"), the day, and what it was of: its question or title."""
    return ReportFile(f"greenroom-{what}-{when:%Y-%m-%d}-{plain_name(of)}.html", html)


def plain_name(title: str) -> str:
    """A title as the name of a file that every system takes; "untitled" where no letter of it can stand."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].strip("-") or "untitled"
