// Small things that the browser remembers. Where it may not, nothing is remembered, and nothing breaks.

/** What was remembered under the name, "" for nothing. */
export function recall(name: string, store: () => Storage = () => localStorage): string {
  try {
    return store().getItem(name) ?? "";
  } catch {
    return "";
  }
}

export function remember(name: string, value: string, store: () => Storage = () => localStorage): void {
  try {
    store().setItem(name, value);
  } catch {
    // not remembered
  }
}
