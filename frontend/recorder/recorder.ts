// The recorder of a page: every element with data-recorder, with data-rehearsal, data-turn and data-held (what is kept), and the parts that templates/recorder.html holds.
// It tells the page with events that bubble: "recorder:state" (detail: the state) and "recorder:kept" (detail: what the server has, once a stretch is whole).
import { clock, el, part, say } from "../lib/dom";
import { Meter } from "./meter";
import { Recording, type State } from "./recording";
import type { Recorded, Stretch } from "./uploader";
import { post } from "../lib/api";
import type { Problem } from "./formats";

const SAYS: Record<State, string> = { idle: "Ready to record", asking: "Waiting for the microphone", recording: "Recording", paused: "Paused", stopped: "Recorded" };
/** Seconds that "Back" goes back in a replay, to hear some words once more. */
const BACK = 5;

export class Recorder {
  private readonly recording: Recording;
  private readonly meter: Meter;
  private readonly buttons: Record<"start" | "pause" | "stop" | "forget", HTMLButtonElement>;
  private readonly players: HTMLElement;
  private held: readonly Stretch[] = [];
  /** Seconds of the stretches that this page recorded itself, which it knows best. */
  private readonly lengths = new Map<number, number>();
  private before = 0;
  /** Whether what has the focus got it by a pointer or from this script, so that the keys are still the recorder's. */
  private lent = false;
  /** The key that was taken and is still held down. */
  private taken = "";

  constructor(private readonly root: HTMLElement) {
    const button = (name: string): HTMLButtonElement => part<HTMLButtonElement>(root, name);
    this.buttons = { start: button("start"), pause: button("pause"), stop: button("stop"), forget: button("forget") };
    this.players = document.getElementById(root.dataset["players"] ?? "") ?? part(root, "replay");
    this.meter = new Meter(part(root, "bars"), part(root, "level"));
    this.recording = new Recording(root.dataset["rehearsal"] ?? "", Number(root.dataset["turn"] ?? 0), {
      state: (state) => this.show(state),
      stream: (stream) => (stream ? this.meter.start(stream) : this.meter.stop()),
      kept: () => this.safe("Kept on this machine"),
      waiting: (pieces) => this.safe(`Greenroom does not answer. The recording goes on; the last ${pieces} s wait in this page until it is back.`),
      problem: (problem) => this.problem(problem),
    });
    this.listen();
    this.held = JSON.parse(root.dataset["held"] ?? "[]") as Stretch[];
    this.before = this.recorded();
    this.show("idle");
    void this.look();
    window.setInterval(() => say(part(root, "time"), clock(this.seconds)), 250);
  }

  get state(): State {
    return this.recording.state;
  }

  /** Seconds recorded in all. */
  get seconds(): number {
    return this.before + this.recording.seconds;
  }

  /** The stretch that is being recorded, and the seconds in it. */
  get now(): { stretch: number; seconds: number } {
    return { stretch: this.recording.uploader.at, seconds: this.recording.seconds };
  }

  get stretches(): readonly Stretch[] {
    return this.held;
  }

  get base(): string {
    return this.recording.uploader.base;
  }

