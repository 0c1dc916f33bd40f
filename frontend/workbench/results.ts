// What moves below the text: seconds by section, the vote at each level, the criteria with their anchors.
import { el, say } from "../lib/dom";
import { titled, type Criterion, type Rating, type SectionTime } from "./rating";

/** A level: its time in seconds, and the least score that it asks of each criterion. */
export interface Level { id: string; title: string; seconds: number; asks: Record<string, number> }
/** What the page knows of the framework. */
export interface Framework {
  id: string;
  levels: Level[];
  /** What each score of a criterion looks like, 0 to 3, as sentences. */
  anchors: Record<string, string[]>;
  /** The least vote that passes, the share of a level's time below which an answer is too short, and the words under a vote. */
  passes: number;
  short: number;
  says: { nothing: string; surer: string; doubt: string };
  votes: Record<string, string>;
  sections: Record<string, string>;
  kinds: Record<string, string>;
}

/** A part of the page that is built again only when what it shows has changed. */
class Shown {
  private last = "";

  constructor(private readonly where: HTMLElement) {}

  show(what: unknown, build: () => HTMLElement[]): void {
    const key = JSON.stringify(what);
    if (key === this.last) return;
    this.last = key;
    this.where.replaceChildren(...build());
  }
}

export class Results {
  private readonly times: Shown;
  private readonly votes: Shown;
  private readonly criteria: Shown;

  constructor(readonly framework: Framework, places: { times: HTMLElement; votes: HTMLElement; criteria: HTMLElement }) {
    this.times = new Shown(places.times);
    this.votes = new Shown(places.votes);
    this.criteria = new Shown(places.criteria);
  }

  show(rating: Rating): void {
    const sections = rating.timing.sections.filter((one) => one.budget || one.seconds);
    const longest = Math.max(1, ...sections.flatMap((one) => [one.seconds, one.budget ?? 0]));
    this.times.show(sections, () => sections.map((one) => this.time(one, longest)));
    this.votes.show([rating.votes, rating.missing, rating.level, rating.timing.seconds], () => this.framework.levels.map((level) => this.vote(rating, level)));
    const scores = Object.entries(rating.criteria).filter(([key]) => key !== "fit" || rating.question).sort(([, a], [, b]) => a.score - b.score);
    const level = this.framework.levels.find((one) => one.id === rating.level);
    this.criteria.show([rating.level, scores.map(([key, one]) => [key, one.score, one.between])], () => scores.map(([key, one]) => this.criterion(key, one, level)));
  }

  /** The words of a vote, as a sentence begins. */
  word(value: number): string {
    return titled(this.framework.votes[String(value)] ?? String(value));
  }

  private time(one: SectionTime, longest: number): HTMLElement {
    const name = this.framework.sections[one.section] ?? one.name;
    const bar = (tag: "i" | "b", seconds: number): HTMLElement => el(tag, { class: `n${Math.round((100 * seconds) / longest)}` });
    return el(
      "div", { class: "time", "data-s": one.section },
      el("span", { class: "name" }, el("abbr", { class: "tag", "data-s": one.section, title: name }, one.section), " ", el("b", {}, name)),
      el("span", { class: "lane" }, bar("i", one.seconds), one.budget ? bar("b", one.budget) : null),
      el("span", { class: "num" }, `${one.seconds} s`, one.budget ? el("small", {}, ` of ${one.budget}`) : null),
    );
  }

  private vote(rating: Rating, level: Level): HTMLElement {
    const asked = level.id === rating.level;
    const value = rating.votes[level.id] ?? 1;
    const under = this.under(rating, level, value);
    return el(
      "li", asked ? { "aria-current": "true" } : {},
      el("p", { class: "level" }, level.title + (asked ? ", your aim" : "")), el("p", { class: "vote" }, this.word(value)),
      el("span", { class: "track", "aria-hidden": "true" }, ...[1, 2, 3, 4].map((n) => el("i", n === value ? { class: "here" } : {}))),
      under.says ? el("p", { class: "small" }, under.says) : null,
      el("ul", { class: "misses" }, ...under.points.map((one) => el("li", {}, one))),
    );
  }

  /** What stands under a vote, as `services/vote_words.py` says it on the report. */
  private under(rating: Rating, level: Level, value: number): { says: string; points: string[] } {
    const says = this.framework.says;
    const lacks = (rating.missing[level.id] ?? []).map((one) => `${titled(one.criterion)}: has ${one.has}, asks ${one.needs}`);
    if (value >= this.framework.passes) return lacks.length ? { says: says.surer, points: lacks } : { says: "", points: [says.nothing] };
    const short = rating.timing.seconds < this.framework.short * level.seconds ? [`Too short: ${rating.timing.seconds} of ${level.seconds} seconds`] : [];
    if (lacks.length || short.length) return { says: "", points: [...short, ...lacks] };
    const asked = Object.entries(rating.criteria).filter(([key]) => key in level.asks).sort(([, a], [, b]) => a.score - b.score);
    return { says: says.doubt, points: asked.slice(0, 2).map(([key, one]) => `${titled(key)}: has ${one.score}`) };
  }

  private criterion(key: string, one: Criterion, level: Level | undefined): HTMLElement {
    const digits = [0, 1, 2, 3].map((n) => el("li", n === one.score ? { "aria-current": "true" } : {}, String(n)));
    const close = one.between ? (one.score === one.between[0] ? ` Nearly a ${one.between[1]}.` : ` Only just a ${one.score}.`) : "";
    const anchors = this.framework.anchors[key] ?? [];
    const asked = level?.asks[key] ?? 0;
    const goal = Math.max(one.score + 1, asked, 2);
    const next = one.next
      ? el("p", { class: "next" }, el("b", {}, `For ${goal}${goal === asked ? `, which ${level?.title ?? ""} asks` : ""}:`), ` ${anchors[goal] ?? ""}`)
      : el("p", { class: "next quiet" }, "The top score.");
    return el(
      "div", { class: "criterion" },
      el("h3", {}, titled(key)), el("ol", { class: "scale", "aria-label": `${one.score} of 3` }, ...digits),
      el("p", {}, anchors[one.score] ?? "", close && el("span", { class: "quiet" }, close)), el("div", { class: "because" }, next),
    );
  }
}

/** A short text that a screen reader says once the writing rests: only when it says something new. */
export class Summary {
  private timer: number | undefined;

  constructor(private readonly where: HTMLElement, private readonly rest = 1600) {}

  /** Say it after a rest; typing takes it back. */
  soon(text: string): void {
    this.hush();
    this.timer = window.setTimeout(() => say(this.where, text), this.rest);
  }

  /** Say it now: the person asked for it. */
  now(text: string): void {
    this.hush();
    say(this.where, text);
  }

  hush(): void {
    window.clearTimeout(this.timer);
  }
}
