"""Measure what must hold of ratings when an answer is changed: the same story in other clothes, one thing taken away, words that try to gain.

    python training/invariance.py [--sample N] [--seed N] [--all] [--json OUT]

Answers are drawn from the holdout's writers (`--all`: from the whole corpus, which the weights were fitted on). One line a kind, with the
share of cases in which it held. A name with "each score" counts scores, the others count whole ratings.
"""
from __future__ import annotations

import argparse
import ast
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from greenroom import assess
from greenroom.frameworks import BARS
from greenroom.rating.criteria import load_all
from greenroom.reader.reading import CRITERIA
from training import perturb
from training.edits import Answer, Change, lost_kinds

HERE = Path(__file__).parent
FLOOR, GOAL = 0.97, 0.995
WORST = 5
Family = Literal["invariance", "directed", "gaming"]
Row = Mapping[str, Any]


class Outcome(NamedTuple):
    """How often something held, of how many times, and the worst failures, each with its answer's id."""

    held: int
    tried: int
    worst: tuple[str, ...]

    @property
    def rate(self) -> float:
        return self.held / self.tried if self.tried else 1.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A named change and what must hold of it.

    invariance: every score and the vote stay. directed: `aims`, one criterion, does not rise; where both the rater and the product had
    given it 2 or more it falls, unless the changed answer `still` earns it; the criteria of `unrelated` stay, but for those that rest on
    words that went. gaming: none of `aims` and not the vote rises. `may_reach` holds scores that the new words honestly earn: a negated
    result is an outcome in words, a generic lesson is a lesson. With `against` the change is measured against that change of the answer,
    from the same generator state, and not against the answer as it was.
    """

    name: str
    family: Family
    change: Change
    aims: tuple[str, ...] = CRITERIA
    unrelated: tuple[str, ...] = ()
    may_reach: Mapping[str, int] = field(default_factory=dict)
    still: Callable[[Answer], bool] | None = None
    against: Change | None = None


KINDS: tuple[Kind, ...] = (
    Kind("first names", "invariance", perturb.first_names),
    Kind("he and she swapped", "invariance", perturb.swapped_pronouns),
    Kind("he and she to they", "invariance", perturb.they_pronouns),
    Kind("places", "invariance", perturb.places),
    Kind("who the speaker is", "invariance", perturb.other_introduction, against=perturb.introduction),
    Kind("curly quotes", "invariance", perturb.curly_quotes),
    Kind("other dashes", "invariance", perturb.other_dashes),
    Kind("no-break spaces", "invariance", perturb.hard_spaces),
    Kind("double spaces", "invariance", perturb.double_spaces),
    Kind("a line a sentence", "invariance", perturb.line_breaks),
    Kind("wrapped at 72", "invariance", perturb.hard_wrap),
    Kind("disfluencies", "invariance", perturb.disfluencies),
    Kind(
        "measures deleted", "directed", perturb.without_measures, ("metric",), ("ownership", "agency", "depth", "judgement", "reflection"),
        still=perturb.still_measured,
    ),
    Kind("handed off", "directed", perturb.handed_off, ("ownership",), ("context", "metric", "impact", "lasting", "reflection")),
    Kind(
        "generic lesson", "directed", perturb.generic_lesson, ("reflection",), ("context", "ownership", "agency", "depth", "judgement", "metric", "impact"),
        may_reach={"reflection": 1},
    ),
    Kind("keywords", "gaming", perturb.keywords),
    Kind("I was there", "gaming", perturb.i_was_there, ("ownership", "agency", "depth")),
    Kind("said twice", "gaming", perturb.repeated),
    Kind("idle numbers", "gaming", perturb.idle_numbers, ("metric", "impact")),
    Kind("negated result", "gaming", perturb.negated_result, ("metric", "impact", "lasting"), may_reach={"metric": 1}),
    Kind("I watched", "gaming", perturb.watched, ("ownership", "agency", "depth")),
    Kind("note to the rater", "gaming", perturb.note_to_rater),
    Kind("padding", "gaming", perturb.padded),
)
TYPOGRAPHY = ("curly quotes", "other dashes", "no-break spaces", "double spaces", "a line a sentence", "wrapped at 72")
LEVEL_ORDER = "votes fall with the bar"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is compared of a rating: the scores, the vote at the answer's level, and the votes from the lowest bar to the highest."""

    scores: Mapping[str, int]
    vote: int
    votes: tuple[int, ...]


