"""The sites of a school: where each audience's is, and whether a folder may become one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from profilegen.media.store import Store
from profilegen.model.addresses import id_for
from profilegen.model.audience import AUDIENCE_WORDS, Audience, audience_named
from profilegen.opening import open_plainly
from profilegen.problems import Problem, UsageError
from profilegen.publishing.manifest import Manifest, read_manifest, write_fresh, write_manifest
from profilegen.publishing.swapping import heal, left_beside, remove_presumed

SITES_FOLDER = "_site"
CACHE_FOLDER = ".profilegen"
SHARED_FOLDER, SLIPS_FOLDER, PACKS_FOLDER = "_shared", "_slips", "_packs"
"""What families take home, the slips with passphrases, and what moves on: nothing that a build makes or takes away."""

SHOWCASES_FOLDER = "showcases"
"""Below `_site`: in it each student has a folder, and in that each showcase that was built as a site of its own."""

UPGRADED_FOLDER = "upgraded"
"""In `.profilegen`: what records said before `profilegen upgrade` wrote them anew."""

CONFERENCE_FOLDER = "_conference"
"""The folders of conferences. The sites in them are sites like all others."""

REGISTER = "sites.json"
_IN_CACHE = ("store", "memory", "lock", "lock-holder.json", REGISTER)
_SOURCES = (
    *("students", "classes", "frameworks", "themes", "crosswalks", "arrivals", "arrived", CACHE_FOLDER),
    *("reflections", "testimonials", "achievements", "showcases", "conferences", "statements", "reports", "media"),
)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a folder belongs: a school, a lone student's folder, or a student's folder inside a school.

    Inside a school the school's consents hold, wherever one stands when one builds.
    """

    school: Path
    lone: bool = False
    student: str = ""  # the one student whose folder inside the school was asked for

    @property
    def alone(self) -> str:
        """The id of the one student whose site it will be; "" for a school's."""
        return self.student or (id_for(self.school.resolve().name) if self.lone else "")

    def student_folder(self, student_id: str) -> Path:
        """Where a student's own files are."""
        return self.school if self.lone else self.school / "students" / student_id

    def own(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that this folder's owner can mend, with places as seen from it."""
        inside = f"students/{self.student}/"
        for found in problems:
            if not self.student:
                yield found
            elif found.place.file.startswith(inside):
                yield replace(found, place=replace(found.place, file=found.place.file.removeprefix(inside)))


def home_of(folder: Path) -> Home:
    """Where this folder belongs; whether it is a school or a student's at all is not looked at."""
    here = folder.resolve()
    school = here.parent.parent
    is_inside = here.parent.name == "students" and (school / "school.yaml").is_file()
    if is_inside and (here / "profile.yaml").is_file() and not (here / "school.yaml").exists():
        return Home(school, student=here.name)
    return Home(folder, lone=not (folder / "school.yaml").exists())


@dataclass(frozen=True, slots=True)
class Site:
    """One audience's site: `folder` holds it, `cache` is what all sites built from one folder share.

    `alone` is the id of the one student whose site it is, without a `students` folder around it; "" for a school's.
    `showcase` is the one showcase that it shows; "" for all of a profile.
    """

    folder: Path
    audience: Audience
    cache: Path
    alone: str = ""
    showcase: str = ""

    @property
    def word(self) -> str:
        """A short word for it among the sites of one cache, which may be moved about together."""
        inside = self.cache.parent
        place = self.folder.relative_to(inside) if self.folder.is_relative_to(inside) else self.folder
        return f"{self.audience.word}-{hashlib.sha256(os.fsencode(place.as_posix())).hexdigest()[:12]}"

    @property
    def kind(self) -> str:
        """What this is the site of, in words for its manifest: of whom, and of which showcase, no reader can tell."""
        whose = hashlib.sha256(f"{self.alone}/{self.showcase}".encode()).hexdigest()[:16]
        return f"{'showcase' if self.showcase else 'student'} {whose}" if self.alone else "school"

    @property
    def store(self) -> Store:
        """The derivatives."""
        return Store(self.cache / "store")

    @property
    def lists_students(self) -> bool:
        """Whether it has pages that list students."""
        return not self.alone and self.audience.sees_several_students

    @property
    def is_in_its_place(self) -> bool:
        """Whether it is where builds put it unasked; there, a folder without a manifest is a site that lost it."""
        return self.room.name == SITES_FOLDER

    @property
    def room(self) -> Path:
        """The folder of all sites, where this one is in its place: a showcase's lies two folders deeper than others."""
        is_deeper = bool(self.showcase) and self.folder.parents[1].name == SHOWCASES_FOLDER
        return self.folder.parents[2] if is_deeper else self.folder.parent

    def holds(self, student_id: str) -> bool:
        """Whether this site has room for a student."""
        return self.alone in ("", student_id)

    def student_folder(self, student_id: str) -> Path:
        """Where a student's own site is."""
        return self.folder if self.alone else self.folder / "students" / student_id

    def student_path(self, student_id: str) -> str:
        """The same as text, for asking of a thousand."""
        return f"{self.folder}" if self.alone else f"{self.folder}/students/{student_id}"

    def student_ids(self) -> tuple[str, ...]:
        """Who is in this site now."""
        if self.alone:
            return (self.alone,) if read_manifest(self.folder) is not None else ()
        return folders_in(f"{self.folder}/students")

    def clear_if_lost(self, student_id: str = "") -> None:
        """In its own place, a site (or a student's folder in it) that lost its manifest goes: it may show anything."""
        folder = self.student_folder(student_id) if student_id else self.folder
        if self.is_in_its_place and read_manifest(folder) is None and (folder / "index.html").exists():
            remove_presumed(folder)

    def tidy(self) -> None:
        """Takes away the folders around a showcase in its place that hold nothing any more: one has a student's id."""
        if self.showcase and self.is_in_its_place:
            with contextlib.suppress(OSError):
                for folder in (self.folder, *self.folder.parents[:2]):
                    if folder.exists():
                        folder.rmdir()

    def heal(self) -> None:
        """Finishes what a stopped build left."""
        heal(self.folder)
        for folder in () if self.alone else left_beside(self.folder / "students"):
            heal(folder)


def site_for(base: Path, audience: Audience, out: Path | None = None, alone: str = "", showcase: str = "") -> Site:
    """The site of this audience: `_site/<audience>` in the folder that is built, or `out`.

    With `showcase` the site of that one alone: `_site/showcases/<id of the student>/<showcase>`.

    UsageError where a link would lead the build elsewhere: a folder on a stick may come from anybody. And for an `out`
    among the sites, where each has its place.
    """
    home = base.resolve()
    cache, sites = home / CACHE_FOLDER, home / SITES_FOLDER
    usual = sites / SHOWCASES_FOLDER / alone / showcase if showcase else sites / audience.word
    folder = out.resolve() if out is not None else usual
    _refuse_among_sites(folder, usual, (sites, home_of(base).school.resolve() / SITES_FOLDER))
    in_our_place = () if out is not None else (sites, folder)
    for ours in (cache, *(cache / name for name in _IN_CACHE), *in_our_place, folder / "students"):
        if ours.resolve() != ours:
            raise UsageError(f"{ours} is a link to somewhere else.", "Take the link away, and try again.")
    return Site(folder, audience, cache, alone, showcase)


def _refuse_among_sites(folder: Path, usual: Path, places: Iterable[Path]) -> None:
    parts = [part.casefold() for part in folder.parts]  # `_Site` is the same folder on Windows and macOS
    for sites in places:
        around = [part.casefold() for part in sites.parts]
        if folder != usual and parts[: len(around)] == around:
            raise UsageError(
                f"{folder} lies among the sites of this school, and each of those has its own place.",
                "Choose a folder outside of _site with --out, or leave --out away.",
            )


def claim_folder(site: Site, base: Path, student_ids: Collection[str], *, is_default: bool) -> None:
    """Makes sure that the site's folder may be written: new, empty, or made by an earlier build.

    UsageError for a folder among the sources, one with anything else in it, one with another audience's site or with
    another school's.
    """
    manifest = read_manifest(site.folder)
    if manifest is not None and manifest.audience != site.audience.word:
        raise UsageError(
            f"{site.folder} holds the site for {manifest.audience}, not for {site.audience.word}.",
            "Choose another folder with --out, so that nobody mixes them up.",
        )
    _refuse_another_kind(site, base, manifest, is_default=is_default)
    if not is_default:
        _refuse_sources(site.folder, base.resolve())
        _refuse_another_school_s(site, base, student_ids)
    if not is_default and manifest is None and site.folder.exists() and not _is_empty_folder(site.folder):
        raise UsageError(
            f"{site.folder} is not an empty folder, and profilegen did not make it.",
            "Choose an empty or a new folder with --out.",
        )
    try:
        site.clear_if_lost()
        site.folder.mkdir(parents=True, exist_ok=True)
        if manifest is None:
            write_manifest(site.folder, Manifest(site.audience.word, {}, kind=site.kind))
    except OSError as error:
        raise UsageError(
            f"{site.folder} cannot be written: {error.strerror}.", "Make room, or choose another place."
        ) from None
    if not is_default:
        _register(site, base)


def _refuse_another_school_s(site: Site, base: Path, student_ids: Collection[str]) -> None:
    """A stick may serve two schools, and a build takes out everybody whom it does not know."""
    strangers = sorted(set(site.student_ids()) - set(student_ids))
    if strangers and not site.alone and str(site.folder) not in _registered(base):
        raise UsageError(
            f"{site.folder} holds another school's site: “{strangers[0]}” is no student here.",
            "Choose another folder with --out. If it is an old site of this school, empty it first.",
        )


def _refuse_another_kind(site: Site, base: Path, manifest: Manifest | None, *, is_default: bool) -> None:
    """A showcase's folder never becomes a whole site, nor another showcase's; nor a whole site's a showcase's.

    The folder itself says what it is: what else is known of it may be lost. Of older versions the register knows it.
    In its own place a site stays what it is when somebody calls the folder around it something else.
    """
    if manifest is None:
        return
    if manifest.kind:
        is_other = manifest.kind != site.kind
        if is_default:
            is_other = manifest.kind.startswith("showcase ") != bool(site.showcase)
    else:
        known = _registered_showcases(base).get(str(site.folder), ("", ""))
        is_other = not is_default and known != ((site.alone, site.showcase) if site.showcase else ("", ""))
    if is_other:
        raise UsageError(
            f"{site.folder} holds another site than the one that is asked for.",
            "Choose another folder with --out, so that nobody mixes them up.",
        )


def _is_empty_folder(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _refuse_sources(folder: Path, base: Path) -> None:
    if folder == base or any(folder.is_relative_to(base / source) for source in _SOURCES):
        raise UsageError(
            f"{folder} lies among the files that people write, and a site must not.",
            "Choose a folder outside with --out.",
        )


def _register(site: Site, base: Path) -> None:
    """Remembers a site made with `--out`, so that later builds can take out of it what it may no longer show."""
    register = site.cache / REGISTER
    sites = _registered(base) | {str(site.folder): site.audience.word}
    showcases = _registered_showcases(base)
    if site.showcase:
        showcases[str(site.folder)] = (site.alone, site.showcase)
    content = {"built_from": str(base.resolve()), "sites": sites, "showcases": showcases}
    register.parent.mkdir(parents=True, exist_ok=True)
    part = register.with_suffix(".new")
    write_fresh(part, f"{json.dumps(content, indent=1, sort_keys=True)}\n".encode())
    part.replace(register)


def register_without(base: Path, student: str) -> tuple[str, str] | None:
    """What the register says now, and what it says without the showcases of this student; None where it has none."""
    try:
        before = (base / CACHE_FOLDER / REGISTER).read_bytes().decode("utf-8")
        content = json.loads(before)
        theirs = {name for name, (whose, _) in content.get("showcases", {}).items() if whose == student}
        for part in ("sites", "showcases"):
            content[part] = {name: said for name, said in content[part].items() if name not in theirs}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return None
    return (before, f"{json.dumps(content, indent=1, sort_keys=True)}\n") if theirs else None


def _registered(base: Path) -> dict[str, str]:
    """The sites made with `--out` from this very folder: a copy of a school has none of the original's."""
    try:
        return {str(name): str(word) for name, word in _register_of(base)["sites"].items() if word in AUDIENCE_WORDS}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return {}


def _registered_showcases(base: Path) -> dict[str, tuple[str, str]]:
    """Of those that show one showcase alone: whose it is, and which."""
    try:
        entries = _register_of(base).get("showcases", {}).items()
        return {str(name): (str(student), str(showcase)) for name, (student, showcase) in entries}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return {}


def _register_of(base: Path) -> dict[str, Any]:
    with open_plainly(base / CACHE_FOLDER / REGISTER) as opened:
        content: dict[str, Any] = json.loads(opened.read())
    return content if content["built_from"] == str(base.resolve()) else {"sites": {}}


def sites_beside(site: Site, home: Home, student_ids: Iterable[str]) -> tuple[Site, ...]:
    """Every other site of this school that exists: under `_site`, made with `--out`, or of one student alone."""
    return tuple(other for other in every_site(home, student_ids) if other.folder != site.folder)


def every_site(home: Home, student_ids: Iterable[str]) -> tuple[Site, ...]:
    """Every site that was built from this school, or from the folder of one of its students."""
    places = [(home.school, home.alone if home.lone else ""), *_alone(home, student_ids)]
    known = {site.folder: site for place, student_id in places for site in _known_sites(place, student_id)}
    return tuple(known[folder] for folder in sorted(known))


def caches_of(home: Home, student_ids: Iterable[str]) -> tuple[Path, ...]:
    """The caches of a school, or of a lone student, and of those of its students who were built alone."""
    places = (home.school, *(folder for folder, _ in _alone(home, student_ids)))
    return tuple(folder.resolve() / CACHE_FOLDER for folder in places)


def _alone(home: Home, student_ids: Iterable[str]) -> Iterator[tuple[Path, str]]:
    students = home.school / "students"
    for student_id in () if home.lone else student_ids:
        if os.path.isdir(f"{students}/{student_id}/{CACHE_FOLDER}"):  # noqa: PTH112 - of a thousand: pathlib takes tenfold
            yield students / student_id, student_id


def folders_in(folder: str) -> tuple[str, ...]:
    """The names of the folders in a folder, but for hidden ones; none where it is not there."""
    try:
        with os.scandir(folder) as entries:
            return tuple(sorted(one.name for one in entries if not one.name.startswith(".") and one.is_dir()))
    except OSError:
        return ()


def _known_sites(base: Path, alone: str) -> Iterator[Site]:
    home = base.resolve()
    cache = home / CACHE_FOLDER
    for word in AUDIENCE_WORDS:
        folder = home / SITES_FOLDER / word
        if folder.is_dir() and _is_no_link(folder):
            yield Site(folder, audience_named(word), cache, alone)
    yield from _showcases_in_their_place(home, cache)
    showcases = _registered_showcases(base)
    for name, word in sorted(_registered(base).items()):
        manifest = read_manifest(Path(name))
        if manifest is not None and manifest.audience == word and _is_no_link(Path(name)):
            student, showcase = showcases.get(name, (alone, ""))
            yield Site(Path(name), audience_named(word), cache, student, showcase)


def _showcases_in_their_place(home: Path, cache: Path) -> Iterator[Site]:
    """Of one that lost its manifest nobody knows for whom it was: it is taken for the widest."""
    around = home / SITES_FOLDER / SHOWCASES_FOLDER
    for student in folders_in(f"{around}"):
        for showcase in folders_in(f"{around / student}"):
            folder = around / student / showcase
            manifest = read_manifest(folder)
            word = manifest.audience if manifest else Audience.PUBLIC.word
            if _is_no_link(folder) and word in AUDIENCE_WORDS:
                yield Site(folder, audience_named(word), cache, student, showcase)


def _is_no_link(folder: Path) -> bool:
    """Whether neither the folder nor its students lie somewhere else: what is there is not ours to take out."""
    return folder.resolve() == folder and (folder / "students").resolve() == folder / "students"
