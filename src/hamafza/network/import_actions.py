"""Doing what a plan says: all of it, in one transaction, with few statements however long the table is."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from hamafza.network import events, invitations, trail
from hamafza.network.access import Standing
from hamafza.network.actions import key_of, require
from hamafza.network.models import Invitation, Membership, Person, Unit
from hamafza.network.plan import ImportPlan, UnitRow
from hamafza.pages.refusals import Refused


def apply(actor: Standing, plan: ImportPlan) -> None:
    """Take in the whole plan, or nothing. For administrators.

    Raises `Refused` if the plan has problems or the person is no administrator.
    """
    require(actor.is_administrator)
    if plan.problems:
        raise Refused(str(plan.problems[0]))
    with transaction.atomic():
        units = {unit.code: unit for unit in Unit.objects.order_by()}
        touched = add_units(plan, units) | change_units(plan, units)
        touched |= set_topics(plan, units)
        joined = add_memberships(plan, units)
        asked = invitations.invite_all(actor=actor, wanted=list(wanted_invitations(plan, units)))
        if touched or joined or asked:
            tell(actor, touched, joined, asked)


def tell(actor: Standing, touched: set[int], joined: list[Membership], asked: int) -> None:
    trail.by(actor, "network.imported", kind="network", units=len(touched), people=asked)
    for membership in joined:
        trail.role(actor, membership, "role.imported")
    for change in events.imported(touched, asked, actor.person):
        events.tell(change)
    for pk in sorted({membership.person_id for membership in joined}):
        events.tell(events.person_revoked(pk))


def add_units(plan: ImportPlan, units: dict[str, Unit]) -> set[int]:
    """New units, level by level, so that those above are there before those below."""
    waiting = [row for row in plan.units.values() if row.code not in units]
    added: set[int] = set()
    while waiting:
        ready = [row for row in waiting if not row.parent or row.parent in units]
        made = Unit.objects.bulk_create([new_unit(row, units) for row in ready])
        units.update({unit.code: unit for unit in made})
        added |= {unit.pk for unit in made}
        waiting = [row for row in waiting if row.code not in units]
    return added


def new_unit(row: UnitRow, units: dict[str, Unit]) -> Unit:
    unit = Unit(code=row.code, parent=units.get(row.parent), **row.values)
    unit.sort_key = key_of(unit)
    return unit


def change_units(plan: ImportPlan, units: dict[str, Unit]) -> set[int]:
    """Known units whose cells say something else than the network."""
    changed: list[Unit] = []
    names: set[str] = {"sort_key"}
    for row in plan.units.values():
        unit = units[row.code]
        said = {**row.values, **({"parent": units[row.parent]} if row.parent else {})}
        other = {name: value for name, value in said.items() if getattr(unit, name) != value}
        for name, value in other.items():
            setattr(unit, name, value)
        if other:
            unit.sort_key = key_of(unit)
            names |= other.keys()
            changed.append(unit)
    Unit.objects.bulk_update(changed, sorted(names), batch_size=200)
    return {unit.pk for unit in changed}


def set_topics(plan: ImportPlan, units: dict[str, Unit]) -> set[int]:
    """The topics of units whose row names any; the others keep theirs."""
    wanted = {
        units[row.code].pk: {topic.pk for topic in row.topics}
        for row in plan.units.values()
        if row.topics is not None
    }
    through = Unit.topics.through
    there: dict[int, set[int]] = {}
    for unit_id, topic_id in through.objects.values_list("unit_id", "topic_id"):
        there.setdefault(unit_id, set()).add(topic_id)
    changed = {pk for pk, topics in wanted.items() if topics != there.get(pk, set())}
    for pks in batches(sorted(changed)):
        through.objects.filter(unit_id__in=pks).delete()
    through.objects.bulk_create(
        [through(unit_id=pk, topic_id=topic) for pk in sorted(changed) for topic in sorted(wanted[pk])],
        batch_size=500,
    )
    return changed


def batches(pks: list[int]) -> list[list[int]]:
    return [pks[at : at + 500] for at in range(0, len(pks), 500)]


def add_memberships(plan: ImportPlan, units: dict[str, Unit]) -> list[Membership]:
    """Roles of accounts named by their user names, as far as they are new."""
    rows = [row for row in plan.people if row.has_account]
    people = {person.username.lower(): person for person in Person.objects.all()} if rows else {}
    there = set(Membership.objects.values_list("person_id", "unit_id", "role")) if rows else set()
    new: dict[tuple[int, int, str], Membership] = {}
    for row in rows:
        person, unit = people[row.username.lower()], units[row.unit]
        if (key := (person.pk, unit.pk, row.role)) not in there:
            new[key] = Membership(person=person, unit=unit, role=row.role)
    return Membership.objects.bulk_create(new.values(), batch_size=500)


def wanted_invitations(plan: ImportPlan, units: dict[str, Unit]) -> Iterator[Invitation]:
    """One for each role of an address, unless its account has the role."""
    rows = [row for row in plan.people if not row.has_account]
    owners = {person.email.lower(): person for person in Person.objects.exclude(email="")} if rows else {}
    there = set(Membership.objects.values_list("person_id", "unit_id", "role")) if rows else set()
    names = {row.email: row.name for row in reversed(rows) if row.name}
    for row in rows:
        owner, unit = owners.get(row.email), units[row.unit]
        if owner is None or (owner.pk, unit.pk, row.role) not in there:
            name = owner.name if owner else names[row.email]
            yield Invitation(unit=unit, email=row.email, name=name, role=row.role, username=row.username)
