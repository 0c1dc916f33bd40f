// Why a phrase is marked: shown under it while the pointer is on it or its number has the focus, and after a tap; Escape, or a tap elsewhere, puts it away.
import { el } from "../lib/dom";

/** Milliseconds for which the pointer may be on neither the phrase nor what is shown, so that it can go from the one to the other. */
const GRACE = 200;
/** Space between the phrase and what is shown, in pixels. */
const GAP = 4;

export class Whys {
  private shown: HTMLElement | undefined;
  private ids: readonly string[] = [];
  /** Shown by a tap or a click: it stays when the pointer goes. */
  private held = false;
  private timer: number | undefined;

  constructor(private readonly main: HTMLElement) {
    main.classList.add("with-whys");
    main.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.over(event.target));
    main.addEventListener("focusin", (event) => this.show(idsAt(event.target, "a.ref")));
    main.addEventListener("focusout", () => !this.held && this.hide());
    document.addEventListener("click", (event) => this.click(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
    window.addEventListener("resize", () => this.hide());
  }

  /** Put it away. */
  hide(): void {
    window.clearTimeout(this.timer);
    for (const one of this.main.querySelectorAll(".ev.on, .note.on")) one.classList.remove("on");
    this.shown?.remove();
    this.shown = undefined;
    this.ids = [];
    this.held = false;
  }

  private over(target: EventTarget | null): void {
    window.clearTimeout(this.timer);
    if (target instanceof Element && target.closest(".why-here")) return;
    const ids = idsAt(target, ".ev, a.ref");
    if (ids.length) {
      if (!this.held) this.show(ids);
    } else if (this.shown && !this.held) {
      this.timer = window.setTimeout(() => !this.focused() && this.hide(), GRACE);
    }
  }

  private click(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest(".why-here")) return;
    const ids = idsAt(event.target, ".ev, a.ref");
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    // Enter on a number has no pointer: it goes to the note, as without script
    if (ids.length && event.target.closest("a.ref") && (modified || event.detail === 0)) return;
    if (ids.length && event.target.closest("a.ref")) event.preventDefault();
    if (window.getSelection()?.isCollapsed === false) return;
    if (!ids.length || (this.held && same(ids, this.ids))) this.hide();
    else {
      this.show(ids);
      this.held = true;
    }
  }

  private show(ids: readonly string[]): void {
    if (!ids.length || (this.shown && same(ids, this.ids))) return;
    this.hide();
    this.ids = ids;
    const phrase = ids.flatMap((id) => this.phrase(id));
    const home = phrase[0]?.closest<HTMLElement>(".said");
    if (!home) return;
    for (const one of [...phrase, ...ids.map((id) => document.getElementById(id))]) one?.classList.add("on");
    this.shown = el("div", { class: "why-here", role: "tooltip" }, ...ids.map(why));
    home.append(this.shown);
    this.place(this.shown, home, phrase);
  }

  /** Under the last line of the phrase; above its first one where there is no room left on the screen. */
  private place(shown: HTMLElement, home: HTMLElement, phrase: readonly HTMLElement[]): void {
    const frame = home.getBoundingClientRect();
    const first = phrase[0]?.getClientRects()[0];
    const last = [...(phrase.at(-1)?.getClientRects() ?? [])].at(-1);
    if (!first || !last) return;
    const below = last.bottom + GAP + shown.offsetHeight <= window.innerHeight || first.top - GAP - shown.offsetHeight < 0;
    const line = below ? last : first;
    shown.style.top = `${(below ? last.bottom + GAP : first.top - GAP - shown.offsetHeight) - frame.top}px`;
    shown.style.left = `${Math.max(0, Math.min(line.left - frame.left, frame.width - shown.offsetWidth))}px`;
  }

  private phrase(id: string): HTMLElement[] {
    const ref = this.main.querySelector<HTMLElement>(`a.ref[href="#${CSS.escape(id)}"]`);
    return [...(ref?.closest(".said")?.querySelectorAll<HTMLElement>(".ev") ?? [])].filter((one) => ref && covers(ref, one));
  }

  private focused(): boolean {
    return document.activeElement?.matches("a.ref") ?? false;
  }
}

/** Ids of the notes on the phrase, or of the number, that `target` is in. */
function idsAt(target: EventTarget | null, which: string): string[] {
  const at = target instanceof Element ? target.closest<HTMLElement>(which) : null;
  if (!at) return [];
  if (at.matches("a.ref")) return [noteOf(at)];
  return [...(at.closest(".said")?.querySelectorAll<HTMLElement>("a.ref") ?? [])].filter((ref) => covers(ref, at)).map(noteOf);
}

/** Whether the phrase that this number ends goes over these words. */
function covers(ref: HTMLElement, words: HTMLElement): boolean {
  const begin = document.getElementById(`m-${noteOf(ref)}`);
  if (!begin) return false;
  const after = begin === words || (begin.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return after && (ref.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}

function noteOf(ref: HTMLElement): string {
  return (ref.getAttribute("href") ?? "").slice(1);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, n) => id === other[n]);
}

/** What the note says, with its sign. */
function why(id: string): HTMLElement {
  const note = document.getElementById(id);
  const sign = note?.dataset["sign"];
  return el("p", {}, el("span", { class: "sign", "data-sign": sign }), ` ${document.getElementById(`${id}-why`)?.textContent ?? ""}`);
}
