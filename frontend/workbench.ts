// The workbench: an answer rated as it is written. Without this script the page is a form that posts to the report.
import { EditorSelection } from "@codemirror/state";
import { EditorView, type KeyBinding } from "@codemirror/view";
import { Away, Refused } from "./lib/api";
import { clock, count, el, part, say, timeOf } from "./lib/dom";
import { Asker, type Asked } from "./workbench/asker";
import { Drafts, offer, whole, type Other } from "./lib/drafts";
import { makeEditor, replaceAll } from "./workbench/editor";
import { notesAtCaret, placeOf, showReading } from "./workbench/marks";
import { notes, offsets, parts, type Note, type Place, type Rating, type Unjudged } from "./workbench/rating";
import { recall, remember } from "./lib/remember";
import { Remarks } from "./workbench/remarks";
import { Results, Summary, type Framework } from "./workbench/results";

/** What the browser remembers the choice of marks under. */
const MARKS = "greenroom-marks";

class Workbench {
  private readonly area: HTMLTextAreaElement;
  private readonly question: HTMLTextAreaElement;
  private readonly level: HTMLSelectElement;
  private readonly editor: EditorView;
  private readonly asker: Asker;
  private readonly drafts: Drafts;
  private readonly remarks: Remarks;
  private readonly results: Results;
  private readonly summary: Summary;
  private all: readonly Note[] = [];

  constructor(private readonly form: HTMLFormElement) {
    this.area = part<HTMLTextAreaElement>(form, "text");
    this.question = part<HTMLTextAreaElement>(form, "question");
    this.level = part<HTMLSelectElement>(form, "level");
    this.summary = new Summary(part(form, "summary"));
    this.remarks = new Remarks(part(form, "remarks"), part(form, "tally"), (note, n, place) => this.go(note, n, place));
    this.results = new Results(JSON.parse(form.dataset["framework"] ?? "{}") as Framework, { times: part(form, "times"), votes: part(form, "votes"), criteria: part(form, "criteria") });
    this.asker = new Asker(() => ({ ...this.asked(), framework: this.results.framework.id }), (rating, asked) => this.show(rating, asked), (problem) => this.unread(problem));
    this.drafts = new Drafts(form.dataset["page"] ?? "workbench", this.base(), () => this.asked(), {
      kept: (at) => this.kept(`Kept on this machine, ${timeOf(at)}`),
      waiting: (why) => this.kept(why),
      others: (others) => this.offer(others),
    });
    this.editor = this.open();
    this.listen();
    this.settings();
    void this.drafts.look();
    if (this.area.value.trim()) void this.asker.now();
  }

  private base(): { id: string; number: number } | null {
    const id = this.form.dataset["draft"];
    return id ? { id, number: Number(this.form.dataset["number"]) } : null;
  }

  private open(): EditorView {
    const keys: KeyBinding[] = [{ key: "F8", run: () => this.next(1) }, { key: "Shift-F8", run: () => this.next(-1) }];
    const place = el("div", { class: "page" });
    const editor = makeEditor(place, this.area.value, "Your answer", { changed: () => this.changed(), moved: () => this.remarks.follow(notesAtCaret(this.editor.state)) }, keys);
    part(this.form, "written").replaceWith(place);
    part(this.form, "kept-text").append(this.area);
    this.area.required = false;
    return editor;
  }

