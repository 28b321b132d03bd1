"""A file of a built site, shown at the studio's own address, where no page but the studio's may do anything.

A site lies in a folder into which anybody may have put a page of theirs. So only that is shown which the build's own
manifest names, pages as they were built, and of scripts those that come with the product. All this holds for whoever
forges a manifest as well: no script of theirs is ever sent, and a page can neither ask nor send.
"""

from __future__ import annotations

import json
import mimetypes
import re
import time
from pathlib import Path, PurePosixPath

from starlette.responses import FileResponse, Response

from profilegen import bundled
from profilegen.opening import open_plainly
from profilegen.preview.serving import found_in
from profilegen.publishing.manifest import digest_of, read_manifest
from profilegen.rendering.staying import POLICY, SCRIPTS
from profilegen.studio.doors import HEADERS

_AROUND = "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
FRAMED = {**HEADERS, "Content-Security-Policy": f"{POLICY}; connect-src 'none'; frame-ancestors 'self'"}
"""The headers of a page in the frame: it shows itself, and that is all."""

_OF_A_DOCUMENT = {**HEADERS, "Content-Security-Policy": _AROUND}  # a browser's own viewer needs more than a page does
_SWAPPING = 0.5  # seconds for which a folder and its manifest may be of two builds, while one takes the other's place
_PAGE, _SCRIPT = ".html", ".js"
_SEARCH = re.compile(rb"window\.profilegenSearch = (\[.*\]);\n", re.DOTALL)


def framed(site: Path, path: str) -> Response | None:
    """The file of this path in the site; None where no build made it, or somebody changed it since."""
    until = time.monotonic() + _SWAPPING
    while (found := _found(site, path)) is None and _is_built(site, path) and time.monotonic() < until:
        time.sleep(0.02)
    return found


def _is_built(site: Path, path: str) -> bool:
    """Whether it is there, or will be in a moment."""
    manifest = read_manifest(site)
    return manifest is None or path in manifest.files


def _found(site: Path, path: str) -> Response | None:
    file, manifest = found_in(site, path), read_manifest(site)
    if file is None or manifest is None or path not in manifest.files:
        return None
    try:
        return _shown(file, path, manifest.files[path])
    except OSError:  # taken away in this moment
        return None


def _shown(file: Path, path: str, digest: str) -> Response | None:
    ending = PurePosixPath(path).suffix.lower()
    if ending == _PAGE:
        content = _content(file)
        is_as_built = digest_of(content) == digest
        return Response(content, media_type="text/html", headers=FRAMED) if is_as_built else None
    if ending == _SCRIPT:
        return _script(file, path)
    if "script" in (mimetypes.guess_type(file.name)[0] or ""):
        return None
    return FileResponse(file, headers=_OF_A_DOCUMENT if ending == ".pdf" else FRAMED)


def _script(file: Path, path: str) -> Response | None:
    """The product's own, and what the search looks through where that is nothing but words."""
    if path not in SCRIPTS:
        return None
    own = bundled.themes() / "base" / "static" / file.name
    content = _content(own if path.startswith("theme/") else file)
    if not path.startswith("theme/") and not _is_only_words(content):
        return None
    return Response(content, media_type="text/javascript", headers=FRAMED)


def _is_only_words(script: bytes) -> bool:
    said = _SEARCH.fullmatch(script)
    try:
        return said is not None and isinstance(json.loads(said[1]), list)
    except (ValueError, RecursionError):
        return False


def _content(file: Path) -> bytes:
    with open_plainly(file) as opened:
        return opened.read()
