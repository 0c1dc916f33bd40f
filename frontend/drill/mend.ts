// A section that is mended, rated after each pause: the score of the one criterion that it is about, the words it rests on, and the next step.
import { Away, post, Refused } from "../lib/api";
import { Asker } from "../lib/asker";
import { el, part, say } from "../lib/dom";
import { whole } from "../lib/drafts";
import { offsets, titled, type Criterion, type Evidence, type Sign, type Unjudged } from "../workbench/rating";
import { Summary } from "../workbench/results";
import { Mirror } from "./mirror";

/** What POST /api/assess/part gives back, as far as it is shown. */
interface PartRating { judged: true; criteria: Record<string, Criterion>; evidence: Evidence[] }
/** What the page knows of the exercise (`practice/exercises.py`): what to rate, from which score and number of words on it counts, and a step for each score. */
interface Task { section: string | null; criterion: string; question: string; least: number; short: string; earned: number; steps: string[]; kinds: Record<string, string> }

/** Words as the server counts them: figures are none. */
const WORD = /\p{L}+/gu;
const BEGIN = "Write, and after each pause what is found in it stands here.";
const AWAY = "Greenroom does not answer, so this may be older than the text. Start it again with “greenroom serve”; your text stays here.";

export class Mend {
  private readonly task: Task;
  private readonly area: HTMLTextAreaElement;
  private readonly mirror: Mirror;
  private readonly summary: Summary;
  private readonly asker: Asker<string, PartRating | Unjudged>;

  constructor(private readonly form: HTMLFormElement) {
    this.task = JSON.parse(form.dataset["mend"] ?? "{}") as Task;
    this.area = part<HTMLTextAreaElement>(form, "text");
    this.mirror = new Mirror(this.area, part(form, "behind"));
    this.summary = new Summary(part(document, "summary"));
    this.asker = new Asker(() => whole(this.area.value), (text, signal) => this.ask(text, signal), (rating, text) => this.show(rating, text), (problem) => this.unread(problem));
    this.area.addEventListener("input", () => {
      this.summary.hush();
      this.asker.changed();
    });
    this.area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    this.show({ judged: false, why_not: { code: "", message: "", remedy: "" } }, "");
    if (this.area.value.trim()) void this.asker.now();
  }

  private ask(text: string, signal: AbortSignal): Promise<PartRating | Unjudged> {
    const { section, criterion, question } = this.task;
    return post("/api/assess/part", { text, section, criteria: [criterion], question }, { signal });
  }

  private show(rating: PartRating | Unjudged, text: string): void {
    const words = text.match(WORD)?.length ?? 0;
    const found = rating.judged ? rating.evidence : [];
    const utf16 = offsets(text);
    this.mirror.show(found.map((one) => ({ from: utf16(one.start), to: utf16(one.end), sign: signOf(one) })));
    const read = rating.judged ? rating.criteria[this.task.criterion] : undefined;
    if (!words) this.says("", [el("p", { class: "quiet" }, BEGIN)], "");
    else if (words < this.task.least) this.says(`${words} of at least ${this.task.least} words`, [el("p", {}, this.task.short), ...this.quotes(found)], "");
    else if (read) this.judged(read, found);
    else if (!rating.judged) this.says("Not enough to judge", [el("p", {}, `${rating.why_not.message} ${rating.why_not.remedy}`)], rating.why_not.message);
  }

  private judged(read: Criterion, found: readonly Evidence[]): void {
    const { criterion, earned, steps } = this.task;
    const enough = read.score >= earned;
    const line = `${titled(criterion)}: ${read.score} of 3, ${enough ? "enough" : `${earned} is enough`}`;
    const step = steps[read.score];
    const digits = [0, 1, 2, 3].map((n) => el("li", n === read.score ? { "aria-current": "true" } : {}, String(n)));
    const remarks = (enough ? read.remarks : read.remarks.slice(0, 1)).filter((one) => !one.text.startsWith("A close call"));
    this.says(line, [
      el("p", { class: "live-score" }, el("b", {}, titled(criterion)), " "), el("ol", { class: "scale", "aria-label": `${read.score} of 3` }, ...digits),
      ...remarks.map((one) => el("p", {}, one.text)), ...this.quotes(found),
      step ? el("p", { class: "todo" }, enough ? `To go further: ${step.charAt(0).toLowerCase()}${step.slice(1)}` : step) : el("p", { class: "quiet" }, "The top score."),
    ], `${line}.${step && !enough ? ` ${step}` : ""}`);
  }

  /** The words that were marked, each with what it is. */
  private quotes(found: readonly Evidence[]): HTMLElement[] {
    if (!found.length) return [];
    return [el("ul", { class: "remarks" }, ...found.map((one) => el(
      "li", { class: "remark", "data-sign": signOf(one) },
      el("span", { class: "sign", "data-sign": signOf(one), "aria-hidden": "true" }),
      el("p", { class: "kind" }, el("span", { class: "hidden-text" }, `${titled(signOf(one))}. `), titled(this.task.kinds[one.kind] ?? one.kind.replaceAll("-", " "))),
      el("blockquote", {}, el("mark", { class: "ev", "data-sign": signOf(one) }, one.quote)),
    )))];
  }

  /** The line under the text, what stands beside it, and what is read out once the writing rests. */
  private says(line: string, shown: HTMLElement[], aloud: string): void {
    say(part(this.form, "line"), line);
    part(document, "found").replaceChildren(...shown);
    if (aloud) this.summary.soon(aloud);
    else this.summary.now("");
  }

  /** No rating came: nothing that is shown is older than the text, unless Greenroom is away. */
  private unread(problem: unknown): void {
    if (problem instanceof Refused) {
      this.mirror.show([]);
      this.says("Not read", [el("p", {}, `${problem.message} ${problem.remedy}`)], problem.message);
    } else if (problem instanceof Away) this.says("Greenroom does not answer", [el("p", {}, AWAY)], "Greenroom does not answer.");
    else throw problem;
  }
}

function signOf(one: Evidence): Sign {
  return one.sign === "-" ? "sinks" : "carries";
}
