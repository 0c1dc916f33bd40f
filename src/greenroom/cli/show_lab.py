"""The webhooks lab in a terminal: plain words in 80 columns, nothing that needs colour."""
from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from greenroom.cli.talk import bold, lines, para, say

if TYPE_CHECKING:
    from greenroom.labs.webhooks.lab import Lab
    from greenroom.labs.webhooks.outcome import Outcome
    from greenroom.labs.webhooks.processes import Progress
    from greenroom.labs.webhooks.race import Replay
    from greenroom.labs.webhooks.step import Result
    from greenroom.rating.result import PartRating
    from greenroom.services.lab_webhooks import Asked, Standing
    from greenroom.webhooks.stores.database import Row

EVERY = 5.0
"""Seconds between lines of progress."""
ABOUT = (
    "A payment service tells a shop of every payment by webhook. Two retry workers share a queue, the shop is slow now and then, and about three in a thousand "
    "webhooks never arrive. You find out why, make it happen on demand, mend it, and measure it: what the person in the story did."
)
GO = "greenroom lab webhooks"


def reporter() -> Progress:
    """Progress on standard error: a line every few seconds, in words that a screen reader can say."""
    last = [time.monotonic() - EVERY + 1]

    def report(what: str, done: int, of: int) -> None:
        if time.monotonic() - last[0] >= EVERY:
            last[0] = time.monotonic()
            click.echo(f"  {done:,} of {of:,} {what} ..." if of > 1 else f"  {what} ...", err=True)
            sys.stderr.flush()

    return report


def overview(standings: list[Standing], root: str) -> str:
    """What the lab is, and where one stands."""
    out = [
        bold("The lab of the dropped webhooks"), "",
        para(ABOUT), "",
    ]
    current = next((s for s in standings if not s.done), None)
    for s in standings:
        mark = "done" if s.done else "next" if s is current else "    "
        out.append(para(f"{s.step.number}. [{mark}] {s.step.title}", 1))
    out += ["", f"Your files: {root}"]
    out.append(f"Go on with: {GO} step {current.step.number}" if current else f"All six are done. The interviewer's questions: {GO} ask")
    return "\n".join(out)


def step_text(s: Standing, of: int) -> str:
    """One step."""
    out = [bold(para(f"Step {s.step.number} of {of}: {s.step.title}{'  (done)' if s.done else ''}")), "", para(f"In the story: {s.step.story}"), "", "To do:"]
    out += [para(f"- {todo}", 1) for todo in s.step.todo]
    if s.path is not None:
        out += ["", f"Your file: {s.path}"]
    return "\n".join([*out, f"Then:      {GO} check {s.step.number}"])


def check_text(result: Result, number: int, of: int) -> str:
    """What a check found."""
    out = [_hanging(line) for line in result.lines]
    if not result.ok:
        return "\n".join([*out, "", f"Step {number} is not done yet."])
    after = f"{GO} step {number + 1}" if number < of else f"{GO} ask"
    return "\n".join([*out, "", f"Step {number} is done. Next: {after}"])


def _hanging(line: str) -> str:
    """A line whose continuation stands two columns further in."""
    depth = 1 + len(line) - len(line.lstrip())
    return para(line.strip(), depth + 2)[2:]


