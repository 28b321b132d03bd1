"""Files that climb out: paths, links, devices, and things in the place of others. None shows what lies outside."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from tests.built_sites import LOOK_AT_ALL
from tests.hostile.arena import Case, of_files

CANARY = "canary-from-outside"
"""Stands in every file that lies beside Hana's folder, where no page of hers may ever take it from."""

OUTSIDE = {
    "secret.yaml": f"title: {CANARY}\ndate: 2026-10-14\nname: {CANARY}\n",
    "secret.jpg": CANARY,
    "secret.vtt": CANARY,
    "secret/profile.yaml": f"name: {CANARY}\n",
    "secret/theme.yaml": f"name: {CANARY}\n",
    "secret/templates/page.html": CANARY,
}

PATHS = [
    *(
        "../../../secret.jpg",
        "../../secret.yaml",
        "..",
        "../",
        "../..",
        "./../../../secret.jpg",
        "a/../../../../secret.jpg",
    ),
    *(
        "/etc/passwd",
        "//etc/passwd",
        "/",
        "~/secret.jpg",
        "~root",
        "file:///etc/passwd",
        "C:\\secret.jpg",
        "C:secret.jpg",
    ),
    *(
        "\\\\server\\share\\secret.jpg",
        "..\\..\\..\\secret.jpg",
        "\\secret.jpg",
        "%2e%2e/%2e%2e/secret.jpg",
        "%2Fetc%2Fpasswd",
    ),
    *("..%2f..%2fsecret.jpg", "..;/secret.jpg", "．．/secret.jpg", "‥/secret.jpg", "kept.jpg/../../../../secret.jpg"),
    *(
        "media/../../../secret.jpg",
        "reflections/../../../../secret.yaml",
        "reflections/kept.yaml/..",
        "https://a.b/x.jpg",
    ),
    *("CON", "nul.jpg", "kept.jpg:stream", "kept.jpg.", ".profilegen.json", "profile.yaml", "x" * 20_000),
    *(
        "../ben-7k2q/media/kept.jpg",
        "../ben-7k2q/reflections/kept.yaml",
        "../ben-7k2q",
        "kept.jpg\\0",
        "*",
        "?",
        "kept.*",
    ),
]

_START = "title: A\ndate: 2026-10-14\n"
_FROM = "from: {name: B, role: peer}\ndate: 2026-10-14\n"
FIELDS: dict[str, tuple[str, str]] = {
    "media.file": ("reflections/a.yaml", _START + "media: [{{file: {path}, alt: A}}]\n"),
    "media.captions": ("reflections/a.yaml", _START + "media: [{{file: kept.jpg, captions: {path}}}]\n"),
    "media.shows": ("reflections/a.yaml", _START + "media: [{{file: kept.jpg, shows: [{path}]}}]\n"),
    "drafts.media": ("reflections/a.yaml", _START + "drafts: [{{media: {path}}}]\n"),
    "feedback.media": (
        "reflections/a.yaml",
        _START + "feedback: [{{from: {{name: B, role: peer}}, date: 2026-10-14, media: {path}}}]\n",
    ),
    "response.changed": (
        "reflections/a.yaml",
        _START
        + "feedback: [{{from: {{name: B, role: peer}}, date: 2026-10-14, comment: C, response: {{changed: {path}}}}}]",
    ),
    "skills.skill": ("reflections/a.yaml", _START + "skills: [{{skill: {path}}}]\n"),
    "avatar.file": ("profile.yaml", "name: Hana\navatar: {{file: {path}}}\n"),
    "say_my_name.audio": ("profile.yaml", "name: Hana\nsay_my_name: {{audio: {path}}}\n"),
    "strengths.skill": ("profile.yaml", "name: Hana\nstrengths: [{path}]\n"),
    # A name longer than any on a disk took the student's whole site away: OSError from asking whether it is there.
    "theme.name": ("profile.yaml", "name: Hana\ntheme: {{name: {path}}}\n"),
    "theme.palette": ("profile.yaml", "name: Hana\ntheme: {{palette: {path}}}\n"),
    "theme.font": ("profile.yaml", "name: Hana\ntheme: {{font: {path}}}\n"),
    "theme.options": ("profile.yaml", "name: Hana\ntheme: {{options: {{cover: {path}}}}}\n"),
    "testimonial.about": (
        "testimonials/a.yaml",
        _FROM.replace("{", "{{").replace("}", "}}") + "text: B\nabout: {path}\n",
    ),
    "testimonial.from.student": (
        "testimonials/a.yaml",
        "from: {{name: B, role: peer, student: {path}}}\ndate: 2026-10-14\ntext: B\n",
    ),
    "testimonial.media": ("testimonials/a.yaml", _FROM.replace("{", "{{").replace("}", "}}") + "media: {path}\n"),
    "achievement.media": ("achievements/a.yaml", _START + "kind: sport\nmedia: {path}\n"),
    "showcase.shows": ("showcases/a.yaml", "title: A\nfor: b\nshows: [{path}]\n"),
    "report.school_year": ("reports/a.yaml", "school_year: {path}\nprogress: A\n"),
}
_ANSWERED_BY_NOTHING = {"report.school_year"}  # any words may name a year


