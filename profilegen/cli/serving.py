"""`profilegen serve`: what it says, and how it ends."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from profilegen.cli.words import say, tell
from profilegen.model.audience import audience_named

if TYPE_CHECKING:  # no other command needs a server
    from profilegen.preview.running import Started


def serve_until_stopped(path: Path, audience: str, *, open_it: bool, **options: Any) -> None:
    """Shows the preview and opens the browser. Ctrl-C is how it ends, and so no failure."""
    from profilegen.preview.running import serve

    tell("Building …")

    def started(one: Started) -> None:
        say(f"Look at {one.address} (only this machine can). Each save is seen at once. Ctrl-C ends it.")
        if one.polled:
            say("This drive tells of no changes, so it is looked at once a second.")
        if open_it:
            webbrowser.open(one.address)

    with suppress(KeyboardInterrupt):
        serve(path, audience_named(audience), started=started, **options)
    say("The preview has ended. What was built stays in _site.")
