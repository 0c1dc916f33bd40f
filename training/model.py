"""The reader as it is trained: MiniLM over the answer and over each question by itself, heads for sentences, tokens, criteria, vote and principle."""
from __future__ import annotations

import torch
from blocks import LOCAL, within_blocks
from data import CRITERIA, KINDS, LEVELS, PRINCIPLES, SECTIONS
from themes import THEMES
from torch import nn
from torch.nn import functional as F

from greenroom.text.cues import CUE_NAMES

WIDTH, NEAR, VIEW, FACTS = 384, 128, 48, 40
RANK, SHARED, TOKEN, POINTS = 64, 16, 32, 4
MET = 4
"""Numbers that say how far what a question asks for is shown."""
RARE = -4.0
"""Where the logits of themes begin: most are not there."""
ASKED_DROP, PAIR_DROP, STORY_DROP = 0.35, 0.3, 0.3
N_SHAPE = 3
BLIND = 0.25
OTHER = SECTIONS.index("O")
LEAST = 0.01
FAR = -30.0
"""A logit of what is not there."""
N_FACTS = 2 * len(KINDS) + 2 * len(SECTIONS) + 2 * len(CUE_NAMES) + N_SHAPE


class Match(nn.Module):
    """Does the story answer a question? The question, read by itself, against each sentence, against all that is told, against the principles and themes that the story
    shows, and each of its words against the story's word that comes nearest (late interaction: Khattab and Zaharia 2020).

    The story is read without the question, so that any number of questions can be put to one reading of it, in training and at run time.
    Sizes: B answers of at most M sentences and L tokens, K questions each of at most W words.
    """

    def __init__(self):
        super().__init__()
        self.drop, self.hide = nn.Dropout(ASKED_DROP), nn.Dropout(PAIR_DROP)
        self.ask_each, self.tell_each = nn.Linear(WIDTH, RANK), nn.Linear(WIDTH, RANK)
        self.ask_all, self.tell_all = nn.Linear(WIDTH, RANK), nn.Linear(WIDTH, RANK)
        self.ask_shown, self.tell_shown = nn.Linear(WIDTH, SHARED), nn.Linear(len(PRINCIPLES), SHARED)
        self.ask_token, self.tell_token, self.heed_token = nn.Linear(WIDTH, TOKEN), nn.Linear(WIDTH, TOKEN), nn.Linear(WIDTH, POINTS)
        self.ask_themes = nn.Linear(WIDTH, THEMES)
        self.themed, self.themed_hidden = nn.Linear(MET, 1, bias=False), nn.Linear(MET, 32, bias=False)
        self.asked = nn.Linear(WIDTH, VIEW)
        self.shift = nn.Parameter(torch.zeros(1), requires_grad=False)  # set on the holdout
        both = 2 * RANK + SHARED + POINTS
        self.hidden = nn.Linear(VIEW + FACTS + both + VIEW, 32)
        self.score, self.direct = nn.Linear(32, 1), nn.Linear(both, 1)
        with torch.no_grad():
            self.themed.weight.zero_()
            self.themed_hidden.weight.zero_()

    def forward(self, asked, words, are_words, s, told, there, states, said, principles, themes, seen, known):
        """B x K scores of questions (`asked` B x K x 384, `words` B x K x W x 384) for stories (sentences `s` B x M x 384 with how much each is told, tokens `states`
        B x L x 384 with how much theirs is)."""
        q, s = self.drop(level(asked)), self.drop(level(s))
        ask, tell = self.ask_each(q), self.tell_each(s)
        heed = (ask @ tell.transpose(1, 2) / RANK**0.5 + torch.log(told + LEAST)[:, None]).masked_fill(~there[:, None], -torch.inf).softmax(2)
        whole = level((s * told[..., None]).sum(1) / (told.sum(1, keepdim=True) + LEAST))
        shown = self.ask_shown(q) * self.tell_shown(principles)[:, None]
        pairs = torch.cat([ask * (heed @ tell), self.ask_all(q) * self.tell_all(whole)[:, None], shown, self.points(words, are_words, states, said)], 2)
        story = torch.cat([seen, known], 1)
        if self.training:  # a story that is known again by itself would answer for its question
            story = story * (torch.rand(len(story), 1, device=story.device) >= STORY_DROP).float()
        met = self.met(self.ask_themes(q).sigmoid(), themes[:, None].sigmoid())
        inner = gelu(self.hidden(torch.cat([story[:, None].expand(-1, q.shape[1], -1), self.hide(pairs), gelu(self.asked(q))], 2)) + self.themed_hidden(met))
        return (self.score(self.hide(inner)) + self.direct(pairs) + self.themed(met))[..., 0] + self.shift

    def met(self, asked, shown):
        """MET numbers of how far what is asked for is shown (B x K x themes, B x 1 x themes): sum and largest of what is met, sum of what is not, most asked for."""
        both = asked * shown
        return torch.stack([both.sum(2), both.amax(2), (asked - both).sum(2), asked.amax(2)], 2)

    def points(self, words, are_words, states, said):
        """For each question POINTS means over its words of how near the story comes to them, each with weights of its own; zeros without a question."""
        there = F.normalize(self.tell_token(states), dim=2)
        near = (torch.einsum("bkwt,blt->bkwl", F.normalize(self.ask_token(words), dim=3), there) + said[:, None, None] - 1).max(3).values
        weight = self.heed_token(words).masked_fill(~are_words[..., None], FAR).softmax(2) * are_words[..., None]
        return (near[..., None] * weight).sum(2)


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
        self.theme_each, self.theme_whole = nn.Linear(unit + NEAR, THEMES), nn.Linear(WIDTH, THEMES)
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
            self.theme_each.bias.fill_(RARE)
            self.match.ask_themes.bias.fill_(RARE)
            self.vote_linear.weight.fill_(0.35)
            self.vote_drop.weight.zero_()
            self.vote_drop.bias.fill_(-1.0)
            self.asked_for.weight.zero_()

    def encode(self, ids, mask):
        """Hidden states of rows of token numbers."""
        return through(self.encoder, ids, mask, torch.bfloat16)

    def forward(self, b):
        """What is read of a Batch: logits of sections and kinds by sentence, of kinds by token, of criteria (B x 10 x 3), of fit for all questions (B x K x 3),
        votes (B x levels x 3), principles (`principle` with what the question leads one to expect, `shown` without), judged."""
        states = self.encode(b.ids, b.mask).reshape(-1, WIDTH)
        s = torch.zeros(len(b.cues), WIDTH, device=states.device).index_add(0, b.owners, states[b.spots] * b.shares[:, None])
        s = self.drop(s)
        unit = torch.cat([s, b.cues], 1)
        edged = beyond(unit)
        near = torch.tanh(self.near(torch.cat([edged[b.before], unit, edged[b.after]], 1)))
        both = torch.cat([unit, self.drop(near)], 1)
        section, kind = self.section(both), self.kind(both)
        token = self.token(self.drop(states[b.tokens]))
        return {"section": section, "kind": kind, "token": token, **self.judge(both, section, kind, s, states, b)}

    def judge(self, both, section, kind, s, states, b):
        p_section, p_kind = section.softmax(1), kind.sigmoid()
        view = gelu(self.view(both))
        told = 1 - p_section[:, OTHER]  # what is said around the story counts for nothing
        look = self.look(torch.cat([view, p_section, p_kind], 1)) + torch.log(told + LEAST)[:, None]
        heed = beyond(look)[b.rows].masked_fill(~b.there[..., None], -torch.inf).softmax(1)
        seen = torch.einsum("bmh,bmv->bhv", heed, beyond(view)[b.rows])
        if self.training:  # now and then only the facts: what was found must carry the score, not how the answer sounds
            seen = seen * (torch.rand(*seen.shape[:2], 1, device=seen.device) >= BLIND).float()
        told, s = beyond(told[:, None])[b.rows][..., 0], beyond(s)[b.rows]
        known_facts = facts(beyond(p_section)[b.rows], beyond(p_kind)[b.rows], beyond(b.cues)[b.rows], told, beyond(b.lengths[:, None])[b.rows][..., 0], b.there)
        known = self.drop(gelu(self.facts(known_facts)))
        cls, whole = states[b.first], (s * told[..., None]).sum(1) / (told.sum(1, keepdim=True) + LEAST)
        principle = self.principle(torch.cat([seen[:, -1], whole, cls], 1))
        each = self.theme_each(both)
        turns = beyond(each)[b.rows] + torch.log(told + LEAST)[..., None]
        themes = turns.masked_fill(~b.there[..., None], -torch.inf).logsumexp(1) + self.theme_whole(self.drop(level(whole)))
        means, asked, words, are_words = self.questions(b)
        said = told.gather(1, b.heard_in).masked_fill(~b.heard_there, FAR)
        score = self.match(asked, words, are_words, s, told, b.there, states[b.heard], said, principle.softmax(1), themes, seen[:, 0], known)
        fits = score[..., None] - ordered(self.steps[0])
        logits = torch.cat([fits[:, :1], self.scores(seen[:, 1 : len(CRITERIA)], known)], 1)
        expected = logits.sigmoid().sum(2)
        y = self.vote_linear(expected - 1.5) + self.vote_score(self.drop(gelu(self.vote_hidden(torch.cat([seen[:, -2], expected], 1)))))
        fall = F.pad(F.softplus(self.vote_drop(expected)).cumsum(1), (1, 0))
        votes = (y - fall)[..., None] - ordered(self.vote_steps)
        return {
            "criteria": logits, "fits": fits, "votes": votes, "shown": principle, "principle": principle + self.asked_for(self.drop(level(asked[:, 0]))),
            "themes": themes, "turns": each, "q_themes": self.match.ask_themes(self.match.drop(level(means))),
            "judged": self.judged(torch.cat([cls, known_facts], 1))[:, 0],
        }

    def questions(self, b):
        """Of all questions the mean of their words' states (zeros where none was given); of each answer's the same, the states, and which of them are words."""
        states = self.encode(b.q_ids, b.q_mask)
        mean = (states * b.q_words[..., None]).sum(1) / b.q_words.sum(1, keepdim=True).clamp(min=1)
        return mean, mean[b.asked], states[b.asked], b.q_words[b.asked]

    def scores(self, seen, known):
        """B x 9 x 3 logits of the criteria but fit, each by a hidden layer of its own."""
        x = torch.cat([seen, known[:, None].expand(-1, seen.shape[1], -1)], 2)
        w1, b1 = torch.stack([h.weight for h in self.hidden]), torch.stack([h.bias for h in self.hidden])
        w2, b2 = torch.stack([h.weight[0] for h in self.score]), torch.stack([h.bias[0] for h in self.score])
        inner = self.drop(gelu(torch.einsum("bcx,chx->bch", x, w1) + b1))
        return ((inner * w2).sum(2) + b2)[..., None] - torch.stack([ordered(steps) for steps in self.steps[1:]])


