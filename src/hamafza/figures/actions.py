"""All writes to indicators: one function per intention of a person. Refused, nothing was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated, Any

from annotated_types import Ge, Le, MaxLen
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.figures import access
from hamafza.figures.events import (
    BROKEN,
    DEFINED,
    REDEFINED,
    RETIRED,
    SHOWN,
    IndicatorFacts,
)
from hamafza.figures.models import (
    MOST_DECIMALS,
    NAME_LIMIT,
    REASON_LIMIT,
    SCALES,
    TEXT_LIMIT,
    WORD_LIMIT,
    Better,
    Definition,
    Indicator,
    Measure,
    Reporting,
    SeriesBreak,
)
from hamafza.lib.figures.periods import Frequency
from hamafza.lib.figures.totals import Adding, Spanning
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing, ancestors
from hamafza.network.models import CODE, Unit
from hamafza.pages.refusals import Conflict, Invalid, NotAllowed, ReasonMissing, WrongState
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

Line = Annotated[str, MaxLen(NAME_LIMIT)]
Word = Annotated[str, MaxLen(WORD_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What an indicator means, before it is stored. Field names are those of `Definition`."""

    name: Line
    meaning: Annotated[str, MaxLen(TEXT_LIMIT)]
    source: Line
    name_en: Line = ""
    meaning_en: Annotated[str, MaxLen(TEXT_LIMIT)] = ""
    source_en: Line = ""
    numerator: Line = ""
    numerator_en: Line = ""
    denominator: Line = ""
    denominator_en: Line = ""
    measure: str = Measure.COUNT
    word: Word = ""
    word_en: Word = ""
    words_en: Word = ""
    scale: int = 1
    decimals: Annotated[int, Ge(0), Le(MOST_DECIMALS)] = 0
    factor: Annotated[int, Ge(1)] = 1
    better: str = Better.MORE
    adds: str = Adding.SUM
    spans: str = Spanning.SUM
    frequency: str = Frequency.MONTH
    days: str = "jalali"
    price_year: int | None = None
    reporting: str = Reporting.OWN

    def as_dict(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def sound(said: Meaning) -> None:
    """Raise `Invalid` for what cannot be measured like this."""
    for name, sentence in {
        "name": _("Say what is measured."),
        "meaning": _("Say exactly what is counted, and what is not."),
        "source": _("Say where the numbers come from."),
    }.items():
        if not getattr(said, name).strip():
            raise Invalid(sentence, field=name)
    if said.scale not in SCALES:
        raise Invalid(_("This is not one of the choices."), field="scale")
    if not 0 <= said.decimals <= MOST_DECIMALS:
        raise Invalid(_("At most four decimal places."), field="decimals")
    if said.measure == Measure.MONEY and said.price_year is None:
        raise Invalid(
            _("Say in prices of which year: money of two years cannot be compared otherwise."),
            field="price_year",
        )
    if said.adds == Adding.RATIO and not (said.numerator.strip() and said.denominator.strip()):
        raise Invalid(_("Say what is counted, and among what."), field="denominator")
    if said.measure == Measure.PERCENT and (
        said.adds == Adding.SUM or (said.adds == Adding.RATIO and said.factor != 100)
    ):
        raise Invalid(_("Percents do not add up. Choose the ratio of sums in 100, or a mean."), field="adds")


def define(
    *,
    actor: Standing,
    unit: Unit,
    code: str,
    said: Meaning,
    signs: Unit | None = None,
    now: datetime | None = None,
) -> Indicator:
    """A new indicator of the unit. The same code and meaning again is the same indicator."""
    if not access.may_define(actor, unit):
        raise NotAllowed
    sound(said)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", code):
        raise Invalid(CODE.message, field="code")
    with transaction.atomic():
        known = (
            Indicator.objects.select_for_update(of=("self",))
            .select_related("current", "unit")
            .filter(code=code)
            .first()
        )
        if known is not None:
            return same(known, unit, said)
        indicator = Indicator.objects.create(code=code, unit=unit, signs=signs or unit)
        add(indicator, actor, said, "", now)
        tell(DEFINED, actor, indicator)
        return indicator


def same(known: Indicator, unit: Unit, said: Meaning) -> Indicator:
    if known.unit_id != unit.pk or changes(known, said):
        raise Conflict(_("This code is taken."), field="code")
    return known


def changes(known: Indicator, said: Meaning) -> list[str]:
    """Fields that mean something else than the definition that holds."""
    return [name for name, value in said.as_dict().items() if getattr(known.current, name) != value]


def add(indicator: Indicator, actor: Standing, said: Meaning, reason: str, now: datetime | None) -> None:
    number = indicator.current.number + 1 if indicator.current else 1
    made = Definition(indicator=indicator, number=number, reason=reason, by=actor.person, **said.as_dict())
    made.at = now or timezone.now()
    made.save()
    indicator.current = made
    indicator.save(update_fields=["current"])


def redefine(
    *, actor: Standing, indicator: Indicator, said: Meaning, reason: str, now: datetime | None = None
) -> Indicator:
    """Another meaning from now on, as a version of its own. Values of the one before stay with it."""
    sound(said)
    with transaction.atomic():
        held = mine(actor, indicator)
        if not changes(held, said):
            return held
        needs_reason(reason)
        add(held, actor, said, reason.strip(), now)
        tell(REDEFINED, actor, held)
        return held


def mine(actor: Standing, indicator: Indicator) -> Indicator:
    """The row, locked, for those who define it."""
    held = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("unit", "current")
        .get(pk=indicator.pk)
    )
    if not access.may_define(actor, held.unit):
        raise NotAllowed
    if held.retired:
        raise WrongState
    return held


