"""Write the table of docs/reference/catalogue/figures.md from an examination of the bundled catalogue; the words around it are by hand.

    python -m docs.catalogue_figures
"""
from __future__ import annotations

from pathlib import Path

from greenroom.catalogue.catalogue import Catalogue, Examination, examine_all, open_catalogue
from greenroom.catalogue.figures import figures, sameness
from greenroom.reader import engine

PAGE = Path(__file__).parent / "reference" / "catalogue" / "figures.md"
HEAD = "| figure | value |\n|---|---|\n"


def table(catalogue: Catalogue, outcome: Examination) -> str:
    """The figures as Markdown, a row each, with the weights that they were counted with."""
    rows = [("weights", f"`{engine.weights_version()}`")]
    for f in figures(catalogue, outcome):
        rows.append((f.title, f"{f.count:,}" if f.of is None else f"{f.count} of {f.of} ({f.count / max(1, f.of):.1%})"))
    rows.append(("runs of five words that stand in another walkthrough", f"{sameness(catalogue):.2%}"))
    return HEAD + "".join(f"| {title} | {value} |\n" for title, value in rows)


def shown() -> str:
    """The table that stands in the page."""
    text = PAGE.read_text(encoding="utf-8")
    begin = text.index(HEAD)
    end = text.find("\n\n", begin)
    return text[begin:] if end < 0 else text[begin : end + 1]


def main() -> None:
    catalogue = open_catalogue()
    text, new = PAGE.read_text(encoding="utf-8"), table(catalogue, examine_all(catalogue))
    PAGE.write_text(text.replace(shown(), new), encoding="utf-8")
    print(new)


if __name__ == "__main__":
    main()
