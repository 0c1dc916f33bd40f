"""`make accuracy`: how well ratings agree with the raters, beside baselines; written to docs/reference/accuracy.md.

    python -m training.accuracy [--quick]

Reads the gold beside the checkout (../shared/gold, or GREENROOM_GOLD) and its scorer. The strangers' answers are rebuilt from clones below GREENROOM_MIRROR
(default: the folder .mirror beside the checkout) into a temporary folder; nothing of them is kept. Gold is only measured here, never fitted.
"""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("GREENROOM_GOLD", ROOT.parent / "shared"))
GOLD = SHARED / "gold"
SCORER = SHARED / "tools" / "score_gold.py"
MIRROR = Path(os.environ.get("GREENROOM_MIRROR", ROOT.parent / ".mirror"))
PAGE = ROOT / "docs" / "reference" / "accuracy.md"
SOURCES = {"strangers": GOLD / "strangers", "more strangers": Path(__file__).parent / "strangers"}
"""Where pointers to people's own answers and their ratings lie."""
Report = dict[str, Any]


def ours(answers: Path, folder: Path, name: str) -> Path:
    """The engine's ratings of a file of answers, made by the command line as a person would."""
    out = folder / f"{name}-ours.jsonl"
    subprocess.run([sys.executable, "-m", "greenroom", "assess", "--batch", str(answers), "--out", str(out), "--jobs", "2"], check=True)
    return out


def score(gold: Path, rated: Path) -> Report:
    shown = subprocess.run([sys.executable, str(SCORER), str(gold), str(rated), "--json"], check=True, capture_output=True, text=True).stdout
    report: Report = json.loads(shown)
    return report


def strangers(folder: Path, source: Path, name: str) -> Path | None:
    """Strangers' gold, rebuilt from local clones by what `source` points to; None when there are no clones."""
    if not MIRROR.is_dir():
        return None
    work = folder / name.replace(" ", "-")
    work.mkdir()
    for file in (GOLD / "strangers" / "rebuild.py", source / "pointers.jsonl", source / "labels.jsonl"):
        shutil.copy(file, work)
    done = subprocess.run([sys.executable, str(work / "rebuild.py"), "--mirror-root", str(MIRROR), "--out", str(work)], check=False, capture_output=True)
    return work / "strangers.jsonl" if done.returncode == 0 else None


def summary(report: Report) -> dict[str, float]:
    """The measures that have floors, from a scorer's report."""
    criteria = report["criteria"]
    frequent = [e for e in report["evidence"].values() if e["marks_per_rater"] >= 20]
    gaps: dict[str, list[float]] = {}
    for group, (gap, n) in report["vote_gap_by_voice"].items():
        if n >= 5:
            gaps.setdefault(group.split(":")[0], []).append(gap)
    return {
        "sentence macro-F1": report["sections"]["macro_f1"],
        "mean QWK of ten criteria": report["mean_criteria_qwk"],
        "worst criterion QWK": min(c["qwk_vs_median"] for c in criteria.values()),
        "vote QWK": report["vote"]["qwk_vs_median"],
        "votes off by two or more": report["vote"]["off_by_two_or_more"],
        "largest standardised mean difference": max(abs(c["smd"]) for c in (*criteria.values(), report["vote"])),
        "largest vote gap between groups": max((max(g) - min(g) for g in gaps.values()), default=float("nan")),
        "lowest evidence precision (kinds with 20 marks or more)": min((e["precision_vs_any_rater"] for e in frequent), default=float("nan")),
        "mean evidence recall": report["mean_evidence_recall"],
        "first or second principle is a rater's first": report["principles"]["one_of_two_is"],
        "unrated answers": len(report["unrated"]),
    }


FLOORS = {  # (floor, goal, strangers' floor, whether more is better)
    "sentence macro-F1": (0.75, 0.90, 0.68, True), "mean QWK of ten criteria": (0.70, 0.87, 0.55, True), "worst criterion QWK": (0.55, 0.80, 0.35, True),
    "vote QWK": (0.75, 0.87, 0.55, True), "votes off by two or more": (0.03, 0.005, 0.03, False), "largest standardised mean difference": (0.25, 0.05, 0.35, False),
    "largest vote gap between groups": (0.40, 0.10, None, False), "lowest evidence precision (kinds with 20 marks or more)": (0.70, 0.90, 0.65, True),
    "mean evidence recall": (0.50, 0.80, 0.45, True), "first or second principle is a rater's first": (0.65, 0.85, 0.60, True), "unrated answers": (0, 0, 0, False),
}


