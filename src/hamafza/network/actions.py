"""All writes to units, terms, people and their roles: one function per intention of a person.

Each takes the acting person's standing, runs in one transaction, tells what changed last, and
returns the object. Refusals are the exceptions of `errors`; then nothing was changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from hamafza.lib.text.collate import sort_key
from hamafza.network import access, events, rank, trail
from hamafza.network.access import Standing, ancestors
from hamafza.network.errors import HasChildren, InUse, LastAdministrator, LastHead, LastUnit, WouldCircle
from hamafza.network.models import Membership, Network, Person, Region, Role, Topic, Unit
from hamafza.network.rank import RANKED
from hamafza.pages.refusals import NotAllowed

UNIT_FIELDS = (
    "code",
    "name",
    "name_en",
    "parent",
    "kind",
    "trust",
    "region",
    "time_zone",
    "opens",
    "closes",
    "work_days",
    "email",
    "phone",
    "active",
)
NAMED = frozenset({"name", "name_en"})


def change_network(*, actor: Standing, **fields: str) -> Network:
    """Who this federation is: `name`, `name_en`, `about`, `about_en`, `contact`."""
    require(actor.is_administrator)
    with transaction.atomic():
        network, _made = Network.objects.update_or_create(id=1, defaults=fields)
        trail.by(actor, "network.changed", kind="network", fields=sorted(fields))
        tags = {"tags": ["network", "news"]}
        events.tell(events.NetworkChanged(subject="network", audiences=events.EVERYONE, payload=tags))
        return network


def add_unit(*, actor: Standing, fields: dict[str, Any], topics: Iterable[Topic] = ()) -> Unit:
    """A new unit; a head adds below the units they head, and only there sets the trust."""
    parent = fields.get("parent")
    require(actor.is_administrator or (parent is not None and parent.pk in actor.manages))
    with transaction.atomic():
        unit = Unit(**fields)
        rank.check_reach(unit)
        check_names(actor, unit)
        unit.sort_key = key_of(unit)
        unit.save()
        unit.topics.set(topics)
        trail.unit(actor, unit, "unit.added", dict.fromkeys(RANKED | NAMED))
        events.tell(events.unit_changed(unit, actor.person, NAMED | RANKED, new=True))
        return unit


def change_unit(
    *, actor: Standing, unit: Unit, fields: dict[str, Any], topics: Iterable[Topic] | None = None
) -> Unit:
    """Change the named fields; trust, kind, place in the tree and activity need someone from above.

    The code stays as it was given: public addresses are made of it.
    """
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        changed = {name: value for name, value in fields.items() if getattr(unit, name) != value}
        require(access.may_edit_unit(actor, unit))
        require("code" not in changed)
        require(not access.FROM_ABOVE & changed.keys() or access.stands_above(actor, unit))
        if "parent" in changed:
            check_move(actor, unit, changed["parent"])
        if changed.get("active") is False:
            keep_a_unit(unit)
        before = {name: getattr(unit, name) for name in changed}
        for name, value in changed.items():
            setattr(unit, name, value)
        if RANKED & changed.keys():
            rank.check_reach(unit)
        if NAMED & changed.keys():
            check_names(actor, unit)
        unit.sort_key = key_of(unit)
        unit.save(update_fields=[*changed, "sort_key"])
        lowered = rank.lower_below(unit) if RANKED & changed.keys() else []
        if topics is not None:
            unit.topics.set(topics)
        trail.unit(actor, unit, "unit.changed", before)
        for one in lowered:
            trail.unit(actor, one, "unit.changed", {"trust": Unit.Trust.AT_ONCE}, trust=Unit.Trust.ONE_CHECK)
            events.tell(events.unit_changed(one, actor.person, {"trust"}))
        events.tell(events.unit_changed(unit, actor.person, changed))
        return unit


def save_term(*, actor: Standing, term: Topic | Region) -> Topic | Region:
    """Add or change a topic or region."""
    require(actor.is_administrator)
    with transaction.atomic():
        term.save()
        trail.by(actor, "term.saved", kind=type(term).__name__.lower(), subject=term.code)
        events.tell(events.term_changed(term, actor.person))
        return term


def remove_term(*, actor: Standing, term: Topic | Region) -> None:
    """Remove a topic or region that no unit and no item uses."""
    require(actor.is_administrator)
    with transaction.atomic():
        if in_use(term):
            raise InUse
        told = events.term_changed(term, actor.person)
        try:
            term.delete()
        except ProtectedError as error:
            raise InUse from error
        trail.by(actor, "term.removed", kind=type(term).__name__.lower(), subject=term.code)
        events.tell(told)


def add_membership(*, actor: Standing, person: Person, unit: Unit, role: Role) -> Membership:
    """Give a person a role in a unit; saying it twice changes nothing."""
    require(access.may_edit_unit(actor, unit))
    with transaction.atomic():
        membership, made = Membership.objects.get_or_create(person=person, unit=unit, role=role)
        if made:
            trail.role(actor, membership, "role.given")
            tell_membership(membership, actor.person)
        return membership


def end_membership(*, actor: Standing, membership: Membership) -> None:
    """Take a role back; a head who has nobody above keeps it until somebody else heads the unit."""
    require(access.may_edit_unit(actor, membership.unit))
    with transaction.atomic():
        list(heads_over(membership.unit).select_for_update(of=("self",)))
        keep_a_head(actor, membership)
        if Membership.objects.filter(pk=membership.pk).delete()[0]:
            trail.role(actor, membership, "role.ended")
            tell_membership(membership, actor.person, ended=True)


def set_active(*, actor: Standing, person: Person, active: bool) -> Person:
    """Shut a person out, or let them in again. Streams they have open are closed."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        require(access.may_shut_out(actor, person))
        if not active:
            keep_an_administrator(person)
        person.is_active = active
        person.save(update_fields=["is_active"])
        trail.person(actor, person, "person.let-in" if active else "person.shut-out")
        events.tell(events.person_changed(person, actor.person, everywhere=False))
        events.tell(events.person_revoked(person.pk))
        return person


