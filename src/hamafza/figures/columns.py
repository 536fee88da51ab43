"""A column or a sheet of values: what is given out, what is taken back, and which cells are bad."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from hamafza.figures import access, queries
from hamafza.figures.entering import ValueEntry, doubtful, enter_values, made
from hamafza.figures.errors import Doubtful
from hamafza.figures.models import Definition, Observation, ObservationState
from hamafza.figures.reading import understood
from hamafza.figures.wording import sheet_number
from hamafza.lib.figures.periods import code_of, read_code
from hamafza.lib.text.fold import fold
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.network.sheet import Line, read_lines
from hamafza.pages.languages import codes
from hamafza.pages.refusals import Invalid, Refused
from hamafza.pages.sheets import Column

MOST_ROWS = 50_000
HEADS = {
    "unit": _("unit"),
    "period": _("period"),
    "value": gettext_lazy("value"),
    "among": _("among how many"),
    "provisional": _("provisional"),
    "reason": _("why it was not measured"),
    "link": _("link"),
    "why": _("why another value than before"),
}
YES = {"1", "x", "بله", "yes", "✓", "true", "موقت"}


@dataclass(frozen=True)
class BadCell:
    """A cell that is not taken: where it stands, what it says, and what to do."""

    line: int
    column: str
    text: str
    why: str


@dataclass
class SheetRead:
    """A sheet that was read: nothing is kept unless every cell of it is good."""

    entries: list[tuple[ValueEntry, str]] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    doubts: list[BadCell] = field(default_factory=list)
    usual: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    places: set[tuple[int, int]] = field(default_factory=set)

    def once(self, entry: ValueEntry) -> None:
        place = (entry.unit.pk, entry.period)
        if place in self.places:
            raise Invalid(_("This unit and period stand twice in the sheet."), field="period")
        self.places.add(place)

    @property
    def is_good(self) -> bool:
        return not self.bad and not self.doubts and bool(self.entries)


def columns(definition: Definition) -> list[Column[tuple[Unit, int, Observation | None]]]:
    """The sheet that is given out: a row for each unit and period, with what is known."""
    found: list[Column[Any]] = [
        Column(HEADS["unit"], lambda row: row[0].code),
        Column(gettext("name"), lambda row: str(row[0])),
        Column(HEADS["period"], lambda row: code_of(row[1], definition.every)),
        Column(HEADS["value"], lambda row: sheet_number(row[2] and row[2].value)),
    ]
    if definition.has_base:
        found.append(Column(HEADS["among"], lambda row: sheet_number(row[2] and row[2].among)))
    return [
        *found,
        Column(
            HEADS["provisional"], lambda row: "x" if state(row[2]) == ObservationState.PROVISIONAL else ""
        ),
        Column(HEADS["reason"], lambda row: row[2].reason if row[2] else ""),
        Column(HEADS["link"], lambda row: row[2].link if row[2] else ""),
        Column(HEADS["why"], lambda row: ""),
    ]


def state(row: Observation | None) -> str:
    return row.state if row else ""


def rows_of(
    definition: Definition, units: Sequence[Unit], periods: Sequence[int]
) -> Iterable[tuple[Unit, int, Observation | None]]:
    known = {
        (row.unit_id, row.period): row
        for row in queries.latest(definition).filter(unit__in=units, period__in=periods)
    }
    for row in known.values():
        row.definition = definition
    return [(unit, period, known.get((unit.pk, period))) for unit in units for period in sorted(periods)]


def read(actor: Standing, definition: Definition, data: bytes, *, sure: bool = False) -> SheetRead:
    """Every row of the sheet, read whole before anything is kept. `TableError` for what is no table."""
    lines = read_lines(data, lambda found: bool(found and places(found[0][1])), most=MOST_ROWS)
    where = places(lines[0][1])
    if "unit" not in where or "period" not in where or "value" not in where:
        raise Invalid(
            _("The columns “unit”, “period” and “value” are needed. Take the sheet that is given out here."),
            field="file",
        )
    units = {unit.code: unit for unit in Unit.objects.filter(active=True)}
    found = SheetRead(usual={} if sure else queries.history(definition, [one.pk for one in units.values()]))
    for line in lines[1:]:
        one_row(actor, definition, line, where, units, found)
    return found


def places(heads: Sequence[str]) -> dict[str, int]:
    """Where each column stands; heads are known in every language."""
    known: dict[str, str] = {}
    for language in codes():
        with translation.override(language):
            known |= {fold(str(head)): name for name, head in HEADS.items()}
    return {known[fold(head)]: place for place, head in enumerate(heads) if fold(head) in known}


def one_row(
    actor: Standing,
    definition: Definition,
    line: Line,
    where: dict[str, int],
    units: dict[str, Unit],
    found: SheetRead,
) -> None:
    """A row becomes an entry, or the cells of it that are bad; an empty one says nothing."""
    said = {name: line[1][place] if place < len(line[1]) else "" for name, place in where.items()}
    if not (said["value"].strip() or said.get("reason", "").strip()):
        return
    try:
        entry = entry_of(definition, said, units)
        found.once(entry)
        made(actor, definition, entry, timezone.now())
        if keys := doubtful(definition, entry, found.usual):
            found.doubts.append(cell(line[0], "value", said, Doubtful(keys)))
        found.entries.append((entry, said.get("why", "")))
    except Refused as refused:
        found.bad.append(cell(line[0], refused.field or "value", said, refused))


def cell(line: int, name: str, said: dict[str, str], refused: Refused) -> BadCell:
    return BadCell(line, str(HEADS.get(name, name)), said.get(name, "")[:60], str(refused))


def entry_of(definition: Definition, said: dict[str, str], units: dict[str, Unit]) -> ValueEntry:
    unit = units.get(said["unit"].strip())
    if unit is None:
        raise Invalid(_("There is no unit with this code."), field="unit")
    period = read_code(said["period"], definition.every)
    if period is None:
        raise Invalid(_("This is no period of the indicator."), field="period")
    value = understood(definition, said["value"])
    return ValueEntry(
        unit=unit,
        period=period,
        value=value.value,
        among=understood(definition, said.get("among", ""), "among").value if definition.has_base else None,
        provisional=fold(said.get("provisional", "").strip()) in {fold(one) for one in YES},
        reason=said.get("reason", "").strip(),
        link=said.get("link", "").strip(),
    )


def take(actor: Standing, definition: Definition, sheet: SheetRead, why: str = "") -> int:
    """Keep a good sheet, whole. How many values that are."""
    spoken = next((said for _entry, said in sheet.entries if said.strip()), "")
    entries = [entry for entry, _said in sheet.entries]
    return len(
        enter_values(actor=actor, definition=definition, entries=entries, why=why or spoken, sure=True)
    )


def may_enter_for(actor: Standing, definition: Definition) -> list[Unit]:
    """The units for which the person may enter values of this indicator."""
    asked = queries.asked_of(definition)
    mine = Unit.objects.filter(pk__in=asked, active=True)
    return [unit for unit in mine if access.may_enter(actor, unit)]
