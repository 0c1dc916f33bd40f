// The remarks beside the text: a list of quotes that can be reached with Tab, each a button that takes the caret to its words.
import { el, say } from "../lib/dom";
import type { Note, Place } from "./rating";

const LONGEST = 140;
/** Quotes of one remark in the list; all of its words are marked in the text. */
const MOST_QUOTES = 3;
const SIGNS = { sinks: "Sinks", carries: "Carries" };

export class Remarks {
  private rows = new Map<string, HTMLLIElement>();
  private shown = "";

  constructor(private readonly list: HTMLElement, private readonly tally: HTMLElement, private readonly go: (note: string, n: number, place: Place) => void) {}

  /** Show them; nothing is built anew where nothing changed, and a button that has the focus keeps it. */
  show(notes: readonly Note[]): void {
    const key = JSON.stringify(notes);
    if (key === this.shown) return;
    this.shown = key;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["place"] : undefined;
    this.rows = new Map(notes.map((note) => [note.id, this.row(note)]));
    this.list.replaceChildren(...this.rows.values());
    if (focused) this.list.querySelector<HTMLElement>(`[data-place="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    const sink = notes.filter((note) => note.sign === "sinks" && !note.later).length;
    const carry = notes.filter((note) => note.sign === "carries").length;
    const later = notes.reduce((sum, note) => sum + note.later, 0);
    say(this.tally, notes.length ? `${sink} ${sink === 1 ? "sinks" : "sink"}, ${carry} ${carry === 1 ? "carries" : "carry"}${later ? `, ${later} not told yet` : ""}` : "");
  }

  /** Follow the caret: light the remarks whose words it touches, and bring the first into view within the list. */
  follow(on: readonly string[]): void {
    for (const [id, row] of this.rows) {
      const here = on.includes(id);
      row.classList.toggle("on", here);
      if (here) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    const first = this.rows.get([...this.rows.keys()].find((id) => on.includes(id)) ?? "");
    const frame = this.list.closest<HTMLElement>("[data-beside]");
    if (!first || !frame || frame.scrollHeight <= frame.clientHeight) return;
    const [row, seen, style] = [first.getBoundingClientRect(), frame.getBoundingClientRect(), getComputedStyle(frame)];
    // the head covers the first lines of the panel, the fade the last
    const [top, bottom] = [seen.top + (parseFloat(style.scrollPaddingTop) || 0), seen.bottom - (parseFloat(style.scrollPaddingBottom) || 0)];
    if (row.top < top) frame.scrollTop += row.top - top;
    else if (row.bottom > bottom) frame.scrollTop += Math.min(row.bottom - bottom, row.top - top);
  }

  private row(note: Note): HTMLLIElement {
    const quotes = note.places.slice(0, MOST_QUOTES).map((place, n) => {
      const words = place.marked ? el("mark", { class: "ev", "data-sign": note.sign }, short(place.quote)) : short(place.quote, place.gap);
      const button = el("button", { type: "button", class: "to-words", "data-place": `${note.id} ${n}` }, place.gap && el("span", { class: "place-gap" }, "after "), words);
      button.addEventListener("click", () => this.go(note.id, n, place));
      return el("blockquote", {}, button);
    });
    const more = note.places.length - MOST_QUOTES;
    const several = new Set(note.said.map((one) => one.about)).size > 1;
    const said = note.said.flatMap((one) => [el("p", {}, several && el("b", {}, `${one.about}: `), one.says), one.todo && el("p", { class: "todo" }, one.todo)]);
    return el(
      "li", { class: "remark", "data-sign": note.later ? undefined : note.sign },
      !note.later && el("span", { class: "sign", "data-sign": note.sign, "aria-hidden": "true" }),
      el("p", { class: "kind" }, !note.later && el("span", { class: "hidden-text" }, `${SIGNS[note.sign]}. `), note.kind),
      ...quotes, more > 0 && el("p", { class: "quiet small" }, `and ${more} more in the text`), ...said,
    );
  }
}

/** At most LONGEST characters, cut at a word; from the end where what follows is missing. */
function short(text: string, end = false): string {
  if (text.length <= LONGEST) return text;
  return end ? `… ${text.slice(-LONGEST).replace(/^\S*\s/, "")}` : `${text.slice(0, LONGEST).replace(/\s\S*$/, "")} …`;
}
