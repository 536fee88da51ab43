"""Commands about the network and its people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.db import DatabaseError

from hamafza.network.access import Standing, standing
from hamafza.network.models import Person, Unit
from hamafza.project.failures import Failure, UnusableInput
from hamafza.project.words import gettext as _

Found = TypeVar("Found")
SHOWN_PROBLEMS = 50


def token(username: str, label: str, scope: str = "write", days: int = 365) -> int:
    """Print a new key of the person."""
    from hamafza.network import tokens

    print(tokens.create_token(find_person(username), label, scope=scope, days=days))
    return 0


def keys(username: str, *, revoke: int | None, revoke_all: bool) -> int:
    """List the person's keys that still work, or end one or all of them."""
    from hamafza.network import tokens

    person = find_person(username)
    if revoke_all:
        print(_("Keys ended: %(count)s.") % {"count": tokens.end_all(person)})
    elif revoke is not None and not tokens.revoke(person, revoke):
        raise UnusableInput(
            _("%(name)s has no working key %(number)s.") % {"name": username, "number": revoke}
        )
    for key in tokens.valid(person):
        ends = key.expires.date().isoformat() if key.expires else "-"
        used = key.used.date().isoformat() if key.used else "-"
        print(f"{key.pk}\t{key.scope}\t{key.created.date().isoformat()}\t{ends}\t{used}\t{key.label}")
    return 0


def import_network(file: Path, *, dry_run: bool) -> int:
    """Take in a table of units and people: all of it, or nothing. Problems are listed row by row."""
    from hamafza.network import importing

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnusableInput(f"{file}: {error.strerror}") from error
    try:
        plan = importing.read(data, file.name)
    except importing.TableError as error:
        raise UnusableInput(f"{file}: {error}") from error
    if plan.problems:
        shown = "\n".join(f"  {problem}" for problem in plan.problems[:SHOWN_PROBLEMS])
        raise UnusableInput(
            _("%(file)s: nothing was imported; %(count)s errors:")
            % {"file": file, "count": len(plan.problems)}
            + f"\n{shown}"
        )
    counts = {"units": plan.new_units, "known": plan.known_units, "people": plan.new_people}
    if not dry_run:
        importing.apply(acting_administrator(), plan)
    print(_("New units: %(units)s. Existing units: %(known)s. People invited: %(people)s.") % counts)
    return 0


def find_unit(code: str | None) -> Unit:
    """The unit of the code, or the centre. Raises `UnusableInput` if there is none."""
    units = Unit.objects.filter(active=True)
    if code is None:
        unit = ready(lambda: units.filter(kind=Unit.Kind.CENTRE).order_by("pk").first())
        message = _("The network has no centre. Choose a unit with --unit.")
    else:
        unit = ready(lambda: units.filter(code=code).first())
        message = _("There is no unit “%(code)s”.") % {"code": code}
    if unit is None:
        raise UnusableInput(message)
    return unit


def acting_administrator() -> Standing:
    """Who acts when the command line does: the network's first administrator."""
    person = ready(
        lambda: Person.objects.filter(is_administrator=True, is_active=True).order_by("pk").first()
    )
    if person is None:
        raise Failure(_("The network has no administrator. Make one with “hamafza make-admin USERNAME”."))
    return standing(person)


def find_person(username: str) -> Person:
    person = by_username(username)
    if person is None:
        raise UnusableInput(_("There is no person with the user name “%(name)s”.") % {"name": username})
    return person


def by_username(username: str) -> Person | None:
    return ready(lambda: Person.objects.filter(username=username).first())


def ready(read: Callable[[], Found]) -> Found:
    """What `read` finds in the database; a database that is not there is told in one line."""
    try:
        return read()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise Failure(
            _("The database cannot be read (%(reason)s). Run “hamafza setup-database”.") % {"reason": reason}
        ) from error
