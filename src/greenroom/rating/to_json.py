"""Results as the published JSON Schema describes them (`rating.schema.json`)."""
from __future__ import annotations

from dataclasses import asdict
from typing import Any

from greenroom.rating.result import CriterionScore, Evidence, Followup, Gap, PartRating, Quote, Rating, Remark


def rating_to_dict(rating: Rating) -> dict[str, Any]:
    """A rating as plain JSON values; key order is fixed. What was not judged has no scores to misread: only the reason and what was asked."""
    head = {
        "judged": rating.judged,
        "why_not": asdict(rating.why_not) if rating.why_not else None,
        "question": rating.question,
        "level": rating.level,
        "framework": rating.framework,
    }
    if not rating.judged:
        return {**head, "engine": asdict(rating.engine)}
    return {
        **head,
        "sentences": [asdict(s) for s in rating.sentences],
        "criteria": {key: _score(score) for key, score in rating.criteria.items()},
        "evidence": [_place(e) for e in rating.evidence],
        "vote": asdict(rating.vote) if rating.vote else None,
        "votes": dict(rating.votes),
        "reasons": [_remark(r) for r in rating.reasons],
        "missing": {level: [asdict(m) for m in lacks] for level, lacks in rating.missing.items()},
        "principles": list(rating.principles),
        "followups": [_followup(f) for f in rating.followups],
        "mend_first": [_remark(r) for r in rating.mend_first],
        "timing": {**asdict(rating.timing), "sections": [asdict(s) for s in rating.timing.sections]},
        "writeup": {
            "for": [_remark(r) for r in rating.writeup.in_favour], "against": [_remark(r) for r in rating.writeup.against], "vote": rating.writeup.vote,
        } if rating.writeup else None,
        "engine": asdict(rating.engine),
    }


def part_to_dict(part: PartRating) -> dict[str, Any]:
    """A part's rating as plain JSON values."""
    return {
        "judged": part.judged,
        "why_not": asdict(part.why_not) if part.why_not else None,
        "sentences": [asdict(s) for s in part.sentences],
        "criteria": {key: _score(score) for key, score in part.criteria.items()},
        "evidence": [_place(e) for e in part.evidence],
        "engine": asdict(part.engine),
    }


def _score(score: CriterionScore) -> dict[str, Any]:
    return {
        "score": score.score, "anchor": score.anchor, "next": score.next, "between": list(score.between) if score.between else None,
        "evidence": [_place(e) for e in score.evidence], "remarks": [_remark(r) for r in score.remarks],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {"text": remark.text, "rests_on": [_place(p) for p in remark.rests_on]}


def _place(place: Evidence | Quote | Gap) -> dict[str, Any]:
    if isinstance(place, Gap):
        return {"gap_at": place.at, "after": _place(place.after)}
    plain = {"start": place.start, "end": place.end, "quote": place.quote}
    return {"kind": place.kind, "sign": place.sign, **plain} if isinstance(place, Evidence) else plain


def _followup(followup: Followup) -> dict[str, Any]:
    return {"text": followup.text, "probes": list(followup.probes), "invited_by": _place(followup.invited_by), "gap": followup.gap}
