"""What is heard besides words: a marble, a robin, a gate, a lorry, a cup."""

from __future__ import annotations

import math
from random import Random

from .sound import RATE, Samples, put, reckoned, silence

_TAU = math.tau


def knock(pitch: float, seconds: float = 0.09) -> Samples:
    """Return something small and hard that hits something hollow."""

    def wave(t: float) -> float:
        return math.exp(-t * 55) * (math.sin(_TAU * pitch * t) + 0.5 * math.sin(_TAU * pitch * 2.76 * t))

    return reckoned(seconds, wave)


def rolling(seconds: float, rng: Random, rough: float = 0.5) -> Samples:
    """Return a marble on cardboard that gets faster; `rough` 1 rattles, 0 whispers."""
    sound, low, turn = silence(seconds), 0.0, 0.0
    for step in range(len(sound)):
        share = step / len(sound)
        keep = 0.94 - 0.5 * rough
        low = keep * low + (1 - keep) * rng.uniform(-1, 1)
        turn += (9 + 26 * share) / RATE
        sound[step] = low * (0.3 + 0.7 * share) * (0.75 + 0.25 * math.sin(_TAU * turn))
    return sound


def chirp(low: float, high: float, seconds: float, trill: float = 0.0) -> Samples:
    """Return one note of a bird that glides from one pitch to another, trembling `trill` times a second."""

    def wave(t: float) -> float:
        share = min(t / seconds, 1.0)
        glide = low * t + (high - low) * t * share / 2
        tremble = 0.35 * math.sin(_TAU * trill * t) if trill else 0.0
        return math.sqrt(max(0.0, math.sin(math.pi * share))) * math.sin(_TAU * glide + 6 * tremble) * (1 + tremble)

    return reckoned(seconds, wave)


def robin(rng: Random) -> Samples:
    """Return one phrase of a robin: thin high notes that fall over each other, then a ripple."""
    song, at = silence(0.1), 0.0
    for _ in range(rng.randint(5, 8)):
        low = rng.uniform(2600, 4600)
        note = chirp(low, low * rng.uniform(0.72, 1.35), rng.uniform(0.07, 0.2), rng.choice((0, 0, 34)))
        put(song, note, at, rng.uniform(0.5, 1))
        at += len(note) / RATE + rng.uniform(0.01, 0.07)
    put(song, chirp(5200, 3900, 0.34, 42), at, 0.6)
    return song


def gate(seconds: float = 1.1) -> Samples:
    """Return a gate that wants oil, and then shuts."""

    def wave(t: float) -> float:
        pitch = 540 + 240 * math.sin(2.6 * t) + 22 * math.sin(_TAU * 17 * t)
        creak = math.sin(_TAU * pitch * t) * (0.5 + 0.5 * math.sin(_TAU * 23 * t)) ** 3
        return 0.5 * creak * math.sin(math.pi * t / seconds)

    sound = reckoned(seconds, wave)
    put(sound, knock(190, 0.3), seconds, 1.0)
    return sound


def lorry(seconds: float, rng: Random) -> Samples:
    """Return a lorry a long way off, that comes and goes."""
    sound, low = silence(seconds), 0.0
    for step in range(len(sound)):
        t = step / RATE
        low = 0.985 * low + 0.015 * rng.uniform(-1, 1)
        hum = 0.16 * math.sin(_TAU * 58 * t) + 0.08 * math.sin(_TAU * 87 * t)
        sound[step] = (3.2 * low + hum) * math.sin(math.pi * step / len(sound)) ** 2
    return sound


def cup() -> Samples:
    """Return a cup that is set down on its saucer."""
    sound = knock(2350, 0.16)
    put(sound, knock(3120, 0.14), 0.05, 0.5)
    return sound
