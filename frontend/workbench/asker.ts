// When to ask for a rating: after a pause in typing. Only the newest question counts; an older one is taken back.
import { post } from "../lib/api";
import type { Rating, Unjudged } from "./rating";

/** Milliseconds without a change that make a pause. */
export const PAUSE = 400;

export interface Asked { text: string; question: string; level: string; framework?: string }

export class Asker {
  private timer: number | undefined;
  private running: AbortController | undefined;

  constructor(private readonly current: () => Asked, private readonly show: (rating: Rating | Unjudged, asked: Asked) => void, private readonly fail: (problem: unknown) => void) {}

  /** Something changed: what is being asked is out of date. */
  changed(): void {
    this.running?.abort();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.now(), PAUSE);
  }

  /** Ask now. */
  async now(): Promise<void> {
    window.clearTimeout(this.timer);
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    const asked = this.current();
    const began = performance.now();
    try {
      const rating = await post<Rating | Unjudged>("/api/assess", { text: asked.text, question: asked.question || null, level: asked.level, ...(asked.framework ? { framework: asked.framework } : {}) }, { signal: mine.signal });
      if (mine.signal.aborted) return;
      this.show(rating, asked);
      performance.measure("greenroom-answer", { start: began, end: performance.now() });
    } catch (problem) {
      if (!mine.signal.aborted) this.fail(problem);
    }
  }
}
