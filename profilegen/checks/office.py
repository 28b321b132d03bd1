"""Files of programs for texts, slides and tables: how each is known, by ending or first bytes, and saved as PDF."""

from __future__ import annotations

from pathlib import PurePosixPath

_THEN = "Put the PDF into the media folder and write its name here."
_PROGRAMS: dict[str, tuple[str, str]] = {
    "Word": ("docx doc docm dotx dot rtf", "choose File, then Save as, then PDF as the type of file"),
    "PowerPoint": ("pptx ppt pptm ppsx pps", "choose File, then Save as, then PDF as the type of file"),
    "Excel": ("xlsx xls xlsm", "choose File, then Save as, then PDF as the type of file"),
    "Publisher": ("pub", "choose File, then Export, then Create PDF"),
    "LibreOffice": ("odt odp ods odg ott otp sxw sxi", "choose File, then Export as, then Export as PDF"),
    "Pages": ("pages", "choose File, then Export to, then PDF"),
    "Keynote": ("key", "choose File, then Export to, then PDF"),
    "Numbers": ("numbers", "choose File, then Export to, then PDF"),
    "Google Docs": ("gdoc", "choose File, then Download, then PDF"),
    "Google Slides": ("gslides", "choose File, then Download, then PDF"),
    "Google Sheets": ("gsheet", "choose File, then Download, then PDF"),
    "Google Drawings": ("gdraw", "choose File, then Download, then PDF"),
}
_PROGRAM_OF = {ending: program for program, (endings, _) in _PROGRAMS.items() for ending in endings.split()}
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"  # a zip file whose first entry says what it is
_BEGINNINGS = {
    b"{\\rtf": "Word",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "",  # Word, Excel, PowerPoint or Publisher before 2007
    b"PK\x03\x04": "",  # a zip file: also Office since 2007, and what Apple's programs make
}


def how_to_save_as_pdf(name: str, beginning: bytes) -> tuple[str, str] | None:
    """A sentence and a hint for a file of such a program; None for any other. `beginning`: its first 128 bytes."""
    program = _PROGRAM_OF.get(PurePosixPath(name).suffix.lstrip(".").lower(), "")
    if program.startswith("Google"):
        reason = f"It is only a link to a document in {program}, which is on the internet."
        return reason, f"Open it in {program}, {_PROGRAMS[program][1]}. {_THEN}"
    known = next((one for start, one in _BEGINNINGS.items() if beginning.startswith(start)), None)
    if not program and known is None:
        return None
    if _OPEN_DOCUMENT in beginning:
        program = "LibreOffice"
    program = program or known or ""
    if not program:
        reason = "It is a file of a program such as Word or PowerPoint, or a zip file."
        return reason, f"Open it in the program that made it, and save or export it as PDF there. {_THEN}"
    return f"It is a file of {program}.", f"Open it in {program}, {_PROGRAMS[program][1]}. {_THEN}"