def through(encoder, ids, mask, dtype):
    """Hidden states (W x T x 384) of windows' token numbers (W x T), worked out in `dtype`; the lower layers look within blocks (blocks.py)."""
    with torch.autocast(ids.device.type, dtype=dtype, enabled=dtype != torch.float32):
        near, whole = within_blocks(mask).to(dtype), mask.bool()[:, None, None]
        states = encoder.embeddings(input_ids=ids)
        for n, layer in enumerate(encoder.encoder.layer):
            states = layer(states, near if n in LOCAL else whole)
    return states.float()


def beyond(x):
    """The rows with a row of zeros after the last, for what is not there."""
    return F.pad(x, (0, 0, 0, 1))


def facts(sections, kinds, cues, told, lengths, there):
    """What was found in each answer, as numbers: its sentences' marks, sections and cues, as far as they are told (B x M x ...), and its length."""
    count = there.sum(1, keepdim=True)
    shown, cues = kinds * told[..., None], cues * told[..., None]
    sections = sections * there[..., None]
    return torch.cat([
        shown.max(1).values, torch.log1p(shown.sum(1)), sections.sum(1) / count, torch.log1p(sections.sum(1)), cues.sum(1) / (told.sum(1, keepdim=True) + LEAST),
        cues.masked_fill(~there[..., None], -torch.inf).max(1).values, shape(told, lengths)], 1)