@dataclass
class Tally:
    """Cases as they are counted."""

    held: int = 0
    tried: int = 0
    failures: list[tuple[int, str]] = field(default_factory=list)

    def add(self, tried: int, failed: Sequence[str], id: str, size: int | None = None) -> None:
        self.tried += tried
        self.held += tried - min(tried, len(failed))
        if failed:
            self.failures.append((len(failed) if size is None else size, f"{id}: {', '.join(failed)}"))

    def outcome(self) -> Outcome:
        return Outcome(self.held, self.tried, tuple(text for _, text in sorted(self.failures, key=lambda f: (-f[0], f[1]))[:WORST]))


def measure(rows: Sequence[Row], per_kind: int, seed: int, kinds: Sequence[Kind] = KINDS, log: Callable[[str], None] | None = None) -> dict[str, Outcome]:
    """Try each kind on the first `per_kind` answers of the shuffled `rows` to which it applies; what held, by name.

    Answers that the product does not judge are passed over; a changed answer that it no longer judges has failed, but gains nothing.
    """
    order = [Answer.of(row) for row in random.Random(seed).sample(list(rows), k=len(rows))]
    tallies: dict[str, Tally] = {LEVEL_ORDER: Tally()}
    known: dict[tuple[str, str, str], Seen | None] = {}

    def see(answer: Answer) -> Seen | None:
        key = (answer.text, answer.question, answer.level)
        if key not in known:
            seen = known[key] = rated(answer)
            if seen:
                falls = list(seen.votes) == sorted(seen.votes, reverse=True)
                tallies[LEVEL_ORDER].add(1, [] if falls else [f"votes {seen.votes}"], answer.id)
        return known[key]

    for kind in kinds:
        tried = 0
        for answer, before, after in _cases(order, kind, seed):
            was = see(before)
            if was is None:
                continue
            _CHECKS[kind.family](kind, answer, before, after, was, see(after), tallies)
            tried += 1
            if tried == per_kind:
                break
        if log:
            log(f"{kind.name}: {tried} answers")
    return {name: tally.outcome() for name, tally in tallies.items()}


def _cases(order: Sequence[Answer], kind: Kind, seed: int) -> Iterator[tuple[Answer, Answer, Answer]]:
    for answer in order:
        start = f"{seed} {kind.name} {answer.id}"
        before = answer if kind.against is None else kind.against(answer, random.Random(start))
        after = kind.change(answer, random.Random(start))
        if before is not None and after is not None and after.text.strip() != before.text.strip():
            yield answer, before, after


def rated(answer: Answer) -> Seen | None:
    """What the product says of an answer at its level; None when it does not judge it."""
    rating = assess(answer.text, answer.question or None, answer.level)
    if rating.vote is None:
        return None
    return Seen({key: c.score for key, c in rating.criteria.items()}, rating.vote.value, tuple(rating.votes[bar] for bar in BARS))


def _changed(keys: Sequence[str], was: Seen, now: Seen) -> list[str]:
    return [f"{key} {was.scores[key]} to {now.scores[key]}" for key in keys if was.scores[key] != now.scores[key]]


def _check_invariance(kind: Kind, answer: Answer, before: Answer, after: Answer, was: Seen, now: Seen | None, tallies: dict[str, Tally]) -> None:
    each = len(CRITERIA) + 1
    failed = ["not judged"] * each if now is None else _changed(CRITERIA, was, now)
    if now and was.vote != now.vote:
        failed.append(f"vote {was.vote} to {now.vote}")
    _of(tallies, kind.name).add(1, failed if now else failed[:1], answer.id)
    _of(tallies, f"{kind.name}: each score").add(each, failed, answer.id)


