"""Ids and references: the folder is the id, and what is referred to exists."""
from collections.abc import Iterator

from greenroom.catalogue.check import Case, Check
from greenroom.catalogue.problem import Problem
from greenroom.errors import choice
from greenroom.reader.reading import CRITERIA, KINDS


def find(case: Case, check: Check) -> Iterator[Problem]:
    w, head = case.walkthrough, "walkthrough.toml"
    if w.id != case.loaded.folder.name:
        yield case.problem(check, head, f'"{w.id}"', f"The id is {w.id!r} and the folder is {case.loaded.folder.name!r}.", "Give both the same name.", "id")
    if any(peer.id == w.id for peer in case.peers):
        yield case.problem(check, head, f'"{w.id}"', f"There is another walkthrough with the id {w.id!r}.", "Rename one of them.", "id")
    elif w.id in case.elsewhere:
        message = f"Another pack has a walkthrough with the id {w.id!r}, which would be shown in place of this one."
        yield case.problem(check, head, f'"{w.id}"', message, "Choose another id for this one.", "id")
    principles = [p.id for p in case.framework.principles]
    levels = [level.id for level in case.framework.levels]
    asked: list[tuple[str, str, str, list[str]]] = [(head, "principle", p, principles) for p in w.head.principles]
    asked += [(head, "level", w.head.level, levels)]
    asked += [(head, "criterion", c, list(CRITERIA)) for c in w.head.teaches]
    asked += [(head, "walkthrough", other, [*(p.id for p in case.peers), *sorted(case.elsewhere - {w.id})]) for other in w.head.also_answers]
    asked += [("lenses.toml", "principle", lens.principle, principles) for lens in w.lenses]
    asked += [("levels.toml", "level", level.id, levels) for level in w.levels]
    asked += [("followups.toml", "criterion", c, list(CRITERIA)) for f in w.followups for c in f.probes]
    asked += [("quizzes.toml", "criterion", q.criterion, list(CRITERIA)) for q in w.quizzes if q.criterion]
    for g in w.weak.giveaways if w.weak else ():
        asked += [("weak.toml", "criterion", g.criterion, list(CRITERIA))] + ([("weak.toml", "evidence kind", g.kind, list(KINDS))] if g.kind else [])
    for file, what, name, known in asked:
        if name not in known:
            remedy = choice(name, known) or f"There is no other {what} yet; leave it out."
            yield case.problem(check, file, f'"{name}"', f"There is no {what} {name!r}.", remedy, name)


CHECK = Check(
    code="names",
    title="A name refers to nothing",
    why="A walkthrough is found by its id, its principles and its level; a name that nothing answers to leaves it unreachable.",
    remedy="Use ids that exist: those of the framework, of the criteria, and of the other walkthroughs.",
    find=find,
)
