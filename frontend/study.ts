// Study: why a phrase is marked is shown right at it, and lens and level are switched where one stands. Without this script notes are numbered and switches are links.
import { turnInPlace } from "./study/place";
import { Whys } from "./study/why";

const main = document.querySelector<HTMLElement>("main");
if (main) {
  const whys = new Whys(main);
  turnInPlace(main, () => whys.hide());
}
