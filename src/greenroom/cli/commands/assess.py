"""`greenroom assess`: rate an answer, or a file of them."""
from __future__ import annotations

import json
import os
import sys
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from greenroom.cli.several_words import SeveralWords

if TYPE_CHECKING:
    from greenroom.rating.result import Rating
    from greenroom.services.assess_speech import SpeechReport


@click.command("assess", cls=SeveralWords)
@click.argument("file", required=False, metavar="FILE|-")
@click.option("--question", "-q", help="The interviewer's question; without it `fit` is judged from the story alone.")
@click.option("--level", "-l", default="sde2", show_default=True, help="sde1, sde2, senior, manager, or another name the framework knows.")
@click.option("--framework", "-f", default="amazon", show_default=True, help="Competency framework.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("--out", "-o", metavar="PATH", help="Write here and not to the terminal.")
@click.option("--batch", metavar="IN.jsonl", help="Rate a file with one JSON object a line: id, question, level, text.")
@click.option("--recognise", metavar="AUDIO.wav", help="Have a recording recognised by your own command (GREENROOM_RECOGNISER) and rate what was said.")
@click.option("--speaker", help="Whose words to rate in a transcript that names speakers; without it, of the one who says most.")
@click.option("--jobs", "-j", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes for --batch.")
def command(
    file: str | None, question: str | None, level: str, framework: str, form: str, out: str | None, batch: str | None, jobs: int,
    recognise: str | None, speaker: str | None,
) -> None:
    """Rate the answer in FILE (or - for standard input): sections, criteria with evidence, vote, what to mend, follow-ups.

    FILE may be plain text, or a transcript whose times are then measured: SRT (.srt), WebVTT (.vtt) or Whisper JSON (.json).
    Exit status 1 when there is not enough to judge. A batch ends with 0 whatever its lines hold: one that cannot be rated becomes an object with its `error`.
    """
    if sum(map(bool, (batch, file, recognise))) > 1:
        raise click.UsageError("Give one of FILE, --batch and --recognise, not two.")
    source = batch or file or recognise
    if source and out and os.path.exists(source) and os.path.exists(out) and os.path.samefile(source, out):
        raise click.UsageError(f"--out names the input itself, {out}; it would be overwritten. Choose another name.")
    from greenroom.services.read_timed import is_transcript

    if batch and form == "html":
        raise click.UsageError("--batch writes JSON lines; --format html is for one answer.")
    if batch:
        _batch(batch, out, level, framework, jobs)
        return
    if recognise or (file and is_transcript(file)):
        _spoken(file, recognise, speaker, question, level, framework, form, out)
        return
    if speaker:
        raise click.UsageError("--speaker is for transcripts: FILE.srt, FILE.vtt, FILE.json or --recognise.")
    if not file:
        raise click.UsageError("Name a file with your answer, or - to paste it. Example: greenroom assess answer.txt -q 'Tell me about a time ...'")
    _one(file, question, level, framework, form, out)


def _one(file: str, question: str | None, level: str, framework: str, form: str, out: str | None) -> None:
    from greenroom.services.assess_answer import assess_answer
    from greenroom.services.read_answer import clean, read_file, read_stream

    if file == "-":
        if sys.stdin.isatty():
            click.echo("Type or paste your answer, then press Ctrl-D on a line of its own.", err=True)
        text = read_stream(sys.stdin.buffer, "standard input")
    else:
        text = read_file(file)
    _show(assess_answer(text, clean(question) if question else None, level, framework), None, form, out)


def _spoken(
    file: str | None, recording: str | None, speaker: str | None, question: str | None, level: str, framework: str, form: str, out: str | None,
) -> None:
    from greenroom.frameworks import load
    from greenroom.services.assess_speech import assess_speech
    from greenroom.services.read_answer import clean
    from greenroom.services.read_timed import read_timed
    from greenroom.services.recognise import recognise

    load(framework).level(level)
    transcript = recognise(recording) if recording else read_timed(str(file))
    spoken = assess_speech(transcript, clean(question) if question else None, level, framework, speaker)
    if spoken.left_out:
        others = ", ".join(f"{name} ({n} words)" for name, n in spoken.left_out.items())
        click.echo(f"Rated what {spoken.speaker} says; left out: {others}. Choose with --speaker.", err=True)
    if not spoken.transcript.timed:
        click.echo("The transcript has no times; the speaking time is estimated.", err=True)
    _show(spoken.rating, spoken.report, form, out)


def _show(rating: Rating, speech: SpeechReport | None, form: str, out: str | None) -> None:
    if form == "json":
        shown = json.dumps({"text": rating.text, **rating.to_dict(), **({"speech": speech.to_dict()} if speech else {})}, ensure_ascii=False, indent=1)
    elif form == "html":
        from greenroom.services.report_html import report_html

        shown = report_html(rating, speech)
    else:
        from greenroom.cli.show_rating import show_rating

        shown = show_rating(rating, colour=out is None and _colour(), speech=speech)
    if out:
        _write(out, shown)
        click.echo(f"Written to {out}.", err=True)
    else:
        click.echo(shown)
    if not rating.judged:
        sys.exit(1)


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _write(path: str, shown: str) -> None:
    from greenroom.errors import UnreadableInput

    try:
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(shown + "\n")
    except OSError as problem:
        raise UnreadableInput(f"{path} cannot be written: {problem.strerror}.", "Choose another place with --out.") from None


def _batch(batch: str, out: str | None, level: str, framework: str, jobs: int) -> None:
    from greenroom.errors import UnreadableInput
    from greenroom.frameworks import load
    from greenroom.services.assess_batch import assess_lines, bounded_lines, outcome, told
    from greenroom.services.read_answer import encoding_of

    load(framework).level(level)
    with ExitStack() as stack:
        try:
            source = sys.stdin if batch == "-" else stack.enter_context(open(batch, encoding=encoding_of(batch), errors="replace"))
            target = sys.stdout if out in (None, "-") else stack.enter_context(open(str(out), "w", encoding="utf-8"))
        except OSError as problem:
            raise UnreadableInput(f"{problem.filename} cannot be opened: {problem.strerror}.", "Check --batch and --out.") from None
        outcomes: Counter[str] = Counter()
        live = sys.stderr.isatty()
        for line in assess_lines(bounded_lines(source), level, framework, jobs):
            target.write(line + "\n")
            outcomes[outcome(line)] += 1
            if live and outcomes.total() % 10 == 0:
                click.echo(f"\r{outcomes.total()} done", nl=False, err=True)
        click.echo(f"{chr(13) if live else ''}{told(outcomes)}", err=True)
