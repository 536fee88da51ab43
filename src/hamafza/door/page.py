"""A public page in memory: its bytes in the encodings readers ask for, with everything a cache may ask."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache

import brotli

from hamafza.door.reply import head_lines, status_line
from hamafza.door.wsgi import CompleteResponse, Headers

COMPRESSIBLE = ("text/", "application/json", "application/feed+json", "application/xml", "image/svg+xml")
COMPRESSIBLE_SUFFIXES = ("+xml", "+json")
WORTH_COMPRESSING = 400  # bytes
_KEPT = ("cache-control", "expires", "content-location")  # what a 304 repeats
_OWN = {"etag", "last-modified", "vary", "content-length", "date", "server", "connection"}


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoding of a page; the heads lack only what differs from answer to answer."""

    etag: str
    head: bytes
    body: bytes
    not_modified: bytes


class CachedPage:
    """What was rendered at ledger position `as_of` and concerns `tags`."""

    def __init__(
        self, answer: CompleteResponse, body: bytes, *, tags: frozenset[str], as_of: int, now: float
    ) -> None:
        self.status = answer.status
        self.tags = tags
        self.as_of = as_of
        self.stored = now
        self.last_modified = answer.header("last-modified") or formatdate(int(now), usegmt=True)
        self._body = body
        self._status_line = status_line(answer.status, answer.reason)
        self._headers: Headers = [(k, v) for k, v in answer.public_headers() if k.lower() not in _OWN]
        self._vary = _vary(answer)
        self._digest = hashlib.sha256(body).hexdigest()[:20]
        self._variants: dict[str, Variant] = {}
        kind = (answer.header("content-type") or "").partition(";")[0].strip()
        self._compressible = len(body) >= WORTH_COMPRESSING and (
            kind.startswith(COMPRESSIBLE) or kind.endswith(COMPRESSIBLE_SUFFIXES)
        )

    def variant(self, accepted: str) -> Variant:
        """The best encoding for an Accept-Encoding header, made when first asked for."""
        coding = preferred(accepted) if self._compressible else ""
        found = self._variants.get(coding)
        if found is None:
            found = self._variants[coding] = self._encode(coding)
        return found

    def size(self) -> int:
        """Bytes of memory at most: text shrinks to a third, and there may be three encodings."""
        return 2 * len(self._body) + 4000

    def unchanged(self, variant: Variant, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Whether what the reader has is still right (RFC 9110, 13.2.2)."""
        if self.status != 200:
            return False
        if if_none_match is not None:
            return if_none_match.strip() == "*" or variant.etag in _tags(if_none_match)
        if if_modified_since is not None:
            return if_modified_since == self.last_modified or _reached(if_modified_since, self.last_modified)
        return False

    def _encode(self, coding: str) -> Variant:
        body = _ENCODERS[coding](self._body)
        etag = f'"{self._digest}{"-" + coding if coding else ""}"'
        caching = [("ETag", etag), ("Last-Modified", self.last_modified), ("Vary", self._vary)]
        if self.status != 200:
            caching = caching[2:]
        headers = [*self._headers, *caching, ("Content-Length", str(len(body)))]
        if coding:
            headers.append(("Content-Encoding", coding))
        kept = [
            (k, v) for k, v in self._headers if k.lower() in ("cache-control", "expires", "content-location")
        ]
        return Variant(
            etag=etag,
            head=self._status_line + head_lines(headers),
            body=body,
            not_modified=status_line(304, "Not Modified") + head_lines([*kept, *caching]),
        )


_ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda body: body,
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    "br": lambda body: bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)),
}


@lru_cache(maxsize=256)
def preferred(accepted: str) -> str:
    """`br`, `gzip` or nothing, for an Accept-Encoding header."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, _, parameters = part.partition(";")
        weights[coding.strip()] = _weight(parameters)
    for coding in ("br", "gzip"):
        if weights.get(coding, weights.get("*", 0.0) if coding == "gzip" else 0.0) > 0:
            return coding
    return ""


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}


@lru_cache(maxsize=256)
def _reached(since: str, modified: str) -> bool:
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(modified)
    except (TypeError, ValueError):  # not a date, or only one of them knows its zone
        return False


def _vary(answer: CompleteResponse) -> str:
    names = [name.strip() for name in (answer.header("vary") or "").split(",") if name.strip()]
    if "accept-encoding" not in (name.lower() for name in names):
        names.insert(0, "Accept-Encoding")
    return ", ".join(names)
