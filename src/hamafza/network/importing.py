"""Taking in a network from a table: units, and people with their roles.

`read` looks at everything and changes nothing; `apply` does all of a plan or nothing. Empty cells
leave what is there. Taking in the same table twice changes nothing the second time. Roles are only
added: taking one away is a decision of its own. A user name gets its role at once; an address gets an
invitation, which only who reads it can accept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.digits import to_latin
from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold_tight
from hamafza.network import columns
from hamafza.network.errors import AboveParent
from hamafza.network.import_actions import apply
from hamafza.network.invitations import open_ones, proposed_names
from hamafza.network.models import CODE, Named, Person, Region, Topic, Unit
from hamafza.network.plan import ImportPlan, PersonRow, RowProblem, UnitRow
from hamafza.network.rank import FARTHEST, Rank, lesser, reaches_above
from hamafza.network.sheet import Line, TableError, read_lines

__all__ = ["ImportPlan", "RowProblem", "TableError", "apply", "read"]

SEPARATORS = str.maketrans(dict.fromkeys("،;؛|/\n", ","))
TITLE_ROWS = 10
LOST = re.compile(
    r"[+-]?\d(?:[.,٫]\d+)?E[+-]?\d+|#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)", re.IGNORECASE
)
DAMAGED = _("The spreadsheet has lost this value. Format the column as text and type it again.")
PERSON_COLUMNS = ("person", "username", "email", "role")


def read(data: bytes, filename: str = "") -> ImportPlan:
    """The plan of a CSV or XLSX file; the kind is seen from the bytes, not from the name.

    Raises `TableError` if it is no table at all; everything wrong with single rows is in the plan.
    """
    headings, lines = below_title(read_lines(data, fits=has_codes))
    places, ignored = columns_of(headings)
    plan = ImportPlan(ignored=ignored)
    reader = TableReader(plan)
    for line in lines:
        reader.take(Cells(line, places))
    reader.finish()
    plan.problems.sort(key=lambda problem: problem.row)
    return plan


def has_codes(lines: list[Line]) -> bool:
    """Whether a sheet is a table of units: one of its first rows heads a column of codes."""
    return any("code" in map(columns.heading, cells) for _number, cells in lines[:TITLE_ROWS])


def below_title(lines: list[Line]) -> tuple[list[str], list[Line]]:
    """The row of headings and the rows below it; some tables begin with a title of their own."""
    for at, (_number, cells) in enumerate(lines[:TITLE_ROWS]):
        if "code" in map(columns.heading, cells):
            return cells, lines[at + 1 :]
    return lines[0][1], lines[1:]


def columns_of(headings: list[str]) -> tuple[dict[str, int], list[str]]:
    """Where each known column stands, and the headings nobody knows."""
    places: dict[str, int] = {}
    ignored: list[str] = []
    for place, text in enumerate(headings):
        key = columns.heading(text)
        if key is None:
            ignored += [text] if text else []
        elif key in places:
            raise TableError(
                _("Two columns have the same meaning: “%(heading)s”. Remove one of them.") % {"heading": text}
            )
        else:
            places[key] = place
    if "code" not in places:
        raise TableError(_("No column is named “code” («کد»). Add it: it tells the units apart."))
    return places, ignored


class Cells:
    """One row by the names of its columns."""

    def __init__(self, line: Line, places: dict[str, int]) -> None:
        self.row, self._cells = line
        self._places = places

    def __getitem__(self, column: str) -> str:
        place = self._places.get(column)
        return self._cells[place] if place is not None and place < len(self._cells) else ""

    def damaged(self) -> list[str]:
        """Columns whose cell is not what was typed: 9.8E+11 has lost its digits, #REF! its value."""
        return [column for column in self._places if LOST.fullmatch(to_latin(self[column]))]


