"""Captions as the two kinds of file that people have: WebVTT and SubRip."""

from __future__ import annotations

from collections.abc import Sequence

from .speech import Cue

_AFTERGLOW = 0.25  # seconds that a caption stays when its words are over


def vtt(cues: Sequence[Cue]) -> str:
    """Return a WebVTT file."""
    blocks = [f"{_clock(start, '.')} --> {_clock(end, '.')}\n{words}" for start, end, words in _shown(cues)]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def srt(cues: Sequence[Cue]) -> str:
    """Return a SubRip file."""
    blocks = [
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{words}"
        for number, (start, end, words) in enumerate(_shown(cues), 1)
    ]
    return "\n\n".join(blocks) + "\n"


def _shown(cues: Sequence[Cue]) -> list[tuple[float, float, str]]:
    """Each caption stays a little longer than its words, but never into the next one."""
    following = [cue.start for cue in cues[1:]]
    ends = [min(cue.end + _AFTERGLOW, start) for cue, start in zip(cues, following, strict=False)]
    ends.append(cues[-1].end + _AFTERGLOW)
    return [(cue.start, end, cue.words) for cue, end in zip(cues, ends, strict=True)]


def _clock(seconds: float, mark: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, thousandths = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{thousandths // 1000:02}{mark}{thousandths % 1000:03}"
