// CodeMirror's styles as a constructed sheet: the pages' policy forbids style elements, which `style-mod` would add. build.mjs puts this in its place.
import { StyleModule as Base } from "../node_modules/style-mod/src/style-mod.js";

let sheet: CSSStyleSheet | undefined;
let mounted: readonly Base[] = [];

export class StyleModule extends Base {
  /** Make the rules hold in the document, those of the first module first; what was mounted before stays. */
  static override mount(_root: unknown, modules: Base | readonly Base[]): void {
    const wanted: readonly Base[] = modules instanceof Base ? [modules] : modules;
    if (sheet && wanted.every((one) => mounted.includes(one))) return;
    mounted = [...wanted, ...mounted.filter((one) => !wanted.includes(one))];
    if (!sheet) {
      sheet = new CSSStyleSheet();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
    sheet.replaceSync(mounted.map((one) => one.getRules()).join("\n"));
  }
}