def outcome_text(o: Outcome, weekly: int, lapse: float) -> str:
    """A run, told."""
    d, a, g, money = o.dials, o.attempts, o.ledger, o.money(weekly, lapse)
    low, high = o.interval
    twice = [_row("arrived twice", f"{o.twice:,}"), _row("false dead", f"{o.false_dead:,}  called dead, although they arrived")]
    which = {"retry-race": "the sender with the fault", "none": "Greenroom's own sender", "mine": "your retry worker"}[d.fault]
    out = [
        bold(f"Run with {which}: {o.database}, {d.workers} workers, {o.seconds:.0f} s, seed {d.seed}"), "",
        _row("set: slow tail", f"{d.slow_share:.1%} of attempts, mean {d.slow_tail:g} limits of {d.limit:g} s"),
        _row("set: retries", f"{d.retry_share:.1%} of attempts fail"),
        _row("seen: slow tail", f"{o.slow:,} of {o.begun:,} attempts had no answer in time ({_share(o.slow, o.begun)})"),
        _row("seen: retries", f"{o.retried:,} of {o.accepted:,} events were tried again ({_share(o.retried, o.accepted)})"), "",
        _row("accepted", f"{o.accepted:,}"), _row("delivered", f"{o.delivered:,}  by the shop's own record"), _row("DROPPED", f"{o.dropped:,}"),
        _row("drop rate", f"{100 * o.rate:.3f} %, 95 % interval {100 * low:.3f} to {100 * high:.3f} %"),
        *twice, _row("a week", f"{money.week:,.0f} dollars ({money.low:,.0f} to {money.high:,.0f})"),
        para(f"{weekly:,} webhooks a week at {money.mean:.0f} dollars; {lapse:.0%} of the lost never come back.", 20), "",
        "What watching attempts shows:",
        _row("failed attempts", f"{_share(a.failed, a.all)} of {a.all:,}; worst 1,000 in a row {a.worst:.1%}"),
        _row("alarm", f"at {a.alarm:.0%}: {'FIRES' if a.fires else 'silent'}"), "",
        "What the ledger shows, over both endpoints:",
        _row("accepted", f"{g.accepted:,} = {g.delivered:,} delivered + {g.dead:,} dead + {g.pending:,} pending"),
        _row("not in time", f"{g.late:,} accepted and not delivered by their deadline"),
        *([_row("", f"{g.accepted - o.accepted} of them are for the old test endpoint, which says 404")] if g.accepted > o.accepted else []),
        _row("alarm, shop", f"FIRES, {g.shop:.0f} s after the start" if g.shop is not None else "silent"),
    ]
    return "\n".join([*out, *(para(alarm, 20) for alarm in g.alarms)])


def _row(name: str, value: str) -> str:
    return f"  {name:17} {value}"


def _share(part: int, of: int) -> str:
    return f"{100 * part / of:.2f} %" if of else "none"


def log_text(held: list[tuple[str, list[Row]]]) -> str:
    """Attempts, side by side; times in milliseconds from the first of them."""
    if not held:
        return "Nothing was lost in that run."
    out = []
    for event, rows in held:
        out.append(f"{event}{'' if rows else ': no attempt of it is in the log'}")
        for worker, started, ended, status in rows:
            at = 1000 * (started - rows[0][1])
            out.append(f"  {at:8.0f} ms  {worker:8}  {status if status is not None else 'no answer in time':<17}  took {1000 * (ended - started):5.0f} ms")
    return "\n".join(out)


def replay_text(r: Replay) -> str:
    """A replay, move by move."""
    ends = "LOST: the shop never got it" if r.lost else "Not lost: the shop has it"
    return "\n".join([*r.trace, f"{ends}; the sender believes it is {r.state}. Mark of this run: {r.digest}"])


def ask_all(held: Lab, asked: list[Asked]) -> None:
    """Put the follow-ups one by one; what is typed is kept line by line."""
    from greenroom.services.lab_webhooks import figures, keep_reply, rate, uses_figures

    if not figures(held):
        say("You have not measured yet (step 5), so the questions come without figures of yours.\n")
    for each in asked:
        click.echo(bold(para(f"{each.number} of {len(asked)}. {each.question}")))
        if each.draft:
            say("What you said last time is kept; type it anew, or only a full stop to leave it.")
            say(each.draft, 2)
        say("Your reply, ended by a line with a single full stop:")
        reply, _, ended = lines(kept=lambda text, _, n=each.number: keep_reply(held, n, text))  # type: ignore[misc]
        reply = reply or each.draft
        if not reply and not ended:
            return
        click.echo("\n".join(_rated(each, rate(each, reply), uses_figures(held, reply))) if reply else "Passed over.")
        click.echo()


def _rated(each: Asked, rating: PartRating, own: bool) -> list[str]:
    from greenroom.services.view_rating import signed

    if rating.why_not is not None:
        return [para(f"Not judged: {rating.why_not.message} {rating.why_not.remedy}")]
    out = [para(f"{key}: {c.score} of 3. {c.anchor}") for key, c in rating.criteria.items()]
    out += [para(signed(e), 2) for e in rating.evidence[:4]]
    if "metric" in each.followup.probes and not own:
        out.append(para("None of your own figures is in it."))
    return [*out, para(f"Remember: {each.followup.remember.strip()}")]
