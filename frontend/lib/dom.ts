// Elements without markup: whatever a person wrote stays text.
type Child = Node | string | false | null | undefined;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** A new element; `true` sets an attribute without a value, `false` and undefined leave it out. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child): child is Node | string => child instanceof Node || (typeof child === "string" && child !== "")));
  return made;
}

/** The one element below `root` that has `data-NAME`. Throws where the template lacks it. */
export function part<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T {
  const found = root.querySelector<T>(`[data-${name}]`);
  if (!found) throw new Error(`the page has no data-${name}`);
  return found;
}

/** Set a text only where it differs, so that nothing is announced or laid out twice. */
export function say(where: Element, text: string): void {
  if (where.textContent !== text) where.textContent = text;
}

/** "1 word", "2 words". */
export function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? "" : "s"}`;
}

/** Seconds as on a clock: 2:55. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Hours and minutes of a time, as the person's system writes them. */
export function timeOf(iso: string): string {
  return new Date(iso).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}
