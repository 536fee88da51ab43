"""Who is an administrator, as far as this process has met them: told by whoever reads a person's standing."""

from __future__ import annotations

_administrators: set[int] = set()


def met(person: int, *, administrator: bool) -> None:
    (_administrators.add if administrator else _administrators.discard)(person)


def is_administrator(person: int | None) -> bool:
    return person in _administrators
