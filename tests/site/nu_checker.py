"""The Nu HTML checker, where this machine has Java and the checker's jar."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
IN_NODE_MODULES = Path("node_modules/vnu-jar/build/dist/vnu.jar")

FALSE_ALARMS = {
    "Resource violates Content Security Policy (meta tag):": (
        "the checker takes 'self' for a web host; for a page opened from a file it means that page's files, which the "
        "browser tests see loaded"
    ),
    "CSS: Unrecognized at-rule “@view-transition”": "CSS View Transitions Level 2; newer than the checker's grammar",
    "CSS: “view-transition-name”:": "CSS View Transitions Level 1; newer than the checker's grammar",
}
"""What the checker says wrongly, by how the message begins, and why it is wrong."""


@dataclass(frozen=True, slots=True)
class Checker:
    """How to run it on this machine."""

    java: str
    jar: Path

    def errors(self, files: Iterable[Path], *options: str) -> list[str]:
        """What is wrong with these files, or with the pages in these folders; its mere advice is left out."""
        command = [self.java, "-Xss4m", "-jar", str(self.jar), "--format", "json", "--exit-zero-always", *options]
        done = subprocess.run([*command, *map(str, files)], capture_output=True, encoding="utf-8", check=True)
        messages = json.loads(done.stderr)["messages"]
        return [_shown(message) for message in messages if _is_error(message)]


def find_checker() -> Checker | str:
    """The checker, or one line that says what is missing."""
    java = shutil.which("java")
    named = os.environ.get("PROFILEGEN_VNU_JAR")
    places = [Path(named)] if named else [ROOT / IN_NODE_MODULES, ROOT / ".cache" / IN_NODE_MODULES]
    jar = next((place for place in places if place.is_file()), None)
    if java is None:
        return "no Nu HTML checker: it needs Java"
    if jar is None:
        return "no Nu HTML checker: `npm install --prefix .cache vnu-jar`, or name vnu.jar in PROFILEGEN_VNU_JAR"
    return Checker(java, jar)


def _is_error(message: dict[str, Any]) -> bool:
    return message["type"] != "info" and not message["message"].startswith(tuple(FALSE_ALARMS))


def _shown(message: dict[str, Any]) -> str:
    file = "/".join(message.get("url", "").split("/")[-3:])
    return f"{file}:{message.get('lastLine', 0)}: {message['message']}  {message.get('extract', '').strip()!r}"