def set_administrator(*, actor: Standing, person: Person, administrator: bool) -> Person:
    """Make somebody an administrator, or no longer one; never the last."""
    require(actor.is_administrator)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        if not administrator:
            keep_an_administrator(person)
        person.is_administrator = administrator
        person.save(update_fields=["is_administrator"])
        trail.person(actor, person, "administrator.made" if administrator else "administrator.ended")
        events.tell(events.person_changed(person, actor.person, everywhere=False))
        events.tell(events.person_revoked(person.pk))
        return person


def change_person(*, actor: Standing, person: Person, **fields: str) -> Person:
    """Name, addresses and language: by the person, or by an administrator."""
    require(actor.is_administrator or actor.person.pk == person.pk)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        changed = [name for name, value in fields.items() if getattr(person, name) != value]
        for name in changed:
            setattr(person, name, fields[name])
        if changed:
            person.save(update_fields=changed)
            trail.person(actor, person, "person.changed", fields=sorted(changed))
            everywhere = not NAMED.isdisjoint(changed)
            events.tell(events.person_changed(person, actor.person, everywhere=everywhere))
        return person


def close_streams(*, person: Person | None = None, session_keys: Iterable[str] = ()) -> None:
    """Close open live streams: all of one person's, or those of sessions that have ended."""
    with transaction.atomic():
        for key in session_keys:
            events.tell(events.session_revoked(key))
        if person is not None:
            events.tell(events.person_revoked(person.pk))


# What the actions above are made of


def require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed


def key_of(unit: Unit) -> str:
    """What the unit is sorted by, cut to what the column holds."""
    return sort_key(unit.name)[:200]


def check_names(actor: Standing, unit: Unit) -> None:
    """A name that reads like another's is an administrator's to give."""
    if not actor.is_administrator:
        rank.check_names(unit)


def check_move(actor: Standing, unit: Unit, parent: Unit | None) -> None:
    require(actor.is_administrator or (parent is not None and parent.pk in actor.manages))
    if parent is not None and unit.pk in ancestors(parent):
        raise WouldCircle


def in_use(term: Topic | Region) -> bool:
    """Whether any row of any room still points at the term."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: term}).exists()
        for relation in term._meta.related_objects
    )


def tell_membership(membership: Membership, by: Person, *, ended: bool = False) -> None:
    """A changed role changes what one hears, so the streams open again with a new ticket."""
    events.tell(events.membership_changed(membership, by, ended=ended))
    events.tell(events.person_revoked(membership.person_id))


def keep_an_administrator(person: Person) -> None:
    others = Person.objects.filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    if person.is_administrator and not others.exists():
        raise LastAdministrator


def keep_a_head(actor: Standing, membership: Membership) -> None:
    """Administrators manage every unit; others need a head there or above after them."""
    if membership.role != Role.HEAD or actor.is_administrator:
        return
    if not heads_over(membership.unit).exclude(pk=membership.pk).exists():
        raise LastHead


def heads_over(unit: Unit) -> QuerySet[Membership]:
    """Who heads the unit or one above it, and can log in."""
    return Membership.objects.filter(
        role=Role.HEAD, unit__in=ancestors(unit), person__is_active=True
    ).order_by("pk")


def keep_a_unit(unit: Unit) -> None:
    """Units are closed from below, and never all of them."""
    if unit.children.filter(active=True).exists():
        raise HasChildren
    if not Unit.objects.filter(active=True).exclude(pk=unit.pk).exists():
        raise LastUnit
