// Digits choose, while the focus is in the exercise: nowhere else, so that they take no key from a browser or a screen reader.

/** The choices of the form, and the part of the page that has to hold the focus. */
export function digits(form: HTMLFormElement): void {
  const choices = [...form.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  const within = form.closest("section") ?? form;
  within.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !/^[1-9]$/.test(event.key)) return;
    const chosen = choices[Number(event.key) - 1];
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    chosen.focus();
  });
}
