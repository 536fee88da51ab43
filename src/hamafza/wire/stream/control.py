"""Asking the stream process, the worker or the carrier how it is: one word in, one JSON object out."""

import asyncio
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hamafza.wire.sockets import address, bind
from hamafza.wire.stream.config import control_socket

PATIENCE = 0.3  # seconds a page may wait for it


def stat(run_dir: Path | str, patience: float = PATIENCE, *, of: str = "stream") -> dict[str, Any] | None:
    """What the stream process reports (see `StreamServer.report`), the `worker` (`Tally`), the `carrier` (`Carried`).

    None when it does not answer in time.
    Keys of JSON objects are texts: so are the ids of persons here.
    """
    try:
        with (
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line,
            address(control_socket(run_dir, of)) as peer,
        ):
            line.settimeout(patience)
            line.connect(peer)
            line.sendall(b"stat\n")
            with line.makefile("rb") as answer:
                report = json.load(answer)
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) else None


async def serve_control(path: Path, report: Callable[[], dict[str, object]]) -> asyncio.Server:
    """Answer `stat` on the socket at `path`."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            word = await asyncio.wait_for(reader.readline(), 1)
            if word.strip() == b"stat":
                writer.write(json.dumps(report()).encode())
                await writer.drain()
        except (OSError, ValueError, TimeoutError):
            pass  # whoever asked has left
        finally:
            writer.close()

    return await asyncio.start_unix_server(answer, sock=bind(path, socket.SOCK_STREAM))
