"""Work on a stranger's file in a process of its own, which may hang, crash or run out of memory without harm.

For what is read by libraries that cannot be stopped. Such a process loads two folders: this package, and the one
library that it needs. It is started by `command`; the module that it runs calls `limit_itself` first.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""For `creationflags`: on Windows, no black window appears for an instant."""

_HOME = str(Path(__file__).parent.parent.parent)
_START = "import sys; sys.path[:0] = sys.argv[1:3]; from {module} import main; main(*sys.argv[3:])"


def folder_of(library: str) -> str:
    """Where this library is installed; "" where it is not. It is not loaded."""
    found = find_spec(library)
    return str(Path(found.origin).parent.parent) if found and found.origin else ""


def command(module: str, library: str, *arguments: str) -> list[str]:
    """The command that calls `main(*arguments)` of one of our modules in a new Python, with this library."""
    start = _START.format(module=module)
    return [sys.executable, "-I", "-S", "-c", start, _HOME, folder_of(library), *arguments]


def limit_itself(seconds: int, memory: int) -> None:
    """Lets this process use so many seconds of a processor and so many bytes of memory, and no more."""
    try:
        import resource
    except ImportError:  # Windows knows no such limits: there, time by the clock must do
        return
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: seconds, resource.RLIMIT_AS: memory}
    for limit, most in limits.items():
        _, ceiling = resource.getrlimit(limit)
        if ceiling == resource.RLIM_INFINITY or ceiling > most:
            with contextlib.suppress(OSError, ValueError):  # macOS does not take them all
                resource.setrlimit(limit, (most, ceiling))
