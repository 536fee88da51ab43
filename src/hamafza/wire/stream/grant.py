"""What the door tells the stream process about a connection it hands over."""

import json
import socket
import sys
from array import array
from dataclasses import dataclass, fields
from typing import Self

PACKET = 32 * 1024  # bytes; a request line of 8 KB cannot grow into more


@dataclass(frozen=True, slots=True)
class Grant:
    """Whose stream this is and from where it goes on.

    `since` is the last event seen (`<epoch>-<pos>`) or empty; `as_of` is the ledger's
    cursor from before the audiences were computed, empty for the public; `expires` is in
    Unix seconds; `poll` asks for one answer instead of a stream.
    """

    audiences: tuple[str, ...]
    person: int | None = None
    session: str = ""
    as_of: str = ""
    expires: float = 0.0
    since: str = ""
    poll: bool = False
    address: str = ""

    @property
    def anonymous(self) -> bool:
        return self.person is None and not self.session

    def pack(self) -> bytes:
        return json.dumps([getattr(self, name) for name in _FIELDS], separators=(",", ":")).encode()

    @classmethod
    def unpack(cls, packet: bytes) -> Self:
        """Raises ValueError for anything but a packed grant."""
        try:
            audiences, *rest = json.loads(packet)
            # Thousands of grants name the same few audiences: one copy of each is enough.
            return cls(tuple(sys.intern(name) for name in audiences), *rest)
        except TypeError as error:
            raise ValueError("not a grant") from error


_FIELDS = [field.name for field in fields(Grant)]


def send_grant(courier: socket.socket, grant: Grant, connection: int) -> None:
    """Pass the socket with descriptor `connection` on; the sender's copy stays open."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", [connection]))]
    courier.sendmsg([grant.pack()], rights)


def receive(courier: socket.socket) -> tuple[bytes, list[int]]:
    """The next packet and the descriptors that came with it; (b"", []) at the end.

    Raises BlockingIOError when nothing is waiting.
    """
    packet, descriptors, _, _ = socket.recv_fds(courier, PACKET, 1, socket.MSG_CMSG_CLOEXEC)
    return packet, descriptors
