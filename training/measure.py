"""Turn raw model outputs into ratings that tools/score_gold.py reads, with plain decoding; for choosing models."""
from __future__ import annotations

from data import CRITERIA, KINDS, PRINCIPLES, SECTIONS

from greenroom.text.sentences import split


def simple(row, e, o, cut=0.5):
    sentences = split(row["text"])
    letters = [SECTIONS[i] for i in o["section"].argmax(1).tolist()]
    criteria = {c: {"score": int(min(3, max(0, round(float(o["criteria"][i].sigmoid().sum())))))} for i, c in enumerate(CRITERIA)}
    vote = 1 + int(min(3, max(0, round(float(o["votes"][e.level].sigmoid().sum())))))
    evidence = []
    p_kind = o["kind"].sigmoid()
    at = {}
    for _w, (window, t) in enumerate(zip(e.windows.parts, o["token"], strict=True)):
        for i, a, b in window.reads:
            at[i] = (window, t.sigmoid(), a, b)
    for i, span in enumerate(sentences):
        window, probs, a, b = at[i]
        for k, kind in enumerate(KINDS):
            if p_kind[i, k] < cut:
                continue
            on = [j for j in range(a, b) if probs[j, k] >= 0.4]
            if on:
                evidence.append({"kind": kind, "start": window.offsets[on[0]][0], "end": window.offsets[on[-1]][1]})
            else:
                evidence.append({"kind": kind, "start": span.start, "end": span.end})
    order = o["principle"].argsort(descending=True).tolist()
    return {"id": row["id"], "sentences": [{"start": s.start, "end": s.end, "section": x} for s, x in zip(sentences, letters, strict=True)],
            "criteria": criteria, "evidence": evidence, "vote": {"value": vote}, "principles": [PRINCIPLES[i] for i in order[:2]]}
