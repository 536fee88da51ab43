"""Unix sockets in the run folder, for processes of the same user."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST = 107  # bytes the kernel allows for an address; folders are often deeper


@contextmanager
def address(path: Path | str) -> Iterator[str]:
    """An address of the socket at `path` that is short enough, valid inside the block."""
    if len(os.fsencode(path)) <= _LONGEST:
        yield str(path)
        return
    parent, name = os.path.split(path)
    folder = os.open(parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{name}"
    finally:
        os.close(folder)


def bind(path: Path, kind: socket.SocketKind) -> socket.socket:
    """A non-blocking socket at `path`, taking over from a predecessor that was killed."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    bound = socket.socket(socket.AF_UNIX, kind)
    bound.setblocking(False)
    with address(path) as name:
        bound.bind(name)
    path.chmod(0o600)
    return bound
