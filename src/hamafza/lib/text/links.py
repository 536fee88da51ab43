"""Which addresses may become links: one answer for every door."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BROKEN = re.compile(r"[\s\x00-\x1f\x7f\\<>\"]")


def is_web_address(text: str) -> bool:
    """A whole address of the web: `http` or `https`, with a host, without blanks and control characters.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    if _BROKEN.search(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
