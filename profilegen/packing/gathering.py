"""The student's own folder, file by file: what goes into the pack, as it is or without some of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from profilegen.baring.bare import as_it_is, bare
from profilegen.loading.folders import Found, contents_of, files_below
from profilegen.loading.record_folders import RECORD_FOLDERS
from profilegen.loading.records import MARKDOWN_ENDINGS, YAML_ENDINGS
from profilegen.loading.student_styles import STYLES
from profilegen.loading.text_files import LARGEST
from profilegen.model.carrying import Carried, Cut, Taken, Why
from profilegen.opening import open_plainly
from profilegen.packing.cutting import cut_out
from profilegen.packing.formats import ARRIVALS_FOLDER, ARRIVED_FOLDER, PROFILE
from profilegen.packing.identifiers import IDENTIFIERS
from profilegen.packing.payload import METADATA, Piece, Withheld

_MEDIA = "media"
_KEPT_AT_HOME = (IDENTIFIERS, "trusted_keys.yaml", "addresses.yaml", "consents.yaml")
"""The staff's own files, which a lone student's folder may hold."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What goes along of a student's folder, and what does not."""

    pieces: tuple[Piece, ...]
    withheld: tuple[Withheld, ...]


def gather(folder: Found, chosen: Carried, *, everything: bool, originals: bool) -> Gathered:
    """Looks at each file in the folder, and takes it along if it was chosen. OSError where one cannot be read.

    `everything` takes files along too that are no part of a profile. `originals`: media stay as
    they are.
    """
    pieces: list[Piece] = []
    withheld = [Withheld(one.path, one.what, one.why) for one in chosen.left_out]
    spoken_of = {one.path for one in chosen.left_out}
    records = {one.path: one for one in chosen.records}
    for file in _files(folder):
        if file.name in spoken_of:
            continue
        if file.name in records:
            found = _record(file, records[file.name])
        elif file.name.startswith(f"{_MEDIA}/"):
            found = _media(file, chosen, originals=originals)
        else:
            found = _other(file, everything=everything)
        pieces += (one for one in found if isinstance(one, Piece))
        withheld += (one for one in found if isinstance(one, Withheld))
    return Gathered(tuple(pieces), tuple(sorted(withheld, key=lambda one: (one.path, one.is_part))))


def _files(folder: Found) -> Iterator[Found]:
    """Every plain file; not what a build or a command put there, nor what the staff keep."""
    contents = contents_of(folder)
    yield from (file for file in contents.files if file.last not in _KEPT_AT_HOME)
    for inner in contents.folders:
        is_arrivals = not folder.file and inner.last == ARRIVALS_FOLDER  # a lone student's, and packed by themselves
        if not inner.last.startswith("_") and not is_arrivals:
            yield from files_below(inner)[0]


def _record(file: Found, taken: Taken) -> tuple[Piece | Withheld, ...]:
    kind = "profile" if "/" not in file.name else "record"
    with open_plainly(file.path) as opened:
        raw = opened.read(LARGEST + 1)
    if not taken.cuts:
        return (Piece(PROFILE + file.name, kind, raw),)
    parts = tuple(Withheld(file.name, _words_for(cut), cut.why, is_part=True) for cut in taken.cuts)
    left = cut_out(raw, taken.cuts, is_markdown=file.last.lower().endswith(MARKDOWN_ENDINGS), is_lent=taken.is_lent)
    if left is None:
        return (Withheld(file.name, kind, taken.cuts[0].why),)
    if left == raw:
        return (Piece(PROFILE + file.name, kind, raw),)
    changed = tuple(sorted({cut.why.value for cut in taken.cuts}))
    return (Piece(PROFILE + file.name, kind, left, changed), *parts)


def _words_for(cut: Cut) -> str:
    """What a part is, by the fields it stands in: `feedback`, `media`, `shows`; of a name, that it is one."""
    names = [name for name in cut.key if isinstance(name, str)]
    return "name" if cut.instead else names[-1] if names else "part"


def _media(file: Found, chosen: Carried, *, originals: bool) -> tuple[Piece | Withheld, ...]:
    if file.name.removeprefix(f"{_MEDIA}/") not in chosen.media:
        return (Withheld(file.name, _MEDIA, Why.UNREAD),)
    is_text = file.last.lower().endswith((".vtt", ".srt"))
    source = as_it_is(file.path) if originals or is_text else bare(file.path)
    changed = (METADATA,) if source.is_changed else ()
    has_metadata = not is_text and (originals or not source.is_known)
    return (Piece(PROFILE + file.name, _MEDIA, source, changed, has_metadata),)


def _other(file: Found, *, everything: bool) -> tuple[Piece | Withheld, ...]:
    if file.name == STYLES:
        return (Piece(PROFILE + file.name, "style", as_it_is(file.path)),)
    first = file.name.partition("/")[0]
    if first == ARRIVED_FOLDER:
        return (Withheld(file.name, "version", Why.UNCHOSEN),)
    is_record = first in RECORD_FOLDERS and file.last.lower().endswith(YAML_ENDINGS + MARKDOWN_ENDINGS)
    if is_record or file.name.startswith("profile."):
        return (Withheld(file.name, "record", Why.UNREAD),)
    if everything and first != ARRIVALS_FOLDER:
        return (Piece(PROFILE + file.name, "other", as_it_is(file.path)),)
    return (Withheld(file.name, "file", Why.NOT_OURS),)


def how_many(withheld: tuple[Withheld, ...]) -> Mapping[tuple[str, Why, bool], int]:
    """How many of each sort stay behind for each reason: what may be said to anybody.

    That somebody keeps pronouns or another name to themselves is theirs to say: such a part is a detail.
    """
    found: dict[tuple[str, Why, bool], int] = {}
    for one in withheld:
        is_detail = one.is_part and one.why in (Why.PRIVATE, Why.SURNAME)
        key = "detail" if is_detail else one.what, one.why, one.is_part
        found[key] = found.get(key, 0) + 1
    return dict(sorted(found.items()))