def shape(told, lengths):
    """Length of what is told in three numbers: words, sentences, words a sentence, each scaled to about -1..1."""
    words, sentences = (told * lengths).sum(1) + 1, told.sum(1) + LEAST
    return torch.stack([torch.log(words) - 5.0, torch.log(sentences) - 2.5, torch.clamp(words / sentences, max=60) / 20 - 1], 1)


def gelu(x):
    """The tanh form, which numpy computes the same way at run time."""
    return F.gelu(x, approximate="tanh")


def ordered(steps):
    """Three rising thresholds of a proportional-odds scale: the first free, the others positive steps up."""
    return torch.cat([steps[:1], steps[:1] + F.softplus(steps[1:]).cumsum(0)])


CONTRAST, THEMED, TURNED = 1.5, 8.0, 0.3
"""Weights of three losses: that versions of an answer differ as their ratings do, that themes are named (mean of the sixty), and where each is told (their sum)."""


def losses(out, b):
    """The parts of a batch's loss, by name; the whole is their sum."""
    section = F.cross_entropy(out["section"], b.sections, label_smoothing=0.05, reduction="none")
    expected, wanted = out["criteria"].sigmoid().sum(2), b.criteria.sum(2)
    told = bce(out["criteria"][:, 1:], b.criteria[:, 1:]).sum(2).mean(1)
    principle = -((out["principle"].log_softmax(1) + out["shown"].log_softmax(1)) * b.principles).sum(1)
    apart = expected - wanted
    apart = apart - b.versions @ apart
    return {
        "section": (section * b.sentence_weight).sum(),
        "kind": (marks(out["kind"], b.kinds, b.sentence_less) * b.sentence_weight).sum() * 6,
        "token": (marks(out["token"], b.token_kinds, b.token_less) * b.token_weight).sum() * 6,
        "criteria": (told * b.rated).sum() * 2,
        "fit": (bce(out["fits"], b.fit).sum(2) * b.fit_weight).sum(),
        "square": (((expected - wanted) ** 2).mean(1) * b.rated).sum() * 0.7,
        "vote": (bce(out["votes"], b.votes).sum(2) * b.votes_weight).sum(),
        "principle": (principle * b.rated).sum() * 0.4,
        "judged": (bce(out["judged"], b.judged) * b.judged_weight).sum(),
        "themes": sum((bce(out[of], getattr(b, of)).mean(1) * getattr(b, f"{of}_weight")).sum() for of in ("themes", "q_themes")) * THEMED,
        "turns": (bce(out["turns"], b.turns) * b.turns_weight).sum() * TURNED,
        "contrast": ((apart**2).mean(1) * b.versions_weight).sum() * CONTRAST,
    }


def bce(logits, wanted):
    return F.binary_cross_entropy_with_logits(logits, wanted, reduction="none")


def marks(logits, wanted, less):
    """Mean loss of each row's marks; what is marked counts twice, what is not by `less`."""
    return (bce(logits, wanted) * torch.where(wanted > 0, 2.0, less[:, None])).mean(1)
