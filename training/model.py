"""The reader as it is trained: MiniLM over the answer and over each question by itself, heads for sentences, tokens, criteria, vote and principle."""
from __future__ import annotations

import torch
from data import CRITERIA, KINDS, LEVELS, PRINCIPLES, SECTIONS, Ask
from torch import nn
from torch.nn import functional as F

from greenroom.text.cues import CUE_NAMES

WIDTH, NEAR, VIEW, FACTS = 384, 128, 48, 40
RANK, SHARED, TOKEN, POINTS = 64, 16, 32, 4
ASKED_DROP, PAIR_DROP, STORY_DROP = 0.35, 0.3, 0.3
N_SHAPE = 3
NO_QUESTION = (Ask([], (0.0, 0.0, 0.0), 0.0),)
BLIND = 0.25
OTHER = SECTIONS.index("O")
LEAST = 0.01
N_FACTS = 2 * len(KINDS) + 2 * len(SECTIONS) + 2 * len(CUE_NAMES) + N_SHAPE


class Match(nn.Module):
    """Does the story answer a question? The question, read by itself, against each sentence, against all that is told, against the principles that the story shows,
    and each of its words against the story's word that comes nearest (late interaction: Khattab and Zaharia 2020).

    The story is read without the question, so that any number of questions can be put to one reading of it, in training and at run time.
    """

    def __init__(self):
        super().__init__()
        self.drop, self.hide = nn.Dropout(ASKED_DROP), nn.Dropout(PAIR_DROP)
        self.ask_each, self.tell_each = nn.Linear(WIDTH, RANK), nn.Linear(WIDTH, RANK)
        self.ask_all, self.tell_all = nn.Linear(WIDTH, RANK), nn.Linear(WIDTH, RANK)
        self.ask_shown, self.tell_shown = nn.Linear(WIDTH, SHARED), nn.Linear(len(PRINCIPLES), SHARED)
        self.ask_token, self.tell_token, self.heed_token = nn.Linear(WIDTH, TOKEN), nn.Linear(WIDTH, TOKEN), nn.Linear(WIDTH, POINTS)
        self.asked = nn.Linear(WIDTH, VIEW)
        self.shift = nn.Parameter(torch.zeros(1), requires_grad=False)  # set on the holdout
        both = 2 * RANK + SHARED + POINTS
        self.hidden = nn.Linear(VIEW + FACTS + both + VIEW, 32)
        self.score, self.direct = nn.Linear(32, 1), nn.Linear(both, 1)

    def forward(self, asked, words, s, told, states, said, principles, seen, known):
        """Scores of K questions (K x 384 vectors, and a list of their tokens' states) for one story (sentences `s`, tokens `states` with how much each is told)."""
        q, s = self.drop(level(asked)), self.drop(level(s))
        ask, tell = self.ask_each(q), self.tell_each(s)
        heed = (ask @ tell.T / RANK**0.5 + torch.log(told + LEAST)).softmax(1)
        whole = level((s * told[:, None]).sum(0) / (told.sum() + LEAST))
        shown = self.ask_shown(q) * self.tell_shown(principles)
        pairs = torch.cat([ask * (heed @ tell), self.ask_all(q) * self.tell_all(whole), shown, self.points(words, states, said)], 1)
        story = torch.cat([seen, known]).expand(len(q), -1)
        if self.training:  # a story that is known again by itself would answer for its question
            story = story * (torch.rand(1) >= STORY_DROP).float()
        inner = gelu(self.hidden(torch.cat([story, self.hide(pairs), gelu(self.asked(q))], 1)))
        return (self.score(self.hide(inner)) + self.direct(pairs))[:, 0] + self.shift

    def points(self, words, states, said):
        """For each question POINTS means over its words of how near the story comes to them, each with weights of its own; zeros without a question."""
        there = F.normalize(self.tell_token(states), dim=1)
        out = []
        for own in words:
            if not len(own):
                out.append(torch.zeros(POINTS))
                continue
            near = (F.normalize(self.ask_token(own), dim=1) @ there.T + said - 1).max(1).values
            weight = self.heed_token(own).softmax(0)
            out.append(near @ weight)
        return torch.stack(out)


