"""The audit trail in words: what the acts and the kinds of things are called. What has no name keeps its code.

What happens in a room the room names itself, as `rooms.Deeds`; here stands what happens below all rooms.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from hamafza.lib.text.digits import row_number
from hamafza.network.models import Person, Unit
from hamafza.pages import rooms
from hamafza.record.models import Entry

ACTS = {
    "log-in": pgettext_lazy("act", "Log-in"),
    "log-in.throttled": pgettext_lazy("act", "Log-in held back after many attempts"),
    "log-out": pgettext_lazy("act", "Log-out"),
    "password.changed": pgettext_lazy("act", "Password changed"),
    "key.made": pgettext_lazy("act", "Key made"),
    "key.ended": pgettext_lazy("act", "Key ended"),
    "role.given": pgettext_lazy("act", "Role given"),
    "role.accepted": pgettext_lazy("act", "Role accepted"),
    "role.imported": pgettext_lazy("act", "Role imported"),
    "role.ended": pgettext_lazy("act", "Role ended"),
    "invitation.sent": pgettext_lazy("act", "Invitation sent"),
    "invitation.withdrawn": pgettext_lazy("act", "Invitation cancelled"),
    "unit.added": pgettext_lazy("act", "Unit added"),
    "unit.changed": pgettext_lazy("act", "Unit changed"),
    "person.changed": pgettext_lazy("act", "Person changed"),
    "person.shut-out": pgettext_lazy("act", "Account deactivated"),
    "person.let-in": pgettext_lazy("act", "Account activated"),
    "address.asked": pgettext_lazy("act", "New e-mail address asked for"),
    "address.changed": pgettext_lazy("act", "E-mail address changed"),
    "administrator.made": pgettext_lazy("act", "Administrator made"),
    "administrator.ended": pgettext_lazy("act", "Administrator removed"),
    "network.changed": pgettext_lazy("act", "Network changed"),
    "network.imported": pgettext_lazy("act", "Units and people imported"),
    "term.saved": pgettext_lazy("act", "Topic or region saved"),
    "term.removed": pgettext_lazy("act", "Topic or region removed"),
    "words.erased": pgettext_lazy("act", "Words erased"),
    "record.exported": pgettext_lazy("act", "Audit trail exported"),
    "refused": pgettext_lazy("act", "Refused"),
}
KINDS = {
    "person": pgettext_lazy("thing", "person"),
    "unit": pgettext_lazy("thing", "unit"),
    "key": pgettext_lazy("thing", "key"),
    "invitation": pgettext_lazy("thing", "invitation"),
    "address": pgettext_lazy("thing", "page address"),
    "network": pgettext_lazy("thing", "network"),
    "record": pgettext_lazy("thing", "audit trail"),
    "topic": pgettext_lazy("thing", "topic"),
    "region": pgettext_lazy("thing", "region"),
}
NAMED: dict[str, type[Person] | type[Unit]] = {"person": Person, "unit": Unit}


def name_of(act: str) -> str | Promise:
    """What the act is called; nothing if nobody has named it."""
    return names().get(act, "")


def names() -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = dict(ACTS)
    for brought in rooms.brought(rooms.Deeds):
        found |= brought.acts
    return found


def things() -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = dict(KINDS)
    for brought in rooms.brought(rooms.Deeds):
        found |= brought.things
    return found


def code_of(typed: str) -> str:
    """The code of an act that was typed by its name."""
    typed = typed.strip()
    return next((code for code, name in names().items() if str(name).casefold() == typed.casefold()), typed)


def acts(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Each code with its name, sorted by the name."""
    known = names()
    named = [(code, str(known.get(code, code))) for code in codes]
    return sorted(named, key=lambda one: one[1])


def subjects(entries: list[Entry]) -> dict[tuple[str, str], Person | Unit]:
    """The people and units that the entries are about, by kind and number, as far as they still exist."""
    found: dict[tuple[str, str], Person | Unit] = {}
    for kind, model in NAMED.items():
        numbers = {pk for one in entries if one.kind == kind and (pk := row_number(one.subject)) is not None}
        found |= {(kind, str(pk)): thing for pk, thing in model._default_manager.in_bulk(numbers).items()}
    return found


def kind_of(entry: Entry) -> str:
    return capfirst(str(things().get(entry.kind, "")))
