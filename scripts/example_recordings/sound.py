"""Sound as plain numbers: one float a sample, from -1 to 1, at one rate for everything that is made here."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from random import Random
from typing import TypeAlias

RATE = 24_000
"""Samples a second while sound is made; a recording gets its device's own rate when it is encoded."""

PEAK = 0.7
"""How loud the loudest sample of a finished recording is: near -3 dB, so that nothing clips."""

Samples: TypeAlias = "array[float]"
Wave = Callable[[float], float]


def silence(seconds: float) -> Samples:
    """Return that many seconds of nothing."""
    return array("f", bytes(4 * round(seconds * RATE)))


def reckoned(seconds: float, wave: Wave) -> Samples:
    """Return what `wave` gives at each moment, in seconds from the beginning."""
    return array("f", (wave(step / RATE) for step in range(round(seconds * RATE))))


def put(below: Samples, above: Samples, at: float, strength: float = 1.0) -> None:
    """Add a sound to another from a moment on; the lower one grows where it is too short."""
    start = round(at * RATE)
    missing = start + len(above) - len(below)
    if missing > 0:
        below.extend(silence(missing / RATE + 0.01))
    for step, value in enumerate(above, start):
        below[step] += value * strength


def room(seconds: float, rng: Random, strength: float = 0.0025) -> Samples:
    """Return the quiet hiss of a telephone's microphone in a room, so that pauses are no digital nothing."""
    sound, last = silence(seconds), 0.0
    for step in range(len(sound)):
        last = 0.82 * last + rng.uniform(-strength, strength)
        sound[step] = last
    return sound


def finished(sound: Samples, peak: float = PEAK) -> Samples:
    """Return the sound with its loudest sample at `peak`, and its ends faded within a hundredth of a second."""
    loudest = max(map(abs, sound)) or 1.0
    ready = array("f", (value * peak / loudest for value in sound))
    ramp = RATE // 100
    for step in range(min(ramp, len(ready))):
        ready[step] *= step / ramp
        ready[-1 - step] *= step / ramp
    return ready


def at_another_speed(sound: Samples, factor: float) -> Samples:
    """Return the sound read `factor` times as fast: shorter, and higher by as much."""
    places = (step * factor for step in range(max(0, math.floor((len(sound) - 1) / factor))))
    return array("f", (_between(sound, place) for place in places))


def _between(sound: Samples, place: float) -> float:
    left = int(place)
    return sound[left] + (sound[left + 1] - sound[left]) * (place - left)


def trimmed(sound: Samples, quiet: float = 0.004) -> Samples:
    """Return the sound without the silence before and after it."""
    loud = [step for step, value in enumerate(sound) if abs(value) > quiet]
    return sound[loud[0] : loud[-1] + 1] if loud else sound
