"""What rooms above object to when a unit adds words of its own to what it relays.

A room registers its gate when it starts (`apps.py`). A gate is asked inside the transaction in which an
introduction is made or cleared, as the newsroom asks its own; it raises `Objection`, with a sentence
for the person, and nothing is relayed. Quotations and whole items are the origin's words and are not asked.
"""

from __future__ import annotations

from collections.abc import Callable

from hamafza.relay.models import Relay, RelayKind

Gate = Callable[[Relay], None]
registry: list[Gate] = []


def register(gate: Gate) -> None:
    if gate not in registry:
        registry.append(gate)


def pass_all(relay: Relay) -> None:
    """Raises `Objection` if any room objects to the unit's own words."""
    if relay.kind == RelayKind.INTRODUCTION:
        for gate in registry:
            gate(relay)
