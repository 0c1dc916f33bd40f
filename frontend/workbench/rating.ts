// What POST /api/assess gives back (docs/reference/rating.schema.json), as far as the workbench shows it.
export type Letter = "S" | "T" | "A" | "R" | "L" | "O";
export type Sign = "carries" | "sinks";

export interface Quote { start: number; end: number; quote: string }
export interface Evidence extends Quote { kind: string; sign: "+" | "-" }
export interface Gap { gap_at: number; after: Quote }
export interface Remark { text: string; rests_on: (Evidence | Quote | Gap)[] }
export interface Criterion { score: number; anchor: string; next: string | null; between: [number, number] | null; remarks: Remark[] }
export interface Missing { criterion: string; has: number; needs: number; text: string }
export interface SectionTime { section: Letter; name: string; seconds: number; budget: number | null }
/** Not enough to judge: the reason and nothing else. */
export interface Unjudged {
  judged: false;
  why_not: { code: string; message: string; remedy: string };
}

export interface Rating {
  judged: true;
  question: string | null;
  level: string;
  sentences: { start: number; end: number; section: Letter; sure: number }[];
  criteria: Record<string, Criterion>;
  evidence: Evidence[];
  vote: { level: string; value: number; word: string };
  votes: Record<string, number>;
  missing: Record<string, Missing[]>;
  mend_first: Remark[];
  timing: { words: number; words_per_minute: number; seconds: number; budget: number; sections: SectionTime[] };
}

/** Words that a remark rests on: UTF-16 offsets, and whether something should stand right after them. */
export interface Place { from: number; to: number; quote: string; gap: boolean; marked: boolean }
/** What a criterion says of the words. */
export interface Said { about: string; says: string; todo: string }
/** A remark as the list shows it: all that is said of the same words. `later` counts what is only not told yet; such a remark has no words marked. */
export interface Note { id: string; sign: Sign; kind: string; said: Said[]; places: Place[]; later: number }
/** Neighbouring sentences of one section. */
export interface Part { from: number; to: number; letter: Letter }

/** A remark before those on the same words are joined: its criterion and its kinds of evidence. */
interface Raw extends Note { about: string[]; kinds: string[] }

/** The remarks of a rating, what sinks first, each with its words; a criterion's advice stands under its first remark. `titles` names kinds of evidence in plain words.
 *
 * Remarks on the same words are one. All evidence is among the words, so that the marks are those of the report. Until a result is told, what is missing is one remark too. */
export function notes(rating: Rating, utf16: (offset: number) => number, titles: Record<string, string>): Note[] {
  const missing = new Map((rating.missing[rating.level] ?? []).map((one) => [one.criterion, one.text]));
  const made: Raw[] = [];
  const later: Raw[] = [];
  const told = rating.sentences.some((one) => one.section === "R");
  for (const [key, criterion] of Object.entries(rating.criteria)) {
    if (key === "fit" && !rating.question) continue;
    let todo = missing.get(key) ?? "";
    for (const [index, remark] of criterion.remarks.entries()) {
      const close = remark.text.startsWith("A close call");
      if (close && criterion.remarks.length > 1) continue;
      const kinds = new Set(remark.rests_on.flatMap((one) => ("kind" in one ? [one.kind] : [])));
      const sign = signOf(remark, missing.has(key));
      const places = remark.rests_on.map((one) => place(one, utf16));
      const one: Raw = { id: `${key}-${index}`, sign, kind: "", said: [{ about: titled(key), says: remark.text, todo: sign === "sinks" ? todo : "" }], places, later: 0, about: [titled(key)], kinds: [...kinds] };
      if (sign === "sinks") todo = "";
      if (!told && sign === "sinks" && !kinds.size) later.push(one);
      else join(made, one);
    }
  }
  for (const one of unsaid(rating, made, utf16)) made.push(one);
  const first = (note: Note): number => note.places[0]?.from ?? 0;
  made.sort((a, b) => Number(a.sign === "carries") - Number(b.sign === "carries") || first(a) - first(b));
  return [...made.map((one) => named(one, titles)), ...notYet(later)];
}

