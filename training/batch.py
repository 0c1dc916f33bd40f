"""Several answers as one batch of tensors, so that a step is a few large products and not many small ones."""
from __future__ import annotations

from dataclasses import dataclass, fields

import torch
from data import CRITERIA, KINDS, LEVELS, PRINCIPLES, SECTIONS, Ask
from themes import THEMES

NO_QUESTION = (Ask([], (0.0, 0.0, 0.0), 0.0),)
SEPARATORS = [101, 102]
UNMARKED = 0.7
"""Weight of a sentence that the only rater left unmarked: at most twelve marks are given, and a second rater finds others."""
PART = 0.5
"""Weight of sentences that are read alone."""
OWN, OTHERS = 0.5, 1.2
"""Weights of the own question, and of the mean over the others."""
OF_ALL_LEVELS = 2.0
"""Weight of an answer's votes where a rater gave them for all four levels."""


@dataclass
class Batch:
    """B answers of S sentences in all, read in W windows of at most T tokens, with at most M sentences, L tokens and K questions an answer, Q questions in all.

    Weights say how much each row counts in the mean over the batch; 0 where there is no target.
    """

    ids: torch.Tensor           # W x T token numbers
    mask: torch.Tensor          # W x T
    spots: torch.Tensor         # tokens that are read: place among W * T
    owners: torch.Tensor        # and the sentence of each
    shares: torch.Tensor        # and one by the number of its sentence's tokens
    first: torch.Tensor         # B: place of the first token of each answer
    cues: torch.Tensor          # S x cues
    lengths: torch.Tensor       # S: words
    before: torch.Tensor        # S: the sentence before in the same answer, or S
    after: torch.Tensor
    rows: torch.Tensor          # B x M sentences, or S
    there: torch.Tensor         # B x M: whether there is one
    heard: torch.Tensor         # B x L tokens that are read, as places among W * T
    heard_in: torch.Tensor      # B x L: which of the answer's sentences
    heard_there: torch.Tensor
    q_ids: torch.Tensor         # Q + 1 x tokens; the last is no question
    q_mask: torch.Tensor
    q_words: torch.Tensor       # which tokens are words of the question
    asked: torch.Tensor         # B x K questions, or Q
    sections: torch.Tensor      # S x sections: share of the raters
    kinds: torch.Tensor         # S x kinds
    sentence_weight: torch.Tensor
    sentence_less: torch.Tensor  # S: weight of what is not marked
    tokens: torch.Tensor        # all tokens with targets: place among W * T
    token_kinds: torch.Tensor
    token_weight: torch.Tensor
    token_less: torch.Tensor
    criteria: torch.Tensor      # B x criteria x 3
    rated: torch.Tensor         # B: weight of what is read from the whole answer
    themes: torch.Tensor        # B x themes
    themes_weight: torch.Tensor
    turns: torch.Tensor         # S x themes
    turns_weight: torch.Tensor  # S x themes
    q_themes: torch.Tensor      # Q + 1 x themes
    q_themes_weight: torch.Tensor
    fit: torch.Tensor           # B x K x 3
    fit_weight: torch.Tensor    # B x K
    votes: torch.Tensor         # B x levels x 3
    votes_weight: torch.Tensor  # B x levels
    principles: torch.Tensor    # B x principles
    judged: torch.Tensor        # B
    judged_weight: torch.Tensor
    versions: torch.Tensor      # B x B: mean over the versions of the same answer
    versions_weight: torch.Tensor

    def to(self, device):
        """The batch on a device."""
        return self.each(lambda tensor: tensor.to(device, non_blocking=True))

    def pin_memory(self):
        """The batch where an accelerator can fetch it; a DataLoader calls this."""
        return self.each(torch.Tensor.pin_memory)

    def each(self, change):
        return Batch(**{f.name: change(getattr(self, f.name)) for f in fields(self)})


def collate(examples):
    """A Batch of Examples (data.py)."""
    return Batch(**words(examples), **questions(examples), **sentence_targets(examples), **turns(examples), **answer_targets(examples), **family_targets(examples))


def padded(rows, fill, dtype=torch.long):
    """Lists of different lengths as one tensor."""
    out = torch.full((len(rows), max(map(len, rows), default=1) or 1), fill, dtype=dtype)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row, dtype=dtype)
    return out


def words(examples):
    windows = [w for e in examples for w in e.windows.parts]
    wide = max(len(w.ids) for w in windows)
    spots, owners, shares, first, rows, heard, heard_in, before, after = ([] for _ in range(9))
    at, s = 0, 0
    for e in examples:
        n = len(e.cues)
        first.append(at * wide)
        rows.append(list(range(s, s + n)))
        mine = [((at + w) * wide + t, i, b - a) for w, window in enumerate(e.windows.parts) for i, a, b in window.reads for t in range(a, b)]
        spots += [spot for spot, _, _ in mine]
        owners += [s + i for _, i, _ in mine]
        shares += [1 / count for _, _, count in mine]
        heard.append([spot for spot, _, _ in mine])
        heard_in.append([i for _, i, _ in mine])
        before += [-1, *range(s, s + n - 1)]
        after += [*range(s + 1, s + n), -1]
        at, s = at + len(e.windows.parts), s + n
    link = [torch.tensor([s if i < 0 else i for i in chain]) for chain in (before, after)]
    return {
        "ids": padded([w.ids for w in windows], 0), "mask": padded([[1] * len(w.ids) for w in windows], 0),
        "spots": torch.tensor(spots), "owners": torch.tensor(owners), "shares": torch.tensor(shares), "first": torch.tensor(first),
        "cues": torch.cat([e.cues for e in examples]), "lengths": torch.cat([e.lengths for e in examples]), "before": link[0], "after": link[1],
        "rows": padded(rows, s), "there": padded([[True] * len(r) for r in rows], False, torch.bool),
        "heard": padded(heard, 0), "heard_in": padded(heard_in, 0), "heard_there": padded([[True] * len(h) for h in heard], False, torch.bool),
    }


