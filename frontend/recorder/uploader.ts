// Pieces on their way to the server: one after another in order, each tried again until it is kept. Nothing is dropped while the page is open.
import { Away, get, post, postBytes, Refused, wait } from "../lib/api";
import type { Problem } from "./formats";

export interface Stretch { stretch: number; mime: string; pieces: number; size: number; seconds: number }
export interface Recorded { stretches: Stretch[] }

/** As services/recordings.py counts: a stretch has this many numbers. */
const STRETCH = 10_000;
/** Pieces of a stretch that are held until it is plainly this tab's own: where Greenroom was started anew in between, two tabs may hold one number, and may begin with
 * the very same sound. */
const HELD = 10;
const RETRY = [300, 600, 1200, 2500, 5000];

export interface Told {
  /** Everything that was recorded so far is kept. */
  kept(): void;
  /** The server does not answer: pieces wait in the page. */
  waiting(pieces: number): void;
  /** The server will not have it. */
  refused(problem: Problem): void;
}

export class Uploader {
  private readonly queue: Blob[] = [];
  private running: Promise<void> | undefined;
  private stretch = 0;
  private sent = 0;
  private held: Blob[] = [];
  private wake: (() => void) | undefined;

  constructor(readonly rehearsal: string, readonly turn: number, private readonly told: Told) {
    window.addEventListener("online", () => this.wake?.());
  }

  get base(): string {
    return `/api/rehearsals/${encodeURIComponent(this.rehearsal)}/turns/${this.turn}`;
  }

  /** The stretch that pieces belong to now. */
  get at(): number {
    return this.stretch;
  }

  /** Pieces that are not kept yet. */
  get waiting(): number {
    return this.queue.length;
  }

  recorded(): Promise<Recorded> {
    return get<Recorded>(`${this.base}/segments`);
  }

  /** A new stretch begins: the server gives it a number of its own. Throws Away, Refused. */
  async begin(): Promise<void> {
    await this.settled();
    this.from((await post<{ stretch: number }>(`${this.base}/stretches`, {})).stretch);
  }

  add(piece: Blob): void {
    this.queue.push(piece);
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  /** When everything that was added is kept, or refused. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    for (let tries = 0; this.queue.length; ) {
      const piece = this.queue[0] as Blob;
      try {
        await postBytes(`${this.base}/segments/${this.stretch * STRETCH + this.sent}`, piece, piece.type || "audio/webm");
        this.queue.shift();
        this.sent += 1;
        if (this.sent <= HELD) this.held.push(piece);
        tries = 0;
        if (!this.queue.length) this.told.kept();
      } catch (problem) {
        if (problem instanceof Away) {
          this.told.waiting(this.queue.length);
          await this.pause(RETRY[Math.min(tries, RETRY.length - 1)] ?? 5000);
          tries += 1;
        } else if (problem instanceof Refused && problem.status === 409 && this.sent === this.held.length) {
          this.queue.unshift(...this.held); // another tab took this number first
          this.from(this.stretch + 1);
        } else {
          const known = problem instanceof Refused ? problem : { message: "The recording could not be kept.", remedy: "Stop, and record again." };
          this.told.refused({ message: known.message, remedy: known.remedy });
          await this.pause(5000);
        }
      }
    }
  }

  private from(stretch: number): void {
    this.stretch = stretch;
    this.sent = 0;
    this.held = [];
  }

  private async pause(time: number): Promise<void> {
    await Promise.race([wait(time), new Promise<void>((done) => (this.wake = done))]);
  }
}
