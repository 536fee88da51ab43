"""Addresses and news codes of our own, as people paste them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from hamafza.lib.text.digits import to_latin

_ADDRESS = re.compile(
    r"(?:https?://)?([\w.-]+(?::\d+)?)?(?:/(?:fa|en))?/news/(\d{1,10})(?:/[\w./-]*)?(?:[?#]\S*)?"
)
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
    found = [int(m[2]) for m in _ADDRESS.finditer(flat) if (m[1] or ours).lower() == ours]
    return list(dict.fromkeys(found))[:MOST]


def is_link_alone(text: str) -> bool:
    """Whether there is nothing but an address or a code."""
    flat = to_latin(text[:4000]).strip()
    return _ADDRESS.fullmatch(flat) is not None or _CODE.match(flat) is not None