def table(columns: dict[str, dict[str, float]]) -> list[str]:
    names = list(columns)
    lines = ["| measure | floor | goal | " + " | ".join(names) + " | strangers' floor |", "|---|---|---|" + "---|" * (len(names) + 1)]
    for measure, (floor, goal, outside, more) in FLOORS.items():
        cells = []
        for name in names:
            value = columns[name][measure]
            limit = outside if "strangers" in name else floor
            met = limit is None or value != value or (value >= limit if more else value <= limit)
            cells.append("-" if value != value else f"{value:.3f}".rstrip("0").rstrip(".") + ("" if met else " (below)" if more else " (above)"))
        lines.append(f"| {measure} | {floor} | {goal} | " + " | ".join(cells) + f" | {'-' if outside is None else outside} |")
    return lines


def detail(name: str, report: Report) -> list[str]:
    lines = ["", f"## {name}: each criterion", "", "| | QWK against the median | rater against rater | SMD | exact | 2 or more off |", "|---|---|---|---|---|---|"]
    for key, c in [*report["criteria"].items(), ("vote", report["vote"])]:
        lines.append(f"| {key} | {c['qwk_vs_median']:.2f} | {c['qwk_rater_rater']:.2f} | {c['smd']:+.2f} | {c['exact']:.2f} | {c['off_by_two_or_more']:.2f} |")
    f1 = ", ".join(f"{k} {v:.2f}" for k, v in report["sections"]["f1"].items())
    mean_between, vote_between = _interval(report["mean_criteria_qwk_95"]), _interval(report["vote_qwk_95"])
    lines += ["", f"Sections by F1: {f1}. Bootstrap 95 % interval of the mean criterion QWK {mean_between}, of the vote {vote_between}."]
    lines += ["", "| evidence kind | precision against any rater | recall against two | marks a rater |", "|---|---|---|---|"]
    for kind, e in report["evidence"].items():
        recall = "-" if e["recall_vs_two_raters"] is None else f"{e['recall_vs_two_raters']:.2f}"
        lines.append(f"| {kind} | {e['precision_vs_any_rater']:.2f} | {recall} | {e['marks_per_rater']:.0f} |")
    return lines


def _interval(pair: list[float]) -> str:
    return f"{pair[0]:.2f} to {pair[1]:.2f}"


INTRODUCTION = """# How well the ratings agree

Measured by `make accuracy` with weights `{weights}`. The answers were rated by language models working from the written codebook, two or three an
answer; they agree with each other far more than people do. Read the figures as agreement with consistent silver labels of the codebook, never as
agreement with people. No answer measured here was used in training. QWK is quadratic weighted kappa against the median rating; SMD the standardised
mean difference. "look" and "check" were written for measuring, "strangers" and "more strangers" are answers that people posted in public, the second 73 of them
found and rated for this project (training/strangers). Models were compared on those 73 too, and a few choices (decision 27) were weighed by all these
answers beside the holdout, so none is wholly unseen.
"""


def main() -> int:
    if not SCORER.is_file():
        print(f"There is no gold at {GOLD}. Put it beside the checkout or name it with GREENROOM_GOLD.", file=sys.stderr)
        return 1
    from greenroom.reader.engine import weights_version
    from training.baselines import baselines

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        both = folder / "both.jsonl"
        both.write_text("".join((GOLD / f"{n}.jsonl").read_text(encoding="utf-8") for n in ("look", "check")), encoding="utf-8")
        golds = {"look and check": both, "look": GOLD / "look.jsonl", "check": GOLD / "check.jsonl"}
        for name, source in SOURCES.items():
            outside = strangers(folder, source, name)
            if outside is not None:
                golds[name] = outside
        reports = {name: score(gold, ours(gold, folder, name.replace(" ", "-"))) for name, gold in golds.items()}
        lines = [INTRODUCTION.format(weights=weights_version()), *table({name: summary(r) for name, r in reports.items()})]
        missed = [name for name in SOURCES if name not in golds]
        if missed:
            lines += ["", f"Not measured in this run, for want of clones below {MIRROR.name}: {', '.join(missed)}."]
        lines += baselines({name: golds[name] for name in ("look and check", *SOURCES) if name in golds}, folder, score, summary)
        for name in ("look and check", *SOURCES):
            if name in reports:
                lines += detail(name[0].upper() + name[1:], reports[name])
    from training.invariance import report_lines

    lines += report_lines(40 if "--quick" in sys.argv else 400)
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
