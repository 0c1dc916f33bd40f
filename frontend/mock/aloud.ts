// Answering aloud: thinking, recording with the section clock, then the words.
import { Away, get, post, Refused, wait } from "../lib/api";
import { part, say } from "../lib/dom";
import { Recorder } from "../recorder/recorder";
import { Clock, type Spent } from "./clock";
import { Sheet } from "./sheet";
import { keepLength, Words, type Said } from "./transcript";
import { hush } from "./voice";

interface Tap { section: string; stretch: number; second: number }

export class Aloud {
  private readonly recorder: Recorder;
  private readonly clock: Clock | undefined;
  private readonly words: Words;
  private readonly sheet: Sheet;
  private marks: { section: string; second: number }[] = [];
  private waiting: Tap[] = [];
  private sending = false;

  constructor(private readonly root: HTMLElement, private readonly form: HTMLFormElement) {
    this.sheet = new Sheet(form, root.dataset["page"] ?? "", true, () => undefined);
    root.addEventListener("recorder:state", () => this.show());
    root.addEventListener("recorder:kept", () => this.recorded());
    root.addEventListener("recorder:looked", () => this.show());
    root.addEventListener("recorder:deleted", () => this.forget());
    this.recorder = new Recorder(part(root, "recorder"));
    const face = root.querySelector<HTMLElement>("[data-clock]");
    this.clock = face ? new Clock(face) : undefined;
    this.words = new Words(form, this.recorder.base, this.sheet, () => this.recorder.stretches.map((one) => `${this.recorder.base}/sound/${one.stretch}`));
    for (const one of root.querySelectorAll<HTMLButtonElement>("[data-tap]")) one.addEventListener("click", () => this.tap(one.dataset["tap"] ?? ""));
    root.querySelector("[data-back]")?.addEventListener("click", () => void this.back());
    window.setInterval(() => this.tick(), 250);
    void this.look();
  }

  private get on(): boolean {
    return this.recorder?.state === "recording" || this.recorder?.state === "paused";
  }

  private async look(): Promise<void> {
    try {
      const said = await get<Said>(`${this.recorder.base}/said`);
      this.marks = said.marks;
      this.words.opened(said);
      this.tick();
    } catch {
      // the recorder says that Greenroom does not answer
    }
  }

  /** What belongs to the state: parts while recording, the words once there is a recording. */
  private show(): void {
    if (!this.recorder) return;
    const state = this.recorder.state;
    if (state === "recording") hush();
    const held = this.recorder.stretches.length > 0;
    for (const one of this.root.querySelectorAll<HTMLElement>("[data-parts]")) one.hidden = !this.on;
    this.form.hidden = this.on || !(held || this.form.dataset["draft"]);
    part(this.root, "think").hidden = this.on || held || state === "stopped";
    part(this.root, "instead").hidden = this.on;
    if (state === "paused" || state === "stopped") keepLength(this.recorder.base, this.recorder.now.stretch, this.recorder.now.seconds);
  }

  /** What comes next is the words: bring them to the eye and under the hand. */
  private recorded(): void {
    this.show();
    if (this.form.hidden) return;
    part(this.form, "heading").scrollIntoView({ block: "start" });
    this.sheet.toEnd();
  }

  /** The part that was begun last, "" before the first. */
  private get underWay(): string {
    return this.marks.at(-1)?.section ?? "";
  }

  /** A part begins; the one that is under way does not begin again. */
  private tap(section: string): void {
    if (!this.on || section === this.underWay) return;
    const { stretch, seconds } = this.recorder.now;
    this.marks.push({ section, second: this.recorder.seconds });
    this.waiting.push({ section, stretch, second: Number(seconds.toFixed(2)) });
    this.tick();
    void this.send();
  }

  /** Taps go one after another, each tried again until it is kept. */
  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (this.waiting.length) {
      try {
        await post<Said>(`${this.recorder.base}/taps`, this.waiting[0]);
        this.waiting.shift();
      } catch (problem) {
        if (problem instanceof Refused) this.waiting.shift();
        else if (problem instanceof Away) await wait(800);
        else throw problem;
      }
    }
    this.sending = false;
  }

  private async back(): Promise<void> {
    if (this.waiting.length > 1) this.waiting.pop();
    else await post<Said>(`${this.recorder.base}/taps/back`, {}).catch(() => undefined);
    this.marks.pop();
    this.tick();
  }

  private forget(): void {
    this.marks = [];
    this.show();
    this.tick();
  }

  private tick(): void {
    if (!this.clock) return;
    const at = this.recorder.seconds;
    const edges = [...this.marks, { section: "", second: at }];
    const first = this.marks[0]?.second ?? at;
    const spent: Spent[] = [{ section: "", seconds: first, now: this.on && !this.marks.length }];
    this.marks.forEach((mark, n) => spent.push({ section: mark.section, seconds: Math.max(0, (edges[n + 1]?.second ?? at) - mark.second), now: this.on && n === this.marks.length - 1 }));
    this.clock.show(spent);
    say(part(this.root, "under-way"), this.on ? this.clock.underWay(spent) : "");
    for (const one of this.root.querySelectorAll<HTMLElement>("[data-tap]")) one.setAttribute("aria-pressed", String(one.dataset["tap"] === this.underWay));
    part<HTMLButtonElement>(this.root, "back").hidden = !this.marks.length;
  }
}
