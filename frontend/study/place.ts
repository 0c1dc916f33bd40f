// Lens and level switched where one stands: the new page comes into the old one's place, what is looked at stays where it is, and what was opened stays open.
const SWITCHES = ".switch a, .levels a";

/** Take over the switches of the page; `before` is called when its text goes. */
export function turnInPlace(main: HTMLElement, before: () => void): void {
  let here = window.location.search;
  const to = async (address: string, link: HTMLElement | null): Promise<void> => {
    const fresh = await fetched(address);
    if (!fresh) {
      window.location.assign(address);
      return;
    }
    before();
    const fixed = held(main, link);
    const [top, again, open] = [fixed?.getBoundingClientRect().top ?? 0, fixed ? finder(fixed) : "", opened(main)];
    const focus = link ? { nav: link.closest("nav")?.getAttribute("aria-label"), title: link.textContent } : undefined;
    main.replaceChildren(...fresh.childNodes);
    for (const one of main.querySelectorAll("details")) if (!one.matches(".told-as")) one.open = open.get(key(one)) ?? one.open;
    const now = again ? document.querySelector(again) : null;
    if (now) window.scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
    if (focus) refocus(main, focus.nav ?? "", focus.title ?? "");
    here = window.location.search;
  };
  main.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(SWITCHES) : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const address = new URL(link.href);
    address.hash = "";
    window.history.pushState(null, "", address);
    void to(address.href, link);
  });
  window.addEventListener("popstate", () => {
    if (window.location.search !== here) void to(window.location.href, null);
  });
}

/** The main part of the page at an address; undefined where it does not come. */
async function fetched(address: string): Promise<Element | undefined> {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) return undefined;
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main") ?? undefined;
  } catch {
    return undefined;
  }
}

/** What must not move: the switch that was used where it stands in the text, else the part that is in view. */
function held(main: HTMLElement, link: HTMLElement | null): Element | null {
  const near = link?.closest(".told-as") ? null : link?.closest("nav[aria-label], section[id]");
  if (near) return near;
  const bar = main.querySelector(".told-as")?.getBoundingClientRect();
  const line = Math.max(bar?.top === 0 ? bar.bottom : 0, 0);
  return [...main.querySelectorAll("article[id], section[id], section:has(h2[id])")].find((one) => one.getBoundingClientRect().bottom > line + 1) ?? null;
}

/** How to find the same element on the new page. */
function finder(one: Element): string {
  if (one.id) return `#${CSS.escape(one.id)}`;
  const label = one.getAttribute("aria-label");
  if (label) return `nav[aria-label="${CSS.escape(label)}"]`;
  const by = one.getAttribute("aria-labelledby");
  return by ? `[aria-labelledby="${CSS.escape(by)}"]` : "";
}

function opened(main: HTMLElement): Map<string, boolean> {
  return new Map([...main.querySelectorAll("details")].map((one) => [key(one), one.open]));
}

/** A fold by its part and the first words of its line, which name a level after a comma. */
function key(one: HTMLDetailsElement): string {
  return `${one.closest("article")?.id ?? ""} ${one.querySelector("summary")?.textContent?.split(",")[0]?.trim() ?? ""}`;
}

function refocus(main: HTMLElement, nav: string, title: string): void {
  const found = [...main.querySelectorAll<HTMLElement>(SWITCHES)].find((one) => one.textContent === title && (one.closest("nav")?.getAttribute("aria-label") ?? "") === nav);
  const shown = found && !found.closest(".told-as") ? found : main.querySelector<HTMLElement>(".told-as > summary");
  shown?.focus({ preventScroll: true });
}
