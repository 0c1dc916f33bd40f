"""Every part is there, unless the walkthrough is a draft."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.model import PARTS
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    w = case.walkthrough
    if w.head.status == "draft":
        return
    broken = {p.file.rpartition("/")[2] for p in case.loaded.problems}
    lacking = [
        ("overview.md", "the overview", w.overview is None), ("sections.md", "the worked story", "sections.md" not in case.loaded.texts),
        ("followups.toml", "the follow-ups", not w.followups), ("weak.toml", "the weak answer", w.weak is None),
        ("quizzes.toml", "the quizzes", not w.quizzes), ("lenses.toml", "the lenses", not w.lenses), ("levels.toml", "the levels", not w.levels),
    ]
    for file, what, absent in lacking:
        if absent and file not in broken:
            gone = "" if file in case.loaded.texts else f"There is no {file}. "
            yield case.problem(check, file, "", f"{gone}This walkthrough lacks {what}.", f"Write {file}, or set status to \"draft\".", file)
    for part in PARTS:
        if part not in w.sections and "sections.md" not in broken and "sections.md" in case.loaded.texts:
            yield case.problem(check, "sections.md", "", f"The section {part} is missing.", f"Write it under '# {part.title()}'.", part)
    told = [level.id for level in w.levels]
    for level in case.framework.levels:
        if w.levels and level.id not in told:
            yield case.problem(check, "levels.toml", "", f"The level {level.id} is missing.", "Write its focus, bar, speaking time and reflection.", level.id)


CHECK = Check(
    code="parts",
    title="A part is missing",
    why="Study, drill and mock each lean on all parts; only a draft may lack some.",
    remedy="Write the part, or mark the walkthrough as a draft.",
    find=find,
)
