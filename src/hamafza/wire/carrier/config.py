"""What the carrier is told at its start, and how its subjects are called."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

VARIABLE = "HAMAFZA_CARRIER"
BELL = "carrier"  # its own name among the bells of the run folder


@dataclass(frozen=True, slots=True)
class CarrierConfig:
    """`servers` are nats:// or tls:// addresses, comma-separated; `site` names this network in subjects.

    Like the ledger's address they may hold a password and travel in the environment.
    """

    run_dir: str
    ledger: str
    servers: str
    site: str = "home"
    copies: bool = False  # whether public events are copied for other sites

    @property
    def bell_subject(self) -> str:
        """Rung by every machine of one database: `hamafza.SITE.bell`, without a payload."""
        return f"hamafza.{self.site}.bell"

    @property
    def stream(self) -> str:
        """The JetStream stream that keeps this site's copies."""
        return f"HAMAFZA_{self.site.upper().replace('-', '_')}"

    @property
    def copy_subjects(self) -> str:
        return f"hamafza.{self.site}.event.>"

    def copy_subject(self, kind: str) -> str:
        """`hamafza.SITE.event.KIND`; a kind's own dots make it selectable part by part."""
        return f"hamafza.{self.site}.event.{kind}"

    def environment(self) -> dict[str, str]:
        return {VARIABLE: json.dumps(asdict(self))}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        return cls(**json.loads(environment[VARIABLE]))
