"""A result as rows of a data package, from which anybody can count its report again.

Everything stands as it stood when the result was counted: of each value the revisions that were entered by then, the
sets that were declared by then, the units that were asked then (the result keeps them, since units are closed and
moved). What is changed later does not change the package; only the name of a unit is the one it has now.

Persons are not named: readers see when a value was entered and checked, as on the page of an indicator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F, Q

from hamafza.comparisons.models import ComparisonResult, DeclaredComparison, DeclaredSet
from hamafza.comparisons.sentences import LANGUAGES
from hamafza.figures.models import (
    BaselineShare,
    Definition,
    LockedBaseline,
    Observation,
    Revision,
    SeriesBreak,
)
from hamafza.lib.figures.periods import Frequency, code_of
from hamafza.lib.figures.records import (
    BarRecord,
    BaselineRecord,
    BreakRecord,
    FigureRecord,
    IndicatorRecord,
    ObservationRecord,
    SentenceRecord,
    SetRecord,
    UnitRecord,
)
from hamafza.network.models import Unit

AT_ONCE = 2000  # rows read from the database
Row = dict[str, Any]


def records(result: ComparisonResult, name: str) -> dict[type[FigureRecord], Iterable[FigureRecord]]:
    """Every table of the package; `name` is what it calls the comparison."""
    said = CountedThen(result, name)
    return {
        UnitRecord: said.units(),
        IndicatorRecord: [indicator(one) for one in said.definitions],
        BreakRecord: said.breaks(),
        ObservationRecord: said.observations(),
        BaselineRecord: said.baselines(),
        SetRecord: said.declared(),
        SentenceRecord: said.sentences(),
        BarRecord: said.bars(),
    }


@dataclass(frozen=True)
class CountedThen:
    """A result, and what was known when it was counted."""

    result: ComparisonResult
    name: str

    @property
    def comparison(self) -> DeclaredComparison:
        return self.result.comparison

    @cached_property
    def sets(self) -> list[DeclaredSet]:
        known = self.comparison.sets.filter(number__lte=self.result.declared.number)
        return list(
            known.prefetch_related(
                "entries__definition__indicator__unit", "entries__definition__indicator__signs"
            )
        )

    @cached_property
    def definitions(self) -> list[Definition]:
        """All that any of the sets names."""
        found = {entry.definition_id: entry.definition for one in self.sets for entry in one.entries.all()}
        return sorted(found.values(), key=lambda one: (one.indicator.code, one.number))

    @cached_property
    def compared(self) -> dict[int, Definition]:
        """Those of the set that was counted."""
        return {entry.definition_id: entry.definition for entry in self.sets[-1].entries.all()}

    @cached_property
    def asked(self) -> dict[int, dict[int, str]]:
        """By definition, the units that were asked: their keys and codes."""
        codes = {code for group in self.result.content["asked"] for code in group["units"]}
        keys = dict(Unit.objects.filter(code__in=codes).order_by().values_list("code", "pk"))
        groups = {
            code: {keys[unit]: unit for unit in group["units"]}
            for group in self.result.content["asked"]
            for code in group["indicators"]
        }
        return {pk: groups[one.indicator.code] for pk, one in self.compared.items()}

    def units(self) -> Iterator[UnitRecord]:
        keys = {pk for units in self.asked.values() for pk in units}
        for unit in Unit.objects.filter(pk__in=keys).order_by("code"):
            yield UnitRecord(unit.code, unit.name, unit.name_en)

    def breaks(self) -> Iterator[BreakRecord]:
        every = {one.indicator_id: one.every for one in self.definitions}
        rows = SeriesBreak.objects.filter(indicator__in=every, at__lte=self.result.at)
        for row in rows.select_related("indicator").order_by("indicator__code", "period"):
            yield BreakRecord(row.indicator.code, code_of(row.period, every[row.indicator_id]), row.reason)

    def observations(self) -> Iterator[ObservationRecord]:
        """Every revision that was entered by then, of both windows."""
        before = self.revisions()
        rows = Observation.objects.filter(self.inside(), definition__in=self.compared)
        for row in (
            rows.annotate(paper=F("document__sha256"))
            .order_by("definition_id", "unit_id", "period")
            .iterator(AT_ONCE)
        ):
            unit = self.asked[row.definition_id].get(row.unit_id)
            if unit is not None:
                row.definition = self.compared[row.definition_id]
                yield from self.stood(row, unit, before.get(row.pk, []))

    def revisions(self) -> Mapping[int, list[Revision]]:
        found: dict[int, list[Revision]] = defaultdict(list)
        rows = Revision.objects.filter(
            self.inside("observation__"), observation__definition__in=self.compared
        )
        for row in rows.annotate(paper=F("document__sha256")).order_by("pk").iterator(AT_ONCE):
            found[row.observation_id].append(row)
        return found

    def inside(self, path: str = "") -> Q:
        windows = (self.comparison.before, self.comparison.after)
        first, second = (Q((f"{path}period__range", (one.first, one.last))) for one in windows)
        return first | second

    def stood(self, row: Observation, unit: str, before: Sequence[Revision]) -> Iterator[ObservationRecord]:
        """The revisions of one value as they stood then, with why each came after the one before."""
        stands: list[Observation | Revision] = [*before, row]
        reasons = ["", *(one.reason for one in before)]
        for number, (one, because) in enumerate(zip(stands, reasons, strict=True), 1):
            if one.entered <= self.result.at:
                yield observation(row, one, unit, number, because, self.result.at)

    def baselines(self) -> Iterator[BaselineRecord]:
        window = self.comparison.before
        rows = BaselineShare.objects.filter(
            baseline__definition__in=self.compared, baseline__first=window.first, baseline__last=window.last
        )
        for row in (
            rows.select_related("baseline__document").order_by("baseline_id", "unit_id").iterator(AT_ONCE)
        ):
            definition = self.compared[row.baseline.definition_id]
            unit = self.asked[definition.pk].get(row.unit_id)
            if unit is not None:
                yield baseline(row, row.baseline, definition, unit)

    def declared(self) -> Iterator[SetRecord]:
        comparison, scope = self.comparison, self.result.content["scope"]
        windows = [
            code_of(one, Frequency.MONTH)
            for window in (comparison.before, comparison.after)
            for one in (window.first, window.last)
        ]
        for made in self.sets:
            for entry in made.entries.all():
                known = (made.at, made.sha256, made.seen, made.expected, made.reason)
                named = (entry.position, entry.definition.indicator.code, entry.definition.number)
                kept = (*windows, comparison.unequal, scope["unit"], scope["region"], *known)
                yield SetRecord(self.name, made.number, *named, *kept)

    def sentences(self) -> Iterator[SentenceRecord]:
        for row in self.result.content["rows"]:
            for language in LANGUAGES:
                yield sentence(self.name, row, language)

    def bars(self) -> Iterator[BarRecord]:
        for row in self.result.content["rows"]:
            low, high = (Decimal(one) for one in row["axis"])
            for window, bar in zip(("before", "after"), row["bars"], strict=True):
                begin, length = bar or (None, None)
                value = exact(row[window]["value"])
                named = (self.name, row["code"], row["definition"])
                yield BarRecord(*named, window, value, low, high, begin, length)


def exact(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def indicator(one: Definition) -> IndicatorRecord:
    alike = (
        *("name", "name_en", "meaning", "meaning_en", "numerator", "denominator", "source", "measure"),
        *("word", "word_en", "words_en", "scale", "decimals", "factor", "better", "adds", "spans"),
        *("frequency", "calendar", "price_year", "reporting", "reason", "at"),
    )
    known = one.indicator
    return IndicatorRecord(
        code=known.code,
        version=one.number,
        owner=known.unit.code,
        signs=known.signs.code,
        **{name: getattr(one, name) for name in alike},
    )


def observation(
    row: Observation, one: Observation | Revision, unit: str, number: int, because: str, then: datetime
) -> ObservationRecord:
    """One revision of a value; `row` is the value as it stands now."""
    definition = row.definition
    measured = one.amount is not None
    return ObservationRecord(
        indicator=definition.indicator.code,
        version=definition.number,
        unit=unit,
        period=code_of(row.period, definition.every),
        revision=number,
        state=one.state,
        value=row.number(one.amount),
        base=row.number(one.base) if measured and definition.has_base else None,
        reason=one.why_missing if isinstance(one, Revision) else one.reason,
        changed_because=because,
        document_sha256=getattr(one, "paper", None) or "",
        link=one.link,
        entered=one.entered,
        checked=one.checked if one.checked and one.checked <= then else None,
    )


def baseline(row: BaselineShare, locked: LockedBaseline, definition: Definition, unit: str) -> BaselineRecord:
    kept = (row.amount, row.base, row.last_amount, row.last_base)
    amount, base, last_amount, last_base = (Decimal(one).scaleb(-definition.decimals) for one in kept)
    return BaselineRecord(
        indicator=definition.indicator.code,
        version=definition.number,
        first=code_of(locked.first, Frequency.MONTH),
        last=code_of(locked.last, Frequency.MONTH),
        unit=unit,
        periods=row.periods,
        amount=amount,
        base=base,
        last_amount=last_amount,
        last_base=last_base,
        locked=locked.at,
        document_sha256=locked.document.sha256 if locked.document else "",
        link=locked.link,
    )


def sentence(name: str, row: Row, language: str) -> SentenceRecord:
    heads = row["per_head"] or (None, None)
    return SentenceRecord(
        comparison=name,
        indicator=row["code"],
        version=row["definition"],
        language=language,
        sentence=row["sentence"][language],
        before=exact(row["before"]["value"]),
        after=exact(row["after"]["value"]),
        change=exact(row["change"]),
        percent=exact(row["percent"]),
        per_head_before=exact(heads[0]),
        per_head_after=exact(heads[1]),
        direction=row["direction"],
        verdict=row["verdict"],
        units=row["units"],
        asked=row["asked"],
    )
