// The words of a recording: typed while replaying, from a file with times, or by the person's recogniser.
import { Away, get, post, postBytes, Refused, wait } from "../lib/api";
import { clock, count, el, part } from "../lib/dom";
import type { Sheet } from "./sheet";
import { wav } from "./wav";

export interface Transcript { text: string; words: number; times: string; source: string; left_out: Record<string, number>; differs: string }
export interface Work { state: "none" | "running" | "done" | "failed"; seconds: number; length: number; message: string; remedy: string }
export interface Said { seconds: number; lengths: Record<string, number>; marks: { section: string; second: number }[]; transcript: Transcript | null; recogniser: boolean; work: Work }

const LOOK = 700;

export class Words {
  private readonly button: HTMLButtonElement;
  private before = "";

  constructor(private readonly root: HTMLElement, private readonly base: string, private readonly sheet: Sheet, private readonly sounds: () => string[]) {
    const file = part<HTMLInputElement>(root, "file");
    this.button = part<HTMLButtonElement>(root, "recognise");
    file.addEventListener("change", () => void this.bring(file));
    // its name stays to be seen; the same file can be chosen again once it was mended
    file.addEventListener("click", () => (file.value = ""));
    this.button.addEventListener("click", () => void this.recognise());
    part(root, "undo").addEventListener("click", () => this.undo());
  }

  /** What the server has, as the page opens. */
  opened(said: Said): void {
    this.button.hidden = !said.recogniser;
    if (said.work.state === "running") void this.follow();
    else if (said.transcript) this.told(said.transcript);
  }

  private async bring(file: HTMLInputElement): Promise<void> {
    const chosen = file.files?.[0];
    if (!chosen) return;
    try {
      this.fill(await postBytes<Transcript>(`${this.base}/transcript?name=${encodeURIComponent(chosen.name.slice(-200))}`, chosen, "application/octet-stream"));
    } catch (problem) {
      this.fail(problem);
    }
  }

  private async recognise(): Promise<void> {
    this.button.disabled = true;
    this.say("Preparing the recording.");
    try {
      const sound = await wav(this.sounds());
      await postBytes<Work>(`${this.base}/recognition`, sound, "audio/wav");
      await this.follow();
    } catch (problem) {
      this.fail(problem);
    }
    this.button.disabled = false;
  }

  /** Look until the recogniser is done; a server that is away is asked again. */
  private async follow(): Promise<void> {
    this.button.disabled = true;
    for (;;) {
      try {
        const said = await get<Said>(`${this.base}/said`);
        if (said.work.state === "done" && said.transcript) this.fill(said.transcript);
        else if (said.work.state === "failed") this.say(`${said.work.message} ${said.work.remedy}`, true);
        else if (said.work.state === "none") this.say("Greenroom was started again meanwhile. Have it recognised once more.", true);
        else this.say(`Your recogniser is at work: ${clock(said.work.seconds)} so far, on a recording of ${clock(said.work.length)}. You can go on typing.`);
        if (said.work.state !== "running") break;
      } catch (problem) {
        if (!(problem instanceof Away)) throw problem;
      }
      await wait(LOOK);
    }
    this.button.disabled = false;
  }

  private fill(made: Transcript): void {
    if (this.sheet.text.trim() && this.sheet.text !== made.text) {
      this.before = this.sheet.text;
      part(this.root, "undo").hidden = false;
    }
    this.sheet.put(made.text);
    this.told(made);
  }

  private undo(): void {
    const now = this.sheet.text;
    this.sheet.put(this.before);
    this.before = now;
  }

  private told(made: Transcript): void {
    const from = made.source === "recogniser" ? "your recogniser" : made.source;
    const others = Object.entries(made.left_out).map(([name, words]) => `${name} (${count(words, "word")})`).join(", ");
    const times = made.times === "words" ? "with the times of each word" : made.times === "cues" ? "with times" : "without times";
    this.say(`${count(made.words, "word")} from ${from}, ${times}. Mend what was misheard${made.times === "none" ? "" : "; the times stay"}.${others ? ` Left out, as others say it: ${others}.` : ""}`);
    if (made.differs) part(this.root, "made").append(el("p", { class: "notice" }, el("b", {}, made.differs), " Is it the right file? If you keep it, the report’s seconds are the transcript’s."));
  }

  private fail(problem: unknown): void {
    const known = problem instanceof Refused ? `${problem.message} ${problem.remedy}` : problem instanceof Away ? "Greenroom does not answer. Start it again, then try once more." : "The browser cannot decode this recording. Type what you said instead.";
    this.say(known, true);
  }

  private say(text: string, wrong = false): void {
    const where = part(this.root, "made");
    where.replaceChildren(el("p", {}, text));
    where.classList.toggle("notice", wrong);
  }
}

/** Keep how long a stretch is; it is not worth an error where that fails, the pieces are counted then. */
export function keepLength(base: string, stretch: number, seconds: number): void {
  void post(`${base}/lengths`, { stretch, seconds }).catch(() => undefined);
}
