"""What Greenroom tells of by webhook: ids, times and scores in `data`; what the person wrote apart from it, for endpoints that are set to want it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenroom.storage.records import Rehearsal, Story, Take

DONE = "done"
TYPES: Mapping[str, str] = {
    "rehearsal.finished": "A mock is over: times, vote, scores, and which follow-ups were settled.",
    "rehearsal.deleted": "A finished mock was deleted; delete what you hold of it.",
    "story.added": "A story was written down.",
    "story.changed": "A story was changed.",
    "story.rated": "An answer told from a story was rated and kept: vote and scores.",
    "story.deleted": "A story was deleted; delete what you hold of it.",
}
"""Every type of event, and what it says."""


@dataclass(frozen=True)
class Happening:
    """Something to tell of: `data` for everybody, `words` beside them for who is set to want what the person wrote."""

    type: str
    data: dict[str, Any]
    words: dict[str, Any] = field(default_factory=dict)


def scores(rating: dict[str, Any] | None) -> dict[str, Any]:
    """Of a rating (`Rating.to_dict`) the vote and the scores, without a quote or remark. All None where it was not judged or there is none."""
    if rating is None or not rating.get("judged"):
        return {"judged": None if rating is None else False, "vote": None, "votes": None, "scores": None}
    vote = rating.get("vote")
    return {
        "judged": True, "vote": {"value": vote["value"], "word": vote["word"]} if vote else None, "votes": dict(rating["votes"]),
        "scores": {key: held["score"] for key, held in rating["criteria"].items()},
    }


def rehearsal_finished(held: Rehearsal, rating: dict[str, Any] | None, settled: Sequence[bool | None]) -> Happening:
    """A mock that is over. Of the question only a walkthrough's is told to everybody; one of the person's own is theirs."""
    session = held.session
    turns = zip(session["asked"], settled or [None] * len(session["asked"]), strict=True)
    asked = [{"probes": list(a["followup"]["probes"]), "replied": bool(a["reply"].strip()), "settled": s} for a, s in turns]
    data = {
        "rehearsal": held.id, "walkthrough": session["walkthrough"] or None, "level": session["level"], "framework": session["framework"],
        "began": held.created.isoformat(), "finished": held.updated.isoformat(), "seconds": round(session["seconds"]), "words": len(session["answer"].split()),
        "followups": asked, **scores(rating),
    }
    replies = [{"question": a["followup"]["text"], "reply": a["reply"]} for a in session["asked"]]
    return Happening("rehearsal.finished", data, {"question": session["question"], "answer": session["answer"], "replies": replies})


def rehearsal_deleted(id: str) -> Happening:
    """A finished mock that is gone."""
    return Happening("rehearsal.deleted", {"rehearsal": id})


def story_kept(held: Story, type_: str) -> Happening:
    """A story that was added or changed. Its title is the person's own words."""
    data = {"story": held.id, "version": held.version, "principles": list(held.principles), "words": len(held.text.split()), "updated": held.updated.isoformat()}
    return Happening(type_, data, {"title": held.title, "text": held.text})


def story_rated(held: Take) -> Happening:
    """An answer told from a story, rated."""
    data = {
        "story": held.story_id, "take": held.id, "rehearsal": held.rehearsal_id, "level": held.level, "framework": held.framework, "rated": held.created.isoformat(),
        "seconds": held.seconds, "words": len(held.text.split()), **scores(held.rating),
    }
    return Happening("story.rated", data, {"question": held.question, "answer": held.text})


def story_deleted(id: str) -> Happening:
    """A story that is gone."""
    return Happening("story.deleted", {"story": id})
