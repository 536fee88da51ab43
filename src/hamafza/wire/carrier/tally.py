"""What the carrier tells about itself."""

from collections.abc import Callable
from dataclasses import dataclass

from hamafza.wire.tally import process_facts


@dataclass
class CarrierTally:
    """Since its start. It knows no NATS client, so that others may know it."""

    connected: Callable[[], bool] = lambda: False  # until there has been a first connection
    reconnects: int = 0
    bells_in: int = 0  # rung elsewhere, passed on here
    bells_out: int = 0  # rung here, passed on to the others

    def report(self) -> dict[str, object]:
        return {
            "connected": self.connected(),
            "reconnects": self.reconnects,
            "bells_in": self.bells_in,
            "bells_out": self.bells_out,
            "process": process_facts(),
        }
