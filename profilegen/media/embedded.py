"""Small pictures within a drawing, written as letters in an address: the only kind of picture that may be in one."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

_ADDRESS = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_FORMS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture in an address: the address as it may stand in a drawing, and how many pixels it unpacks to."""

    address: str
    pixels: int


def embedded_picture(address: str) -> Embedded | None:
    """What this address holds; None where it is not a picture, or one that is somewhere else. Pixels are not read."""
    matched = _ADDRESS.fullmatch(address)
    if matched is None:
        return None
    form = _FORMS[matched[1].lower()]
    letters = re.sub(r"\s+", "", matched[2])
    try:
        with Image.open(BytesIO(base64.b64decode(letters, validate=True)), formats=(form,)) as picture:
            return Embedded(f"data:image/{form.lower()};base64,{letters}", picture.width * picture.height)
    except Exception:  # decoders raise almost anything on damaged files, and a drawing is not lost for one picture
        return None
