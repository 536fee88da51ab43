"""What a reader makes of the bytes of a stream, as a browser would."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Block:
    """One server-sent event (or a bare id, or a comment)."""

    id: str = ""
    event: str = ""
    data: str = ""
    retry: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.data)


@dataclass
class Reader:
    """Cuts a stream into blocks; `last` is the last id of a complete block, as it would be sent back."""

    last: str = ""
    blocks: list[Block] = field(default_factory=list)
    _rest: bytes = b""

    def feed(self, data: bytes) -> None:
        *complete, self._rest = (self._rest + data).split(b"\n\n")
        for text in complete:
            block = Block()
            for line in text.decode().split("\n"):
                name, _, value = line.partition(": ")
                if name in ("id", "event", "data", "retry"):
                    setattr(block, name, value)
            self.last = block.id or self.last
            self.blocks.append(block)

    def cut(self) -> None:
        """The connection broke: half a block is no block."""
        self._rest = b""

    @property
    def events(self) -> list[Block]:
        """What has a position."""
        return [block for block in self.blocks if block.data and block.id]

    @property
    def positions(self) -> list[int]:
        return [int(block.id.rpartition("-")[2]) for block in self.events if block.event != "reset"]
