"""What this machine can do: each part that profilegen needs or likes, and how to get what is missing."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from profilegen import __version__, bundled
from profilegen.media.apart import folder_of
from profilegen.printing.browsers import INSTALL_ONE, installed_browser

_NEEDED = (
    "babel",
    "click",
    "filelock",
    "jinja2",
    "markdown-it-py",
    "nh3",
    "pillow",
    "pyyaml",
    "rich",
    "starlette",
    "uvicorn",
    "watchdog",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the machine: whether it is there, what was found, and what to do where it is not.

    `is_needed` is False for a part whose absence costs one feature and never the build.
    """

    name: str
    is_there: bool
    found: str
    fix: str = ""
    is_needed: bool = True


def diagnose(folder: Path | None = None) -> tuple[Finding, ...]:
    """Looks at everything; `folder` is where sites would be built. Nothing is left behind."""
    return (
        Finding("profilegen", True, __version__),
        _python(),
        *_packages(),
        _feature("WebP pictures", lambda: _pillow_knows("webp"), "pip install --upgrade pillow"),
        _feature("AVIF pictures", lambda: _pillow_knows("avif"), "pip install --upgrade pillow", is_needed=False),
        _feature("HEIC pictures (iPhone)", lambda: _loads("pi_heif"), "pip install pi-heif", is_needed=False),
        _feature("sound and film", lambda: _loads("av"), "pip install av", is_needed=False),
        _feature("slides and documents (PDF)", lambda: _loads("pypdfium2"), "pip install pypdfium2", is_needed=False),
        _feature("drawings (SVG)", lambda: bool(folder_of("resvg_py")), "pip install resvg-py", is_needed=False),
        _browser(),
        _feature("fast YAML reader", _knows_fast_yaml, "pip install --upgrade pyyaml", is_needed=False),
        *_bundled(),
        _shared_files(folder or Path.cwd()),
    )


def _browser() -> Finding:
    browser = installed_browser()
    found = str(browser) if browser else "no"
    return Finding("browser for `print --pdf`", browser is not None, found, INSTALL_ONE, is_needed=False)


def _python() -> Finding:
    found = f"{platform.python_version()} on {platform.system() or 'an unknown system'}"
    return Finding("Python", sys.version_info >= (3, 11), found, "Install Python 3.11 or newer from python.org.")


def _packages() -> Iterator[Finding]:
    for name in _NEEDED:
        try:
            yield Finding(name, True, version(name))
        except PackageNotFoundError:
            yield Finding(name, False, "not found", f"pip install {name}")


def _feature(name: str, is_there: Callable[[], bool], fix: str, *, is_needed: bool = True) -> Finding:
    there = is_there()
    return Finding(name, there, "yes" if there else "no", fix, is_needed)


def _pillow_knows(feature: str) -> bool:
    features = import_module("PIL.features")
    return bool(features.check(feature))


def _loads(module: str) -> bool:
    """Whether it can be loaded: a part that is there, but not for this machine, is as good as none."""
    try:
        import_module(module)
    except (ImportError, OSError):  # OSError: a library that it is made of is missing
        return False
    return True


def _knows_fast_yaml() -> bool:
    return bool(import_module("yaml").__with_libyaml__)


def _bundled() -> Iterator[Finding]:
    for name, folder in (("themes", bundled.themes()), ("starter kit", bundled.starter_kit())):
        yield Finding(
            name, folder.is_dir(), str(folder), "Install profilegen again: pip install --force-reinstall profilegen"
        )


def _shared_files(folder: Path) -> Finding:
    """Whether this disk lets two folders share one file: a class's sites take less room where it does."""
    found, there = "yes", True
    try:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            (Path(scratch) / "one").touch()
            (Path(scratch) / "two").hardlink_to(Path(scratch) / "one")
    except OSError as error:
        found, there = f"no ({error.strerror})", False
    fix = "Nothing to do: files are copied instead, and sites take more room."
    return Finding("shared files on this disk", there, found, fix, is_needed=False)
