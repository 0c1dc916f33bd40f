"""The licence is named, and facts from outside have a source."""
import re
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.licences import LICENCES, is_licence
from greenroom.catalogue.problem import Problem

_FROM_OUTSIDE = re.compile(
    r"\b(?:according to|studies show|research (?:shows|says)|statistics|on average, (?:people|companies|teams))\b"
    r"|\b(?:19|20)\d\d\b(?:\s+[\w'\u2019-]+){0,3}\s+(?:reports?|stud(?:y|ies)|surveys?|papers?)\s+(?:finds?|found|shows?|showed|says?|said|puts?|estimated|counted)\b"
    r"|\b(?:reports?|stud(?:y|ies)|surveys?)\s+(?:of|from|in|by)\s+(?:[\w'\u2019-]+\s+){0,4}(?:19|20)\d\d\b"
    r"|\b\d+(?:\.\d+)?\s*(?:%|per cent|percent)\s+of\s+(?:all\s+)?(?:people|adults|households|companies|employees|patients|candidates)\s+in\s+(?:the\s+)?[A-Z]",
    re.IGNORECASE,
)
"""Words that lean on somebody outside the story. A report within it, which its people wrote themselves, has no year and a finding beside it."""


def find(case: Case, check: Check) -> Iterator[Problem]:
    head = case.walkthrough.head
    if not is_licence(head.licence):
        yield case.problem(
            check, "walkthrough.toml", ("licence",), f"The licence {head.licence!r} is not one that others can look up.",
            f"Write one of: {', '.join(LICENCES)}; or LicenseRef-NAME for one of your own.", "licence",
        )
    for file in ("overview.md", "sections.md"):
        found = _FROM_OUTSIDE.search(case.loaded.texts.get(file, ""))
        if found and not head.sources:
            yield case.problem(
                check, file, found[0], f"{found[0]!r} leans on a source that is not named.",
                "Add it under [[sources]] in walkthrough.toml, or leave the claim out.", file,
            )


CHECK = Check(
    code="sources",
    title="Licence or source is missing",
    why="Others may use a walkthrough only under a licence they can look up, and may trust a figure only where it says where it comes from.",
    remedy="Name the licence by its SPDX identifier and each source under [[sources]].",
    find=find, told=True,
)
