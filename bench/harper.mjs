// harper.js as peers.py runs it: `once FILE` lints one file and ends; `timed` reads texts as JSON and prints milliseconds for each.
import { readFileSync } from "node:fs";
import { LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";

const linter = new LocalLinter({ binary });
await linter.setup();
const options = { language: "plaintext" };

async function milliseconds(texts) {
  const out = [];
  for (const text of texts) {
    const start = performance.now();
    await linter.lint(text, options);
    out.push(performance.now() - start);
  }
  return out;
}

if (process.argv[2] === "once") {
  await linter.lint(readFileSync(process.argv[3], "utf8"), options);
} else {
  const given = JSON.parse(readFileSync(0, "utf8"));
  await milliseconds(given.warm_up);
  const out = { texts: await milliseconds(given.texts), sentences: await milliseconds(given.sentences), answers: await milliseconds(given.answers) };
  console.log(JSON.stringify(out));
}