def naming(field: str, path: str) -> Case:
    """A record whose field names this path."""
    file, text = FIELDS[field]
    quoted = "'" + path.replace("'", "''") + "'"
    return of_files({file: text.format(path=quoted)})


def _link(name: str, target: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        remove(folder / name)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(target)

    return lay


def remove(path: Path) -> None:
    """Takes away a file, link or folder, if it is there."""
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def _pipe(name: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        remove(folder / name)
        os.mkfifo(folder / name)

    return lay


def _socket(name: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        remove(folder / name)
        here = Path.cwd()
        os.chdir(folder)  # a socket's address has room for a hundred letters only
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(name)
        finally:
            os.chdir(here)

    return lay


def _instead(name: str) -> Callable[[Path], None]:
    """A folder in the place of a file."""

    def lay(folder: Path) -> None:
        remove(folder / name)
        (folder / name / "inner").mkdir(parents=True)

    return lay


def _file(name: str) -> Callable[[Path], None]:
    """A file in the place of a folder."""

    def lay(folder: Path) -> None:
        remove(folder / name)
        (folder / name).write_text("not a folder", encoding="utf-8")

    return lay


def _hard_link(folder: Path) -> None:
    (folder / "media" / "second.jpg").hardlink_to(folder / "media" / "kept.jpg")


def _deep(folder: Path) -> None:
    (folder / "media" / "/".join("a" * 100)).mkdir(parents=True)


_LINKED = "unsafe-file"
KEPT: dict[str, Case] = {
    "a link to a record": Case(_link("reflections/a.yaml", "../../../secret.yaml"), _LINKED),
    "a link to a record by its whole path": Case(_link("reflections/a.yaml", "/etc/hostname"), _LINKED),
    "a link to a picture": Case(_link("media/a.jpg", "../../../secret.jpg"), _LINKED),
    "a link to nothing": Case(_link("reflections/a.yaml", "nothing"), _LINKED),
    "a link to itself": Case(_link("reflections/a.yaml", "a.yaml"), _LINKED),
    "a link to the folder around": Case(_link("media/round", ".."), _LINKED),
    "a link to the root": Case(_link("media/all", "/"), _LINKED),
    "a link to another student": Case(_link("media/ben", "../../ben-7k2q/media"), _LINKED),
    "a link for the media folder": Case(_link("media", "../ben-7k2q/media"), _LINKED),
    "a link for the reflections": Case(_link("reflections", "../ben-7k2q/reflections"), _LINKED),
    "a link for the profile": Case(_link("profile.yaml", "../../secret.yaml"), _LINKED),
    "a link to nothing for the profile": Case(_link("profile.yaml", "nothing"), _LINKED),
    "a link to a device": Case(_link("reflections/a.yaml", "/dev/zero"), _LINKED),
    "a link to a device for a picture": Case(_link("media/kept.jpg", "/dev/urandom"), _LINKED),
    "a link to a device for the profile": Case(_link("profile.yaml", "/dev/zero"), _LINKED),
    "a link for the student": Case(lambda folder: _link("../linked-7k2q", "../secret")(folder)),
    "a pipe for a record": Case(_pipe("reflections/a.yaml"), _LINKED),
    "a pipe for a picture": Case(_pipe("media/kept.jpg"), _LINKED),
    "a pipe for the profile": Case(_pipe("profile.yaml"), "unreadable-file"),
    "a pipe for a folder": Case(_pipe("reflections"), _LINKED),
    "a socket for a record": Case(_socket("record.yaml"), _LINKED),
    # Nothing was said of these two: the records were missed in silence.
    "a file for the reflections": Case(_file("reflections"), "unexpected-file"),
    "a file for the media": Case(_file("media"), "unexpected-file"),
    "a folder for a record": Case(_instead("reflections/a.yaml"), "unexpected-file"),
    "a folder for the profile": Case(_instead("profile.yaml"), "unreadable-file"),
    "a folder for a picture": Case(_instead("media/kept.jpg"), "missing-media"),
    "a second name for one picture": Case(_hard_link),
    "folders a hundred deep": Case(_deep, "too-deep"),
    "everything at once": Case(
        lambda folder: [case(folder) for case in (_link("media/a", "/"), _pipe("b.yaml"), _file("reports"))]
    ),
}
KEPT |= {
    f"{field}: {path[:40]}": naming(field, path) for field in FIELDS for path in PATHS[:: 1 if LOOK_AT_ALL else 12]
}
KEPT |= {f"media.file: {path[:40]}": naming("media.file", path) for path in PATHS}
KEPT["theme.name: longer than any name"] = naming("theme.name", "x" * 20_000)

_parts = st.sampled_from(
    [
        "..",
        ".",
        "/",
        "\\",
        "%2e",
        "%2f",
        "C:",
        "~",
        "kept.jpg",
        "secret.jpg",
        "ben-7k2q",
        "media",
        "reflections",
        " ",
        "\u2024",
        "．",
    ]
)
cases = st.builds(
    naming,
    st.sampled_from(sorted(FIELDS)),
    st.one_of(st.sampled_from(PATHS), st.lists(_parts, min_size=1, max_size=8).map("".join)),
)
"""Any field that names a file, with any path that leads elsewhere."""


def answered_by_nothing(name: str) -> bool:
    """Whether these words in this field are no mistake."""
    return name.partition(":")[0] in _ANSWERED_BY_NOTHING
