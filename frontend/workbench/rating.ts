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
/** A remark as the list shows it. */
export interface Note { id: string; sign: Sign; kind: string; says: string; todo: string; places: Place[] }
/** Neighbouring sentences of one section. */
export interface Part { from: number; to: number; letter: Letter }

const MOST_QUOTES = 3;

/** The remarks of a rating, what sinks first, each with its words; a criterion's advice stands under its first remark. `titles` names kinds of evidence in plain words. */
export function notes(rating: Rating, utf16: (offset: number) => number, titles: Record<string, string>): Note[] {
  const missing = new Map((rating.missing[rating.level] ?? []).map((one) => [one.criterion, one.text]));
  const made: Note[] = [];
  for (const [key, criterion] of Object.entries(rating.criteria)) {
    if (key === "fit" && !rating.question) continue;
    let todo = missing.get(key) ?? "";
    for (const [index, remark] of criterion.remarks.entries()) {
      const close = remark.text.startsWith("A close call");
      if (close && criterion.remarks.length > 1) continue;
      const kinds = new Set(remark.rests_on.flatMap((one) => ("kind" in one ? [one.kind] : [])));
      const sign = signOf(remark, missing.has(key));
      const places = remark.rests_on.slice(0, MOST_QUOTES).map((one) => place(one, utf16));
      const kind = [titled(key), ...[...kinds].map((one) => inWords(one, titles))].join(": ");
      made.push({ id: `${key}-${index}`, sign, kind, says: remark.text, todo: sign === "sinks" ? todo : "", places });
      if (sign === "sinks") todo = "";
    }
  }
  const first = (note: Note): number => note.places[0]?.from ?? 0;
  return made.sort((a, b) => Number(a.sign === "carries") - Number(b.sign === "carries") || first(a) - first(b));
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
