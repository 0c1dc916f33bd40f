"""The report as one file says what the page says."""
from __future__ import annotations

import re

from greenroom.assess import assess
from greenroom.services.report_html import report_html
from greenroom.services.view_rating import criteria_rows, kind_title

WEAK = "Our deploys were slow. We looked into it and we fixed it together. Things got better and the team was happy. I learned that communication is important."


def test_the_file_names_marks_and_criteria_as_the_page_does() -> None:
    rating = assess(WEAK, "Tell me about a time you fixed something.", "senior")
    file = report_html(rating)
    assert {kind_title(e.kind) for e in rating.evidence} <= {kind for title in re.findall(r'title="([^"]+)', file) for kind in title.split(", ")}
    assert "we action" not in file
    rows = re.findall(r'<th scope="row">(\w+) <small>.*?<td class="score s(\d)">', file)
    assert rows == [(row.title, str(row.score)) for row in criteria_rows(rating)]
    assert [score for _, score in rows] == sorted(score for _, score in rows)
    assert "which Senior asks" in file


def test_marks_are_lines_and_no_fills() -> None:
    css = report_html(assess(WEAK)).partition("<style>")[2].partition("</style>")[0]
    marks = "".join(re.findall(r"mark[^{]*\{[^}]*\}", css))
    assert "wavy" in marks
    assert not re.search(r"background: (?!none)", marks)
