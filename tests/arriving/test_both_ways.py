"""Two schools have each their version of one pupil. Merged both ways, they know the same."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.arriving.worlds import NAME, a_pack_of, into, school, set_of_records, tree
from tests.building.worlds import picture
from tests.built_sites import LOOK_AT_ALL

_PICTURES = [picture(colour) for colour in ("red", "blue")]
_STEMS = ("bridge", "Bridge", "my bridge", "my-bridge", "bridge.cy", "caf\u00e9", "cafe\u0301", "poem")


def _record(number: int, is_markdown: bool, shows: bool) -> str:
    shown = "media: [{file: a.jpg, shows: [], alt: A}]\n" if shows else ""
    fields = f"title: Version {number}\ndate: 2026-03-01\n{shown}"
    return f"---\n{fields}---\nText {number}\n" if is_markdown else fields


@st.composite
def _files(draw: st.DrawFn) -> dict[str, str | bytes]:
    """What a pupil has: names that are twins of each other somewhere, few contents, so that much is alike."""
    found: dict[str, str | bytes] = {"profile.yaml": NAME + draw(st.sampled_from(["", "tagline: I build\n"]))}
    if draw(st.booleans()):
        found["media/a.jpg"] = draw(st.sampled_from(_PICTURES))
    for stem in draw(st.sets(st.sampled_from(_STEMS), max_size=4)):
        ending = draw(st.sampled_from(["yaml", "md"]))
        shows = "media/a.jpg" in found and draw(st.booleans())
        content = _record(draw(st.integers(1, 2)), ending == "md", shows)
        path = f"reflections/{stem}.{ending}"
        if not {_spelt(one) for one in found} & {_spelt(path)}:
            found[path] = content
    return found


def _spelt(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())


@settings(
    max_examples=400 if LOOK_AT_ALL else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(_files(), _files())
def test_two_schools_know_the_same_in_the_end(one: dict[str, str | bytes], two: dict[str, str | bytes]) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        first = school(root / "one", "First School", files=one)
        second = school(root / "two", "Second School", files=two)
        packs = [_pack(root / f"{number}.zip", files) for number, files in enumerate((one, two))]
        before = [tree(first), tree(second)]
        into(first, packs[1])
        into(second, packs[0])
        for home, was in zip((first, second), before, strict=True):
            now = tree(home)
            assert {path: now.get(path) for path in was} == was, "nothing was replaced"
        assert set_of_records(first) == set_of_records(second)
        after = [tree(first), tree(second)]
        into(first, packs[1])
        into(second, packs[0])
        assert [tree(first), tree(second)] == after


def _pack(to: Path, files: dict[str, str | bytes]) -> Path:
    """A pack of all of it; names travel in one form."""
    held = {
        f"data/profile/{unicodedata.normalize('NFC', path)}": raw if isinstance(raw, bytes) else raw.encode()
        for path, raw in files.items()
    }
    return a_pack_of(to, held)
