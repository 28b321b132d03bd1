"""What is said of recordings that cannot be played: every sentence in one place, for readers of twelve."""

from __future__ import annotations

from profilegen.media.refusals import PartMissingError, RecordingError
from profilegen.model.limits import CEILINGS, Limits

FETCH_AGAIN = "Copy it again from the phone or computer that it came from."
SAVE_AGAIN = "Open it on the phone or computer that it came from, save it again, and use the new file."


def part_missing() -> PartMissingError:
    """Without PyAV nothing can be said about any recording."""
    return PartMissingError("The part that reads sound and film (PyAV) is not installed.", "pip install av")


def no_file() -> RecordingError:
    """There is nothing, or a folder, a pipe or a device."""
    return RecordingError("There is no such file.", "Check the name, and that the file is in the media folder.")


def not_opened(error: OSError) -> RecordingError:
    """The system does not let us read it."""
    reason = f"The file cannot be opened ({error.strerror or 'no reason was given'})."
    return RecordingError(reason, "Close other programs that use it, and check who may read it.")


def empty() -> RecordingError:
    """Zero bytes."""
    return RecordingError("The file is empty: it holds no bytes at all.", FETCH_AGAIN)


def not_a_recording(looks_like: str) -> RecordingError:
    """The first bytes belong to nothing that can be played."""
    seen = f": it looks like {looks_like}" if looks_like else ""
    return RecordingError(f"This is not a recording that can be played{seen}.", SAVE_AGAIN)


def cut_off() -> RecordingError:
    """The end is missing, and with it the table of contents, or more than half of what was announced."""
    return RecordingError("The recording is cut off: most of it, or the end of the file, is missing.", FETCH_AGAIN)


def damaged() -> RecordingError:
    """It began well, but could not be read."""
    return RecordingError("This begins like a recording, but is cut off or damaged.", FETCH_AGAIN)


def built_to_cost() -> RecordingError:
    """No camera writes such a file."""
    return RecordingError("The recording is built so that reading it would take very long.", SAVE_AGAIN)


def locked() -> RecordingError:
    """Bought or borrowed music and films."""
    return RecordingError(
        "The recording is locked: it was bought or borrowed, and plays only for one account.",
        "Use a recording of your own.",
    )


def unreadable_form(name: str) -> RecordingError:
    """The streams are in a form that no decoder here reads."""
    form = f" ({name})" if name else ""
    return RecordingError(f"The recording is in a form that cannot be read here{form}.", SAVE_AGAIN)


def nothing_to_play() -> RecordingError:
    """A container without streams, or streams without samples."""
    return RecordingError("There is no sound and no picture in this file.", "Record it again, and listen to it first.")


def too_long(limits: Limits) -> RecordingError:
    """Longer than the school allows, or than the header says."""
    minutes = limits.recording_minutes
    reason = f"The recording is longer than {minutes} minute{'s' * (minutes != 1)}."
    return RecordingError(reason, _cut_or_ask("recording_minutes", minutes, f"{minutes} minutes"))


def too_heavy(megabytes: int, limits: Limits) -> RecordingError:
    """More bytes than the school allows."""
    most = limits.recording_megabytes
    reason = f"The file is too large ({megabytes:,} MB; at most {most:,} MB)."
    return RecordingError(reason, _cut_or_ask("recording_megabytes", most, f"{most:,} MB"))


def too_many_pixels(width: int, height: int, limits: Limits) -> RecordingError:
    """8K and worse: one frame takes as much memory as a hundred photos on a page."""
    reason = f"The film's picture is too large ({width:,} × {height:,} pixels)."
    hint = f"Record or save it in 4K or less{_or_ask('film_megapixels', limits.film_megapixels)}."
    return RecordingError(reason, hint)


def no_memory() -> RecordingError:
    """The machine's fault as much as the file's: not remembered."""
    return RecordingError("There is not enough memory for this recording.", "Close other programs, and build again.")


def _cut_or_ask(name: str, limit: int, words: str) -> str:
    return f"Cut it to at most {words}{_or_ask(name, limit)}."


def _or_ask(name: str, limit: int) -> str:
    """How a school may allow more, where it may."""
    more = min(2 * limit, CEILINGS[name])
    return f", or ask for `limits: {{{name}: {more}}}` in school.yaml" if more > limit else ""
