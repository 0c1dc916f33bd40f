"""Write the words that the corpus has in lower case: what is capitalised and is none of them is a name. `python training/corpus/words.py`"""
from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent.parent / "src" / "greenroom" / "text" / "words.txt"
_WORD = re.compile(r"[^\W\d_]{2,}")


def words() -> list[str]:
    """All words of answers, their questions and the texts that are nobody's answer, where they begin with a small letter in a text that has capitals."""
    texts = [row[key] for path in sorted((HERE / "batches").glob("*.jsonl")) for row in _rows(path) for key in ("text", "question")]
    texts += [row["text"] for row in _rows(HERE / "nonanswers.jsonl")] + [row["question"] for row in _rows(HERE / "pairs.jsonl")]
    return sorted({w for text in texts if any(c.isupper() for c in text) for w in _WORD.findall(text) if w.islower()})


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    OUT.write_text("\n".join(words()) + "\n", encoding="utf-8")
