"""Hostile names of files and folders: that cannot be seen, that turn the line about, that no other disk can hold."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

from hypothesis import strategies as st

from tests.hostile.arena import Case
from tests.hostile.picture_cases import sound

_RECORD = b"title: A\ndate: 2026-10-14\n"
_UNREADABLE = b"\xff\xfe"  # no letter in UTF-8
PIECES = [
    *("\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x7f", "\x1b[31m", "\n", "\t", "\x01", "\u2028"),
    *(
        "e\u0301",
        "é",
        "É",
        "ß",
        "SS",
        "ﬁ",
        "İ",
        "ı",
        "Å",
        "Å",
        "㎏",
        "٣",
        "😀",
        "👩\u200d🔬",
        "𠀀",
        "\U000e0041",
        "\ue000",
    ),
    *(
        "CON",
        "nul",
        "aux",
        "com1",
        "LPT9",
        "a",
        "B",
        "-",
        "--",
        "-rf",
        ".",
        "..",
        " ",
        "~",
        "#",
        "?",
        "%",
        "%2e",
        "&",
        "'",
    ),
    *(
        '"',
        "<",
        ">",
        "<b>",
        "|",
        ":",
        "*",
        "\\",
        "\\..\\",
        "{{7*7}}",
        "[red]",
        "$HOME",
        "`x`",
        ";",
        "=",
        "name",
        ".cy",
        ".yaml",
    ),
]
_HOW = ("reflections/{}.yaml", "reflections/{}.md", "testimonials/{}.yaml", "achievements/{}.yaml", "showcases/{}.yaml")
_CONTENT = {
    "reflections/{}.yaml": _RECORD,
    "reflections/{}.md": b"---\n" + _RECORD + b"---\ntext\n",
    "testimonials/{}.yaml": b"from: {name: A, role: peer}\ndate: 2026-10-14\ntext: B\nagreed: 2026-10-14\n",
    "achievements/{}.yaml": b"title: A\nkind: sport\ndate: 2026-10-14\n",
    "showcases/{}.yaml": b"title: A\nfor: b\nshows: [reflections/kept.yaml]\n",
    "reports/{}.yaml": b"school_year: 2025/26\n",
}


def _write(folder: Path, name: str | bytes, content: bytes) -> None:
    """Below the folder, with a name of any bytes."""
    path = os.fsencode(folder) + b"/" + (name.encode("utf-8", "surrogateescape") if isinstance(name, str) else name)
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - the name may be no text
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(content)


def record(name: str | bytes, how: str = "reflections/{}.yaml", rule: str = "") -> Case:
    """A sound record under a hostile name."""
    before, _, after = how.partition("{}")
    plain = name.encode("utf-8") if isinstance(name, str) else name
    return Case(lambda folder: _write(folder, before.encode() + plain + after.encode(), _CONTENT[how]), rule)


def picture(name: str | bytes, rule: str = "") -> Case:
    """A sound picture under a hostile name, and a record that shows it by that name where that can be written."""
    plain = name.encode("utf-8") if isinstance(name, str) else name

    def lay(folder: Path) -> None:
        _write(folder, b"media/" + plain + b".jpg", sound("JPEG"))
        if isinstance(name, str):
            quoted = f"{name}.jpg".replace("'", "''")
            text = f"title: A\ndate: 2026-10-14\nmedia: [{{file: '{quoted}', alt: A}}]\n"
            _write(folder, "reflections/a.yaml", text.encode("utf-8", "replace"))

    return Case(lay, rule)


def student(name: str | bytes, rule: str = "") -> Case:
    """A student's folder of this name beside the others."""
    plain = name.encode("utf-8") if isinstance(name, str) else name
    return Case(lambda folder: _write(folder.parent, plain + b"/profile.yaml", b"name: Other\n"), rule)


def _twins(*names: str) -> Case:
    def lay(folder: Path) -> None:
        for name in names:
            _write(folder, f"reflections/{name}.yaml", _RECORD)
            _write(folder, f"media/{name}.jpg", sound("JPEG"))

    return Case(lay)


def _folder_of_hers(name: str) -> Case:
    """One of her own folders under a name like it."""
    return Case(lambda folder: shutil.move(folder / "reflections", folder / name))


