// A story's form: what is typed is kept as a draft after each pause, as the Markdown that the story would be, so that a closed tab or a crash loses nothing.
import { part, say, timeOf } from "./lib/dom";
import { Drafts, whole, type Text } from "./lib/drafts";

const HEADINGS: Readonly<Record<string, string>> = { situation: "Situation", task: "Task", action: "Action", result: "Result", reflection: "Reflection" };

class StoryForm {
  private readonly drafts: Drafts;
  private readonly said: HTMLElement;

  constructor(private readonly form: HTMLFormElement) {
    const { page = "", draft = "", number = "0" } = form.dataset;
    this.said = part(form, "kept");
    this.drafts = new Drafts(page, draft ? { id: draft, number: Number(number) } : null, () => this.current(), {
      kept: (at) => say(this.said, `What you typed is safe since ${timeOf(at)}. It becomes the story when you keep it.`),
      waiting: (why) => say(this.said, why),
      others: () => undefined,
    });
    form.addEventListener("input", () => this.changed());
    this.fit();
    form.addEventListener("submit", (event) => this.sent(event));
    window.addEventListener("pagehide", () => this.drafts.leave());
    window.addEventListener("beforeunload", (event) => {
      if (this.drafts.unkept) event.preventDefault();
    });
    if (form.hasAttribute("data-typed")) this.drafts.changed();
  }

  private changed(): void {
    this.fit();
    this.drafts.changed();
  }

  /** Parts are as high as their words, where the browser does not do that by itself; the button says what it would do with the text as it stands. */
  private fit(): void {
    if (!CSS.supports("field-sizing", "content")) {
      for (const one of this.form.querySelectorAll<HTMLTextAreaElement>("textarea.part")) {
        one.style.height = "auto";
        one.style.height = `${one.scrollHeight + 2}px`;
      }
    }
    const button = this.form.querySelector<HTMLButtonElement>("button[value=switch]");
    if (!button) return;
    const free = this.area("text");
    const filled = free ? free.value.trim() : Object.keys(HEADINGS).some((name) => this.area(name)?.value.trim());
    say(button, (filled ? button.dataset["filled"] : button.dataset["bare"]) ?? "");
  }

  /** The form goes to the server, with the name of its draft: once the story is kept the draft is not needed any more. */
  private sent(event: SubmitEvent): void {
    this.field("draft").value = this.drafts.name;
    const what = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "";
    if (what === "switch") this.drafts.leave();
    this.drafts.stop();
  }

  private current(): Text {
    const title = this.field("title").value.trim();
    const parts = Object.entries(HEADINGS).map(([name, heading]) => [heading, this.area(name)?.value.trim() ?? ""] as const).filter(([, words]) => words);
    const free = this.area("text")?.value.trim() ?? "";
    const body = free ? [free] : parts.map(([heading, words]) => `## ${heading}\n\n${words}`);
    const words = [...(title && body.length ? [`# ${title}`] : []), ...body].join("\n\n");
    return { text: whole(words), question: "", level: "" };
  }

  private field(name: string): HTMLInputElement {
    const found = this.form.elements.namedItem(name);
    if (!(found instanceof HTMLInputElement)) throw new Error(`the form has no ${name}`);
    return found;
  }

  private area(name: string): HTMLTextAreaElement | null {
    const found = this.form.elements.namedItem(name);
    return found instanceof HTMLTextAreaElement ? found : null;
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-story]");
if (form) new StoryForm(form);
