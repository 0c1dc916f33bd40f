// A recording as WAV for a recogniser: decoded by the browser to 16 kHz, one channel, 16 bits; its stretches one after another.
const RATE = 16_000;
const HEAD = 44;

/** The sound at these addresses as one WAV. Throws where the browser cannot decode it. */
export async function wav(addresses: readonly string[]): Promise<Blob> {
  const decoder = new OfflineAudioContext(1, 1, RATE);
  const samples: Int16Array<ArrayBuffer>[] = [];
  for (const address of addresses) {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error(`the recording cannot be had (${answer.status})`);
    samples.push(whole(await decoder.decodeAudioData(await answer.arrayBuffer())));
  }
  return new Blob([head(samples.reduce((sum, one) => sum + one.length, 0)), ...samples], { type: "audio/wav" });
}

/** All channels as one, in whole numbers. */
function whole(sound: AudioBuffer): Int16Array<ArrayBuffer> {
  const channels = Array.from({ length: sound.numberOfChannels }, (_, n) => sound.getChannelData(n));
  const made = new Int16Array(sound.length);
  for (let at = 0; at < sound.length; at += 1) {
    let sum = 0;
    for (const channel of channels) sum += channel[at] ?? 0;
    made[at] = Math.max(-1, Math.min(1, sum / channels.length)) * 32_767;
  }
  return made;
}

function head(samples: number): ArrayBuffer {
  const made = new DataView(new ArrayBuffer(HEAD));
  const text = (at: number, word: string): void => [...word].forEach((letter, n) => made.setUint8(at + n, letter.charCodeAt(0)));
  const size = samples * 2;
  text(0, "RIFF");
  made.setUint32(4, HEAD - 8 + size, true);
  text(8, "WAVEfmt ");
  made.setUint32(16, 16, true);
  made.setUint16(20, 1, true);
  made.setUint16(22, 1, true);
  made.setUint32(24, RATE, true);
  made.setUint32(28, RATE * 2, true);
  made.setUint16(32, 2, true);
  made.setUint16(34, 16, true);
  text(36, "data");
  made.setUint32(40, size, true);
  return made.buffer;
}