def questions(examples):
    asks = [e.asks or NO_QUESTION for e in examples]
    given = [a.ids for mine in asks for a in mine if a.ids]
    at, rows = 0, []
    for mine in asks:
        rows.append([])
        for a in mine:
            rows[-1].append(at if a.ids else len(given))
            at += bool(a.ids)
    named = [a.themes for mine in asks for a in mine if a.ids] + [None]
    given.append(SEPARATORS)
    fit, weight = torch.zeros(len(asks), max(map(len, asks)), 3), torch.zeros(len(asks), max(map(len, asks)))
    for i, (e, mine) in enumerate(zip(examples, asks, strict=True)):
        if e.criteria is None or e.part:
            continue
        for j, a in enumerate(mine):
            fit[i, j] = torch.tensor(a.fit)
            weight[i, j] = (OTHERS * a.weight / (len(mine) - 1) if j else OWN) / len(examples)
    return {
        "q_ids": padded(given, 0), "q_mask": padded([[1] * len(ids) for ids in given], 0),
        "q_words": padded([[False, *[True] * (len(ids) - 2), False] for ids in given], False, torch.bool), "asked": padded(rows, len(given) - 1),
        "fit": fit, "fit_weight": weight, **themes(named, "q_themes"), **themes([None if e.part else e.themes for e in examples], "themes"),
    }


def themes(named, name):
    """Targets of stories or questions by their themes, with a weight of 0 where they are not known."""
    known = [t is not None for t in named]
    return {
        name: torch.stack([torch.zeros(THEMES) if t is None else t for t in named]),
        f"{name}_weight": torch.tensor([k / max(1, sum(known)) for k in known]),
    }


def turns(examples):
    """Targets of the themes by sentence; a weight of 0 where the story is not labelled."""
    told = [None if e.part else e.turns for e in examples]
    wanted = [torch.zeros(len(e.cues), THEMES) if t is None else t[0] for e, t in zip(examples, told, strict=True)]
    known = max(1, sum(t is not None for t in told))
    weight = [torch.zeros(len(e.cues), THEMES) if t is None else t[1] / len(e.cues) / known for e, t in zip(examples, told, strict=True)]
    return {"turns": torch.cat(wanted), "turns_weight": torch.cat(weight)}


def sentence_targets(examples):
    sections, kinds, weight, less = [], [], [], []
    tokens, token_kinds, token_weight, token_less = [], [], [], []
    wide = max(len(w.ids) for e in examples for w in e.windows.parts)
    at = 0
    for e in examples:
        n = len(e.cues)
        share = 0.0 if e.criteria is None else (PART if e.part else 1.0) / len(examples)
        light = 1.0 if e.raters > 1 else UNMARKED
        sections.append(e.sections if share else torch.zeros(n, len(SECTIONS)))
        kinds.append(e.kinds if share else torch.zeros(n, len(KINDS)))
        weight.append(torch.full((n,), share / n))
        less.append(torch.full((n,), light))
        for w, window in enumerate(e.windows.parts if share else ()):
            count = len(window.ids)
            tokens.append(torch.arange(count) + (at + w) * wide)
            token_kinds.append(e.token_kinds[w])
            token_weight.append(torch.full((count,), share / count / len(e.windows.parts)))
            token_less.append(torch.full((count,), light))
        at += len(e.windows.parts)
    none = [torch.zeros(0)]
    return {
        "sections": torch.cat(sections), "kinds": torch.cat(kinds), "sentence_weight": torch.cat(weight), "sentence_less": torch.cat(less),
        "tokens": torch.cat(tokens or [torch.zeros(0, dtype=torch.long)]), "token_kinds": torch.cat(token_kinds or [torch.zeros(0, len(KINDS))]),
        "token_weight": torch.cat(token_weight or none), "token_less": torch.cat(token_less or none),
    }


def answer_targets(examples):
    n = len(examples)
    out = {
        "criteria": torch.zeros(n, len(CRITERIA), 3), "rated": torch.zeros(n), "votes": torch.zeros(n, len(LEVELS), 3), "votes_weight": torch.zeros(n, len(LEVELS)),
        "principles": torch.zeros(n, len(PRINCIPLES)), "judged": torch.tensor([e.judged for e in examples]),
        "judged_weight": torch.tensor([0.0 if e.part else 1 / n for e in examples]),
    }
    for i, e in enumerate(examples):
        if e.criteria is None or e.part:
            continue
        out["criteria"][i], out["principles"][i], out["rated"][i] = e.criteria, e.principles, 1 / n
        given = [level for level, shares in enumerate(e.votes) if shares is not None]
        for level in given:
            out["votes"][i, level] = e.votes[level]
            out["votes_weight"][i, level] = (1.0 if len(given) == 1 else OF_ALL_LEVELS) / len(given) / n
    return out


def family_targets(examples):
    sets = {}
    for i, e in enumerate(examples):
        if e.family and not e.part:
            sets.setdefault(e.family, []).append(i)
    sets = [members for members in sets.values() if len(members) > 1]
    mean, weight = torch.zeros(len(examples), len(examples)), torch.zeros(len(examples))
    for members in sets:
        for i in members:
            mean[i, members] = 1 / len(members)
            weight[i] = 1 / len(members) / len(sets)
    return {"versions": mean, "versions_weight": weight}
