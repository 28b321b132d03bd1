"""Words to sound, line by line, by the speech synthesiser espeak-ng; the times of the captions fall out of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from .sound import RATE, Samples, at_another_speed, put, silence, trimmed

_SYNTHESISER = "espeak-ng"
_ITS_RATE = 22_050
_HEADER = 44  # bytes of a WAV file before its samples


@dataclass(frozen=True)
class Voice:
    """Who speaks: espeak-ng's name for the voice, words a minute, pitch from 0 to 99, and how small the throat is.

    `throat` raises everything, as a child's shorter throat does: 1 is a grown-up, 1.2 a child of five.
    """

    name: str
    speed: int = 155
    pitch: int = 50
    throat: float = 1.0


@dataclass(frozen=True)
class Line:
    """A sentence or two that stand together in the captions.

    `voice` is for words in another language or of somebody else, `sounds_like` for a name that the synthesiser would
    read wrongly, `pause` the seconds of quiet after it.
    """

    words: str
    pause: float = 0.45
    voice: Voice | None = None
    sounds_like: str = ""


@dataclass(frozen=True)
class Cue:
    """What is said between two moments, in seconds."""

    start: float
    end: float
    words: str


@dataclass(frozen=True)
class Speech:
    """The sound of some lines, and when each of them is heard."""

    sound: Samples
    cues: tuple[Cue, ...]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.sound) / RATE


def is_there() -> bool:
    """Whether this machine has the synthesiser."""
    return shutil.which(_SYNTHESISER) is not None


def spoken(lines: Sequence[Line], voice: Voice, lead: float = 0.3, rest: float = 0.4) -> Speech:
    """Speak the lines one after the other, `lead` seconds after the beginning; after the last there are `rest`."""
    sound, cues = silence(lead), []
    for line in lines:
        said = _said(line.sounds_like or line.words, line.voice or voice)
        start = len(sound) / RATE
        put(sound, said, start)
        cues.append(Cue(start, start + len(said) / RATE, line.words))
        sound.extend(silence(rest if line is lines[-1] else line.pause))
    return Speech(sound, tuple(cues))


def transcript(cues: Sequence[Cue]) -> str:
    """Return everything that is said, in one paragraph."""
    return " ".join(cue.words for cue in cues)


def _said(words: str, voice: Voice) -> Samples:
    speed = str(round(voice.speed / voice.throat))  # reading it faster afterwards gives the pace back
    command = [_SYNTHESISER, "-v", voice.name, "-s", speed, "-p", str(voice.pitch), "--stdout", words]
    wave = subprocess.run(command, check=True, capture_output=True).stdout  # of the fixed words in `gallery`
    numbers = array("h", wave[_HEADER : len(wave) - (len(wave) - _HEADER) % 2])
    if sys.byteorder == "big":
        numbers.byteswap()
    sound = array("f", chain((number / 32_768 for number in numbers), (0.0,)))
    return trimmed(at_another_speed(sound, voice.throat * _ITS_RATE / RATE))
