"""All writes to comparisons: one function per intention of a person. Refused, nothing was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamafza.comparisons import access, counting, sentences
from hamafza.comparisons.events import CHANGED, COUNTED, DECLARED, ResultFacts, SetFacts
from hamafza.comparisons.models import (
    MOST_INDICATORS,
    REASON_LIMIT,
    TITLE_LIMIT,
    ComparisonResult,
    DeclaredComparison,
    DeclaredSet,
    SetEntry,
)
from hamafza.comparisons.writing import item_of
from hamafza.figures import queries
from hamafza.figures.models import Definition, Indicator
from hamafza.figures.wording import language_now
from hamafza.flow.transitions import once
from hamafza.lib.documents.model import Calendar
from hamafza.lib.figures.periods import Frequency, TimeWindow, latest_ended, window_name
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing, ancestors
from hamafza.network.models import Region, Unit
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Invalid, NotAllowed, ReasonMissing, SentBefore
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be compared, before it is declared."""

    title: str
    before: TimeWindow
    after: TimeWindow
    days: Calendar = "jalali"
    scope: Unit | None = None
    region: Region | None = None
    unequal: str = ""


def declare(
    *,
    actor: Standing,
    unit: Unit,
    plan: Plan,
    indicators: Sequence[Indicator],
    retry_key: str = "",
    now: datetime | None = None,
) -> DeclaredComparison:
    """Declare a comparison: from now on its set is frozen, and known as it is. The same retry key finds it again."""
    if not access.may_declare(actor, unit):
        raise NotAllowed
    sound(plan)
    chosen = definitions_of(indicators, plan.before, plan.after, plan.days)

    def before() -> DeclaredComparison | None:
        return (
            DeclaredComparison.objects.filter(by=actor.person, retry_key=retry_key).first()
            if retry_key
            else None
        )

    def anew() -> DeclaredComparison:
        made = DeclaredComparison.objects.create(
            unit=unit,
            title=plan.title.strip(),
            scope=plan.scope,
            region=plan.region,
            days=plan.days,
            before_first=plan.before.first,
            before_last=plan.before.last,
            after_first=plan.after.first,
            after_last=plan.after.last,
            unequal=plan.unequal.strip(),
            by=actor.person,
            at=now or timezone.now(),
            retry_key=retry_key,
        )
        freeze(actor, made, chosen, "", now)
        return made

    found = once(before, anew)
    if (found.unit_id, found.title) != (unit.pk, plan.title.strip()):
        raise SentBefore
    return found


def sound(plan: Plan) -> None:
    if not says_something(plan.title):
        raise Invalid(gettext_lazy("Say in one line what is compared."), field="title")
    if len(plan.title) > TITLE_LIMIT or len(plan.unequal) > REASON_LIMIT:
        raise Invalid(gettext_lazy("This text is too long. Shorten it."), field="title")
    if plan.before.months < 1 or plan.after.months < 1:
        raise Invalid(gettext_lazy("The last month lies before the first."), field="after_last")
    if plan.after.first <= plan.before.last:
        raise Invalid(
            gettext_lazy("The later window begins after the earlier one ends."), field="after_first"
        )
    if plan.before.months != plan.after.months and not says_something(plan.unequal):
        raise ReasonMissing(
            gettext_lazy("The windows differ in length. Make them equal, or say why: readers see it."),
            field="unequal",
        )


def definitions_of(
    indicators: Sequence[Indicator], before: TimeWindow, after: TimeWindow, days: Calendar
) -> list[Definition]:
    """The definitions that hold now, each of which fits both windows."""
    chosen = [one.current for one in dict.fromkeys(indicators) if one.current is not None]
    if not chosen:
        raise Invalid(gettext_lazy("Choose at least one indicator."), field="indicators")
    if len(chosen) > MOST_INDICATORS:
        raise Invalid(gettext_lazy("A set has forty indicators at most."), field="indicators")
    for one in chosen:
        if one.calendar != days:
            raise Invalid(
                _("“%(name)s” is measured in another calendar.") % {"name": one}, field="indicators"
            )
        if not (before.fits(one.every) and after.fits(one.every)):
            said = _("“%(name)s” has no whole periods in these windows.") % {"name": one}
            raise Invalid(said, field="indicators")
    return chosen


def change_set(
    *,
    actor: Standing,
    comparison: DeclaredComparison,
    indicators: Sequence[Indicator],
    reason: str,
    now: datetime | None = None,
) -> DeclaredSet:
    """Another set, for a reason. What left it and after how many values stays on the page for ever."""
    if not access.may_declare(actor, comparison.unit):
        raise NotAllowed
    if not says_something(reason):
        raise ReasonMissing(gettext_lazy("Say why the set is another one: readers see it."), field="reason")
    chosen = definitions_of(indicators, comparison.before, comparison.after, comparison.calendar)
    with transaction.atomic():
        held = DeclaredComparison.objects.select_for_update(of=("self",)).get(pk=comparison.pk)
        last = held.sets.last()
        if last and [one.definition_id for one in last.entries.all()] == [one.pk for one in chosen]:
            return last
        return freeze(actor, held, chosen, reason.strip()[:REASON_LIMIT], now)


