// A question of a mock, answered aloud or in writing. Without this script the page is a form, for writing.
import { part } from "./lib/dom";
import { Aloud } from "./mock/aloud";
import { voice } from "./mock/voice";
import { Writing } from "./mock/writing";

for (const root of document.querySelectorAll<HTMLElement>("[data-mock]")) {
  const form = part<HTMLFormElement>(root, "form");
  voice(part(root, "voice"), part<HTMLButtonElement>(root, "read"), part<HTMLInputElement>(root, "each"), root.dataset["prompt"] ?? "");
  if (root.dataset["how"] === "aloud") new Aloud(root, form);
  else new Writing(root, form);
}
