// The section's letter in the gutter, on the line where the section begins, also where that is the middle of a paragraph.
import { EditorView, layer, type LayerMarker } from "@codemirror/view";
import { marks } from "./marks";
import type { Letter } from "./rating";

class Tag implements LayerMarker {
  constructor(readonly letter: Letter, readonly top: number) {}

  eq(other: LayerMarker): boolean {
    return other instanceof Tag && other.letter === this.letter && other.top === this.top;
  }

  draw(): HTMLElement {
    const made = document.createElement("b");
    made.className = "tag";
    this.place(made);
    return made;
  }

  update(made: HTMLElement): boolean {
    this.place(made);
    return true;
  }

  private place(made: HTMLElement): void {
    made.textContent = this.letter;
    made.dataset["s"] = this.letter;
    made.style.top = `${this.top}px`;
  }
}

export const tags = layer({
  above: true,
  class: "cm-tags",
  update: (update) => update.docChanged || update.geometryChanged || update.viewportChanged || update.startState.field(marks) !== update.state.field(marks),
  markers(view: EditorView): readonly Tag[] {
    const base = view.scrollDOM.getBoundingClientRect().top - view.scrollDOM.scrollTop;
    const made: Tag[] = [];
    for (const part of view.state.field(marks).parts) {
      const at = view.coordsAtPos(part.from, 1);
      if (!at) continue;
      const line = view.defaultLineHeight;
      const top = Math.round((at.top + at.bottom) / 2 - base);
      const last = made.at(-1);
      made.push(new Tag(part.letter, last && top - last.top < line / 2 ? last.top + line : top));
    }
    return made;
  },
});
