"""Entering values: one or a whole grid, all or nothing. A doubtful one is asked about, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.figures import access, collecting, queries
from hamafza.figures.actions import hearers, page_tags
from hamafza.figures.errors import Doubtful
from hamafza.figures.events import CHECKED, ENTERED, REVISED, ObservationFacts
from hamafza.figures.models import (
    LARGEST,
    REASON_LIMIT,
    Definition,
    Observation,
    ObservationState,
    Revision,
)
from hamafza.lib.figures.suspicion import doubts
from hamafza.lib.figures.totals import exact
from hamafza.lib.text.links import is_web_address
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Attachment
from hamafza.pages.refusals import Invalid, NotAllowed, OwnWork, ReasonMissing, WrongState
from hamafza.pages.templatetags.hamafza import digits
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

KEPT = ("state", "amount", "base", "reason", "document_id", "link")


@dataclass(frozen=True, kw_only=True)
class ValueEntry:
    """One value as it is entered; without a value it was not measured, for a reason."""

    unit: Unit
    period: int
    value: Decimal | None = None
    among: Decimal | None = None
    provisional: bool = False
    reason: str = ""
    document: Attachment | None = None
    link: str = ""


def enter_values(
    *,
    actor: Standing,
    definition: Definition,
    entries: Sequence[ValueEntry],
    why: str = "",
    sure: bool = False,
    now: datetime | None = None,
) -> list[Observation]:
    """Keep these values, all of them or none. `why` is said of those that change an earlier one.

    Raises `Doubtful` for what looks wrong, unless the person is `sure`.
    """
    now = now or timezone.now()
    if len({(one.unit.pk, one.period) for one in entries}) < len(entries):
        raise Invalid(_("The same unit and period stand here twice."), field="period")
    with transaction.atomic():
        held = Definition.objects.select_related("indicator__unit").get(pk=definition.pk)
        usual = {} if sure else queries.history(held, {one.unit.pk for one in entries})
        ready = [made(actor, held, one, now) for one in entries]
        if not sure and (found := [key for one in entries for key in doubtful(held, one, usual)]):
            raise Doubtful(list(dict.fromkeys(found)))
        return kept(actor, held, ready, why, now)


def kept(
    actor: Standing, definition: Definition, ready: Sequence[Observation], why: str, now: datetime
) -> list[Observation]:
    """The rows as they stand now: new ones, those that were changed, and those that say what was said before."""
    known = rows_before(definition, ready)
    for row in ready:
        if held := known.get((row.unit_id, row.period)):
            held.unit, held.definition = row.unit, definition
    fresh = [row for row in ready if (row.unit_id, row.period) not in known]
    Observation.objects.bulk_create(fresh, batch_size=500)
    again = {(row.unit_id, row.period): row for row in ready if (row.unit_id, row.period) in known}
    changed = [known[key] for key, row in again.items() if change(actor, known[key], row, why, now)]
    announce(actor, definition, [*fresh, *changed], REVISED if changed else ENTERED)
    collecting.answered(actor, definition, ready, now)
    return [known.get((row.unit_id, row.period), row) for row in ready]


def made(actor: Standing, definition: Definition, entry: ValueEntry, now: datetime) -> Observation:
    """The row of an entry, or why there is none."""
    allowed(actor, definition, entry)
    amount, base = whole(definition, entry.value, "value"), whole(definition, entry.among, "among")
    if amount is not None:
        fits(definition, entry, base)
    return Observation(
        definition=definition,
        unit=entry.unit,
        period=entry.period,
        state=state_of(entry),
        amount=amount,
        base=(base or 0) if amount is not None else 0,
        reason=entry.reason.strip() if amount is None else "",
        document=entry.document,
        link=entry.link,
        entered_by=actor.person,
        entered=now,
    )


def state_of(entry: ValueEntry) -> str:
    if entry.value is None:
        return ObservationState.UNMEASURED
    return ObservationState.PROVISIONAL if entry.provisional else ObservationState.MEASURED


def allowed(actor: Standing, definition: Definition, entry: ValueEntry) -> None:
    if not access.may_enter(actor, entry.unit):
        raise NotAllowed
    indicator = definition.indicator
    if indicator.retired or definition.pk != indicator.current_id:
        raise WrongState(_("This definition holds no longer. Enter values for the one that holds."))
    if entry.unit.pk not in access.measuring(definition, actor_below(actor, indicator.unit)):
        raise Invalid(_("This unit does not measure this indicator."), field="unit")
    if entry.period % definition.every.months:
        raise Invalid(_("This is no period of the indicator."), field="period")
    if entry.value is None and not says_something(entry.reason):
        raise ReasonMissing(_("Say why it was not measured."), field="reason")
    if len(entry.reason) > REASON_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="reason")
    if entry.link and not is_web_address(entry.link):
        raise Invalid(_("This is not an address on the web."), field="link")
    if entry.document and entry.document.unit_id != entry.unit.pk:
        raise Invalid(_("This file does not belong to your unit."), field="document")


def actor_below(actor: Standing, owner: Unit) -> frozenset[int]:
    """The owner and all below it, read once for one person."""
    return actor.below([owner.pk])


def whole(definition: Definition, value: Decimal | None, field: str) -> int | None:
    """The number that is kept. What has more decimals is not rounded, but refused."""
    if value is None:
        return None
    kept = exact(value, definition.decimals)
    if kept is None:
        said = {"places": digits(definition.decimals)}
        raise Invalid(_("At most %(places)s decimal places are kept of this indicator.") % said, field=field)
    if abs(kept) > LARGEST:
        raise Invalid(_("This number is too large. Look at the scale of the indicator."), field=field)
    return kept


def fits(definition: Definition, entry: ValueEntry, base: int | None) -> None:
    if definition.has_base and not base:
        raise Invalid(_("Say among how many: the second number is missing."), field="among")
    if base is not None and base < 0:
        raise Invalid(_("The second number cannot be negative."), field="among")
    if entry.value is not None and definition.measure == "percent" and entry.value < 0:
        raise Invalid(_("A share cannot be negative."), field="value")


def doubtful(
    definition: Definition, entry: ValueEntry, usual: Mapping[int, Sequence[tuple[int, int]]]
) -> list[str]:
    """What is to be asked about a value beside the others of its unit."""
    if entry.value is None:
        return []
    before = [amount for period, amount in usual.get(entry.unit.pk, ()) if period != entry.period]
    values = [Decimal(one).scaleb(-definition.decimals) for one in before[: queries.USUAL]]
    return doubts(entry.value, values, unit_max=definition.highest)


def rows_before(definition: Definition, ready: Sequence[Observation]) -> dict[tuple[int, int], Observation]:
    found = Observation.objects.select_for_update().filter(
        definition=definition,
        unit__in={row.unit_id for row in ready},
        period__in={row.period for row in ready},
    )
    wanted = {(row.unit_id, row.period) for row in ready}
    return {place: row for row in found if (place := (row.unit_id, row.period)) in wanted}


def change(actor: Standing, known: Observation, row: Observation, why: str, now: datetime) -> bool:
    """Whether another value stands here now; the one before stays as a revision."""
    if all(getattr(known, name) == getattr(row, name) for name in KEPT):
        return False
    if not says_something(why):
        raise ReasonMissing(
            _("Another value stands here. Say why it is changed: it stays visible."), field="why"
        )
    revise(actor, known, why.strip()[:REASON_LIMIT], now)
    fresh: dict[str, Any] = {name: getattr(row, name) for name in KEPT}
    fresh |= {"entered_by": actor.person, "entered": now, "checked_by": None, "checked": None}
    for name, value in fresh.items():
        setattr(known, name, value)
    known.save(update_fields=[name.removesuffix("_id") for name in fresh])
    return True


def revise(actor: Standing, known: Observation, why: str, now: datetime) -> None:
    Revision.objects.create(
        observation=known,
        state=known.state,
        amount=known.amount,
        base=known.base,
        why_missing=known.reason,
        document_id=known.document_id,
        link=known.link,
        entered_by_id=known.entered_by_id,
        entered=known.entered,
        checked_by_id=known.checked_by_id,
        checked=known.checked,
        reason=why,
        by=actor.person,
        at=now,
    )


def check_values(*, actor: Standing, rows: Sequence[Observation], now: datetime | None = None) -> int:
    """A second person has looked at these values, and they are right. How many that are."""
    now = now or timezone.now()
    with transaction.atomic():
        kept = Observation.objects.select_for_update(of=("self",)).select_related(
            "definition__indicator__unit", "unit"
        )
        found = list(kept.filter(pk__in=[row.pk for row in rows], checked=None))
        for row in found:
            if row.entered_by_id == actor.person.pk:
                raise OwnWork
            if not access.may_check(actor, row):
                raise NotAllowed
        Observation.objects.filter(pk__in=[row.pk for row in found]).update(
            checked=now, checked_by=actor.person
        )
        for definition in dict.fromkeys(row.definition for row in found):
            announce(actor, definition, [row for row in found if row.definition == definition], CHECKED)
        return len(found)


def announce(actor: Standing, definition: Definition, rows: Sequence[Observation], kind: str) -> None:
    """One event for each unit: how many values, from which period to which."""
    indicator = definition.indicator
    periods: dict[int, list[int]] = {}
    for row in rows:
        periods.setdefault(row.unit_id, []).append(row.period)
    heard = hearers(indicator) if periods else ()
    for unit, above in chains(periods).items():
        facts = ObservationFacts(
            indicator=indicator.code,
            definition=definition.pk,
            unit=unit,
            first=min(periods[unit]),
            last=max(periods[unit]),
            values=len(periods[unit]),
            by=actor.person.pk,
            tags=page_tags(indicator),
        )
        audiences = (*heard, *(f"unit:{pk}" for pk in above))
        append(Happened(kind=kind, subject=f"indicator:{indicator.code}", audiences=audiences, facts=facts))


def chains(units: Iterable[int]) -> dict[int, list[int]]:
    """Each unit with all above it, in one query for any number of units."""
    parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
    found: dict[int, list[int]] = {}
    for unit in units:
        chain: list[int] = []
        above: int | None = unit
        while above is not None and above not in chain:
            chain.append(above)
            above = parents.get(above)
        found[unit] = chain
    return found
