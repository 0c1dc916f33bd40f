// The text of a turn: kept after each pause, offered from other tabs, sent only once it is kept.
import { count, el, part, say, timeOf } from "../lib/dom";
import { Drafts, offer, whole, type Other } from "../lib/drafts";

/** Milliseconds without a key after which it is said that they are too many. */
const PAUSE = 400;

export class Sheet {
  readonly area: HTMLTextAreaElement;
  private readonly drafts: Drafts;
  private sending = false;
  private timer: number | undefined;

  constructor(private readonly form: HTMLFormElement, page: string, private readonly aloud: boolean, private readonly changed: () => void, seconds: () => number = () => 0) {
    this.area = part<HTMLTextAreaElement>(form, "text");
    const base = form.dataset["draft"] ? { id: form.dataset["draft"], number: Number(form.dataset["count"]) } : null;
    this.drafts = new Drafts(page, base, () => ({ text: this.text, question: "", level: "", seconds: seconds() }), {
      kept: (at) => this.say(`Kept on this machine, ${timeOf(at)}`),
      waiting: (why) => this.say(why),
      others: (others) => this.offer(others),
    });
    this.area.addEventListener("input", () => this.touched());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.drafts.leave());
    window.addEventListener("pagehide", () => this.drafts.leave());
    window.addEventListener("beforeunload", (event) => this.drafts.unkept && !this.sending && event.preventDefault());
    form.addEventListener("submit", (event) => this.send(event));
    window.addEventListener("pageshow", (event) => event.persisted && this.rest());
    void this.drafts.look();
    if (this.tooLong()) this.warn(this.tooLong());
    // typed before the script ran, or put back by the browser
    if (this.area.value !== this.area.defaultValue) this.drafts.changed();
  }

  get text(): string {
    return whole(this.area.value);
  }

  /** Put another text in its place. */
  put(text: string): void {
    this.area.value = text;
    this.touched();
  }

  /** Go to the text, behind its last word; the page stays where it is. */
  toEnd(): void {
    this.last();
    this.area.focus({ preventScroll: true });
  }

  /** Put the caret behind the last word, whether the text has the focus yet or not. */
  last(): void {
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
  }

  private touched(): void {
    this.drafts.changed();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.warn(this.tooLong()), PAUSE);
    this.changed();
  }

  /** Why the text cannot be handed in, "" where it is not too long. A page counts halves of wide characters, the server whole ones. */
  private tooLong(): string {
    const most = Number(this.form.dataset["most"]);
    if (this.area.value.length <= most) return "";
    const has = [...this.text].length;
    return has > most ? `The text has ${has.toLocaleString("en")} characters; an answer may have ${most.toLocaleString("en")}. Shorten it, then finish; all of it stays here.` : "";
  }

  /** Say beside the button what stands in the way; "" takes it back. */
  private warn(text: string): void {
    const where = part(this.form, "says");
    say(where, text);
    where.hidden = !text;
    if (text) this.area.setAttribute("aria-invalid", "true");
    else this.area.removeAttribute("aria-invalid");
  }

  /** What keeps the text from being handed in. */
  private hindered(): string {
    if (!this.text.trim()) return this.aloud ? "Type what you said first, or leave it for now." : "Write your answer first, or leave it for now.";
    return this.tooLong();
  }

  /** What is written is kept before the form goes: if Greenroom is away, the page stays and says so. */
  private send(event: SubmitEvent): void {
    const button = event.submitter;
    if (this.sending) {
      this.work(button instanceof HTMLButtonElement ? button : null);
      return;
    }
    event.preventDefault();
    const hindered = button instanceof HTMLButtonElement && button.value !== "finish" ? "" : this.hindered();
    if (hindered) {
      this.warn(hindered);
      this.area.focus();
      return;
    }
    void this.drafts.once().then((problem) => {
      if (problem) {
        this.say(problem);
        return;
      }
      this.sending = true;
      part<HTMLInputElement>(this.form, "draft-name").value = this.drafts.name;
      // a form cannot be sent while its sending is still being told
      window.setTimeout(() => this.form.requestSubmit(button instanceof HTMLButtonElement ? button : null));
    });
  }

  /** The form is on its way, and the answer is read before the next page comes: say so, and let no second press go after it. */
  private work(button: HTMLButtonElement | null): void {
    if (button && ["finish", "short"].includes(button.value)) this.say("Reading your answer …");
    // once the form has been put together: a button that cannot be pressed would not be in it
    window.setTimeout(() => this.buttons((one) => (one.disabled = true)));
  }

  /** The page was come back to as it was left. */
  private rest(): void {
    this.sending = false;
    this.buttons((one) => (one.disabled = false));
    this.say("");
  }

  private buttons(each: (one: HTMLButtonElement) => void): void {
    for (const one of this.form.elements) if (one instanceof HTMLButtonElement) each(one);
  }

  private say(text: string): void {
    say(part(this.form, "kept"), text);
  }

  private offer(others: readonly Other[]): void {
    offer(part(this.form, "others"), others, (other) => {
      const put = el("button", { type: "button", class: "plain-button" }, "Put it here");
      put.addEventListener("click", () => void this.take(other));
      return el("div", { class: "notice" }, el("p", {}, el("b", {}, `Another draft, ${count(other.words, "word")}, ${timeOf(other.at)}: `), `“${other.begins}” `, put));
    });
  }

  private async take(other: Other): Promise<void> {
    try {
      const taken = await this.drafts.take(other);
      this.put(taken.text);
      await this.drafts.look();
      this.area.focus();
    } catch {
      this.say("That draft could not be opened; it stays kept.");
    }
  }
}
