// The marks in the text: a solid line carries, a wavy line sinks; the words of a remark under the caret are washed. Drawn over the text, never moving it.
import { StateEffect, StateField, type EditorState, type Range, type Transaction } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { Letter, Note, Part, Sign } from "./rating";

/** Words of one or more remarks, each with the number of its place there. `line` says whether they are underlined; words that are only pointed at are not. */
interface Mark { from: number; to: number; sign: Sign; line: boolean; notes: readonly { id: string; n: number }[] }
interface Held { marks: readonly Mark[]; parts: readonly Part[]; on: readonly string[]; drawn: DecorationSet }

const read = StateEffect.define<{ notes: readonly Note[]; parts: readonly Part[] }>();

export const marks = StateField.define<Held>({
  create: () => ({ marks: [], parts: [], on: [], drawn: Decoration.none }),
  update(held, transaction) {
    const fresh = transaction.effects.find((one) => one.is(read));
    if (!fresh && !transaction.docChanged && !transaction.selection) return held;
    const moved = fresh ? { marks: marksOf(fresh.value.notes), parts: fresh.value.parts } : moveAll(held, transaction);
    return draw(moved.marks, moved.parts, transaction.state);
  },
  provide: (field) => EditorView.decorations.from(field, (held) => held.drawn),
});

/** Show a reading of the text as it stands. */
export function showReading(view: EditorView, notes: readonly Note[], parts: readonly Part[]): void {
  view.dispatch({ effects: read.of({ notes, parts }) });
}

/** The remarks whose words the caret touches. */
export function notesAtCaret(state: EditorState): readonly string[] {
  return state.field(marks).on;
}

/** Where the words of a remark stand now; the n-th of its places. Undefined once they were deleted. */
export function placeOf(state: EditorState, note: string, n: number): { from: number; to: number } | undefined {
  return state.field(marks).marks.find((mark) => mark.notes.some((one) => one.id === note && one.n === n));
}

function marksOf(notes: readonly Note[]): Mark[] {
  const made = new Map<string, Mark & { notes: { id: string; n: number }[] }>();
  for (const note of notes) {
    for (const [n, place] of note.places.entries()) {
      const key = `${place.from} ${place.to} ${place.marked ? note.sign : ""}`;
      const held = made.get(key);
      if (held) held.notes.push({ id: note.id, n });
      else if (place.to > place.from) made.set(key, { from: place.from, to: place.to, sign: note.sign, line: place.marked, notes: [{ id: note.id, n }] });
    }
  }
  return [...made.values()];
}

function moveAll(held: Held, transaction: Transaction): { marks: readonly Mark[]; parts: readonly Part[] } {
  if (!transaction.docChanged) return held;
  const move = <T extends { from: number; to: number }>(one: T): T => ({ ...one, from: transaction.changes.mapPos(one.from, 1), to: transaction.changes.mapPos(one.to, -1) });
  const left = (one: { from: number; to: number }): boolean => one.to > one.from;
  return { marks: held.marks.map(move).filter(left), parts: held.parts.map(move).filter(left) };
}

function draw(all: readonly Mark[], parts: readonly Part[], state: EditorState): Held {
  const caret = state.selection.main.head;
  const here = all.filter((mark) => mark.from <= caret && caret <= mark.to);
  const lined = here.filter((mark) => mark.line);
  const near = lined.length ? lined : here;
  const ranges: Range<Decoration>[] = runs(all, near, state.doc.length);
  for (const part of parts) {
    const line = state.doc.lineAt(Math.min(part.from, state.doc.length));
    const word = /^\S+/.exec(state.sliceDoc(part.from, Math.min(line.to, part.from + 40)));
    if (word && state.sliceDoc(line.from, part.from).trim()) ranges.push(middle(part.letter).range(part.from, part.from + word[0].length));
  }
  return { marks: all, parts, on: [...new Set(near.flatMap((mark) => mark.notes.map((one) => one.id)))], drawn: Decoration.set(ranges, true) };
}

/** Cut crossing marks into runs; where they cross, what sinks wins. */
function runs(all: readonly Mark[], near: readonly Mark[], length: number): Range<Decoration>[] {
  const edges = [...new Set(all.flatMap((mark) => [mark.from, Math.min(mark.to, length)]))].sort((a, b) => a - b);
  const made: Range<Decoration>[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined || from >= to) continue;
    const over = (mark: Mark): boolean => mark.from <= from && mark.to >= to;
    const lined = all.filter((mark) => mark.line && over(mark));
    const washed = near.filter(over);
    const sign = (some: readonly Mark[]): Sign => (some.some((mark) => mark.sign === "sinks") ? "sinks" : "carries");
    if (lined.length) made.push(evidence(sign(lined), washed.length > 0).range(from, to));
    else if (washed.length) made.push(pointed(sign(washed)).range(from, to));
  }
  return made;
}

function evidence(sign: Sign, on: boolean): Decoration {
  return Decoration.mark({ class: on ? "ev on" : "ev", attributes: { "data-sign": sign } });
}

function pointed(sign: Sign): Decoration {
  return Decoration.mark({ class: "pointed", attributes: { "data-sign": sign } });
}

function middle(letter: Letter): Decoration {
  return Decoration.mark({ class: "mid", attributes: { "data-s": letter } });
}
