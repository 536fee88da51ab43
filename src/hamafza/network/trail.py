"""What this room writes into the audit trail."""

from __future__ import annotations

from typing import Any

from hamafza.network.access import Standing
from hamafza.network.models import Membership, Person, Unit
from hamafza.record.actions import write_entry

NAMES = frozenset({"name", "name_en", "email", "phone"})


def by(actor: Standing, act: str, **said: Any) -> None:
    write_entry(act, actor=actor.person.pk, **said)


def unit(actor: Standing, changed: Unit, act: str, before: dict[str, Any], **now: Any) -> None:
    """The fields that changed, each with what it was and is; names stand apart."""
    pairs = {
        name: [plain(value), plain(now.get(name, getattr(changed, name)))] for name, value in before.items()
    }
    words = {name: " → ".join(map(str, pair)) for name, pair in pairs.items() if name in NAMES}
    rest = {name: pair for name, pair in pairs.items() if name not in NAMES}
    fields = sorted(pairs)
    by(
        actor,
        act,
        kind="unit",
        subject=changed.pk,
        unit=changed.code,
        words=words,
        fields=fields,
        changed=rest,
    )


def person(
    actor: Standing, changed: Person, act: str, words: dict[str, str] | None = None, **more: Any
) -> None:
    said = {"person": changed.name, "username": changed.username} | (words or {})
    by(actor, act, kind="person", subject=changed.pk, words=said, **more)


def role(actor: Standing, membership: Membership, act: str, **more: Any) -> None:
    unit, someone = membership.unit, membership.person
    words = {"person": someone.name}
    by(
        actor,
        act,
        kind="person",
        subject=someone.pk,
        unit=unit.code,
        words=words,
        role=str(membership.role),
        **more,
    )


def plain(value: Any) -> Any:
    return value.code if isinstance(value, Unit) else value if isinstance(value, bool | None) else str(value)
