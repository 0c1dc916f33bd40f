// Answering in writing: seconds from the first key on, and the section under the cursor as the engine reads it.
import { Away, Refused } from "../lib/api";
import { clock, count, part, say } from "../lib/dom";
import { offsets, parts, type Rating, type Unjudged } from "../workbench/rating";
import { recall, remember } from "../lib/remember";
import { Asker, type Asked } from "../workbench/asker";
import { Clock } from "./clock";
import { Sheet } from "./sheet";
import { hush } from "./voice";

export class Writing {
  private readonly sheet: Sheet;
  private readonly clock: Clock | undefined;
  private readonly asker: Asker;
  private readonly key: string;
  /** Seconds of writing before the page was opened: kept with the draft, or since then in this tab. */
  private readonly before: number;
  private rating: Rating | undefined;
  private began = 0;
  private sections: { from: number; to: number; letter: string }[] = [];

  constructor(private readonly root: HTMLElement, form: HTMLFormElement) {
    this.key = `greenroom-seconds ${root.dataset["page"] ?? ""}`;
    this.before = Math.max(Number(recall(this.key, () => sessionStorage)) || 0, Number(form.dataset["before"]) || 0);
    this.sheet = new Sheet(form, root.dataset["page"] ?? "", false, () => this.changed(), () => this.seconds);
    const face = root.querySelector<HTMLElement>("[data-clock]");
    this.clock = face ? new Clock(face) : undefined;
    this.asker = new Asker(() => this.asked(), (rating, asked) => this.show(rating, asked), (problem) => this.cannotRead(problem));
    for (const name of ["click", "keyup", "select"]) this.sheet.area.addEventListener(name, () => this.follow());
    form.addEventListener("submit", () => (part<HTMLInputElement>(form, "spent-seconds").value = String(this.seconds)));
    window.setInterval(() => this.tick(), 500);
    if (!this.sheet.area.selectionEnd) this.sheet.last();
    if (this.clock && this.sheet.text.trim()) void this.asker.now();
  }

  /** Seconds since the first key; thinking before it does not count. */
  private get seconds(): number {
    return Math.round(this.before + (this.began ? (performance.now() - this.began) / 1000 : 0));
  }

  private asked(): Asked {
    return { text: this.sheet.text, question: this.root.dataset["question"] ?? "", level: this.root.dataset["level"] ?? "" };
  }

  private changed(): void {
    if (!this.began) {
      this.began = performance.now();
      hush();
    }
    if (this.clock) this.asker.changed();
  }

  private tick(): void {
    if (this.began) remember(this.key, String(this.seconds), () => sessionStorage);
    const think = this.root.querySelector<HTMLElement>("[data-think]");
    if (think) say(think, this.so());
  }

  /** How long one has written and how much, for the line under the box. */
  private so(): string {
    const words = this.sheet.text.split(/\s+/).filter(Boolean).length;
    if (this.began) return `${count(words, "word")}, writing for ${clock(this.seconds)}. `;
    if (!words) return "Thinking time is not counted. ";
    return this.before ? `${count(words, "word")}. You had written for ${clock(this.before)}. ` : `${count(words, "word")}. `;
  }

  private show(rating: Rating | Unjudged, asked: Asked): void {
    if (!rating.judged) {
      this.still("The clock tells the parts once there are a few sentences.");
      return;
    }
    this.rating = rating;
    this.sections = parts(rating, offsets(asked.text));
    this.follow();
  }

  private cannotRead(problem: unknown): void {
    if (problem instanceof Refused) this.still(`The clock stands still: ${problem.message}`);
    else if (problem instanceof Away) this.where("Greenroom does not answer, so the clock may be older than the text.");
    else throw problem;
  }

  /** The clock has nothing to show, and says why. */
  private still(why: string): void {
    this.rating = undefined;
    this.sections = [];
    this.clock?.show([]);
    this.where(why);
  }

  /** The part under the cursor, and the seconds that each part takes aloud. */
  private follow(): void {
    if (!this.rating || !this.clock) return;
    const at = this.sheet.area.selectionStart;
    const here = (this.sections.find((one) => at <= one.to) ?? this.sections.at(-1))?.letter ?? "";
    const times = this.rating.timing.sections.filter((one) => one.seconds > 0);
    this.clock.show(times.map((one) => ({ section: one.section, seconds: one.seconds, now: one.section === here })));
    const mine = times.find((one) => one.section === here);
    const budget = this.clock.budget(here);
    this.where(`At the cursor: ${this.clock.title(here)}, about ${mine?.seconds ?? 0} s aloud${budget ? ` of ${budget}` : ""}. In all about ${clock(this.rating.timing.seconds)} of ${clock(this.rating.timing.budget)}.`);
  }

  private where(text: string): void {
    const place = this.root.querySelector("[data-where]");
    if (place) say(place, text);
  }
}
