// The question read by the browser's own voice, if the person wishes; off until then.
import { recall, remember } from "../lib/remember";

const KEY = "greenroom-read-questions";

/** Wire the button and the box "Read every question aloud"; both go where the browser has no voice. */
export function voice(root: HTMLElement, button: HTMLButtonElement, each: HTMLInputElement, text: string): void {
  root.hidden = !("speechSynthesis" in window);
  if (root.hidden) return;
  const read = (): void => {
    speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(text);
    said.lang = "en";
    speechSynthesis.speak(said);
  };
  button.addEventListener("click", read);
  each.checked = recall(KEY) === "yes";
  each.addEventListener("change", () => {
    remember(KEY, each.checked ? "yes" : "");
    if (each.checked) read();
    else speechSynthesis.cancel();
  });
  if (each.checked) read();
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}

/** Stop reading: the answer begins. */
export function hush(): void {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}