_LONGEST = 255 - len(".yaml")
KEPT: dict[str, Case] = {
    "a line turned about": record("gpj.\u202egdirb", rule="name-does-not-travel"),
    "a letter that takes no room": record("bri\u200bdge", rule="name-does-not-travel"),
    "a name of nothing to be seen": record("\u200b\u200b", rule="name-does-not-travel"),
    "a new line": record("a\nb", rule="name-does-not-travel"),
    "escape codes of a terminal": record("\x1b[31mred\x1b]0;title\x07", rule="name-does-not-travel"),
    "markup of a terminal": record("[bold]x[/nothing]"),
    "a name that Windows keeps": record("NUL", rule="name-does-not-travel"),
    "a name that Windows keeps, with an ending": record("aux.cy", "reflections/{}.md", "name-does-not-travel"),
    "a console": picture("CON", "name-does-not-travel"),
    "spaces at the end": record("bridge ", "achievements/{}.yaml"),
    "dots": record("...", "testimonials/{}.yaml"),
    "only dashes": record("---", "showcases/{}.yaml"),
    "an option of a command": record("--help"),
    "a template": record("{{7*7}}", "achievements/{}.yaml"),
    "a tag": record("<script>alert(1)<", "testimonials/{}.yaml", "name-does-not-travel"),
    "a quotation mark": record('" onmouseover="x', rule="name-does-not-travel"),
    "an address": record("a#b?c%2e&d=é", "achievements/{}.yaml", "name-does-not-travel"),
    "percent signs": picture("50%25 done"),
    "a backslash": record("a\\..\\..\\secret", rule="name-does-not-travel"),
    "a drive of Windows": record("C:secret", rule="name-does-not-travel"),
    "no letter of any script": record(_UNREADABLE, rule="unsafe-file"),
    "a picture's name that is no text": picture(_UNREADABLE, "unsafe-file"),
    "half a character": record(b"\xed\xa0\x80", rule="unsafe-file"),
    "a student's name that is no text": student(_UNREADABLE),
    "a student with a new line": student("a\nb"),
    "a student turned about": student("\u202eanimA"),
    "a student like another": student("Amina-x3f9"),
    "a student of dots": student("..."),
    "a student of 255 letters": student("a" * 255),
    "a student with Windows's name": student("con"),
    "as long as a disk can hold": record("a" * _LONGEST, rule="name-does-not-travel"),
    # The page's own name was longer by a few letters than the record's, and is shortened before.
    "as long as a disk can hold, in letters of four bytes": record("𠀀" * (_LONGEST // 4)),
    "longer than a disk can hold": record("a" * 300),
    "a picture's name of 251 letters": picture("a" * 251, "name-does-not-travel"),
    "accents written in two ways": _twins(*(unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD"))),
    "capitals alone differ": _twins("Bridge", "bridge"),
    "letters that are one when written small": _twins("straße", "STRASSE", "ﬁsh", "fish"),
    "a thousand accents": record("a" + "\u0301" * 120),
    "faces": record("👩\u200d🔬😀", "achievements/{}.yaml"),
    "a folder in capitals": _folder_of_hers("Reflections"),
    "a folder misspelt": _folder_of_hers("reflection"),
    "a folder of a letter that takes no room": _folder_of_hers("reflections\u200b"),
    "ids of the page itself": record("main_content", "testimonials/{}.yaml"),
    "more ids of the page itself": record("part_work", "achievements/{}.yaml"),
}
KEPT |= {f"a {how.partition('/')[0][:-1]} of every sign": record("".join(PIECES)[:60], how) for how in _HOW}
KEPT |= {
    f"pieces of a name, {number}": picture("".join(PIECES[number : number + 12]))
    for number in range(0, len(PIECES), 12)
}

_names = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), min_size=1, max_size=8).map("".join)
_plain_names = _names.map(
    lambda name: "".join(letter for letter in name if letter not in "/\0" and not "\ud800" <= letter <= "\udfff") or "a"
)
_any_names = st.one_of(
    _plain_names,
    _plain_names,
    st.binary(min_size=1, max_size=40).map(lambda name: name.replace(b"/", b"").replace(b"\0", b"") or b"a"),
)

cases = st.one_of(
    st.builds(record, _any_names, st.sampled_from(sorted(_CONTENT))),
    st.builds(picture, _any_names),
    st.builds(student, _any_names),
    st.lists(_plain_names, min_size=2, max_size=4).map(lambda names: _twins(*names)),
)
"""Any hostile name of a record, of a picture, of a student, or of several that are alike."""