def needs_reason(reason: str) -> None:
    if not says_something(reason):
        raise ReasonMissing(_("Say what changed, and why: it stays visible."), field="reason")
    if len(reason) > REASON_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="reason")


def mark_break(*, actor: Standing, indicator: Indicator, period: int, reason: str) -> SeriesBreak:
    """From this period on the numbers are made in another way. A mark is never taken away."""
    with transaction.atomic():
        held = mine(actor, indicator)
        needs_reason(reason)
        known = held.breaks.filter(period=period).first()
        if known is not None:
            return known
        made = held.breaks.create(period=period, reason=reason.strip(), by=actor.person)
        tell(BROKEN, actor, held)
        return made


def show(*, actor: Standing, indicator: Indicator, compared: bool = False) -> Indicator:
    """Show it to readers. It stays shown: what was published does not vanish.

    `compared`: readers see it in a published comparison already, so that nobody has to allow it.
    """
    signs = access.may_sign(actor, indicator) or access.may_define(actor, indicator.unit)
    if not (signs or compared):
        raise NotAllowed
    with transaction.atomic():
        if Indicator.objects.filter(pk=indicator.pk, public=False).update(public=True):
            indicator.public = True
            tell(SHOWN, actor, indicator)
        return indicator


def retire(*, actor: Standing, indicator: Indicator) -> Indicator:
    """It is no longer measured. All that was measured stays."""
    with transaction.atomic():
        held = mine(actor, indicator)
        held.retired = timezone.now()
        held.save(update_fields=["retired"])
        tell(RETIRED, actor, held)
        return held


def page_tags(indicator: Indicator) -> list[str] | None:
    """The public pages that show it."""
    return [f"indicator:{indicator.code}"] if indicator.public else None


def hearers(indicator: Indicator) -> tuple[str, ...]:
    units = tuple(f"unit:{pk}" for pk in dict.fromkeys([*ancestors(indicator.unit), indicator.signs_id]))
    return (*units, "public") if indicator.public else units


def tell(kind: str, actor: Standing, indicator: Indicator) -> None:
    assert indicator.current is not None
    facts = IndicatorFacts(
        indicator=indicator.code,
        definition=indicator.current.pk,
        unit=indicator.unit_id,
        by=actor.person.pk,
        tags=[*shown, "data"] if (shown := page_tags(indicator)) else None,
    )
    append(
        Happened(kind=kind, subject=f"indicator:{indicator.code}", audiences=hearers(indicator), facts=facts)
    )
