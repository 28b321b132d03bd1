"""The outline of a sound: how loud it is from beginning to end, in so many bars, whatever its length."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from operator import mul

WAVEFORM_BARS = 96

_FIRST_STEP = 64  # samples in one measurement; doubled whenever there are too many of them
_MOST_STEPS = WAVEFORM_BARS * 64


class Loudness:
    """Listens to samples as they come and remembers as much of ten hours as of ten seconds."""

    def __init__(self) -> None:
        self._step = _FIRST_STEP
        self._energies: list[int] = []  # of each whole step
        self._energy = 0  # of the step that is being measured
        self._measured = 0  # samples of it

    def add(self, samples: memoryview) -> None:
        """Takes in samples of one channel, 16 bits each."""
        at = 0
        while at < len(samples):
            piece = samples[at : at + self._step - self._measured]
            self._energy += sum(map(mul, piece, piece))
            self._measured += len(piece)
            at += len(piece)
            if self._measured == self._step:
                self._end_step()

    def bars(self) -> tuple[int, ...]:
        """WAVEFORM_BARS numbers from 0 to 100, in proportion to the loudest; none if nothing was heard at all."""
        energies = self._energies or ([self._energy] if self._measured else [])
        if not energies:
            return ()
        loud = [sqrt(mean) for mean in _means(energies)]
        loudest = max(loud) or 1.0
        return tuple(round(100 * one / loudest) for one in loud)

    def _end_step(self) -> None:
        self._energies.append(self._energy)
        self._energy = self._measured = 0
        if len(self._energies) == _MOST_STEPS:
            self._energies = [sum(self._energies[at : at + 2]) for at in range(0, _MOST_STEPS, 2)]
            self._step *= 2


def _means(energies: list[int]) -> Iterable[float]:
    """One mean for each bar; where there are fewer energies than bars, some stand for several."""
    count = len(energies)
    for bar in range(WAVEFORM_BARS):
        start = bar * count // WAVEFORM_BARS
        piece = energies[start : max(start + 1, (bar + 1) * count // WAVEFORM_BARS)]
        yield sum(piece) / len(piece)