  private listen(): void {
    this.buttons.start.addEventListener("click", () => void this.recording.start());
    this.buttons.pause.addEventListener("click", () => this.toggle());
    this.buttons.stop.addEventListener("click", () => void this.stop());
    this.buttons.forget.addEventListener("click", () => void this.delete());
    document.addEventListener("pointerdown", () => (this.lent = true), true);
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keyup", (event) => this.released(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.recording.state === "recording" || this.recording.uploader.waiting) event.preventDefault();
    });
  }

  /** Enter finishes and Space pauses, unless a control was gone to with the keyboard, which then does its own thing. */
  private key(event: KeyboardEvent): void {
    if (event.key === "Tab") this.lent = false;
    if (event.repeat && event.key === this.taken) event.preventDefault();
    if (!this.free || !this.on || event.ctrlKey || event.altKey || event.metaKey || ![" ", "Enter"].includes(event.key)) return;
    event.preventDefault();
    if (event.repeat) return;
    this.taken = event.key;
    if (event.key === " ") this.toggle();
    else void this.stop();
  }

  /** Some browsers press the button under the focus only as Space is let go. */
  private released(event: KeyboardEvent): void {
    if (event.key !== this.taken) return;
    this.taken = "";
    event.preventDefault();
  }

  /**
   * Whether Enter and Space belong to no control: nothing has the focus, or a button that it came to without the keyboard, or one that is pressed in already, as that of
   * the part under way: whoever begins the parts with the keyboard stays on it, and has both keys.
   */
  private get free(): boolean {
    const at = document.activeElement;
    return !at || at === document.body || at === document.getElementById("main") || (at instanceof HTMLButtonElement && (this.lent || at.getAttribute("aria-pressed") === "true"));
  }

  private toggle(): void {
    if (this.recording.state === "paused") this.recording.resume();
    else this.recording.pause();
  }

  private async stop(): Promise<void> {
    await this.recording.stop();
    this.lengths.set(this.now.stretch, this.now.seconds);
    await this.look();
    this.tell("recorder:kept", this.held);
  }

  private async delete(): Promise<void> {
    try {
      this.played((await post<Recorded>(`${this.recording.uploader.base}/delete`, {})).stretches);
      this.safe("Deleted");
      this.before = 0;
      part<HTMLDetailsElement>(this.root, "delete").open = false;
      this.recording.forget();
      this.buttons.start.focus();
      this.tell("recorder:deleted", null);
    } catch {
      this.problem({ message: "It could not be deleted.", remedy: "See that Greenroom is running, then try again." });
    }
  }

  /** Show what the server has. */
  private async look(): Promise<void> {
    try {
      this.played((await this.recording.recorded()).stretches);
      if (this.recording.state === "idle") this.before = this.recorded();
      this.tell("recorder:looked", this.held);
    } catch {
      this.safe("Greenroom does not answer.");
    }
  }

  private show(state: State): void {
    this.root.dataset["state"] = state;
    const focus = document.activeElement;
    this.draw();
    if (state === "asking") this.before = this.recorded();
    this.meter.hold(state === "paused");
    if (state === "recording") {
      part(this.root, "problem").hidden = true;
      this.safe("");
    }
    if (focus === this.buttons.start && this.on) {
      this.buttons.pause.focus();
      this.lent = true;
    }
    if ((focus === this.buttons.stop || focus === this.buttons.pause) && !this.on) this.buttons.start.focus();
    this.tell("recorder:state", state);
  }

  /** Seconds of the stretches that are kept. */
  private recorded(): number {
    return this.held.reduce((sum, one) => sum + this.lasts(one), 0);
  }

  private lasts(one: Stretch): number {
    return this.lengths.get(one.stretch) ?? one.seconds;
  }

  /** The state in words; once something is recorded, also what comes next. */
  private says(): string {
    const state = this.recording.state;
    if (state !== "stopped" && (state !== "idle" || !this.held.length)) return SAYS[state];
    const then = this.root.dataset["then"];
    return then ? `${SAYS.stopped}. ${then}` : SAYS.stopped;
  }

  private get on(): boolean {
    return this.recording.state === "recording" || this.recording.state === "paused";
  }

  private played(stretches: readonly Stretch[]): void {
    this.held = stretches;
    this.draw();
  }

  /** The buttons that make sense now, and the stretches as players, each in its own element: several files are not one. */
  private draw(): void {
    const { start, pause, stop } = this.buttons;
    start.hidden = this.on;
    pause.hidden = stop.hidden = !this.on;
    say(part(this.root, "state"), this.says());
    say(start, this.held.length ? "Continue recording" : "Record");
    start.classList.toggle("main", !this.held.length); // what comes next is the page's main action then
    say(pause, this.recording.state === "paused" ? "Go on" : "Pause");
    const shown = this.on ? [] : this.held;
    part(this.root, "delete").hidden = !shown.length;
    const where = this.players;
    const key = JSON.stringify(shown.map((one) => [one.stretch, one.size, this.lasts(one)]));
    if (where.dataset["shown"] === key) return;
    where.dataset["shown"] = key;
    where.replaceChildren(...shown.map((one, n) => this.player(one, n, shown.length)));
  }

  private player(one: Stretch, n: number, all: number): HTMLElement {
    const name = `Recording${all > 1 ? ` ${n + 1}` : ""}, ${clock(Math.max(1, this.lasts(one)))}`;
    const sound = el("audio", { controls: true, preload: "metadata", src: `${this.recording.uploader.base}/sound/${one.stretch}?${one.size}`, "aria-label": `Replay. ${name}` });
    const back = el("button", { type: "button", class: "plain-button" }, `Back ${BACK} s`);
    back.addEventListener("click", () => (sound.currentTime = Math.max(0, sound.currentTime - BACK)));
    return el("li", {}, el("span", { class: "small quiet" }, name), el("div", { class: "player" }, sound, back));
  }

  private safe(text: string): void {
    say(part(this.root, "safe"), text);
  }

  private problem(problem: Problem): void {
    const where = part(this.root, "problem");
    where.replaceChildren(el("p", {}, el("b", {}, problem.message), ` ${problem.remedy}`));
    where.hidden = false;
  }

  private tell(name: string, detail: unknown): void {
    this.root.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}
