// The form that takes a file: one that is too large is said here, before it is sent for nothing.
import { part } from "./lib/dom";

function guard(form: HTMLFormElement): void {
  const file = form.querySelector<HTMLInputElement>("input[type=file]");
  const says = part(document, "too-large");
  const most = Number(form.dataset.most);
  const tooLarge = (): boolean => (file?.files?.[0]?.size ?? 0) > most;
  file?.addEventListener("change", () => {
    says.hidden = !tooLarge();
  });
  form.addEventListener("submit", (event) => {
    says.hidden = !tooLarge();
    if (tooLarge()) event.preventDefault();
  });
}

const form = document.querySelector<HTMLFormElement>("form[data-most]");
if (form) guard(form);
