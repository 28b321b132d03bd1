"""Grain, clouds, fibres, weave and washes of light, all from a seeded random source."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Size = tuple[int, int]
Colour = tuple[int, int, int]


def colour(text: str) -> Colour:
    """Read a colour written as six hexadecimal digits."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mixed(a: Colour, b: Colour, t: float) -> Colour:
    """Return a colour a share `t` of the way from a to b."""
    return (round(a[0] + (b[0] - a[0]) * t), round(a[1] + (b[1] - a[1]) * t), round(a[2] + (b[2] - a[2]) * t))


def shaded(a: Colour, light: float) -> Colour:
    """Return the colour under another light: 1 leaves it, 0 is black, 2 is nearly white."""
    if light <= 1:
        return mixed((0, 0, 0), a, max(light, 0))
    return mixed(a, (255, 255, 255), min(light - 1, 1))


def varied(a: Colour, rng: Random, amount: int = 10) -> Colour:
    """Return a colour a little off, as when paint is mixed anew."""
    shift = rng.randint(-amount, amount)
    r, g, b = (max(0, min(255, c + shift + rng.randint(-amount // 2, amount // 2))) for c in a)
    return r, g, b


def speckle(size: Size, rng: Random) -> Image.Image:
    """Return even noise, one random grey for each pixel."""
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def grain(size: Size, rng: Random, coarse: float = 0.6) -> Image.Image:
    """Return soft noise around mid grey, like film or paper tooth; `coarse` is the size of a grain in pixels."""
    soft = speckle(size, rng).filter(ImageFilter.GaussianBlur(coarse))
    spread = 1.6 * max(coarse, 0.35) * 2
    return soft.point([max(0, min(255, round(128 + (v - 128) * spread))) for v in range(256)])


def clouds(size: Size, rng: Random, cell: float = 160, octaves: int = 3) -> Image.Image:
    """Return slow noise around mid grey with features about `cell` pixels wide."""
    layer = Image.new("L", size, 128)
    share = 1.0
    for octave in range(octaves):
        step = max(cell / 2**octave, 2)
        small = (max(2, math.ceil(size[0] / step) + 1), max(2, math.ceil(size[1] / step) + 1))
        patch = speckle(small, rng).resize(size, Image.Resampling.BICUBIC)
        layer = patch if octave == 0 else Image.blend(layer, patch, share)
        share = 0.5 / (1 + 0.4 * octave)
        share *= 0.8
    return layer


def streaks(size: Size, rng: Random, length: int = 60, width: int = 2, angle: float = 0) -> Image.Image:
    """Return noise drawn out along one direction: brush hairs, wood, brushed card."""
    reach = int(math.hypot(*size)) + 4 if angle else 0
    wide, high = (reach, reach) if angle else size
    small = (max(2, wide // length + 2), max(2, high // width + 2))
    drawn = speckle(small, rng).resize((wide, high), Image.Resampling.BICUBIC)
    if not angle:
        return drawn
    drawn = drawn.rotate(-angle, Image.Resampling.BILINEAR)
    left, top = (reach - size[0]) // 2, (reach - size[1]) // 2
    return drawn.crop((left, top, left + size[0], top + size[1]))


def levels(image: Image.Image, low: int, high: int, *, flip: bool = False) -> Image.Image:
    """Stretch greys so that `low` becomes black and `high` white (or the other way round)."""
    span = max(high - low, 1)
    table = [max(0, min(255, round((v - low) * 255 / span))) for v in range(256)]
    return image.point([255 - v for v in table] if flip else table)


def faded(image: Image.Image, share: float) -> Image.Image:
    """Return a mask at a share of its strength."""
    return image.point([min(255, round(v * share)) for v in range(256)])


def toned(image: Image.Image, amount: float) -> Image.Image:
    """Return noise around mid grey with its contrast scaled."""
    return image.point([max(0, min(255, round(128 + (v - 128) * amount))) for v in range(256)])


def lit(image: Image.Image, noise: Image.Image, amount: float) -> Image.Image:
    """Lighten and darken a picture by noise around mid grey; `amount` 0.1 moves a tenth of the range."""
    layer = toned(noise, amount)
    if image.mode == "RGB":
        layer = Image.merge("RGB", (layer, layer, layer))
    return ImageChops.add(image, layer, 1, -128)


def ramp(size: Size, start: Colour, end: Colour, angle: float = 90) -> Image.Image:
    """Return a gradient from one colour to another; angle 90 runs from top to bottom, 0 from left to right."""
    return Image.composite(Image.new("RGB", size, end), Image.new("RGB", size, start), ramp_mask(size, angle))


def ramp_mask(size: Size, angle: float = 90) -> Image.Image:
    """Return a grey gradient, black to white, along an angle in degrees."""
    reach = 256
    base = Image.linear_gradient("L")
    a = math.radians(angle)
    wide, high = size
    run = abs(wide * math.cos(a)) + abs(high * math.sin(a))
    kx, ky = math.cos(a) * reach / run, math.sin(a) * reach / run
    shift = reach / 2 - kx * wide / 2 - ky * high / 2
    return base.transform(size, Image.Transform.AFFINE, (0, 0, 128, kx, ky, shift), Image.Resampling.BILINEAR, fill=1)


def glow(size: Size, cx: float, cy: float, rx: float, ry: float) -> Image.Image:
    """Return a soft round light: white at the centre, black from the radius outwards."""
    disc = ImageChops.invert(Image.radial_gradient("L"))
    disc = levels(disc, 75, 255)
    kx, ky = 128 / rx, 128 / ry
    return disc.transform(
        size, Image.Transform.AFFINE, (kx, 0, 128 - cx * kx, 0, ky, 128 - cy * ky), Image.Resampling.BILINEAR
    )


def relief(height: Image.Image, rng: Random | None = None, depth: float = 1.0, step: int = 2) -> Image.Image:
    """Return the light on a height map, mid grey where it is flat, lit from the upper left."""
    shifted = ImageChops.offset(height, step, step)
    flat = ImageChops.subtract(height, shifted, 1 / depth if depth else 1, 128)
    return lit(flat, speckle(flat.size, rng), 0.02) if rng else flat


def paper(size: Size, tint: Colour, rng: Random, tooth: float = 0.035, mottle: float = 0.03) -> Image.Image:
    """Return a sheet of paper: a tint, slow mottling, fine tooth."""
    sheet = Image.new("RGB", size, tint)
    sheet = lit(sheet, clouds(size, rng, 420, 2), mottle)
    return lit(sheet, relief(grain(size, rng, 1.1), None, 1.0, 1), tooth)


def fibres(size: Size, rng: Random, count: int) -> Image.Image:
    """Return a mask of short curved fibres, as in recycled or handmade paper."""
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    for _ in range(count):
        x, y = rng.uniform(0, size[0]), rng.uniform(0, size[1])
        r, start = rng.uniform(6, 40), rng.uniform(0, 360)
        pen.arc((x - r, y - r, x + r, y + r), start, start + rng.uniform(25, 110), fill=rng.randint(60, 170), width=1)
    return mask


def weave(size: Size, rng: Random, thread: int = 6) -> Image.Image:
    """Return the light on woven cloth or canvas, around mid grey."""
    tile = Image.new("L", (thread * 2, thread * 2), 0)
    for y in range(thread * 2):
        for x in range(thread * 2):
            over = (x // thread + y // thread) % 2
            along = (x if over else y) % thread
            across = (y if over else x) % thread
            bulge = math.sin(math.pi * (across + 0.5) / thread) * (
                0.75 + 0.25 * math.sin(math.pi * (along + 0.5) / thread)
            )
            tile.putpixel((x, y), round(60 + 150 * bulge - (18 if over else 0)))
    cloth = tiled(tile, size)
    return lit(cloth, clouds(size, rng, 90, 2), 0.25)


def tiled(tile: Image.Image, size: Size) -> Image.Image:
    """Return a picture filled with copies of a tile."""
    row = Image.new(tile.mode, (size[0], tile.height))
    for x in range(0, size[0], tile.width):
        row.paste(tile, (x, 0))
    full = Image.new(tile.mode, size)
    for y in range(0, size[1], tile.height):
        full.paste(row, (0, y))
    return full
