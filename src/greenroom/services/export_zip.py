"""Everything of a person as a zip: JSON for programs, Markdown for people, and the recordings as they are."""
from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from greenroom.frameworks import known
from greenroom.frameworks import load as load_framework
from greenroom.practice.mock import DONE
from greenroom.reader.reading import SECTION_NAMES
from greenroom.services.assess_speech import clock
from greenroom.services.keep_mock import ALOUD, HOW, WRITING
from greenroom.services.report_file import plain_name
from greenroom.stories.story_file import Filed, write

JSON = "greenroom.json"
ABOUT = """Everything that Greenroom kept.

{json}       all of it, for programs: stories, takes with their ratings, rehearsals, schedule, settings
stories/             your stories as Markdown; Greenroom brings them in again, whole and without their takes
rehearsals/          your mock interviews as Markdown, with the vote and the times
recordings/          the sound, where any was recorded: rehearsal, then turn (0 is the answer) and stretch
"""


def write_zip(everything: dict[str, Any], sounds: Iterable[tuple[str, bytes]], recordings: Path, file: IO[bytes]) -> None:
    """Write what `Stores.export_all` gives, the `sounds` (a name and its bytes), and the files below `recordings`, to an open file. Raises OSError."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("README.txt", ABOUT.format(json=JSON))
        out.writestr(JSON, json.dumps(everything, ensure_ascii=False, indent=1))
        for name, text in (*_stories(everything), *_rehearsals(everything)):
            out.writestr(name, text.encode("utf-8", "replace"))
        for name, sound in sounds:
            out.writestr(zipfile.ZipInfo(f"recordings/{name}", datetime.now().timetuple()[:6]), sound, zipfile.ZIP_STORED)
        for path in sorted(p for p in recordings.rglob("*") if p.is_file() and not p.name.startswith(".")):
            out.write(path, f"recordings/{path.relative_to(recordings).as_posix()}", zipfile.ZIP_STORED)


def _stories(everything: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for number, s in enumerate(everything["stories"], 1):
        names = {p.id: p.name for p in load_framework(s["framework"]).principles} if s["framework"] in known() else {}
        takes = [t for t in everything["takes"] if t["story_id"] == s["id"]]
        story = Filed(s["title"], s["text"], s["sections"], s["framework"], tuple(names.get(p, p) for p in s["principles"]), s["id"])
        yield f"stories/{number:03}-{plain_name(s['title'])}.md", write(story, [f"{t['created'][:10]}: {_voted(t)}" for t in takes])


def _rehearsals(everything: dict[str, Any]) -> Iterator[tuple[str, str]]:
    taps = {(u["rehearsal_id"], u["turn"]): _taps(u) for u in everything["utterances"]}
    for number, r in enumerate(everything["rehearsals"], 1):
        session = r["session"]
        lines = [f"# {session.get('question') or 'A mock'}", _mock(r), _took(r, 0, session.get("seconds"), taps)]
        lines += [text for text in (session.get("answer"), session.get("draft")) if text]
        for turn, asked in enumerate(session.get("asked") or [], 1):
            lines += [f"## {asked['followup']['text']}", asked.get("reply") or "Not answered."]
            lines.append(_took(r, turn, asked.get("seconds"), taps) if asked.get("reply") else "")
        lines = [line for line in lines if line]
        yield f"rehearsals/{number:03}-{plain_name(session.get('question') or '')}.md", "\n\n".join(lines) + "\n"


def _mock(rehearsal: dict[str, Any]) -> str:
    """When it was, at which level, and the vote on the answer where it is over and one was noted."""
    session = rehearsal["session"]
    framework = load_framework(session["framework"]) if session.get("framework") in known() else None
    level = framework.level(session["level"]).title if framework and session.get("level") else str(session.get("level", ""))
    vote = session.get("vote")
    word = "" if vote is None or framework is None else framework.votes[vote] if vote else "not enough to judge"
    said = ("finished" if rehearsal["state"] == DONE else "not finished") + (f": {word}" if word else "")
    return ", ".join(filter(None, (rehearsal["updated"][:10], level, said)))


def _took(rehearsal: dict[str, Any], turn: int, seconds: float | None, taps: dict[tuple[str, int], list[tuple[str, float]]]) -> str:
    """How a turn was answered, in how many seconds, and when its parts began where that was tapped; "" where none of it is known."""
    how = {ALOUD: "Said aloud", WRITING: "Written"}.get(rehearsal["session"].get(HOW, {}).get(str(turn), ""), "")
    told = f"{how or 'Answered'} in {clock(round(seconds))}" if seconds else how
    parts = ", ".join(f"{SECTION_NAMES[letter]} at {clock(second)}" for letter, second in taps.get((rehearsal["id"], turn), ()))
    return f"{told or 'Answered'}; as tapped: {parts}." if parts else f"{told}." if told else ""


def _taps(utterance: dict[str, Any]) -> list[tuple[str, float]]:
    """The taps of a turn as seconds of the whole recording, its stretches one after another."""
    lengths = {int(stretch): seconds for stretch, seconds in utterance["lengths"].items()}
    return [(letter, second + sum(long for number, long in lengths.items() if number < stretch)) for letter, stretch, second in utterance["taps"]]


def _voted(take: dict[str, Any]) -> str:
    vote = take["rating"].get("vote")
    asked = f", asked: {take['question']}" if take["question"] else ""
    return (f"{vote['word']} at {take['level']}" if vote else "not enough to judge") + asked
