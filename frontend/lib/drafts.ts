// The draft, kept by the server after each pause: one save at a time, the newest text last, tried again until it is kept. Drafts of other tabs are offered.
import { Away, get, post, Refused, wait } from "./api";

export interface Text { text: string; question: string; level: string; seconds?: number }
export interface Other { id: string; number: number; at: string; words: number; begins: string; ends: string }
interface Kept { at: string; others: Other[] }

export interface Told {
  /** Kept at this time. */
  kept(at: string): void;
  /** Not kept yet, and why. */
  waiting(why: string): void;
  others(all: readonly Other[]): void;
}

/** A little after the pause in which the rating is asked for, so that the two do not get in each other's way; in milliseconds. */
const PAUSE = 550;
/** Kept at the latest after this time of typing without a pause, in milliseconds. */
const LATEST = 3000;
const MOST_KEEPALIVE = 20_000;
const RETRY = [500, 1000, 2000, 4000, 5000];
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text with halves of characters, which no server takes, replaced by a sign for them. */
export function whole(text: string): string {
  return text.replace(LONE, "\ufffd");
}

/** Show the drafts of other tabs, each as `made` makes it; what is shown already stays, so that nothing is announced twice. */
export function offer(where: HTMLElement, others: readonly Other[], made: (other: Other) => HTMLElement): void {
  const key = JSON.stringify(others);
  if (where.dataset["shown"] === key) return;
  where.dataset["shown"] = key;
  where.replaceChildren(...others.map(made));
}

export class Drafts {
  private id: string = crypto.randomUUID();
  private number = 0;
  private timer: number | undefined;
  private since = 0;
  private saving = false;
  private dirty = false;
  private failing = false;

  /** `base` is the draft that the page began from: it is replaced, unless another tab has gone on with it. */
  constructor(private readonly page: string, private base: { id: string; number: number } | null, private readonly current: () => Text, private readonly told: Told) {}

  /** Whether something would be lost with the page: the last call on leaving keeps the rest. */
  get unkept(): boolean {
    return this.dirty && this.failing;
  }

  /** The draft that holds what stands here: this tab's own, or the one that it began from and has not written on. */
  get name(): string {
    return this.number === 0 && this.base ? this.base.id : this.id;
  }

  /** What stands here goes elsewhere: keep no more of it. */
  stop(): void {
    window.clearTimeout(this.timer);
    this.dirty = false;
  }

  /** Keep the text once, now; why it is not kept, "" where it is. */
  async once(): Promise<string> {
    window.clearTimeout(this.timer);
    if (!this.dirty) return "";
    try {
      await post<Kept>("/api/drafts", this.body());
    } catch (problem) {
      return problem instanceof Refused ? `${problem.message} ${problem.remedy}` : "Greenroom does not answer. Your words stay here; start it again with “greenroom serve”, then finish.";
    }
    this.dirty = this.failing = false;
    return "";
  }

  /** Something changed. */
  changed(): void {
    const now = Date.now();
    if (!this.dirty) this.since = now;
    this.dirty = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), Math.max(0, Math.min(PAUSE, this.since + LATEST - now)));
  }

  /** The page is going away: keep it in one last call. */
  leave(): void {
    if (!this.dirty) return;
    const body = this.body();
    void post("/api/drafts", body, { keepalive: JSON.stringify(body).length < MOST_KEEPALIVE }).catch(() => undefined);
  }

  /** Which drafts other tabs have kept. */
  async look(): Promise<void> {
    try {
      const all = await get<Other[]>(`/api/drafts?page=${encodeURIComponent(this.page)}`);
      this.told.others(all.filter((one) => one.id !== this.id && one.id !== this.base?.id));
    } catch {
      // they are offered at the next save
    }
  }

  /** Take over another draft; what stood here stays kept under its own name. */
  async take(other: Other): Promise<Text> {
    if (this.dirty) await this.save();
    const taken = await post<Text & { number: number }>("/api/drafts/open", { page: this.page, id: other.id });
    this.id = crypto.randomUUID();
    this.number = 0;
    this.base = { id: other.id, number: taken.number };
    return taken;
  }

  async forget(other: Other): Promise<void> {
    await post("/api/drafts/forget", { page: this.page, id: other.id });
    await this.look();
  }

  private body(): object {
    this.number += 1;
    return { page: this.page, id: this.id, number: this.number, base: this.base, ...this.current() };
  }

  private async save(): Promise<void> {
    window.clearTimeout(this.timer);
    if (this.saving) return;
    this.saving = true;
    for (let tries = 0; this.dirty; ) {
      this.dirty = false;
      try {
        const kept = await post<Kept>("/api/drafts", this.body());
        this.base = null;
        this.failing = false;
        tries = 0;
        this.told.others(kept.others);
        if (!this.dirty) this.told.kept(kept.at);
      } catch (problem) {
        this.dirty = true;
        this.failing = true;
        if (problem instanceof Refused) {
          this.told.waiting(`${problem.message} ${problem.remedy}`);
          break;
        }
        if (!(problem instanceof Away)) throw problem;
        this.told.waiting(`Not kept yet: ${problem.message} It is tried again.`);
        await wait(RETRY[Math.min(tries, RETRY.length - 1)] ?? 5000);
        tries += 1;
      }
    }
    this.saving = false;
  }
}
