"""Who may see an incident and do what in it. What one may not see is "not found"."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from hamafza.network.access import WRITERS, Standing
from hamafza.network.models import Unit
from hamafza.response import states
from hamafza.response.models import Assignment, Help, Incident

HELPING = Help.State.ACCEPTED


def duty_units(actor: Standing) -> frozenset[int]:
    """Units for whose incidents the person is on duty: as a writer of a centre, all below it."""
    centres = [m.unit_id for m in actor.memberships if m.unit.kind == Unit.Kind.CENTRE and m.role in WRITERS]
    return actor.below(centres)


def on_duty(actor: Standing) -> bool:
    kinds = {m.unit.kind for m in actor.memberships if m.role in WRITERS}
    return actor.is_administrator or Unit.Kind.CENTRE in kinds


def visible(actor: Standing) -> QuerySet[Incident]:
    """Incidents the person may see: reported by, owned by or touching their units, their own roles, their help."""
    if actor.is_administrator:
        return Incident.objects.all()
    places = actor.sees | duty_units(actor)
    touched = Incident.touches.through.objects.filter(incident=OuterRef("pk"), unit__in=places)
    assigned = Assignment.objects.filter(incident=OuterRef("pk"), person=actor.person)
    helping = Help.objects.filter(incident=OuterRef("pk"), unit__in=actor.unit_ids, state=HELPING)
    near = Q(unit__in=places) | Q(owner__in=places)
    return Incident.objects.filter(near | Exists(touched) | Exists(assigned) | Exists(helping))


def get_incident(actor: Standing, pk: int) -> Incident:
    """One incident the person may see, or 404."""
    found = visible(actor).select_related("unit", "owner", "reported_by", "capture", "item", "merged_into")
    incident = found.filter(pk=pk).first()
    if incident is None:
        raise Http404
    return incident


def may_report(actor: Standing, unit: Unit) -> bool:
    """Anybody of the unit but observers: whoever hears a claim first."""
    return unit.active and (actor.is_administrator or unit.pk in reports_for(actor))


def reports_for(actor: Standing) -> frozenset[int]:
    observers = frozenset(m.unit_id for m in actor.memberships if m.role != "observer")
    return observers & actor.unit_ids


def roles_of(actor: Standing, incident: Incident) -> frozenset[str]:
    """The person's roles in the incident: given ones, and those that follow from their units."""
    if actor.is_administrator:
        return frozenset(states.ROLES)
    given = Assignment.objects.filter(incident=incident, person=actor.person)
    roles = set(given.values_list("role", flat=True))
    if incident.unit_id in actor.unit_ids:
        roles.add(states.REPORTER)
    touched = frozenset(incident.touches.values_list("pk", flat=True))
    if duty_units(actor) & ({incident.unit_id, incident.owner_id} | touched):
        roles.add(states.DUTY)
    owners = {incident.owner_id} if incident.owner_id else touched
    if owners & actor.writes_for:
        roles.add(states.OWNER)
    if incident.owner_id in actor.checks_for:
        roles.add(states.CLEARER)
    helping = Help.objects.filter(incident=incident, unit__in=actor.writes_for, state=HELPING)
    if helping.exists():
        roles.add(states.HELPER)
    return frozenset(roles)


def may(actor: Standing, incident: Incident) -> frozenset[str]:
    """The steps and the work that are the person's now."""
    roles = roles_of(actor, incident)
    found = states.INCIDENT.possible(incident.state, roles, incident.kind)
    # The table knows states only: what no response stands for is not withdrawn, nothing owed not cleared later.
    if incident.text_id is None:
        found -= {"withdraw"}
    return found if incident.emergency else found - {"clear_afterwards"}


def may_clear(actor: Standing, incident: Incident) -> bool:
    """Whether the person's check counts for the owner's publications."""
    return actor.is_administrator or incident.owner_id in actor.checks_for


def speaks_for(actor: Standing, incident: Incident) -> Unit | None:
    """The unit for which the person acts in the incident: the owner if it is theirs, else their own."""
    if incident.owner_id and incident.owner_id in actor.writes_for:
        return incident.owner
    own = [m.unit for m in actor.memberships if m.role in WRITERS]
    return own[0] if own else incident.owner
