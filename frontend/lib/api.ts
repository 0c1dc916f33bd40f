// Calls of Greenroom's own server. Two things go wrong: it says no, or it does not answer.

/** It said no: what is wrong and what to do, in its own words. */
export class Refused extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly remedy: string) {
    super(message);
  }
}

/** It did not answer, or broke down: worth trying again. */
export class Away extends Error {}

export interface Options {
  signal?: AbortSignal;
  /** Finish it even when the page goes away (bodies up to 64 kB). */
  keepalive?: boolean;
}

/** Send JSON and get JSON. Throws Refused, Away, or the signal's AbortError. */
export function post<T>(path: string, body: unknown, options: Options = {}): Promise<T> {
  return call<T>(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), ...options });
}

/** Send bytes and get JSON. */
export function postBytes<T>(path: string, body: Blob, type: string): Promise<T> {
  return call<T>(path, { method: "POST", headers: { "Content-Type": type }, body });
}

/** Get JSON. */
export function get<T>(path: string): Promise<T> {
  return call<T>(path, {});
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: "same-origin", cache: "no-store", ...init });
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") throw problem;
    throw new Away("Greenroom does not answer.");
  }
  if (answer.ok) return (await answer.json()) as T;
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string; remedy?: string };
  if (answer.status >= 500 && answer.status !== 507) throw new Away(said.message ?? "Greenroom does not answer.");
  throw new Refused(answer.status, said.code ?? "refused", said.message ?? "This was not done.", said.remedy ?? "");
}

/** Wait, in milliseconds. */
export function wait(time: number): Promise<void> {
  return new Promise((done) => setTimeout(done, time));
}
