"""Doing what a plan says: all of it, in one transaction, with few statements however long the table is."""

from __future__ import annotations

from django.db import transaction

from hamafza.network import events, trail
from hamafza.network.access import Standing
from hamafza.network.actions import key_of, require
from hamafza.network.models import Membership, Person, Unit
from hamafza.network.plan import Plan, UnitRow
from hamafza.pages.refusals import Refused


def apply(actor: Standing, plan: Plan) -> None:
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
        people, joined = add_people(plan)
        again = add_memberships(plan, units, people)
        if touched or joined or again:
            trail.by(actor, "network.imported", kind="network", units=len(touched), people=len(joined))
            for row in plan.people:
                trail.by(
                    actor,
                    "role.imported",
                    kind="person",
                    subject=people[row.username.lower()].pk,
                    unit=row.unit,
                    role=row.role,
                )
            for change in events.imported(touched, len(joined), actor.person):
                events.tell(change)
            for pk in sorted(again - {people[name].pk for name in joined}):
                events.tell(events.person_revoked(pk))


def add_units(plan: Plan, units: dict[str, Unit]) -> set[int]:
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


def change_units(plan: Plan, units: dict[str, Unit]) -> set[int]:
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


def set_topics(plan: Plan, units: dict[str, Unit]) -> set[int]:
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


def add_people(plan: Plan) -> tuple[dict[str, Person], set[str]]:
    """Everybody the plan names by lower-case user name, and the names of those who are new."""
    named = {row.username.lower(): row for row in plan.people}
    people = {person.username.lower(): person for person in Person.objects.all()} if named else {}
    missing = {name: row for name, row in named.items() if name not in people}
    made = [Person(username=row.username, name=row.name, email=row.email) for row in missing.values()]
    for person in made:
        person.set_unusable_password()
    for person in Person.objects.bulk_create(made, batch_size=500):
        people[person.username.lower()] = person
    return people, set(missing)


def add_memberships(plan: Plan, units: dict[str, Unit], people: dict[str, Person]) -> set[int]:
    """Roles that were not there yet; returns the people who got one."""
    wanted = {(people[row.username.lower()].pk, units[row.unit].pk, row.role): None for row in plan.people}
    there = set(Membership.objects.values_list("person_id", "unit_id", "role")) if wanted else set()
    new = [key for key in wanted if key not in there]
    Membership.objects.bulk_create(
        [Membership(person_id=person, unit_id=unit, role=role) for person, unit, role in new], batch_size=500
    )
    return {person for person, _unit, _role in new}
