"""Each follow-up's weak reply rates below its strong one on what it probes."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem


def find(case: Case, check: Check) -> Iterator[Problem]:
    w = case.walkthrough
    for n, f in enumerate(w.followups, 1):
        weak, strong = (case.examiner.reply(reply, f.probes, w.story, f.question) for reply in (f.weak, f.strong))
        low, high = (sum(r.scores.get(key, 0) for key in f.probes) for r in (weak, strong))
        if low >= high:
            probed = ", ".join(f.probes)
            yield case.problem(
                check, "followups.toml", f.question, f"On {probed} the weak reply reaches {low} and the strong one {high}.",
                "Let the strong reply show in words what is probed, and the weak one lack it; or name what it really probes.", str(n),
            )


CHECK = Check(
    code="followups",
    title="A weak reply does not rate below the strong one",
    why="The pair shows what a follow-up is after. It teaches only if the difference lies in what is probed.",
    remedy="Set the two replies apart on the criteria named in `probes`.",
    find=find, engine=True,
)