class TableReader:
    """Turns rows into a plan, with what the database knows read once at the beginning."""

    def __init__(self, plan: ImportPlan) -> None:
        self.plan = plan
        units = Unit.objects.order_by().values_list("code", "parent__code", "name", "kind", "trust")
        self.known = {code: parent for code, parent, *_rest in units}
        self.names = {code: name for code, _parent, name, *_rest in units}
        self.ranks = {code: (kind, trust) for code, _parent, _name, kind, trust in units}
        self.regions = by_any_name(list(Region.objects.all()))
        self.topics = by_any_name(list(Topic.objects.all()))
        people = list(Person.objects.values_list("username", "email"))
        self.usernames = {name.lower(): mail.lower() for name, mail in people}
        self.emails = {mail.lower(): name.lower() for name, mail in people if mail}
        self.accounts = frozenset(self.usernames)
        self.invited = set(map(str.lower, open_ones().values_list("email", flat=True)))
        self.proposed = proposed_names()
        self.newcomers: set[str] = set()
        self.zones = available_timezones()

    def problem(self, row: int, column: str, message: str | Promise, value: str = "") -> None:
        self.plan.problems.append(RowProblem(row, column, message, value[:80]))

    def take(self, cells: Cells) -> None:
        for column in cells.damaged():
            self.problem(cells.row, column, DAMAGED, cells[column])
        code = to_latin(cells["code"]).lower()
        if not passes(CODE, code):
            self.problem(cells.row, "code", CODE.message or "", cells["code"])
            return
        self.take_unit(self.unit_row(cells, code))
        if any(cells[column] for column in PERSON_COLUMNS):
            self.take_person(self.person_row(cells, code))

    def take_unit(self, unit: UnitRow) -> None:
        """One unit may stand in several rows, one per person; what is said twice must agree."""
        before = self.plan.units.get(unit.code)
        if before is None:
            self.plan.units[unit.code] = unit
        elif not before.merge(unit):
            self.problem(unit.row, "code", _("This unit is in an earlier row with other values."), unit.code)

    def unit_row(self, cells: Cells, code: str) -> UnitRow:
        unit = UnitRow(cells.row, code, parent=to_latin(cells["parent"]).lower())
        values = unit.values
        for column, limit in (("name", 200), ("name_en", 200), ("phone", 40)):
            if text := self.short(cells, column, limit):
                values[column] = display(text) if column == "name" else text
        if phone := values.get("phone"):
            values["phone"] = to_latin(phone)
        for column, known in (("kind", columns.BY_KIND), ("trust", columns.BY_TRUST)):
            if text := cells[column]:
                values[column] = self.word(cells.row, column, text, known)
        if text := cells["region"]:
            values["region"] = self.term(cells.row, "region", text, self.regions)
        if text := cells["topics"]:
            names = [name.strip() for name in text.translate(SEPARATORS).split(",") if name.strip()]
            unit.topics = [self.term(cells.row, "topics", name, self.topics) for name in names]
        if text := cells["time_zone"]:
            if text not in self.zones:
                self.problem(
                    cells.row, "time_zone", _("This time zone is unknown. Write it like Asia/Tehran."), text
                )
            values["time_zone"] = text
        if text := cells["hours"]:
            self.set_hours(cells.row, text, values)
        if text := cells["unit_email"]:
            self.check(cells.row, "unit_email", validate_email, text)
            values["email"] = text.lower()
        return unit

    def set_hours(self, row: int, text: str, values: dict[str, Any]) -> None:
        if (span := columns.hours(text)) is None:
            self.problem(row, "hours", _("Write working hours like 07:30-15:30."), text)
        else:
            values["opens"], values["closes"] = span

    def person_row(self, cells: Cells, code: str) -> PersonRow:
        role = cells["role"]
        person = PersonRow(
            cells.row,
            code,
            username=to_latin(cells["username"]),
            email=cells["email"].lower(),
            name=display(self.short(cells, "person", 120)),
            role=self.word(cells.row, "role", role, columns.BY_ROLE) if role else "officer",
        )
        if person.username:
            self.check(cells.row, "username", UnicodeUsernameValidator(), person.username)
        if person.email:
            self.check(cells.row, "email", validate_email, person.email)
        return person

    def take_person(self, person: PersonRow) -> None:
        """Find the account the row means, or see that its address can be invited."""
        mail, name = person.email, person.username.lower()
        if not (mail or name):
            self.problem(person.row, "email", _("Add an e-mail or a user name for this person."), person.name)
            return
        owner = self.emails.get(mail, "") if mail else ""
        if name and owner and owner != name and (mail, name) not in self.proposed:
            self.problem(person.row, "email", _("Another account has this address."), mail)
        elif name in self.usernames and mail and self.usernames[name] not in ("", mail):
            self.problem(person.row, "username", _("This user name belongs to another address."), name)
        else:
            person.has_account = name in self.accounts
            self.plan.people.append(person)
            if not (person.has_account or owner in self.accounts or mail in self.newcomers):
                self.newcomer(person)

    def newcomer(self, person: PersonRow) -> None:
        if not person.name:
            self.problem(person.row, "person", _("Add a name for this new person."))
        if not person.email:
            self.problem(
                person.row,
                "email",
                _("Add an e-mail for this new person: the invitation goes there."),
            )
        if len(person.username) > 60:
            self.problem(person.row, "username", _("At most %(limit)s characters.") % {"limit": 60})
        if person.username:
            self.usernames[person.username.lower()] = person.email
            self.emails[person.email] = person.username.lower()
        self.newcomers.add(person.email)
        self.plan.new_people += person.email not in self.invited

    def finish(self) -> None:
        """What can be seen only when all rows are known: names, parents, and circles."""
        codes = self.codes_by_name()
        for unit in self.plan.units.values():
            if unit.parent and not self.exists(unit.parent):
                unit.parent = codes.get(fold_tight(unit.parent)) or unit.parent
            if unit.code not in self.known:
                self.plan.new_units += 1
                if "name" not in unit.values:
                    self.problem(unit.row, "name", _("Add a name for this new unit."), unit.code)
            if unit.parent and not self.exists(unit.parent):
                self.problem(unit.row, "parent", _("No unit has this code."), unit.parent)
        self.find_circles()
        self.find_climbers()

    def find_climbers(self) -> None:
        """Units that would stand above the unit they belong to, by their own row or by that one's."""
        ranks = self.ranks_then()
        said = {unit.code: unit.parent for unit in self.plan.units.values() if unit.parent}
        rows = {unit.code: unit.row for unit in self.plan.units.values()}
        wrong = {problem.row for problem in self.plan.problems}
        for code, above in {**self.known, **said}.items():
            row = rows.get(code) or rows.get(above or "")
            if row is None or row in wrong or above not in ranks:
                continue
            if field := reaches_above(*ranks[code], *ranks[above]):
                self.problem(row, field, AboveParent.message, code)

    def ranks_then(self) -> dict[str, Rank]:
        """Kind and trust of every unit once the table is taken in; new ones without a kind are no more than their parent."""
        ranks = dict(self.ranks)
        waiting = list(self.plan.units.values())
        while waiting:
            ready = [row for row in waiting if not row.parent or row.parent in ranks] or waiting
            for row in ready:
                above = ranks.get(row.parent, FARTHEST)
                if row.code not in ranks and "kind" not in row.values:
                    row.values["kind"] = lesser(Unit.Kind.OFFICE, above[0])
                kind, trust = ranks.get(row.code, (Unit.Kind.OFFICE, Unit.Trust.ONE_CHECK))
                ranks[row.code] = (row.values.get("kind", kind), row.values.get("trust", trust))
            waiting = [row for row in waiting if row not in ready]
        return ranks

    def exists(self, code: str) -> bool:
        return code in self.known or code in self.plan.units

    def codes_by_name(self) -> dict[str, str | None]:
        """Units by name, for parents that are named instead of coded; None where two share a name."""
        said = {code: unit.values["name"] for code, unit in self.plan.units.items() if "name" in unit.values}
        codes: dict[str, str | None] = {}
        for code, name in {**self.names, **said}.items():
            key = fold_tight(name)
            codes[key] = None if key in codes else code
        return codes

    def find_circles(self) -> None:
        said = {unit.code: unit.parent for unit in self.plan.units.values() if unit.parent}
        parents: dict[str, str | None] = {**self.known, **said}
        safe: set[str] = set()
        for unit in self.plan.units.values():
            walked: dict[str, None] = {}
            code: str | None = unit.code
            while code is not None and code not in safe and code not in walked:
                walked[code] = None
                code = parents.get(code)
            if code is not None and code in walked:
                self.problem(
                    unit.row,
                    "parent",
                    _("A unit cannot belong to itself or to a unit below it."),
                    unit.parent,
                )
            safe |= walked.keys()

    def short(self, cells: Cells, column: str, limit: int) -> str:
        text = cells[column]
        if len(text) > limit:
            self.problem(cells.row, column, _("At most %(limit)s characters.") % {"limit": limit}, text)
        return text[:limit]

    def word(self, row: int, column: str, text: str, known: dict[str, str]) -> str:
        meaning = known.get(columns.plain(text), "")
        if not meaning:
            self.problem(row, column, _("This value is not accepted in this column."), text)
        return meaning

    def term(self, row: int, column: str, text: str, known: dict[str, Any]) -> Any:
        found = known.get(fold_tight(text))
        if found is None:
            self.problem(row, column, _("This is not in the network's list."), text)
        return found

    def check(self, row: int, column: str, validator: Callable[[Any], None], text: str) -> None:
        try:
            validator(text)
        except ValidationError as error:
            self.problem(row, column, error.messages[0], text)


def passes(validator: Callable[[Any], None], text: str) -> bool:
    try:
        validator(text)
    except ValidationError:
        return False
    return True


def by_any_name(terms: list[Any]) -> dict[str, Named]:
    """Topics or regions by code and by name, in either language and any spelling."""
    return {fold_tight(text): term for term in terms for text in (term.name_en, term.name, term.code) if text}
