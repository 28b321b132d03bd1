"""The sites of a school: where each audience's is, and whether a folder may become one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from profilegen.media.store import Store
from profilegen.model.audience import AUDIENCE_WORDS, Audience, audience_named
from profilegen.model.school import School
from profilegen.problems import UsageError
from profilegen.publishing.manifest import MANIFEST, Manifest, read_manifest

SITES_FOLDER = "_site"
CACHE_FOLDER = ".profilegen"
_REGISTER = "sites.json"


@dataclass(frozen=True, slots=True)
class Site:
    """One audience's site: `folder` holds it, `cache` is what all sites of the school share."""

    folder: Path
    audience: Audience
    cache: Path
    lone: bool

    @property
    def store(self) -> Store:
        """The derivatives."""
        return Store(self.cache / "store")

    def student_folder(self, student_id: str) -> Path:
        """Where a student's own site is."""
        return self.folder if self.lone else self.folder / "students" / student_id

    def student_ids(self) -> tuple[str, ...]:
        """Who is in this site now."""
        folders = (self.folder / "students").iterdir() if (self.folder / "students").is_dir() else ()
        return tuple(sorted(folder.name for folder in folders if read_manifest(folder) is not None))


def site_for(school: School, audience: Audience, out: Path | None = None) -> Site:
    """The site of this audience: `_site/<audience>` in the school's folder, or `out`."""
    folder = out if out is not None else school.folder / SITES_FOLDER / audience.word
    return Site(folder.absolute(), audience, school.folder / CACHE_FOLDER, school.lone)


def claim_folder(site: Site) -> None:
    """Makes sure that the site's folder may be written: new, empty, or made by an earlier build.

    UsageError for a folder with anything else in it, and for one that holds another audience's site.
    """
    manifest = read_manifest(site.folder)
    if manifest is not None and manifest.audience != site.audience.word:
        raise UsageError(
            f"{site.folder} holds the site for {manifest.audience}, not for {site.audience.word}.",
            "Choose another folder with --out, so that nobody mixes them up.",
        )
    if site.folder.exists() and manifest is None and (not site.folder.is_dir() or any(site.folder.iterdir())):
        raise UsageError(
            f"{site.folder} is not empty, and profilegen did not make it.",
            "Choose an empty or a new folder with --out.",
        )
    if manifest is None:
        site.folder.mkdir(parents=True, exist_ok=True)
        (site.folder / MANIFEST).write_bytes(Manifest(site.audience.word, {}).to_bytes())
    _register(site)


def _register(site: Site) -> None:
    """Remembers a site made with `--out`, so that later builds can take out of it what it may no longer show."""
    register = site.cache / _REGISTER
    known = _registered(site.cache)
    known[str(site.folder)] = site.audience.word
    register.parent.mkdir(parents=True, exist_ok=True)
    register.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def _registered(cache: Path) -> dict[str, str]:
    try:
        known = json.loads((cache / _REGISTER).read_text("utf-8"))
        return {str(folder): str(word) for folder, word in known.items() if word in AUDIENCE_WORDS}
    except (OSError, ValueError, AttributeError):
        return {}


def sites_beside(site: Site, school: School) -> tuple[Site, ...]:
    """Every other site of this school that exists: under `_site`, and those made with `--out`."""
    return tuple(other for other in _known_sites(school) if other.folder != site.folder)


def _known_sites(school: School) -> Iterator[Site]:
    cache = school.folder / CACHE_FOLDER
    words = {str((school.folder / SITES_FOLDER / word).absolute()): word for word in AUDIENCE_WORDS}
    for folder, word in sorted((words | _registered(cache)).items()):
        manifest = read_manifest(Path(folder))
        if manifest is not None and manifest.audience == word:
            yield Site(Path(folder), audience_named(word), cache, school.lone)
