"""What an event says, typed: a frozen dataclass for the kinds of events that say the same, in a room's `events.py`.

The ledger keeps it as JSON. A consumer takes it back with `read`, by the event's kind or by the class it expects.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, Self

from hamafza.wire.models import Event


class Facts:
    """The base of what events say: identifiers and facts for consumers, never the text itself.

    `kinds` are the events that say this. A field that is None by default is left out when nobody fills it; a field
    that is new gets a default, so that older rows can still be read, and a new meaning gets a new `version`.
    """

    version: ClassVar[int] = 1
    kinds: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, kinds: tuple[str, ...] = (), **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.kinds = kinds
        for kind in kinds:
            if kind in registry:
                raise ValueError(f"{kind} says two things.")
            registry[kind] = cls

    def as_payload(self) -> dict[str, Any]:
        said = {one.name: (getattr(self, one.name), one.default) for one in fields(self)}  # type: ignore[arg-type]
        return {
            name: value for name, (value, default) in said.items() if value is not None or default is MISSING
        }

    @classmethod
    def read(cls, event: Event) -> Self:
        """What this event says; words of a later version that are unknown here are passed over."""
        known = {one.name for one in fields(cls)}  # type: ignore[arg-type]
        return cls(**{name: value for name, value in json.loads(event.payload).items() if name in known})


registry: dict[str, type[Facts]] = {}


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event before it is written: its kind, whom it concerns, who hears it, what it says."""

    kind: str
    subject: str
    audiences: tuple[str, ...]
    facts: Facts

    def __post_init__(self) -> None:
        if self.kind not in self.facts.kinds:
            raise ValueError(f"{type(self.facts).__name__} does not say what happened at {self.kind}.")

    @property
    def version(self) -> int:
        return self.facts.version

    @property
    def payload(self) -> dict[str, Any]:
        return self.facts.as_payload()
