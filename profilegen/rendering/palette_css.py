"""The style sheet that is made for one student: colours, font, options, and the colours of pictures still loading."""

from __future__ import annotations

from collections.abc import Iterable

from profilegen.media.photos import PictureSet
from profilegen.model.theme import COLOURS, Scheme
from profilegen.planning.looks import Look
from profilegen.rendering.pictures import colour_class


def palette_css(look: Look, pictures: Iterable[PictureSet] = ()) -> str:
    """`theme/palette.css`: light colours, dark ones where the reader prefers them, and either by `data-scheme`."""
    light, dark = _colours(look.palette.light), _colours(look.palette.dark)
    font = f"  --font-body: {look.font_family};\n" if look.font_family else ""
    readable = look.theme.fonts.get("readable", "")
    options = "".join(
        f"  --option-{name}: {value};\n"
        for name, value in look.options.items()
        if value and look.theme.options[name].type != "text"  # a person's text has no place in a style sheet
    )
    rules = [
        f":root {{\n  color-scheme: light dark;\n{light}{font}{options}}}\n",
        f"@media (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n",
        f':root[data-scheme="light"] {{\n  color-scheme: light;\n{light}}}\n',
        f':root[data-scheme="dark"] {{\n  color-scheme: dark;\n{dark}}}\n',
        f"@media print {{\n:root, :root[data-scheme] {{\n  color-scheme: light;\n{light}}}\n}}\n",
    ]
    if look.sizes:  # paper has measures of its own
        sizes = "".join(f"  --{name}: {value};\n" for name, value in look.sizes)
        rules.append(f"@media screen {{\n:root {{\n{sizes}}}\n}}\n")
    if readable:  # the reader may switch to it
        rules.append(f":root.font-readable {{\n  --font-body: {readable};\n}}\n")
    classes = sorted({(colour_class(made), made.colour) for made in pictures if colour_class(made)})
    return "".join(rules) + "".join(f".{name} {{ background-color: {colour}; }}\n" for name, colour in classes)


def _colours(scheme: Scheme) -> str:
    return "".join(f"  --{name}: {scheme[name]};\n" for name in COLOURS)
