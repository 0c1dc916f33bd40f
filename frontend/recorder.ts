// The recorder on a page of its own: every element with data-recorder.
import { Recorder } from "./recorder/recorder";

for (const root of document.querySelectorAll<HTMLElement>("[data-recorder]")) new Recorder(root);