  private listen(): void {
    this.question.addEventListener("input", () => this.changed());
    this.level.addEventListener("change", () => {
      this.drafts.changed();
      void this.asker.now();
    });
    this.question.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.editor.focus();
    });
    this.form.addEventListener("submit", (event) => {
      this.area.value = this.editor.state.doc.toString();
      if (this.area.value.trim()) return;
      event.preventDefault();
      this.empty(true);
      this.editor.focus();
    });
    this.marks();
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.drafts.leave());
    window.addEventListener("pagehide", () => this.drafts.leave());
    window.addEventListener("beforeunload", (event) => this.drafts.unkept && event.preventDefault());
  }

  /** Level and marks are folded where the screen is narrow. The address of a new answer is that of the page: loaded again, it holds what was written. */
  private settings(): void {
    const folds = part<HTMLDetailsElement>(this.form, "setting");
    const narrow = window.matchMedia("(max-width: 40rem)");
    folds.open = !narrow.matches;
    folds.dataset["setting"] = "folds";
    narrow.addEventListener("change", () => (folds.open = !narrow.matches));
    const here = new URL(window.location.href);
    if (!here.searchParams.has("new")) return;
    here.searchParams.delete("new");
    window.history.replaceState(null, "", here);
  }

  /** Which marks are shown: as it was chosen here last. With none, no vote is shown or said either. */
  private marks(): void {
    const choices = [...this.form.querySelectorAll<HTMLInputElement>("input[name=marks]")];
    const show = (value: string): void => {
      this.form.dataset["marks"] = value;
      for (const one of choices) one.checked = one.value === value;
    };
    const before = recall(MARKS);
    if (choices.some((one) => one.value === before)) show(before);
    for (const one of choices) {
      one.addEventListener("change", () => {
        show(one.value);
        remember(MARKS, one.value);
      });
    }
  }

  private asked(): Asked {
    return { text: whole(this.editor.state.doc.toString()), question: whole(this.question.value.trim()), level: this.level.value };
  }

  /** Say beside the button that there is nothing to read; the first key takes it back. */
  private empty(so: boolean): void {
    const where = part(this.form, "empty");
    say(where, so ? "Nothing is written yet." : "");
    where.hidden = !so;
  }

  private changed(): void {
    this.empty(false);
    this.summary.hush();
    this.asker.changed();
    this.drafts.changed();
  }

  private show(rating: Rating | Unjudged, asked: Asked): void {
    this.read(rating.judged ? rating : undefined, asked);
    if (rating.judged) {
      part(this.form, "unasked").hidden = !!rating.question;
      this.results.show(rating);
      this.notice("");
      if (this.form.dataset["marks"] !== "none") this.summary.soon(`${this.results.word(rating.vote.value)} at ${this.level.selectedOptions[0]?.text ?? ""}. ${part(this.form, "tally").textContent}.`);
    } else if (asked.text.trim()) {
      this.notice(`${rating.why_not.message} ${rating.why_not.remedy}`);
      this.summary.soon(rating.why_not.message);
    } else {
      this.notice("Remarks come as you write, after each pause.");
      this.summary.now("");
    }
  }

  /** Marks, remarks and counts of a rating; without one nothing of an older one stays. */
  private read(rating: Rating | undefined, asked: Asked): void {
    const utf16 = offsets(asked.text);
    this.all = rating ? notes(rating, utf16, this.results.framework.kinds) : [];
    showReading(this.editor, this.all, rating ? parts(rating, utf16) : []);
    this.remarks.show(this.all);
    this.remarks.follow(notesAtCaret(this.editor.state));
    this.counts(rating ? rating.timing.words : wordsOf(asked.text), rating ? `takes about ${clock(rating.timing.seconds)} to say; you have ${clock(rating.timing.budget)}` : "");
    for (const one of this.form.querySelectorAll<HTMLElement>("[data-judged]")) one.hidden = !rating;
  }

  private counts(words: number, aloud: string): void {
    say(part(this.form, "words"), count(words, "word"));
    say(part(this.form, "aloud"), aloud);
  }

  /** No rating came: what is counted and said is not older than the text. */
  private unread(problem: unknown): void {
    if (problem instanceof Refused) this.read(undefined, this.asked());
    else this.counts(wordsOf(this.asked().text), "");
    this.cannotRead(problem);
    this.summary.soon(problem instanceof Refused ? problem.message : "Greenroom does not answer.");
  }

  private cannotRead(problem: unknown): void {
    if (problem instanceof Refused) this.notice(`${problem.message} ${problem.remedy}`);
    else if (problem instanceof Away) this.notice("Greenroom does not answer, so these remarks may be older than the text. Start it again with “greenroom serve”; your text stays here.");
    else throw problem;
  }

  private notice(text: string): void {
    const where = part(this.form, "notice");
    say(where, text);
    where.hidden = !text;
  }

  private kept(text: string): void {
    say(part(this.form, "kept"), text);
  }

  /** Take the caret to the words of a remark: to their end where something should follow. */
  private go(note: string, n: number, place: Place): void {
    const now = placeOf(this.editor.state, note, n);
    if (!now) return;
    this.editor.dispatch({ selection: EditorSelection.cursor(place.gap ? now.to : now.from), scrollIntoView: true });
    this.editor.focus();
  }

  /** F8: the next marked words after the caret, with their remark read out. */
  private next(step: 1 | -1): boolean {
    const caret = this.editor.state.selection.main.head;
    const places = this.all.flatMap((note) => note.places.map((place, n) => ({ note, place, now: placeOf(this.editor.state, note.id, n) }))).filter((one) => one.now && one.place.marked);
    places.sort((a, b) => (a.now?.from ?? 0) - (b.now?.from ?? 0));
    const found = step > 0 ? places.find((one) => (one.now?.from ?? 0) > caret) ?? places[0] : places.findLast((one) => (one.now?.from ?? 0) < caret) ?? places.at(-1);
    if (!found?.now) return true;
    this.editor.dispatch({ selection: EditorSelection.cursor(found.now.from), scrollIntoView: true });
    this.summary.now(`${found.note.sign === "sinks" ? "Sinks" : "Carries"}. ${found.note.kind}: “${found.place.quote}” ${found.note.said.map((one) => `${one.says} ${one.todo}`).join(" ")}`);
    return true;
  }

  private offer(others: readonly Other[]): void {
    offer(part(this.form, "others"), others, (other) => {
      const open = el("button", { type: "button", class: "plain-button" }, "Open it here");
      const forget = el("button", { type: "button", class: "plain-button" }, "Delete it");
      open.addEventListener("click", () => void this.take(other));
      let asked = false;
      forget.addEventListener("click", () => {
        if (asked) void this.forget(other);
        asked = true;
        say(forget, "Yes, delete it for good");
      });
      return el(
        "div", { class: "notice" },
        el("p", {}, el("b", {}, `There is another draft, kept at ${timeOf(other.at)}.`), ` ${count(other.words, "word")}, beginning `, el("q", { class: "said-q" }, other.begins), other.ends && " and ending ", other.ends && el("q", { class: "said-q" }, other.ends), "."),
        el("div", { class: "actions" }, open, forget),
      );
    });
  }

  /** Delete it; its notice goes, so the editor gets the focus. */
  private async forget(other: Other): Promise<void> {
    try {
      await this.drafts.forget(other);
      this.editor.focus();
    } catch (problem) {
      this.cannotRead(problem);
    }
  }

  private async take(other: Other): Promise<void> {
    try {
      const taken = await this.drafts.take(other);
      this.question.value = taken.question;
      this.level.value = taken.level;
      replaceAll(this.editor, taken.text);
      this.editor.focus();
    } catch (problem) {
      this.cannotRead(problem);
    }
  }
}

function wordsOf(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

const form = document.querySelector<HTMLFormElement>("form[data-workbench]");
if (form) new Workbench(form);