def level(x):
    """Mean 0 and deviation 1 over the last axis."""
    return (x - x.mean(-1, keepdim=True)) / (x.std(-1, keepdim=True, unbiased=False) + 1e-3)


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
        self.match = Match()
        self.hidden = nn.ModuleList(nn.Linear(VIEW + FACTS, 24) for _ in CRITERIA[1:])
        self.score = nn.ModuleList(nn.Linear(24, 1) for _ in CRITERIA[1:])
        self.steps = nn.Parameter(torch.tensor([[-1.5, 0.8, 0.8]]).repeat(len(CRITERIA), 1))
        self.vote_hidden = nn.Linear(VIEW + len(CRITERIA), 24)
        self.vote_score = nn.Linear(24, 1)
        self.vote_linear = nn.Linear(len(CRITERIA), 1)
        self.vote_steps = nn.Parameter(torch.tensor([-1.0, 0.8, 0.8]))
        self.vote_drop = nn.Linear(len(CRITERIA), len(LEVELS) - 1)
        self.principle = nn.Linear(VIEW + 2 * WIDTH, len(PRINCIPLES))
        self.asked_for = nn.Linear(WIDTH, len(PRINCIPLES), bias=False)  # what the question leads one to expect, nothing without one
        self.judged = nn.Linear(WIDTH + N_FACTS, 1)
        with torch.no_grad():
            self.vote_linear.weight.fill_(0.35)
            self.vote_drop.weight.zero_()
            self.vote_drop.bias.fill_(-1.0)
            self.asked_for.weight.zero_()

    def encode(self, rows):
        """Hidden states of rows of token numbers, padded to the longest."""
        size = max(len(ids) for ids in rows)
        ids = torch.zeros(len(rows), size, dtype=torch.long)
        mask = torch.zeros(len(rows), size, dtype=torch.long)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()

    def questions(self, rows):
        """Of each question (token numbers between separators; none where none was given) the mean of its tokens' states, or zeros, and the states."""
        given = [i for i, ids in enumerate(rows) if ids]
        words = [torch.zeros(0, WIDTH) for _ in rows]
        if given:
            for i, h in zip(given, self.encode([rows[i] for i in given]).unbind(0), strict=True):
                words[i] = h[1 : len(rows[i]) - 1]
        return torch.stack([w.mean(0) if len(w) else torch.zeros(WIDTH) for w in words]), words

    def forward(self, batch):
        states = self.encode([w.ids for e in batch for w in e.windows.parts]).unbind(0)
        asked, words = self.questions([a.ids for e in batch for a in (e.asks or NO_QUESTION)])
        out, at, q = [], 0, 0
        for e in batch:
            n, k = len(e.windows.parts), len(e.asks or NO_QUESTION)
            out.append(self.read(states[at : at + n], asked[q : q + k], words[q : q + k], e))
            at, q = at + n, q + k
        return out

    def read(self, states, asked, words, e):
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
        result = self.judge(both, section, kind, s, first, (asked, words, *tokens_read(states, e.windows.parts)), e)
        return {"section": section, "kind": kind, "token": token, **result}

    def judge(self, both, section, kind, s, cls, asked, e):
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
        principle = self.principle(torch.cat([seen[-1], (s * told[:, None]).sum(0) / (told.sum() + LEAST), cls]))
        vectors, words, tokens, owner = asked
        fits = self.match(vectors, words, s, told, tokens, told[owner], principle.softmax(0), seen[0], known)[:, None] - ordered(self.steps[0])
        logits = [fits[0]]
        for i in range(1, len(CRITERIA)):
            y = self.score[i - 1](self.drop(gelu(self.hidden[i - 1](torch.cat([seen[i], known])))))
            logits.append(y - ordered(self.steps[i]))
        logits = torch.stack(logits)
        expected = logits.sigmoid().sum(1)
        y = self.vote_linear(expected - 1.5) + self.vote_score(self.drop(gelu(self.vote_hidden(torch.cat([seen[-2], expected])))))
        fall = torch.cat([torch.zeros(1), F.softplus(self.vote_drop(expected)).cumsum(0)])
        votes = y - fall[:, None] - ordered(self.vote_steps)[None]
        return {
            "criteria": logits, "fits": fits, "votes": votes, "shown": principle, "principle": principle + self.asked_for(self.drop(level(vectors[0]))),
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


def tokens_read(states, windows):
    """States of all tokens that are read, and the number of the sentence that each belongs to."""
    picked, owner = [], []
    for h, w in zip(states, windows, strict=True):
        at = [t for _, a, b in w.reads for t in range(a, b)]
        picked.append(h.index_select(0, torch.tensor(at)))
        owner += [i for i, a, b in w.reads for _ in range(a, b)]
    return torch.cat(picked), torch.tensor(owner)


def gelu(x):
    """The tanh form, which numpy computes the same way at run time."""
    return F.gelu(x, approximate="tanh")


def ordered(steps):
    """Three rising thresholds of a proportional-odds scale: the first free, the others positive steps up."""
    return torch.cat([steps[:1], steps[:1] + F.softplus(steps[1:]).cumsum(0)])


def ordinal_loss(logits, shares):
    return F.binary_cross_entropy_with_logits(logits, shares, reduction="sum")


OF_ALL_LEVELS = 2.0
"""Weight of an answer's votes where a rater gave them for all four levels."""
UNMARKED = 0.7
"""Weight of a sentence that the only rater left unmarked: at most twelve marks are given, and a second rater finds others."""
OWN, OTHERS = 0.5, 1.2


def fit_loss(fits, asks):
    """The own question, and the mean over the others."""
    each = F.binary_cross_entropy_with_logits(fits, torch.tensor([a.fit for a in asks]), reduction="none").sum(1)
    loss = OWN * each[0]
    if len(asks) > 1:
        weight = torch.tensor([a.weight for a in asks[1:]])
        loss = loss + OTHERS * (each[1:] * weight).sum() / len(weight)
    return loss


def loss_of(out, e, weights):
    parts = {"judged": F.binary_cross_entropy_with_logits(out["judged"], torch.tensor(e.judged))}
    if e.part:
        parts = {}
    if e.criteria is None:
        return parts
    parts["section"] = F.cross_entropy(out["section"], e.sections, label_smoothing=0.05)
    less = 1.0 if e.raters > 1 else UNMARKED
    parts["kind"] = marks_loss(out["kind"], e.kinds, 2.0, less) * 6
    tokens = [marks_loss(t, y, 2.0, less) for t, y in zip(out["token"], e.token_kinds, strict=True)]
    parts["token"] = sum(tokens) / len(tokens) * 6
    if e.part:
        return {k: v * 0.5 for k, v in parts.items()}
    told = [ordinal_loss(out["criteria"][i], e.criteria[i]) for i in range(1, len(CRITERIA))]
    parts["criteria"] = sum(told) / len(told) * 2.0
    parts["fit"] = fit_loss(out["fits"], e.asks)
    expected = out["criteria"].sigmoid().sum(1)
    parts["square"] = ((expected - e.criteria.sum(1)) ** 2).mean() * 0.7
    asked = [ordinal_loss(out["votes"][level], shares) for level, shares in enumerate(e.votes) if shares is not None]
    parts["vote"] = sum(asked) / len(asked) * (1.0 if len(asked) == 1 else OF_ALL_LEVELS)
    parts["principle"] = -sum((out[k].log_softmax(0) * e.principles).sum() for k in ("principle", "shown")) * 0.4
    return {k: v * weights.get(k, 1.0) for k, v in parts.items()}


CONTRAST = 1.5


def contrast_loss(outs, group):
    """How far the scores of versions of one answer lie apart, against how far the raters put them apart: squares of the differences from the versions' means.
    None where the batch holds no two versions of one answer."""
    sets = {}
    for out, e in zip(outs, group, strict=True):
        if e.family and not e.part:
            sets.setdefault(e.family, []).append((out["criteria"].sigmoid().sum(1), e.criteria.sum(1)))
    losses = []
    for members in sets.values():
        if len(members) > 1:
            ours, theirs = (torch.stack(scores) for scores in zip(*members, strict=True))
            losses.append((((ours - ours.mean(0)) - (theirs - theirs.mean(0))) ** 2).mean())
    return CONTRAST * sum(losses) / len(losses) if losses else None


def marks_loss(logits, wanted, heavy, less):
    weight = torch.where(wanted > 0, heavy, less)
    return (F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * weight).mean()
