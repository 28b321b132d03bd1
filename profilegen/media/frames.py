"""Frames as they are shown: upright, with square pixels, small enough, and in colours that every screen has."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from profilegen.media.colours import Step, steps_to_screen
from profilegen.media.turning import Turn, lies_on_its_side, turn_of

if TYPE_CHECKING:
    from av import VideoFrame
    from av.filter import Graph

SHORT_SIDE, LONG_SIDE = 720, 1280
TICKS = 90_000  # of a film's clock in a second

_EXTREME = 8  # pixels this much wider than high, or higher than wide, are a mistake


class Frames:
    """Takes frames as they are decoded and gives them as they are shown, all of one size."""

    def __init__(self, size: tuple[int, int], pixel_ratio: Fraction | None) -> None:
        """`size` is that of the first, by `shown_size`."""
        self._size = size
        self._ratio = pixel_ratio
        self._kind: tuple[object, ...] = ()
        self._graph: Graph | None = None

    def show(self, frame: VideoFrame) -> Iterator[VideoFrame]:
        """What comes out for one frame: usually one, with the same time."""
        kind = _kind(frame)
        if kind != self._kind:
            yield from self.rest()
            self._start(frame, kind)
        assert self._graph is not None  # noqa: S101 - _start has made it
        self._graph.vpush(frame)
        yield from self._ready()

    def rest(self) -> Iterator[VideoFrame]:
        """What is still under way, at the end."""
        if self._graph is not None:
            self._graph.vpush(None)
            yield from self._ready()
            self._graph, self._kind = None, ()

    def _ready(self) -> Iterator[VideoFrame]:
        from av.error import BlockingIOError, EOFError

        assert self._graph is not None  # noqa: S101 - asked only while there is one
        while True:
            try:
                yield self._graph.vpull()
            except (BlockingIOError, EOFError):
                return

    def _start(self, frame: VideoFrame, kind: tuple[object, ...]) -> None:
        turn = turn_of(frame)
        steps = steps_to_screen(frame, *shown_size(frame, self._ratio, ()))
        if frame.interlaced_frame:
            steps.insert(0, ("bwdif", {"mode": "send_frame", "deint": "interlaced"}))
        for step in turn:
            name, _, how = step.partition("=")
            steps.append((name, {"dir": how} if how else {}))
        if shown_size(frame, self._ratio, turn) != self._size:  # a phone was turned while it was filming
            steps += _fitted(*self._size)
        self._graph, self._kind = _graph(frame, [*steps, ("setsar", {"sar": "1"})]), kind


def shown_size(frame: VideoFrame, pixel_ratio: Fraction | None, turn: Turn) -> tuple[int, int]:
    """Width and height in which a frame is shown after this turn: nothing is enlarged, and both are even.

    `pixel_ratio` is how wide the stream's pixels are for their height, as its header says.
    """
    width, height = float(frame.width), float(frame.height)
    ratio = float(pixel_ratio) if pixel_ratio and 1 / _EXTREME <= pixel_ratio <= _EXTREME else 1.0
    width, height = (width * ratio, height) if ratio >= 1 else (width, height / ratio)
    less = min(1.0, SHORT_SIDE / min(width, height), LONG_SIDE / max(width, height))
    size = _even(width * less), _even(height * less)
    return (size[1], size[0]) if lies_on_its_side(turn) else size


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def _kind(frame: VideoFrame) -> tuple[object, ...]:
    """All that a graph is made for.

    By its rotation alone, since a frame once asked for its whole matrix stays in memory for a while (a cycle in PyAV).
    """
    colours = int(frame.colorspace), int(frame.color_range), int(frame.color_trc)
    return frame.width, frame.height, frame.format.name, colours, frame.rotation, bool(frame.interlaced_frame)


def _fitted(width: int, height: int) -> list[Step]:
    inside = {"force_original_aspect_ratio": "decrease", "force_divisible_by": "2"}
    size = {"w": str(width), "h": str(height)}
    return [("scale", size | inside), ("pad", size | {"x": "(ow-iw)/2", "y": "(oh-ih)/2"})]


def _graph(frame: VideoFrame, steps: list[Step]) -> Graph:
    from av.filter import Graph

    graph = Graph()
    graph.threads = 2
    source = {
        "video_size": f"{frame.width}x{frame.height}",
        "pix_fmt": frame.format.name,
        "time_base": str(Fraction(1, TICKS)),
        "colorspace": str(int(frame.colorspace)),
        "range": str(int(frame.color_range)),
    }
    nodes = [graph.add("buffer", None, **source)]
    nodes += [graph.add(name, None, **settings) for name, settings in steps]
    graph.link_nodes(*nodes, graph.add("buffersink")).configure()
    return graph
