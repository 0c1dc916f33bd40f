// Bundle every island (each *.ts beside this file) into the folder that is named, with the licences of what went into them.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const entryPoints = (await readdir(here)).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort().map((name) => join(here, name));
const made = await build({
  absWorkingDir: here,
  entryPoints,
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "safari16.4", "firefox115", "chrome111"],
  alias: { "style-mod": join(here, "lib/styles.ts") },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

const packages = new Set();
for (const file of Object.keys(made.metafile.inputs)) {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  if (name) packages.add(name);
}
const licences = await Promise.all([...packages].sort().map(async (name) => {
  const folder = join(here, "node_modules", name);
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${(await readFile(join(folder, "LICENSE"), "utf8")).trim()}\n`;
}));
await mkdir(out, { recursive: true });
await writeFile(join(out, "licences.txt"), `The scripts in this folder hold parts of these packages.\n\n${licences.join("\n----\n\n")}`);
