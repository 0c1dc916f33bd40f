"""Sound for the fake microphone, and what of it came through."""
from __future__ import annotations

import io
import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Sound = NDArray[np.float64]


def speech_like(seconds: float, seed: int = 7) -> Sound:
    """Syllables of changing pitch and length with short gaps, unlike at any two places; -1 to 1 at RATE."""
    chance, out = np.random.default_rng(seed), list[Sound]()
    while sum(map(len, out)) < seconds * RATE:
        t = np.arange(int(RATE * chance.uniform(0.08, 0.25))) / RATE
        pitch = chance.uniform(120, 320) * (1 + chance.uniform(-0.3, 0.3) * t / t[-1])
        voice = sum(np.sin(2 * np.pi * np.cumsum(pitch * k) / RATE) / k for k in range(1, 8))
        out += [voice * np.hanning(len(t)) * chance.uniform(0.3, 0.9) / 2, np.zeros(int(RATE * chance.uniform(0.02, 0.12)))]
    return np.concatenate(out)[: int(seconds * RATE)]


def write_wav(path: Path, sound: Sound) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def decode(data: bytes) -> Sound:
    """A recording as one channel at RATE."""
    out = list[Sound]()
    with av.open(io.BytesIO(data), "r") as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        for frame in container.decode(audio=0):
            out += [f.to_ndarray()[0].astype(np.float64) for f in resampler.resample(frame)]
        out += [f.to_ndarray()[0].astype(np.float64) for f in resampler.resample(None)]
    return np.concatenate(out)


def match(part: Sound, whole: Sound) -> tuple[float, float]:
    """How like `part` the most similar place of `whole` is (0 to 1), and where that begins, in seconds."""
    size = 1 << (len(part) + len(whole)).bit_length()
    crossed = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)[: max(1, len(whole) - len(part))]
    energy = np.concatenate([[0.0], np.cumsum(whole**2)])
    beside = np.sqrt(energy[len(part) : len(part) + len(crossed)] - energy[: len(crossed)])
    like = crossed / (beside * np.linalg.norm(part) + 1e-9)
    return float(like.max()), float(like.argmax()) / RATE


def fragmented_mp4(sound: Sound) -> bytes:
    """As Safari records: AAC in fragments, one after another."""
    made = io.BytesIO()
    with av.open(made, "w", format="mp4", options={"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "1000000"}) as container:
        stream = container.add_stream("aac", rate=RATE)
        stream.bit_rate = 64_000
        frame = av.AudioFrame.from_ndarray(sound.astype(np.float32)[None, :], format="flt", layout="mono")
        frame.sample_rate = RATE
        for packet in stream.encode(frame):
            container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return made.getvalue()
