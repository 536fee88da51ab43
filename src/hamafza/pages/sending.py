"""Files are sent whole, in part, or not at all where the reader has them already.

Every view that answers with a `FileResponse` gets this: a broken download goes on where it stopped, and a picture
that is known costs no bytes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
KEPT = ("Cache-Control", "Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options")


def in_parts(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: conditions and ranges for every file."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if (
            isinstance(response, FileResponse)
            and response.status_code == 200
            and request.method in ("GET", "HEAD")
        ):
            return answer(request, response)
        return response

    return middleware


def answer(request: HttpRequest, response: FileResponse) -> HttpResponseBase:
    file: IO[bytes] | None = response.file_to_stream
    try:
        status = os.fstat(file.fileno()) if file is not None else None
    except (AttributeError, OSError):
        status = None
    if file is None or status is None:
        return response  # no file of the system
    etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(status.st_mtime)
    response.headers["Accept-Ranges"] = "bytes"
    known = get_conditional_response(request, etag=etag, last_modified=int(status.st_mtime))
    if known is not None:
        file.close()
        return keeping(response, known)
    if request.method == "HEAD" or not still_the_same(request, etag, int(status.st_mtime)):
        return response
    return part(request, response, file, status.st_size)


def still_the_same(request: HttpRequest, etag: str, modified: int) -> bool:
    """Whether a part fits to what the reader has of the file: without If-Range they say so themselves."""
    condition = request.headers.get("If-Range")
    if condition is None or condition == etag:
        return True
    return not condition.startswith(('"', "W/")) and parse_http_date_safe(condition) == modified


def part(request: HttpRequest, response: FileResponse, file: IO[bytes], size: int) -> HttpResponseBase:
    wanted = ONE_RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if wanted is None or not any(wanted.groups()):
        return response  # no range, several, or none that is understood: the whole file
    start, end = bounds(wanted[1], wanted[2], size)
    if start >= size or end < start:
        file.close()
        beyond = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return keeping(response, beyond)
    answered = StreamingHttpResponse(
        pieces(file, start, end - start + 1), status=206, content_type=response.headers["Content-Type"]
    )
    answered.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    answered.headers["Content-Length"] = str(end - start + 1)
    return keeping(response, answered)


def bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte; `-500` are the last 500."""
    if not first:
        return max(size - int(last), 0) if int(last) else size, size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def pieces(file: IO[bytes], start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length and (data := file.read(min(CHUNK, length))):
            length -= len(data)
            yield data


def keeping(response: HttpResponseBase, other: HttpResponseBase) -> HttpResponseBase:
    """What was said about the file holds for its parts too."""
    for name in (*KEPT, "ETag", "Last-Modified", "Accept-Ranges"):
        if name in response.headers:
            other.headers.setdefault(name, response.headers[name])
    return other
