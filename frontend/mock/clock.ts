// The section clock: the level's budget above, the time spent below, both as lengths.
import { clock, el, part, say } from "../lib/dom";

export interface Spent { section: string; seconds: number; now?: boolean }

/** The cookie by which the server draws the clock hidden or not, so that nothing moves as the page loads. */
const COOKIE = "greenroom-clock";
const YEAR = 31_536_000;

export class Clock {
  private readonly plan: { section: string; title: string; seconds: number }[];
  private readonly total: number;
  private last = "";

  constructor(private readonly root: HTMLElement) {
    this.plan = [...root.querySelectorAll<HTMLElement>("[data-plan] > li")].map((one) => {
      return { section: one.dataset["s"] ?? "", title: one.title, seconds: Number(one.dataset["seconds"]) };
    });
    this.total = this.plan.reduce((sum, one) => sum + one.seconds, 0);
    const hide = part<HTMLButtonElement>(root, "hide");
    const face = part(root, "face");
    const show = (hidden: boolean): void => {
      face.hidden = hidden;
      root.closest("[data-mock]")?.classList.toggle("no-clock", hidden);
      say(hide, hidden ? "Show the clock" : "Hide the clock");
      hide.setAttribute("aria-expanded", String(!hidden));
    };
    hide.addEventListener("click", () => {
      show(!face.hidden);
      document.cookie = `${COOKIE}=hidden; path=/; samesite=strict; max-age=${face.hidden ? YEAR : 0}`;
    });
  }

  /** Draw what is spent; a bar may be too narrow for its letter, so the letters stand below too, in the order of the bars. */
  show(spent: readonly Spent[]): void {
    const kept = spent.filter((one) => one.seconds >= 0.5 || one.now);
    const total = kept.reduce((sum, one) => sum + one.seconds, 0);
    this.all(Math.max(this.total, total));
    const [lane, told] = [part(this.root, "spent"), part(this.root, "told")];
    const shape = JSON.stringify(kept.map((one) => [one.section, one.now]));
    if (shape !== this.last) {
      this.last = shape;
      lane.replaceChildren(...kept.map((one) => el("li", { "data-s": one.section || "O", class: one.now ? "now" : undefined, title: this.title(one.section) }, el("span", {}, one.section || "?"), el("small"))));
      told.replaceChildren(...kept.map((one) => el("span", {}, el("abbr", { class: "tag", "data-s": one.section || "O", title: this.title(one.section) }, one.section || "?"), " ", el("span"))));
      lane.setAttribute("aria-label", `Spent so far: ${this.words(kept)}`);
    }
    kept.forEach((one, n) => {
      const bar = lane.children[n] as HTMLElement;
      bar.style.setProperty("--sec", one.seconds.toFixed(1));
      say(bar.querySelector("small") as Element, String(Math.round(one.seconds)));
      say(told.children[n]?.lastElementChild as Element, `${Math.round(one.seconds)} s`);
    });
    say(part(this.root, "end"), clock(Math.max(this.total, total)));
  }

  /** The part that was begun last, "Action, 27 of 90 s". */
  underWay(spent: readonly Spent[]): string {
    const section = spent.at(-1)?.section ?? "";
    const seconds = spent.filter((one) => one.section === section).reduce((sum, one) => sum + one.seconds, 0);
    const budget = this.budget(section);
    return `${this.title(section)}, ${Math.round(seconds)}${budget ? ` of ${budget}` : ""} s`;
  }

  /** "Situation 12 of 30 s, Action 27 of 90 s". */
  words(spent: readonly Spent[]): string {
    const sums = new Map<string, number>();
    for (const one of spent) sums.set(one.section, (sums.get(one.section) ?? 0) + one.seconds);
    const said = [...sums].map(([section, seconds]) => {
      const budget = this.plan.find((one) => one.section === section)?.seconds;
      return `${this.title(section)} ${Math.round(seconds)}${budget ? ` of ${budget}` : ""} s`;
    });
    return said.join(", ") || "nothing yet";
  }

  title(section: string): string {
    return this.plan.find((one) => one.section === section)?.title ?? (section === "O" ? "Other" : "Before the first part");
  }

  budget(section: string): number | undefined {
    return this.plan.find((one) => one.section === section)?.seconds;
  }

  private all(seconds: number): void {
    part(this.root, "face").style.setProperty("--all", String(Math.max(1, seconds)));
  }
}
