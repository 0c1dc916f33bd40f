// Marks under the words of a text area: the same words once more behind it, see-through, with the lines under them.
import { el } from "../lib/dom";
import type { Sign } from "../workbench/rating";

/** Words that are marked: half-open UTF-16 offsets. */
export interface Marked { from: number; to: number; sign: Sign }

export class Mirror {
  private marks: readonly Marked[] = [];
  private text: string;

  constructor(private readonly area: HTMLTextAreaElement, private readonly behind: HTMLElement) {
    this.text = area.value;
    area.parentElement?.classList.add("mirrored");
    area.addEventListener("input", () => this.typed());
    this.draw();
  }

  /** Mark these words of the text as it stands. */
  show(marks: readonly Marked[]): void {
    this.marks = marks;
    this.draw();
  }

  /** Marks stay on the words that did not change; those that were typed into go until the next reading. */
  private typed(): void {
    const [before, now] = [this.text, this.area.value];
    const least = Math.min(before.length, now.length);
    let [front, back] = [0, 0];
    while (front < least && before[front] === now[front]) front += 1;
    while (back < least - front && before[before.length - 1 - back] === now[now.length - 1 - back]) back += 1;
    const [grown, end] = [now.length - before.length, before.length - back];
    this.text = now;
    this.show(this.marks.flatMap((one) => (one.to <= front ? [one] : one.from >= end ? [{ ...one, from: one.from + grown, to: one.to + grown }] : [])));
  }

  private draw(): void {
    const text = this.area.value;
    const edges = [...new Set([0, text.length, ...this.marks.flatMap((one) => [one.from, one.to])])].sort((a, b) => a - b);
    const runs = edges.slice(1).map((to, n) => {
      const from = edges[n] ?? 0;
      const over = this.marks.filter((one) => one.from <= from && one.to >= to);
      const sign = over.some((one) => one.sign === "sinks") ? "sinks" : over[0]?.sign;
      return sign ? el("span", { class: "ev", "data-sign": sign }, text.slice(from, to)) : text.slice(from, to);
    });
    this.behind.replaceChildren(...runs, "\u200b");
  }
}