def _check_directed(kind: Kind, answer: Answer, before: Answer, after: Answer, was: Seen, now: Seen | None, tallies: dict[str, Tally]) -> None:
    (aim,) = kind.aims
    if now is None:
        _of(tallies, f"{kind.name}: {aim} does not rise").add(1, ["not judged"], answer.id)
        return
    step = f"{aim} {was.scores[aim]} to {now.scores[aim]}"
    _of(tallies, f"{kind.name}: {aim} does not rise").add(1, [step] if now.scores[aim] > max(was.scores[aim], kind.may_reach.get(aim, 0)) else [], answer.id)
    if was.scores[aim] >= 2 and answer.scores[aim] >= 2 and not (kind.still and kind.still(after)):
        _of(tallies, f"{kind.name}: {aim} falls").add(1, [step] if now.scores[aim] >= was.scores[aim] else [], answer.id, now.scores[aim])
    gone = lost_kinds(before, after)
    unrelated = [key for key in kind.unrelated if not gone & set(load_all()[key].shows)]
    if unrelated:
        failed = _changed(unrelated, was, now)
        _of(tallies, f"{kind.name}: the rest stays").add(1, failed, answer.id)
        _of(tallies, f"{kind.name}: the rest stays, each score").add(len(unrelated), failed, answer.id)


def _check_gaming(kind: Kind, answer: Answer, before: Answer, after: Answer, was: Seen, now: Seen | None, tallies: dict[str, Tally]) -> None:
    failed = []
    if now is not None:
        failed = [f"{key} {was.scores[key]} to {now.scores[key]}" for key in kind.aims if now.scores[key] > max(was.scores[key], kind.may_reach.get(key, 0))]
        if now.vote > was.vote:
            failed.append(f"vote {was.vote} to {now.vote}")
    _of(tallies, kind.name).add(1, failed, answer.id)
    _of(tallies, f"{kind.name}: each score").add(len(kind.aims) + 1, failed, answer.id)


_CHECKS = {"invariance": _check_invariance, "directed": _check_directed, "gaming": _check_gaming}


def _of(tallies: dict[str, Tally], name: str) -> Tally:
    return tallies.setdefault(name, Tally())


def rows_of(all_writers: bool = False) -> list[Row]:
    """The corpus's rows by the holdout's writers, or all of them. The list of writers is read from `train.py` without importing PyTorch."""
    lines = [line for path in sorted((HERE / "corpus" / "batches").glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows: list[Row] = [json.loads(line) for line in lines]
    return rows if all_writers else [row for row in rows if row["writer"] in holdout()]


def holdout() -> tuple[str, ...]:
    """The writers of whom nothing is fitted."""
    for node in ast.parse((HERE / "train.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "HOLDOUT":
            return tuple(ast.literal_eval(node.value))
    raise LookupError("training/train.py has no list HOLDOUT of writers")


def table(outcomes: Mapping[str, Outcome]) -> str:
    """One line a kind: share, counts, and whether it reaches the goal or the floor."""
    width = max(map(len, outcomes))
    lines = []
    for name, o in outcomes.items():
        word = "goal" if o.rate >= GOAL else "floor" if o.rate >= FLOOR else "BELOW"
        lines.append(f"{name:<{width}}  {o.rate:7.1%}  {o.held:>5} of {o.tried:<5} {word:<5}  {o.worst[0] if o.worst else ''}".rstrip())
    return "\n".join(lines)


def report_lines(sample: int, seed: int = 1) -> list[str]:
    """The part of docs/reference/accuracy.md on what may not move a rating, as lines of Markdown."""
    outcomes = measure(rows_of(), sample, seed, log=lambda line: print(line, file=sys.stderr, flush=True))
    lines = ["", "## What may not move a rating, and what must", ""]
    lines += [f"Up to {sample} answers of writers held out, each changed in one way; floor {FLOOR:.0%}, goal {GOAL:.1%}."]
    lines += ["", "| change | held | of | share |", "|---|---|---|---|"]
    return lines + [f"| {name} | {o.held} | {o.tried} | {o.rate:.1%}{'' if o.rate >= FLOOR else ' (below)'} |" for name, o in outcomes.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=40, help="answers for each kind (default 40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="draw from all writers, not only from the holdout's")
    parser.add_argument("--json", type=Path, help="write the outcomes here too")
    args = parser.parse_args()
    outcomes = measure(rows_of(args.all), args.sample, args.seed, log=lambda line: print(line, file=sys.stderr, flush=True))
    print(table(outcomes))
    if args.json:
        found = {name: {"held": o.held, "tried": o.tried, "rate": round(o.rate, 4), "worst": list(o.worst)} for name, o in outcomes.items()}
        args.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
