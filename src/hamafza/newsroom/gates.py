"""What rooms above object to when an item is about to be shown to readers.

A room registers its gate when it starts (`apps.py`). A gate is asked inside the transaction of each
publication and shown correction, whoever publishes and by which way; it raises `Objection`, with a
sentence for the person, and nothing is published.
"""

from __future__ import annotations

from collections.abc import Callable

from hamafza.newsroom.models import Item, Version

Gate = Callable[[Item, Version], None]
registry: list[Gate] = []


def register(gate: Gate) -> None:
    if gate not in registry:
        registry.append(gate)


def pass_all(item: Item, version: Version) -> None:
    """Raises `Objection` if any room objects to these readers' words."""
    for gate in registry:
        gate(item, version)
