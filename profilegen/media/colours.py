"""What a film's numbers mean as colours, and FFmpeg's filters that make of them what every screen shows (BT.709)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import VideoFrame

Step = tuple[str, dict[str, str]]
"""A filter and its settings."""

BT709 = 1
_FULL_RANGE = 2
_MATRICES = {1: "bt709", 4: "fcc", 5: "bt470", 6: "smpte170m", 7: "smpte240m", 9: "bt2020", 10: "bt2020"}
_HIGH_DEFINITION = 720  # lines from which a film that says nothing is taken for BT.709, as browsers do
_DEEP = "yuv420p10le"
_BRIGHT = "(val-minval)/(maxval-minval)"

# Phones film for bright screens: shown as they are, such films look flat and pale. FFmpeg's own way from there takes
# five seconds to set up and 40 ms a frame; these curves, fitted to it where it does not clip, take three.
_HLG, _PQ = 18, 16
_CURVES = {
    _HLG: (f"1-pow(1-clip({_BRIGHT},0,1),1.35)", 1.45),
    _PQ: (f"1.09*pow(clip({_BRIGHT},0,1),3)/(pow(clip({_BRIGHT},0,1),3)+0.07)", 2.3),
}


def matrix_of(frame: VideoFrame) -> str:
    """The matrix that a frame's colours were made with, by what it says, else by its size."""
    said = _MATRICES.get(int(frame.colorspace))
    return said or ("bt709" if min(frame.width, frame.height) >= _HIGH_DEFINITION else "smpte170m")


def steps_to_screen(frame: VideoFrame, width: int, height: int) -> list[Step]:
    """From frames like this one to 8 bits in BT.709, `width` × `height` before they are turned."""
    size = {"w": str(width), "h": str(height), "flags": "bicubic"}
    colours = {"in_color_matrix": matrix_of(frame), "out_color_matrix": "bt709", "out_range": "tv"}
    if int(frame.color_range) == _FULL_RANGE:
        colours["in_range"] = "pc"
    curve = _CURVES.get(int(frame.color_trc))
    if curve is None:
        return [("scale", size | colours), ("format", {"pix_fmts": "yuv420p"})]
    return [
        ("scale", size | {"in_color_matrix": colours["in_color_matrix"]}),
        ("format", {"pix_fmts": _DEEP}),
        ("lutyuv", _lookup(*curve)),
        ("scale", colours),
        ("format", {"pix_fmts": "yuv420p"}),
    ]


def _lookup(brightness: str, saturation: float) -> dict[str, str]:
    middle = "(maxval+minval)/2"
    colour = f"clipval*0+clip({middle}+(val-{middle})*{saturation},minval,maxval)"
    return {"y": f"minval+(maxval-minval)*clip({brightness},0,1)", "u": colour, "v": colour}
