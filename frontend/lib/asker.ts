// When to ask the server about what is typed: after a pause in typing. Only the newest question counts; an older one is taken back.

/** Milliseconds without a change that make a pause. */
export const PAUSE = 400;

export class Asker<Asked, Answer> {
  private timer: number | undefined;
  private running: AbortController | undefined;

  /** `ask` is called with what `current` gives; its answer goes to `show`, unless something newer was asked meanwhile. */
  constructor(
    private readonly current: () => Asked, private readonly ask: (asked: Asked, signal: AbortSignal) => Promise<Answer>,
    private readonly show: (answer: Answer, asked: Asked) => void, private readonly fail: (problem: unknown) => void,
  ) {}

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
      const answer = await this.ask(asked, mine.signal);
      if (mine.signal.aborted) return;
      this.show(answer, asked);
      performance.measure("greenroom-answer", { start: began, end: performance.now() });
    } catch (problem) {
      if (!mine.signal.aborted) this.fail(problem);
    }
  }
}
