// Asks for the rating of an answer after each pause in typing.
import { post } from "../lib/api";
import { Asker as Pausing } from "../lib/asker";
import type { Rating, Unjudged } from "./rating";

export interface Asked { text: string; question: string; level: string; framework?: string }

export class Asker extends Pausing<Asked, Rating | Unjudged> {
  constructor(current: () => Asked, show: (rating: Rating | Unjudged, asked: Asked) => void, fail: (problem: unknown) => void) {
    super(current, rated, show, fail);
  }
}

function rated(asked: Asked, signal: AbortSignal): Promise<Rating | Unjudged> {
  const { text, question, level, framework } = asked;
  return post<Rating | Unjudged>("/api/assess", { text, question: question || null, level, ...(framework ? { framework } : {}) }, { signal });
}
