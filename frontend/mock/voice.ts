// The question read by the browser's own voice, if the person wishes; off until then.
const KEY = "greenroom-read-questions";

/** Wire the button and the box "each time"; both stay hidden where the browser has no voice. */
export function voice(root: HTMLElement, button: HTMLButtonElement, each: HTMLInputElement, text: string): void {
  if (!("speechSynthesis" in window)) return;
  root.hidden = false;
  const read = (): void => {
    speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(text);
    said.lang = "en";
    speechSynthesis.speak(said);
  };
  button.addEventListener("click", read);
  each.checked = held() === "yes";
  each.addEventListener("change", () => {
    keep(each.checked ? "yes" : "");
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

function held(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // not remembered
  }
}
