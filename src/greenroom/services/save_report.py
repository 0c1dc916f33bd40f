"""The report of an answer that is kept nowhere, as a file."""
from __future__ import annotations

from datetime import datetime

from greenroom.services.assess_answer import assess_answer
from greenroom.services.report_file import ReportFile, report_file
from greenroom.services.report_html import report_html


def save_report(text: str, question: str, level: str, framework: str, now: datetime) -> ReportFile:
    """Rate an answer, to `question` or to none (""), and put its report into a file. Raises as `assess_answer` does."""
    asked = question.strip() or None
    html = report_html(assess_answer(text, asked, level, framework), of=f"an answer, read on {now.day} {now:%B %Y}")
    return report_file("answer", now, asked or "without a question", html)
