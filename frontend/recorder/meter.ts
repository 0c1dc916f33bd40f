// The level of the microphone: a row of bars for the last seconds, and a word.
const BARS = 24;
const EVERY = 120;
const SILENT_AFTER = 3000;

/** What the level is called, from the loudest sample of the last second or so (0 to 1). */
export function levelWord(peak: number): string {
  if (peak < 0.003) return "nothing heard";
  if (peak < 0.04) return "quiet";
  return peak > 0.97 ? "too loud" : "good level";
}

/** How high a bar stands (0 to 1) for a level in root mean square: 60 dB from floor to top. */
export function height(rms: number): number {
  return Math.max(0, Math.min(1, 1 + (20 * Math.log10(Math.max(rms, 1e-6))) / 60));
}

export class Meter {
  private context: AudioContext | undefined;
  private timer: number | undefined;
  private readonly bars: HTMLElement[];
  private readonly peaks: number[] = [];
  private heard = 0;
  private held = false;

  constructor(private readonly row: HTMLElement, private readonly word: HTMLElement) {
    this.bars = Array.from({ length: BARS }, () => document.createElement("i"));
    row.replaceChildren(...this.bars);
    this.still();
  }

  /** Show this stream until `stop`. */
  start(stream: MediaStream): void {
    this.stop();
    this.context = new AudioContext();
    void this.context.resume();
    const analyser = new AnalyserNode(this.context, { fftSize: 4096, smoothingTimeConstant: 0 });
    this.context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.heard = Date.now();
    this.timer = window.setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.tick(samples);
    }, EVERY);
  }

  /** Say that nothing is recorded for now, whatever is heard; or take that back. */
  hold(held: boolean): void {
    this.held = held;
    if (held) this.still("paused");
  }

  stop(): void {
    window.clearInterval(this.timer);
    void this.context?.close();
    this.context = undefined;
    this.still();
  }

  private tick(samples: Float32Array): void {
    if (this.held) return;
    let [sum, peak] = [0, 0];
    for (const sample of samples) {
      sum += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    this.peaks.push(peak);
    if (this.peaks.length > 12) this.peaks.shift();
    this.draw(height(Math.sqrt(sum / samples.length)));
    const loudest = Math.max(...this.peaks);
    if (loudest >= 0.003) this.heard = Date.now();
    const word = levelWord(loudest);
    this.say(word === "nothing heard" && Date.now() - this.heard < SILENT_AFTER ? "listening" : word);
  }

  private draw(latest: number): void {
    for (const [n, bar] of this.bars.entries()) {
      const next = this.bars[n + 1];
      const value = next ? next.dataset["h"] ?? "0" : latest.toFixed(2);
      bar.dataset["h"] = value;
      bar.style.setProperty("--h", value);
      bar.classList.toggle("on", Number(value) > 0.02);
    }
  }

  private still(word = "off"): void {
    this.peaks.length = 0;
    for (const bar of this.bars) {
      bar.dataset["h"] = "0";
      bar.style.setProperty("--h", "0");
      bar.classList.remove("on");
    }
    this.say(word);
  }

  private say(word: string): void {
    const text = `Microphone: ${word}`;
    if (this.word.textContent === text) return;
    this.word.textContent = text;
    this.row.setAttribute("aria-label", `Microphone level: ${word}`);
  }
}
