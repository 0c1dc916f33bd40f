// The drill: a section that is mended is rated as it is written, and choices have digit keys. Without this script the page is a form.
import { digits } from "./drill/keys";
import { Mend } from "./drill/mend";

const form = document.querySelector<HTMLFormElement>("form[data-drill]");
if (form?.dataset["mend"]) new Mend(form);
else if (form) digits(form);
// a sitting begins at its exercise, as its later pages do by their address; the page does not move
if (form && document.activeElement === document.body) document.getElementById("d")?.focus({ preventScroll: true });