def freeze(
    actor: Standing,
    comparison: DeclaredComparison,
    chosen: Sequence[Definition],
    reason: str,
    now: datetime | None,
) -> DeclaredSet:
    known = {
        pk: None for made in comparison.sets.all() for pk in made.entries.values_list("definition", flat=True)
    }
    watched = list(Definition.objects.filter(pk__in={*known, *(one.pk for one in chosen)}))
    made = DeclaredSet(
        comparison=comparison, number=comparison.sets.count() + 1, reason=reason, by=actor.person
    )
    made.at = now or timezone.now()
    made.seen = queries.seen_in(watched, comparison.after)
    made.expected = expected(comparison, watched)
    made.sha256 = set_digest(comparison, made, chosen)
    made.save()
    SetEntry.objects.bulk_create(
        SetEntry(declared=made, definition=one, position=place) for place, one in enumerate(chosen, 1)
    )
    tell_set(actor, made, len(chosen))
    return made


def expected(comparison: DeclaredComparison, chosen: Sequence[Definition]) -> int:
    """How many values the later window is to have."""
    scope = counting.among(comparison)
    return sum(len(queries.asked_of(one, scope)) * len(comparison.after.periods(one.every)) for one in chosen)


def set_digest(comparison: DeclaredComparison, made: DeclaredSet, chosen: Sequence[Definition]) -> str:
    """Over the windows, the scope, the indicators in their order, and the moment."""
    windows = (
        f"{comparison.before_first}-{comparison.before_last} {comparison.after_first}-{comparison.after_last}"
    )
    scope = f"{comparison.scope_id or ''} {comparison.region_id or ''} {comparison.days}"
    codes = [f"{one.indicator.code} {one.number}" for one in chosen]
    return hashlib.sha256("\n".join([windows, scope, made.at.isoformat(), *codes]).encode()).hexdigest()


def count(
    *, actor: Standing, comparison: DeclaredComparison, now: datetime | None = None
) -> ComparisonResult:
    """Count it, and write it into the draft of its item, or into a correction of the published one.

    Only once the later window has ended, and with every baseline locked: a projection is no result.
    """
    if not access.may_declare(actor, comparison.unit):
        raise NotAllowed
    now = now or timezone.now()
    ended(comparison, now)
    with transaction.atomic():
        held = (
            DeclaredComparison.objects.select_for_update(of=("self",))
            .select_related("unit")
            .get(pk=comparison.pk)
        )
        declared = held.sets.last()
        assert declared is not None
        content = sentences.in_both(counting.counted(held, declared, pairs(held, declared)))
        last = held.results.last()
        digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        if last is not None and last.sha256 == digest:
            return last
        made = ComparisonResult(declared=declared, comparison=held, content=content, sha256=digest)
        made.number, made.by, made.at = (last.number + 1 if last else 1), actor.person, now
        item = item_of(actor, held, made)
        made.since_version = item.current.number if item.current else 1
        made.save()
        DeclaredComparison.objects.filter(pk=held.pk).update(item=item)
        comparison.item = item
        tell_result(COUNTED, held, made, by=actor.person.pk)
        return made


def ended(comparison: DeclaredComparison, now: datetime) -> None:
    if comparison.after_last > latest_ended(timezone.localdate(now), Frequency.MONTH, comparison.calendar):
        window = window_name(comparison.after, comparison.calendar, language_now())
        raise Invalid(
            _("The later window (%(window)s) has not ended. What is to come is no result.")
            % {"window": window}
        )


def pairs(comparison: DeclaredComparison, declared: DeclaredSet) -> list[counting.WindowPair]:
    """Each indicator with its locked baseline; without one the comparison is refused."""
    found, without = [], []
    for entry in declared.entries.select_related("definition__indicator"):
        baseline = queries.baseline_of(entry.definition, comparison.before)
        if baseline is None:
            without.append(str(entry.definition))
        else:
            found.append(counting.pair(comparison, entry.definition, baseline))
    if without:
        raise Invalid(_("The baseline is not locked yet: %(names)s.") % {"names": _(", ").join(without)})
    return found


def tags_of(item: Item | None) -> list[str] | None:
    return [f"item:{item.pk}"] if item is not None and item.firstpublished else None


def tell_set(actor: Standing, made: DeclaredSet, indicators: int) -> None:
    """Declared is declared: readers see every set among the open data."""
    comparison = made.comparison
    facts = SetFacts(
        comparison=comparison.pk,
        unit=comparison.unit_id,
        number=made.number,
        indicators=indicators,
        seen=made.seen,
        expected=made.expected,
        sha256=made.sha256,
        by=actor.person.pk,
        tags=["data", *(tags_of(comparison.item) or ())],
    )
    tell(DECLARED if made.number == 1 else CHANGED, comparison, facts)


def tell_result(kind: str, comparison: DeclaredComparison, made: ComparisonResult, **more: Any) -> None:
    facts = ResultFacts(
        comparison=comparison.pk,
        unit=comparison.unit_id,
        number=made.number,
        sha256=made.sha256,
        tags=tags_of(comparison.item),
        **more,
    )
    tell(kind, comparison, facts)


def tell(kind: str, comparison: DeclaredComparison, facts: SetFacts | ResultFacts) -> None:
    audiences = tuple(f"unit:{pk}" for pk in ancestors(comparison.unit))
    if facts.tags:
        audiences = (*audiences, "public")
    append(Happened(kind=kind, subject=f"comparison:{comparison.pk}", audiences=audiences, facts=facts))
