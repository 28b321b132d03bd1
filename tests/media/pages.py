"""PDF documents for tests, written word for word, so that they can hold what no program would write."""

from __future__ import annotations

import zlib

HELLO = b"BT /F 24 Tf 50 700 Td (Hello bridge) Tj ET"
LETTER = b"0 0 612 792"


class Objects:
    """The objects of a document to be."""

    def __init__(self) -> None:
        self._contents: list[bytes] = []

    def add(self, content: bytes) -> bytes:
        """Adds an object; gives a reference to it."""
        self._contents.append(content)
        return b"%d 0 R" % len(self._contents)

    def add_stream(self, content: bytes, facts: bytes = b"") -> bytes:
        """Adds a stream; gives a reference to it."""
        return self.add(b"<<%s/Length %d>>stream\n%s\nendstream" % (facts, len(content), content))

    def add_zipped(self, content: bytes, facts: bytes = b"") -> bytes:
        """The same, deflated."""
        return self.add_stream(zlib.compress(content, 9), facts + b"/Filter/FlateDecode")

    def fill(self, reference: bytes, content: bytes) -> None:
        """Gives an object that is there already its content."""
        self._contents[int(reference.split()[0]) - 1] = content

    def written(self, root: bytes, trailer: bytes = b"") -> bytes:
        """The document with this root."""
        out, starts = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, content in enumerate(self._contents, start=1):
            starts.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start, count = len(out), len(self._contents) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % at for at in starts)
        out += b"trailer<</Size %d/Root %s%s>>\nstartxref\n%d\n%%%%EOF\n" % (count, root, trailer, start)
        return bytes(out)


def document(
    content: bytes = HELLO,
    *,
    box: bytes = LETTER,
    page: bytes = b"",
    resources: bytes = b"",
    catalog: bytes = b"",
    trailer: bytes = b"",
    count: int = 1,
    objects: Objects | None = None,
) -> bytes:
    """A document of `count` equal pages; the other arguments are put where their names say."""
    made = objects or Objects()
    font = made.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    painted = made.add_zipped(content)
    parent = made.add(b"")  # its place; filled below
    one = b"<</Type/Page/Parent %s/MediaBox[%s]/Contents %s/Resources<</Font<</F %s>>%s>>%s>>"
    pages = [made.add(one % (parent, box, painted, font, resources, page)) for _ in range(count)]
    made.fill(parent, b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(pages)))
    return made.written(made.add(b"<</Type/Catalog/Pages %s%s>>" % (parent, catalog)), trailer)
