"""Colours of palettes: contrast by calculation.

OKLCH to linear sRGB after Björn Ottosson, "A perceptual color space for image processing" (2020); contrast ratio and
relative luminance after WCAG 2.2, "contrast ratio".
"""

from __future__ import annotations

import math
import re

_OKLCH = re.compile(r"oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*\)\Z", re.ASCII)
_HEX = re.compile(r"#([0-9a-fA-F]{6})\Z", re.ASCII)

LinearRGB = tuple[float, float, float]


def linear_rgb(colour: str) -> LinearRGB:
    """A CSS colour, `oklch(62% 0.1 230)` or `#336699`, as linear sRGB from 0 to 1. ValueError for any other text."""
    if match := _HEX.match(colour.strip()):
        digits = match.group(1)
        red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
        return red, green, blue
    if match := _OKLCH.match(colour.strip()):
        lightness, chroma, hue = float(match.group(1)) / 100, float(match.group(2)), math.radians(float(match.group(3)))
        return _from_oklab(lightness, chroma * math.cos(hue), chroma * math.sin(hue))
    raise ValueError(colour)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _from_oklab(lightness: float, a: float, b: float) -> LinearRGB:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return _clipped(red), _clipped(green), _clipped(blue)


def _clipped(channel: float) -> float:
    return min(1.0, max(0.0, channel))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two CSS colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
