"""The bytes the stream process says by itself: HTTP heads and events without a position.

Streams are not chunked: they end with their connection, which old proxies understand too.
"""

import random

_HEAD = (
    b"HTTP/1.1 200 OK\r\n"
    b"Content-Type: text/event-stream; charset=utf-8\r\n"
    b"Cache-Control: no-store, no-transform\r\n"
    b"X-Accel-Buffering: no\r\n"
    b"X-Content-Type-Options: nosniff\r\n"
    b"Connection: close\r\n"
)
STREAM_HEAD = _HEAD + b"\r\n"
HEARTBEAT = b":\n\n"
RENEW = b"event: renew\ndata: {}\n\n"


def cursor(epoch: str, pos: int) -> bytes:
    """A bare id: who is cut before the first event still knows where to go on."""
    return f"id: {epoch}-{pos}\n\n".encode()


def reset(epoch: str, pos: int) -> bytes:
    """One block, so that nobody keeps the new cursor without having heard of the reset."""
    return f"id: {epoch}-{pos}\nevent: reset\ndata: {{}}\n\n".encode()


def retry(shortest: int, longest: int) -> bytes:
    """Each client is told its own pause (milliseconds), so that they do not return all at once."""
    return b"retry: %d\n\n" % random.randint(shortest, longest)  # noqa: S311 (a pause, not a secret)


def presence(count: int) -> bytes:
    return b'event: presence\ndata: {"count":%d}\n\n' % count


def poll(body: bytes) -> bytes:
    return _HEAD + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def refusal(status: str, text: str, retry_after: int | None = None) -> bytes:
    body = text.encode()
    pause = b"" if retry_after is None else b"Retry-After: %d\r\n" % retry_after
    return (
        b"HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
        b"Connection: close\r\n%sContent-Length: %d\r\n\r\n%s"
    ) % (status.encode(), pause, len(body), body)
