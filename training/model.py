"""The reader as it is trained: MiniLM over question and answer together, heads for sentences, tokens, criteria, vote and principle."""
from __future__ import annotations

import torch
from data import CRITERIA, KINDS, LEVELS, PRINCIPLES, SECTIONS
from torch import nn
from torch.nn import functional as F

from greenroom.text.cues import CUE_NAMES

WIDTH, NEAR, VIEW, FACTS = 384, 128, 48, 40
N_SHAPE = 3
BLIND = 0.25
OTHER = SECTIONS.index("O")
LEAST = 0.01
N_FACTS = 2 * len(KINDS) + 2 * len(SECTIONS) + 2 * len(CUE_NAMES) + N_SHAPE


class Reader(nn.Module):
    def __init__(self, encoder, dropout=0.2):
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(dropout)
        unit = WIDTH + len(CUE_NAMES)
        self.near = nn.Linear(3 * unit, NEAR)
        self.section = nn.Linear(unit + NEAR, len(SECTIONS))
        self.kind = nn.Linear(unit + NEAR, len(KINDS))
        self.token = nn.Linear(WIDTH, len(KINDS))
        self.view = nn.Linear(unit + NEAR, VIEW)
        self.look = nn.Linear(VIEW + len(SECTIONS) + len(KINDS), len(CRITERIA) + 2)  # attention: each criterion, vote, principle
        self.facts = nn.Linear(N_FACTS, FACTS)
        self.asked = nn.Linear(WIDTH, VIEW)
        self.hidden = nn.ModuleList(nn.Linear(VIEW + FACTS + (VIEW if c == "fit" else 0), 24) for c in CRITERIA)
        self.score = nn.ModuleList(nn.Linear(24, 1) for _ in CRITERIA)
        self.steps = nn.Parameter(torch.tensor([[-1.5, 0.8, 0.8]]).repeat(len(CRITERIA), 1))
        self.vote_hidden = nn.Linear(VIEW + len(CRITERIA), 24)
        self.vote_score = nn.Linear(24, 1)
        self.vote_linear = nn.Linear(len(CRITERIA), 1)
        self.vote_steps = nn.Parameter(torch.tensor([-1.0, 0.8, 0.8]))
        self.vote_drop = nn.Linear(len(CRITERIA), len(LEVELS) - 1)
        self.principle = nn.Linear(VIEW + 2 * WIDTH, len(PRINCIPLES))
        self.judged = nn.Linear(WIDTH + N_FACTS, 1)
        with torch.no_grad():
            self.vote_linear.weight.fill_(0.35)
            self.vote_drop.weight.zero_()
            self.vote_drop.bias.fill_(-1.0)

    def encode(self, batch):
        """Hidden states of each answer's windows."""
        windows = [w for e in batch for w in e.windows.parts]
        size = max(len(w.ids) for w in windows)
        ids = torch.zeros(len(windows), size, dtype=torch.long)
        mask = torch.zeros(len(windows), size, dtype=torch.long)
        for i, w in enumerate(windows):
            ids[i, : len(w.ids)] = torch.tensor(w.ids)
            mask[i, : len(w.ids)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()

    def forward(self, batch):
        states = self.encode(batch).unbind(0)
        out, at = [], 0
        for e in batch:
            n = len(e.windows.parts)
            out.append(self.read(states[at : at + n], e))
            at += n
        return out

    def read(self, states, e):
        # means and the first token by one product a window: a slice each would cost a whole window's gradient each
        pooled = [pooling(w, len(h)) @ h for h, w in zip(states, e.windows.parts, strict=True)]
        first = pooled[0][0]
        s = self.drop(torch.cat([p[1:] for p in pooled]))
        unit = torch.cat([s, e.cues], 1)
        edge = torch.zeros(1, unit.shape[1])
        padded = torch.cat([edge, unit, edge])
        near = torch.tanh(self.near(torch.cat([padded[:-2], unit, padded[2:]], 1)))
        both = torch.cat([unit, self.drop(near)], 1)
        section, kind = self.section(both), self.kind(both)
        token = [self.token(self.drop(h))[: len(w.ids)] for h, w in zip(states, e.windows.parts, strict=True)]
        result = self.judge(both, section, kind, s, first, e)
        return {"section": section, "kind": kind, "token": token, **result}

    def judge(self, both, section, kind, s, cls, e):
        p_section, p_kind = section.softmax(1), kind.sigmoid()
        view = gelu(self.view(both))
        told = 1 - p_section[:, OTHER]  # what is said around the story counts for nothing
        heed = (self.look(torch.cat([view, p_section, p_kind], 1)) + torch.log(told + LEAST)[:, None]).softmax(0)
        seen = heed.T @ view
        if self.training:  # now and then only the facts: what was found must carry the score, not how the answer sounds
            seen = seen * (torch.rand(len(seen), 1) >= BLIND).float()
        shown, cues = p_kind * told[:, None], e.cues * told[:, None]
        facts = torch.cat([
            shown.max(0).values, torch.log1p(shown.sum(0)), p_section.mean(0), torch.log1p(p_section.sum(0)), cues.sum(0) / (told.sum() + LEAST), cues.max(0).values,
            shape(told, e.lengths)])
        known = self.drop(gelu(self.facts(facts)))
        asked = gelu(self.asked(cls))
        logits = []
        for i, c in enumerate(CRITERIA):
            parts = [seen[i], known] + ([asked] if c == "fit" else [])
            y = self.score[i](self.drop(gelu(self.hidden[i](torch.cat(parts)))))
            logits.append(y - ordered(self.steps[i]))
        logits = torch.stack(logits)
        expected = logits.sigmoid().sum(1)
        y = self.vote_linear(expected - 1.5) + self.vote_score(self.drop(gelu(self.vote_hidden(torch.cat([seen[-2], expected])))))
        fall = torch.cat([torch.zeros(1), F.softplus(self.vote_drop(expected)).cumsum(0)])
        votes = y - fall[:, None] - ordered(self.vote_steps)[None]
        return {
            "criteria": logits, "votes": votes, "principle": self.principle(torch.cat([seen[-1], (s * told[:, None]).sum(0) / (told.sum() + LEAST), cls])),
            "judged": self.judged(torch.cat([cls, facts]))[0],
        }


def shape(told, lengths):
    """Length of what is told in three numbers: words, sentences, words a sentence, each scaled to about -1..1."""
    words, sentences = (told * lengths).sum() + 1, told.sum() + LEAST
    return torch.stack([torch.log(words) - 5.0, torch.log(sentences) - 2.5, torch.clamp(words / sentences, max=60) / 20 - 1])


def pooling(window, size):
    """Matrix (1 + sentences read here) x size: the first token, then the mean of each sentence's tokens."""
    out = torch.zeros(1 + len(window.reads), size)
    out[0, 0] = 1
    for row, (_, a, b) in enumerate(window.reads, 1):
        out[row, a:b] = 1 / (b - a)
    return out


def gelu(x):
    """The tanh form, which numpy computes the same way at run time."""
    return F.gelu(x, approximate="tanh")


def ordered(steps):
    """Three rising thresholds of a proportional-odds scale: the first free, the others positive steps up."""
    return torch.cat([steps[:1], steps[:1] + F.softplus(steps[1:]).cumsum(0)])


def ordinal_loss(logits, target, top):
    levels = torch.arange(1, top + 1)
    return F.binary_cross_entropy_with_logits(logits, (target >= levels).float(), reduction="sum")


OF_ALL_LEVELS = 2.0
"""Weight of an answer's votes where a rater gave them for all four levels."""


def loss_of(out, e, weights):
    parts = {"judged": F.binary_cross_entropy_with_logits(out["judged"], torch.tensor(e.judged))}
    if e.fit_only is not None:
        parts["fit"] = F.binary_cross_entropy_with_logits(out["criteria"][CRITERIA.index("fit")], torch.tensor(e.fit_only), reduction="sum") * 0.3
        return parts
    if e.part:
        parts = {}
    if e.criteria is None:
        return parts
    parts["section"] = F.cross_entropy(out["section"], e.sections, label_smoothing=0.05)
    parts["kind"] = F.binary_cross_entropy_with_logits(out["kind"], e.kinds, pos_weight=torch.full((len(KINDS),), 2.0)) * 6
    heavy = torch.full((len(KINDS),), 3.0)
    tokens = [F.binary_cross_entropy_with_logits(t, y, pos_weight=heavy) for t, y in zip(out["token"], e.token_kinds, strict=True)]
    parts["token"] = sum(tokens) / len(tokens) * 6
    scale = 2.0
    if e.part:
        return {k: v * 0.5 for k, v in parts.items()}
    parts["criteria"] = sum(ordinal_loss(out["criteria"][i], e.criteria[i], 3) for i in range(len(CRITERIA))) / len(CRITERIA) * scale
    expected = out["criteria"].sigmoid().sum(1)
    parts["square"] = ((expected - e.criteria) ** 2).mean() * 0.7
    given = [(level, vote) for level, vote in enumerate(e.votes) if vote is not None]
    asked = [ordinal_loss(out["votes"][level], vote - 1, 3) for level, vote in given]
    parts["vote"] = sum(asked) / len(asked) * (1.0 if len(asked) == 1 else OF_ALL_LEVELS)
    parts["principle"] = -(out["principle"].log_softmax(0) * e.principles).sum() * 0.8
    return {k: v * weights.get(k, 1.0) for k, v in parts.items()}
