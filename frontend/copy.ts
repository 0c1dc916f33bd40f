// A secret that is shown once: copied at the press of a button, where the browser lets a page copy.
import { part, say } from "./lib/dom";

function offerCopy(button: HTMLElement): void {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(part(document, "secret").textContent ?? "").then(
      () => say(part(document, "copied"), "Copied."),
      () => say(part(document, "copied"), "It could not be copied; select it instead."),
    );
  });
}

const button = document.querySelector<HTMLElement>("[data-copy]");
if (button) offerCopy(button);