/** Put a remark with the one that is on the same words, or on all of its words and more; else by itself. */
function join(made: Raw[], one: Raw): void {
  const held = made.find((other) => other.sign === one.sign && (within(one, other) || within(other, one)));
  if (!held) {
    made.push(one);
    return;
  }
  for (const said of one.said) if (!held.said.some((other) => other.says === said.says && other.todo === said.todo)) held.said.push(said);
  held.about = [...new Set([...held.about, ...one.about])];
  held.kinds = [...new Set([...held.kinds, ...one.kinds])];
  held.places.push(...one.places.filter((place) => !held.places.some((other) => same(place, other))));
}

function within(one: Note, other: Note): boolean {
  return one.places.length > 0 && one.places.every((place) => other.places.some((held) => same(place, held)));
}

function same(one: Place, other: Place): boolean {
  return one.from === other.from && one.to === other.to;
}

/** Evidence on which no remark rests: a remark for each kind, so that nothing is marked that the list does not count. */
function unsaid(rating: Rating, made: readonly Raw[], utf16: (offset: number) => number): Raw[] {
  const found = new Map<string, Raw>();
  for (const one of rating.evidence) {
    const [at, sign] = [place(one, utf16), one.sign === "-" ? ("sinks" as const) : ("carries" as const)];
    if (made.some((note) => note.sign === sign && note.places.some((other) => other.marked && same(other, at)))) continue;
    const key = `${one.kind} ${sign}`;
    const held = found.get(key) ?? { id: `evidence-${one.kind}`, sign, kind: "", said: [], places: [], later: 0, about: [], kinds: [one.kind] };
    held.places.push(at);
    found.set(key, held);
  }
  return [...found.values()];
}

/** What is not told yet, as one remark after the others. */
function notYet(later: readonly Raw[]): Note[] {
  const about = [...new Set(later.flatMap((one) => one.about))];
  if (!about.length) return [];
  const says = `Go on writing. Still open: ${about.map((one) => one.toLowerCase()).join(", ")}. What is missing is said in full once a result is told.`;
  return [{ id: "later", sign: "sinks", kind: "Not told yet", said: [{ about: "", says, todo: "" }], places: [], later: about.length }];
}

function named(one: Raw, titles: Record<string, string>): Note {
  const kinds = one.kinds.map((kind) => inWords(kind, titles)).join(", ");
  const kind = one.about.length ? [one.about.join(", "), kinds].filter(Boolean).join(": ") : titled(kinds);
  return { id: one.id, sign: one.sign, kind, said: one.said, places: one.places, later: 0 };
}

/** The sections, neighbours of one letter joined. */
export function parts(rating: Rating, utf16: (offset: number) => number): Part[] {
  const made: Part[] = [];
  for (const one of rating.sentences) {
    const last = made.at(-1);
    if (last?.letter === one.section) last.to = utf16(one.end);
    else made.push({ from: utf16(one.start), to: utf16(one.end), letter: one.section });
  }
  return made;
}

/** A criterion's key as a title. */
export function titled(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** The server counts code points and a page counts UTF-16 units: from the one to the other. */
export function offsets(text: string): (offset: number) => number {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (offset) => Math.min(offset, text.length);
  const at: number[] = [];
  let unit = 0;
  for (const character of text) {
    at.push(unit);
    unit += character.length;
  }
  return (offset) => at[offset] ?? text.length;
}

function inWords(kind: string, titles: Record<string, string>): string {
  const title = titles[kind] ?? kind.replaceAll("-", " ");
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function signOf(remark: Remark, thin: boolean): Sign {
  for (const one of remark.rests_on) if ("sign" in one) return one.sign === "-" ? "sinks" : "carries";
  return thin || remark.rests_on.some((one) => "gap_at" in one) ? "sinks" : "carries";
}

function place(one: Evidence | Quote | Gap, utf16: (offset: number) => number): Place {
  const words = "after" in one ? one.after : one;
  return { from: utf16(words.start), to: utf16(words.end), quote: words.quote, gap: "after" in one, marked: "sign" in one };
}
