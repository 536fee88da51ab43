"""Bytes of a page to text: by mark, by declaration, by what they can be."""

import codecs
import re

from hamafza.lib.formats.page import PageError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"RIFF",
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("windows-1256", "cp1256", "x-cp1256", "iso-8859-6"), "windows-1256"),
    **dict.fromkeys(("windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii"), "windows-1252"),
}
_ARABIC = re.compile("[\u0600-\u06ff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd]")


def decode(data: bytes, content_type: str = "") -> str:
    """Text of a page. `PageError` ``binary`` when the bytes are not text in any way."""
    if data.startswith(_MAGIC):
        raise PageError("binary", "This is not a text or HTML page but another kind of file.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"))
    if wide := _unmarked_utf16(data):
        return _checked(data.decode(wide, "replace"))
    try:
        return _checked(data.decode("utf-8"))  # what is valid UTF-8 is nothing else, whatever it declares
    except UnicodeDecodeError:
        return _checked(_not_utf8(data, content_type))


def _not_utf8(data: bytes, content_type: str) -> str:
    declared = _declared(data, content_type)
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") * 50 < len(damaged) and declared in ("", "utf-8"):
        return damaged.replace("\ufffd", "")  # cut or hurt in a few places
    text = data.decode(declared or "windows-1256", "replace")
    if declared != "windows-1256" and not _ARABIC.search(text):
        persian = data.decode("windows-1256", "replace")  # servers declare Latin-1 for anything
        return persian if len(_ARABIC.findall(persian)) * 4 > len(persian) else text
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of ASCII or Arabic script is a small constant."""
    head = data[:4000]
    if len(head) < 8:
        return None
    high = {0, 6, 0x20}
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[start::2]
        telling = b"\x00" in head[:200] or b"\x06" in head[:200]
        if telling and sum(byte in high for byte in half) > 0.9 * len(half):
            return encoding
    return None


def _declared(data: bytes, content_type: str) -> str:
    """The encoding that the transport or the page itself names, if it is one that pages are written in."""
    head = data[:2048]
    for match in (
        _DECLARED.search(content_type.encode("ascii", "replace")),
        _XML.search(head),
        _DECLARED.search(head),
    ):
        if match and (name := _ENCODINGS.get(match.group(1).decode("ascii").lower())):
            return name
    return ""


def _checked(text: str) -> str:
    if len(_CONTROL.findall(text)) * 20 > len(text):
        raise PageError("binary", "This is not text: it holds too many control characters.")
    return text
