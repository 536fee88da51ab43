"""Addresses and news codes of our own, as people paste them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from hamafza.lib.text.digits import to_latin

_NEWS = re.compile(r"/news/(\d{1,10})(?![\d\w])")
_BEFORE = re.compile(
    r"(?:\A|(?<=[\s«»\"'()<>\[\]،؛,;]))(?:https?://)?([\w.-]+(?::\d+)?)?(?:/(?:fa|en))?\Z", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:https?://)?(?:[\w.-]+(?::\d+)?)?(?:/(?:fa|en))?/news/\d{1,10}(?:/[\w./-]*)?(?:[?#]\S*)?"
)
_LONGEST_HOST = 270
_CODE = re.compile(r"\A\s*(?:کد\s*خبر|كد\s*خبر|news\s*code)?\s*[:#]?\s*(\d{3,10})\s*\Z", re.IGNORECASE)
MOST = 3


def codes(text: str) -> list[int]:
    """News codes of the addresses of this site in a text, or the one code that is the whole text.

    An address of another site is none of ours, however much it looks like one.
    """
    flat = to_latin(text[:4000])
    if alone := _CODE.match(flat):
        return [int(alone[1])]
    ours = urlsplit(settings.BASE_URL).netloc.lower()
    found = [int(m[1]) for m in _NEWS.finditer(flat) if host_before(flat, m.start(), ours) == ours]
    return list(dict.fromkeys(found))[:MOST]


def host_before(text: str, at: int, ours: str) -> str:
    """The site whose path begins there; a bare path is ours, a path on another site is not."""
    before = _BEFORE.search(text, max(0, at - _LONGEST_HOST), at)
    if before is None:
        return ""
    return (before[1] or ours).lower()


def is_link_alone(text: str) -> bool:
    """Whether there is nothing but an address or a code."""
    flat = to_latin(text[:4000]).strip()
    return _ADDRESS.fullmatch(flat) is not None or _CODE.match(flat) is not None


def beside(text: str) -> list[tuple[int, int]]:
    """Where words stand that belong to no address."""
    flat, found, at = to_latin(text[:4000]), list[tuple[int, int]](), 0
    for start, end in [*(m.span() for m in _ADDRESS.finditer(flat)), (len(flat), len(flat))]:
        if any(c.isalnum() for c in flat[at:start]):
            found.append((at, start))
        at = end
    return found
