"""Areas: watercolour washes, gouache, linocut, cut and torn paper, felt and cloth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageFilter

from .board import Board, Patch, clipped, filled, whole
from .geometry import Path, Point, circle, spaced, wobbled
from .strokes import Tool, stroked
from .texture import Colour, clouds, faded, glow, grain, levels, lit, mixed, relief, speckle, streaks, weave


def roughened(patch: Patch, rng: Random, amount: float = 3.0, cell: float = 9) -> Patch:
    """Return the mask with an uneven edge: `amount` is how far it strays, in pixels."""
    soft = patch.mask.filter(ImageFilter.GaussianBlur(amount))
    noisy = lit(soft, clouds(soft.size, rng, cell, 2), 0.9)
    return patch.with_mask(levels(noisy, 104, 152))


def wash(
    board: Board, path: Sequence[Point], tint: Colour, strength: float = 0.75, *, edge: float = 0.5, wet: float = 0.6
) -> Patch:
    """Lay a transparent wash that dries darker at its edge and pools where the paper dips."""
    shape = roughened(filled([path], pad=26), board.rng, 2.6, 16)
    mask = shape.mask
    inner = mask.filter(ImageFilter.GaussianBlur(7))
    rim = ImageChops.multiply(mask, ImageChops.invert(inner))
    body = ImageChops.multiply(mask, levels(board.local(board.pools, shape), round(-255 * (1 - wet) * 2 - 60), 255))
    grains = levels(board.local(board.tooth, shape), -420, 255)
    body = ImageChops.multiply(faded(body, strength), grains)
    laid = shape.with_mask(ImageChops.add(body, faded(rim, edge * strength * 1.3)))
    board.glaze(tint, laid)
    return shape


def bloom(board: Board, path: Sequence[Point], tint: Colour, strength: float = 0.6, blur: float = 30) -> None:
    """Drop colour into wet paper: no edge at all."""
    shape = filled([path], pad=round(blur * 2.5), fine=1).blurred(blur)
    pools = levels(board.local(board.pools, shape), -60, 230)
    board.glaze(tint, shape.times(pools).faded(strength))


def gouache(
    board: Board, path: Sequence[Point], tint: Colour, *, angle: float = 0, rough: float = 1.4, streak: float = 0.07
) -> Patch:
    """Paint an opaque flat in which the brush can still be seen."""
    shape = filled([path], pad=10)
    if rough:
        shape = roughened(shape, board.rng, rough, 12)
    flat = Image.new("RGB", shape.mask.size, tint)
    flat = lit(flat, streaks(flat.size, board.rng, 90, 3, angle), streak)
    flat = lit(flat, board.local(board.pools, shape), streak * 0.8)
    board.place(flat, shape)
    return shape


def wall(board: Board, tint: Colour, *, angle: float = 0, streak: float = 0.06) -> None:
    """Cover the whole board with opaque paint."""
    flat = Image.new("RGB", board.size, tint)
    flat = lit(flat, streaks(board.size, board.rng, 160, 4, angle), streak)
    board.image = lit(flat, board.pools, streak)


def shadow(board: Board, patch: Patch, dx: float, dy: float, blur: float, strength: float = 0.4) -> None:
    """Lay a soft shadow of a mask, moved by dx, dy."""
    pad = round(blur * 2.5)
    wide = Image.new("L", (patch.mask.width + 2 * pad, patch.mask.height + 2 * pad), 0)
    wide.paste(patch.mask, (pad, pad))
    cast = Patch(wide.filter(ImageFilter.GaussianBlur(blur)), patch.left - pad, patch.top - pad)
    board.glaze((46, 38, 44), cast.moved(dx, dy).faded(strength))


def cut(
    board: Board, path: Sequence[Point], tint: Colour, *, lift: float = 5, pattern: Image.Image | None = None
) -> Patch:
    """Stick a piece of cut paper on the board; `pattern` prints something on it."""
    shape = filled([path], pad=6)
    _stick(board, shape, tint, lift, pattern)
    return shape


def _stick(board: Board, shape: Patch, tint: Colour, lift: float, pattern: Image.Image | None) -> None:
    shadow(board, shape, lift * 0.8, lift, lift * 1.1, 0.42)
    shadow(board, shape, 1, 1.5, 1.5, 0.35)
    piece = pattern or Image.new("RGB", shape.mask.size, tint)
    piece = lit(piece, board.local(board.bumps, shape), 0.06)
    piece = lit(piece, board.local(board.pools, shape), 0.045)
    rim = ImageChops.subtract(shape.mask, ImageChops.offset(shape.mask, 2, 2))
    board.place(piece, shape)
    board.shine((70, 66, 58), shape.with_mask(rim))


def torn(
    board: Board, path: Sequence[Point], tint: Colour, *, lift: float = 5, pattern: Image.Image | None = None
) -> Patch:
    """Stick a torn piece on the board: a ragged edge with the white core of the paper showing."""
    ragged = wobbled(path, board.rng, 5, 16, closed=True)
    outer = roughened(filled([ragged], pad=14), board.rng, 3.5, 7)
    inner = roughened(filled([wobbled(path, board.rng, 3.5, 14, closed=True)], pad=14), board.rng, 4.5, 8)
    core = mixed(tint, (250, 247, 240), 0.8)
    _stick(board, outer, core, lift, None)
    shrunk = inner.with_mask(levels(inner.mask.filter(ImageFilter.GaussianBlur(4)), 150, 215))
    piece = pattern or Image.new("RGB", shrunk.mask.size, tint)
    piece = lit(piece, board.local(board.bumps, shrunk), 0.06)
    board.place(lit(piece, board.local(board.pools, shrunk), 0.05), shrunk)
    return outer


def felt(board: Board, path: Sequence[Point], tint: Colour, *, lift: float = 6, stitch: Colour | None = None) -> Patch:
    """Lay a piece of felt: fuzzy edge, matted fibres, and running stitches round it if wanted."""
    shape = roughened(filled([path], pad=12), board.rng, 1.6, 4)
    shadow(board, shape, lift * 0.7, lift, lift * 1.2, 0.45)
    matted = relief(clouds(shape.mask.size, board.rng, 7, 2), None, 0.6, 1)
    piece = lit(Image.new("RGB", shape.mask.size, tint), matted, 0.28)
    soft = shape.mask.filter(ImageFilter.GaussianBlur(9))
    board.place(piece, shape)
    board.glaze((120, 110, 112), shape.times(ImageChops.invert(soft)).faded(0.55))
    if stitch:
        stitches(board, path, stitch, inset=13)
    return shape


def stitches(
    board: Board, path: Sequence[Point], tint: Colour, *, inset: float = 0, length: float = 17, width: float = 5
) -> None:
    """Sew a running stitch along a path (drawn inwards by `inset` from a closed one)."""
    line = _inset([*path, path[0]], inset) if inset else list(path)
    stops = spaced(line, length)
    threads = [[a, b] for a, b in zip(stops[::2], stops[1::2], strict=False)]
    if not threads:
        return
    patch = stroked(threads, Tool(width, swell=0.15, shake=0), board.rng)
    shadow(board, patch, 1.5, 2.5, 2, 0.55)
    board.lay(tint, patch)
    board.shine((90, 90, 84), patch.with_mask(ImageChops.subtract(patch.mask, ImageChops.offset(patch.mask, 1, 2))))


def _inset(line: Path, by: float) -> Path:
    cx = sum(p[0] for p in line) / len(line)
    cy = sum(p[1] for p in line) / len(line)
    moved: Path = []
    for x, y in line:
        far = max(((x - cx) ** 2 + (y - cy) ** 2) ** 0.5, 1)
        moved.append((x - (x - cx) / far * by, y - (y - cy) / far * by))
    return moved


def cloth(board: Board, path: Sequence[Point], tint: Colour, *, thread: int = 5, lift: float = 4) -> Patch:
    """Lay a piece of woven cloth."""
    shape = roughened(filled([path], pad=10), board.rng, 1.0, 4)
    shadow(board, shape, lift * 0.8, lift, lift * 1.3, 0.4)
    piece = lit(Image.new("RGB", shape.mask.size, tint), weave(shape.mask.size, board.rng, thread), 0.22)
    board.place(lit(piece, board.local(board.pools, shape), 0.1), shape)
    return shape


def printed(board: Board, shapes: Iterable[Sequence[Point]], tint: Colour, *, wear: float = 0.5) -> Patch:
    """Print shapes as from a lino block: slightly broken ink that darkens what is below."""
    return pressed(board, filled(shapes, pad=10), tint, wear=wear)


def pressed(board: Board, plate: Patch, tint: Colour, *, wear: float = 0.5) -> Patch:
    """Print a mask as if it were an inked block."""
    rough = roughened(plate, board.rng, 1.0, 5)
    salt = levels(grain(rough.mask.size, board.rng, 0.9), round(45 * wear), round(45 * wear) + 40)
    worn = levels(clouds(rough.mask.size, board.rng, 60, 4), round(66 * wear), round(66 * wear) + 70)
    ink = ImageChops.lighter(salt, worn)
    board.glaze(tint, rough.times(ink))
    return rough


def spatter(
    board: Board, tint: Colour, count: int, biggest: float = 5, *, opaque: bool = False, clip: Patch | None = None
) -> None:
    """Flick paint from a brush: many small drops, few larger."""
    rng = board.rng
    wide, high = board.size
    drops = [
        circle(rng.uniform(0, wide), rng.uniform(0, high), 0.8 + biggest * rng.random() ** 4) for _ in range(count)
    ]
    patch = filled(drops, fine=2)
    patch = clipped(patch, clip) if clip else patch
    if opaque:
        board.lay(tint, patch)
    else:
        board.glaze(tint, patch.faded(0.7))


def dust(board: Board, amount: float = 0.03) -> None:
    """Put the finest grain over everything, so that flats do not look like a computer's."""
    board.image = lit(board.image, speckle(board.size, board.rng), amount)


def vignette(board: Board, strength: float = 0.25) -> None:
    """Darken the corners as a lens does."""
    wide, high = board.size
    light = glow(board.size, wide / 2, high / 2, wide * 0.95, high * 0.95)
    corners = ImageChops.invert(levels(light, 0, 150))
    board.glaze((60, 52, 50), whole(board.size, faded(corners, strength)))
