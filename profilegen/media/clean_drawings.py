"""What may stay in an SVG: shapes, words, colours, and small pictures that are in the file itself.

A drawing is taken apart by a plain XML parser, without entities, and put together anew from what is known to be
harmless. So nothing in it can run, and nothing can reach for another file or for the network. How much there may be
of everything is limited here too, so that reading a drawing takes bounded time and memory.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from profilegen.media.embedded import embedded_picture
from profilegen.media.refusals import PictureError

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 100_000  # of the drawing as drawn: a thing used ten times counts ten times
_MOST_LEVELS = 100
_MOST_CHAINED = 16  # things used within things that are used
_MOST_POINTS = 250_000  # that markers, such as arrowheads, may be drawn at, times the parts of a marker
_MOST_LETTERS = 50_000
_MOST_STYLES = 500_000
_MOST_PIXELS = 16_000_000  # of all embedded pictures together
_MOST_PICTURES = 1_000  # embedded
_MOST_NESTED = 2_000_000  # elements, each counted once for every id that it is within
_AT_ONCE = 1 << 16  # bytes: the parser goes on to the end of what it was given, even when it has been told to stop

_SVG = "http://www.w3.org/2000/svg"
_LINK = ("http://www.w3.org/1999/xlink", "href")
_SPACE = ("http://www.w3.org/XML/1998/namespace", "space")
_WORDS = frozenset(["text", "tspan", "textPath"])
_LINKING = frozenset(["use", "linearGradient", "radialGradient", "pattern", "textPath", "filter"])
_SHAPES = "path rect circle ellipse line polyline polygon image use"
_PAINT = "linearGradient radialGradient stop pattern clipPath mask marker style"
_FILTERS = (
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge "
    "feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)  # all but feImage, which reaches for pictures
_KNOWN = _WORDS | frozenset(f"svg g a defs symbol switch {_SHAPES} {_PAINT} {_FILTERS}".split())
# Nothing in these is read twice, so that they take no longer than the text is long.
_ELSEWHERE = re.compile(r"url\s*+\(\s*+[\"']?+\s*+(?!#)", re.IGNORECASE)
_AT_RULE = re.compile(r"@(?:import|charset|namespace|font-face)[^;{}@]*+(?:;|\{[^{}]*+\}|$)", re.IGNORECASE)

_SAVE_AS_PNG = "Open it in the program that it was drawn with, export it as PNG, and use the new file."


@dataclass(frozen=True, slots=True)
class CleanDrawing:
    """A drawing of harmless parts: the attributes of its outermost element, all that is within, whether words are."""

    attributes: Mapping[str, str]
    body: str
    has_words: bool


def clean(content: bytes) -> CleanDrawing:
    """The drawing in these bytes, cleaned. Raises PictureError for what is no drawing, and what is too large."""
    if len(content) > MOST_BYTES:
        raise too_elaborate(f"it has more than {MOST_BYTES // 1_000_000} megabytes")
    reading = _Reading()
    try:
        for start in range(0, len(content), _AT_ONCE):
            reading.parser.Parse(content[start : start + _AT_ONCE], False)
        reading.parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the latter for encodings that nobody knows
        reason = "This file begins like an SVG drawing, but is cut off or damaged."
        raise PictureError(reason, "Save it again in the program that it was drawn with.") from error
    reading.check_amounts()
    return CleanDrawing(reading.outermost, "".join(reading.pieces), reading.has_words)


def too_elaborate(why: str) -> PictureError:
    """The refusal of a drawing that would take too long."""
    return PictureError(f"The drawing is too elaborate: {why}.", _SAVE_AS_PNG)


class _Reading:
    """One pass through a drawing, which collects what stays."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.outermost: dict[str, str] = {}
        self.has_words = False
        self._open: list[str] = []
        self._dropped = 0  # levels that are open within an element that does not stay
        self._elements = self._letters = self._styles = self._points = self._markers = 0
        self._pictures = self._pixels = self._nested = 0
        self._style: list[str] = []  # of the style element that is open
        self._names = _Names()
        self._ids: list[str] = []  # of the open elements, "" for those without
        self._sizes: dict[str, int] = defaultdict(int)  # elements within each id
        self._uses: dict[str, list[str]] = defaultdict(list)  # ids used within each id; "" is the whole drawing
        self.parser = self._parser()

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()  # telling names apart is left to us: it would write them out in full each time
        parser.buffer_text = True
        parser.specified_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.AttlistDeclHandler = self._entity
        parser.SkippedEntityHandler = self._entity
        return parser

    def _entity(self, *_: object) -> None:
        reason = "The drawing uses short forms of its own (such as entities), which could hide anything."
        raise PictureError(reason, "Save it as “plain SVG”, or export it as PNG.")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        self._names.enter(attributes)
        namespace, name = self._names.of_element(qualified)
        if not self._open and (namespace not in ("", _SVG) or name != "svg"):
            raise PictureError("This is a text in XML, but not a drawing in SVG.", _SAVE_AS_PNG)
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise too_elaborate(f"it has more than {MOST_ELEMENTS:,} parts")
        if len(self._open) + self._dropped >= _MOST_LEVELS:
            raise too_elaborate(f"it has parts within parts, more than {_MOST_LEVELS} levels deep")
        if self._dropped or self._open[-1:] == ["style"]:
            self._dropped += 1
            return
        kept = dict(self._kept(name, attributes))
        if not self._stays(namespace, name, kept):
            self._dropped += 1
            return
        self._count(name, kept)
        self._open.append(name)
        if len(self._open) == 1:
            self.outermost = kept
        else:
            self.pieces.append(f"<{name}{_written(kept)}>")

    def _kept(self, element: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The attributes that stay, under the names by which they are written."""
        for qualified, value in attributes.items():
            namespace, name = self._names.of_attribute(qualified)
            if (namespace, name) in (("", "href"), _LINK):
                yield from self._link(element, value.strip())
            elif (namespace, name) == _SPACE:
                yield "xml:space", value
            elif not namespace and name != "xmlns" and not name.lower().startswith("on") and _stays_inside(value):
                yield name, value

    def _link(self, element: str, value: str) -> Iterator[tuple[str, str]]:
        if element == "image" and (picture := embedded_picture(value)):
            self._pictures += 1
            if self._pictures > _MOST_PICTURES:
                raise too_elaborate(f"it has more than {_MOST_PICTURES:,} pictures in it")
            self._pixels += picture.pixels
            if self._pixels > _MOST_PIXELS:
                raise too_elaborate(f"the pictures in it have more than {_MOST_PIXELS / 1e6:g} megapixels")
            yield "href", picture.address
        elif element in _LINKING and value.startswith("#"):
            yield "href", value

    def _stays(self, namespace: str, name: str, kept: Mapping[str, str]) -> bool:
        return namespace in ("", _SVG) and name in _KNOWN and (name != "image" or "href" in kept)

    def _count(self, name: str, kept: Mapping[str, str]) -> None:
        self.has_words |= name == "text"
        self._points += len(kept.get("d", "") + kept.get("points", "")) // 4 + 2
        self._markers += name == "marker" or "marker" in self._open
        self._ids.append(kept.get("id", ""))
        inside = {*self._ids, ""}
        self._nested += len(inside)
        if self._nested > _MOST_NESTED:
            raise too_elaborate("it has too many named parts within named parts")
        for one in inside:
            self._sizes[one] += 1
        if name == "use" and (used := kept.get("href", "")[1:]):
            for one in inside:
                self._uses[one].append(used)

    def _end(self, _: str) -> None:
        self._names.leave()
        if self._dropped:
            self._dropped -= 1
            return
        name = self._open.pop()
        self._ids.pop()
        if name == "style":  # as a whole: a piece of it can look harmless
            self.pieces.append(escape(_harmless_style("".join(self._style))))
            self._style.clear()
        if self._open:
            self.pieces.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if self._dropped or not self._open:
            return
        if self._open[-1] == "style":
            self._styles += len(text)
            if self._styles > _MOST_STYLES:
                raise too_elaborate(f"its style sheets have more than {_MOST_STYLES:,} letters")
            self._style.append(text)
        elif self._open[-1] in _WORDS:  # what stands between other elements is blank
            self._letters += len(text)
            if self._letters > _MOST_LETTERS:
                raise too_elaborate(f"it has more than {_MOST_LETTERS:,} letters")
            self.pieces.append(escape(text))

    def check_amounts(self) -> None:
        """Whether all of it together can be drawn. Raises PictureError."""
        if self._markers * self._points > _MOST_POINTS:
            raise too_elaborate("it has arrowheads or other markers at too many points")
        if self._drawn("", {}, ()) > MOST_ELEMENTS:
            raise too_elaborate(f"with what it uses again, it has more than {MOST_ELEMENTS:,} parts")

    def _drawn(self, name: str, known: dict[str, int], within: tuple[str, ...]) -> int:
        """How many elements are drawn for this id, with all that is used within it."""
        if name in within or len(within) > _MOST_CHAINED:
            raise too_elaborate("it has parts that use themselves, or one another, again and again")
        if name not in known:
            used = sum(self._drawn(one, known, (*within, name)) for one in self._uses.get(name, ()))
            known[name] = self._sizes.get(name, 0) + used
        return known[name]


class _Names:
    """Which namespace a prefix stands for at this place of the drawing."""

    def __init__(self) -> None:
        self._meanings: dict[str, list[str]] = defaultdict(list, {"": [""], "xml": [_SPACE[0]]})
        self._declared: list[tuple[str, ...]] = []  # prefixes that each open element gives a meaning

    def enter(self, attributes: Mapping[str, str]) -> None:
        """An element with these attributes begins."""
        declared = {name[6:]: value for name, value in attributes.items() if name == "xmlns" or name[:6] == "xmlns:"}
        for prefix, meaning in declared.items():
            self._meanings[prefix].append(meaning)
        self._declared.append(tuple(declared))

    def leave(self) -> None:
        """The element ends that began last."""
        for prefix in self._declared.pop():
            self._meanings[prefix].pop()

    def of_element(self, qualified: str) -> tuple[str, str]:
        """The namespace and the name of an element; "?" where nobody knows."""
        prefix, _, name = qualified.rpartition(":")
        meanings = self._meanings.get(prefix)
        return meanings[-1] if meanings else "?", name

    def of_attribute(self, qualified: str) -> tuple[str, str]:
        """The same for an attribute, which without a prefix is in no namespace."""
        return self.of_element(qualified) if ":" in qualified else ("", qualified)


def _stays_inside(value: str) -> bool:
    """Whether this value names nothing outside the drawing. A backslash could hide what is written."""
    return "\\" not in value and not _ELSEWHERE.search(value)


def _harmless_style(text: str) -> str:
    """A style sheet without what it fetches; none at all where that cannot be told."""
    left = _AT_RULE.sub("", text)
    return left if _stays_inside(left) and "@import" not in left.lower() else ""


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
