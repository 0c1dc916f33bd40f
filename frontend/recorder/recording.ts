// A recording without a face: the microphone, the browser's recorder, the way to the server. Silence never ends it.
import { negotiate, whyNoMicrophone, type Problem } from "./formats";
import { Uploader, type Recorded } from "./uploader";

export type State = "idle" | "asking" | "recording" | "paused" | "stopped";

export interface Told {
  state(now: State): void;
  stream(stream: MediaStream | undefined): void;
  kept(): void;
  waiting(pieces: number): void;
  problem(problem: Problem): void;
}

/** Milliseconds of sound in a piece. */
const PIECE = 1000;
const BITS = 64_000;

export class Recording {
  readonly uploader: Uploader;
  state: State = "idle";
  private recorder: MediaRecorder | undefined;
  private stream: MediaStream | undefined;
  private spent = 0;
  private since = 0;

  constructor(rehearsal: string, turn: number, private readonly told: Told) {
    this.uploader = new Uploader(rehearsal, turn, { kept: () => told.kept(), waiting: (n) => told.waiting(n), refused: (problem) => told.problem(problem) });
  }

  /** Seconds recorded since this stretch began, without pauses. */
  get seconds(): number {
    return (this.spent + (this.state === "recording" ? performance.now() - this.since : 0)) / 1000;
  }

  /** The recording was deleted: nothing of it counts, and it may begin anew. */
  forget(): void {
    if (this.state !== "stopped") return;
    this.spent = 0;
    this.to("idle");
  }

  /** Begin a stretch. */
  async start(): Promise<void> {
    if (this.state !== "idle" && this.state !== "stopped") return;
    const mimeType = negotiate();
    if (!mimeType || !navigator.mediaDevices) {
      this.told.problem({ message: "This browser cannot record sound.", remedy: "Use a newer one, or answer in writing." });
      return;
    }
    const before = this.state;
    this.spent = 0;
    this.to("asking");
    try {
      // as it is: no filter that would eat pauses or soft words
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
      await this.uploader.begin();
      this.record(this.stream, mimeType);
    } catch (problem) {
      this.release();
      this.to(before);
      this.told.problem(problem instanceof DOMException ? whyNoMicrophone(problem) : { message: "Greenroom does not answer.", remedy: "Start it again with “greenroom serve”, then try again." });
    }
  }

  pause(): void {
    if (this.state !== "recording" || !this.recorder) return;
    this.spent += performance.now() - this.since;
    this.recorder.requestData();
    this.recorder.pause();
    this.to("paused");
  }

  resume(): void {
    if (this.state !== "paused" || !this.recorder) return;
    this.recorder.resume();
    this.since = performance.now();
    this.to("recording");
  }

  /** End the stretch; resolves once everything is kept. */
  async stop(): Promise<void> {
    const recorder = this.recorder;
    if (!recorder || recorder.state === "inactive") return;
    if (this.state === "recording") this.spent += performance.now() - this.since;
    const over = new Promise<void>((done) => recorder.addEventListener("stop", () => done(), { once: true }));
    recorder.stop();
    await over;
    this.release();
    this.to("stopped");
    await this.uploader.settled();
  }

  /** What is kept on the server. */
  recorded(): Promise<Recorded> {
    return this.uploader.recorded();
  }

  private record(stream: MediaStream, mimeType: string): void {
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
    recorder.addEventListener("dataavailable", (event) => {
      if (event.data.size) this.uploader.add(event.data.type ? event.data : new Blob([event.data], { type: mimeType }));
    });
    recorder.addEventListener("error", () => this.lost());
    stream.getAudioTracks()[0]?.addEventListener("ended", () => this.lost());
    recorder.start(PIECE);
    this.recorder = recorder;
    this.spent = 0;
    this.since = performance.now();
    this.told.stream(stream);
    this.to("recording");
  }

  /** The microphone was unplugged or taken away: what was recorded is kept. */
  private lost(): void {
    if (this.state !== "recording" && this.state !== "paused") return;
    this.told.problem({ message: "The microphone went away.", remedy: "What was recorded is kept. Plug it in, then continue recording." });
    void this.stop();
  }

  private release(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.recorder = undefined;
    this.told.stream(undefined);
  }

  private to(state: State): void {
    this.state = state;
    this.told.state(state);
  }
}
