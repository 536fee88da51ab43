"""`hamafza check`: everything that can be wrong with an installation, one line each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.checks import CheckMessage, Error, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from hamafza.network.models import Network
from hamafza.project.checks import exposed
from hamafza.project.environment import Environment
from hamafza.project.failures import Failure
from hamafza.project.words import gettext as _
from hamafza.wire.models import Event

SCARCE, NEARLY_FULL = 1024**3, 200 * 1024**2  # bytes free
CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    """One line of the report: `ok`, `note` (works, but look at it) or `bad`."""

    verdict: str
    text: str


def run(environment: Environment, *, deploy: bool) -> int:
    """Print all findings; the exit status is 1 if one is bad."""
    findings = [*settings(deploy=deploy), *database(environment), *clock(), *disk(environment)]
    for finding in findings:
        print(f"{finding.verdict:<5} {finding.text}")
    return 1 if any(finding.verdict == "bad" for finding in findings) else 0


def settings(*, deploy: bool) -> Iterator[Finding]:
    messages = run_checks(include_deployment_checks=deploy)
    for message in messages:
        if not message.is_silenced():
            yield Finding("bad" if message.is_serious() or deploy else "note", line(message))
    if not any(message.is_serious() and not message.is_silenced() for message in messages):
        yield Finding("ok", _("settings and data folder"))


def line(message: CheckMessage) -> str:
    hint = f" → {message.hint}" if message.hint else ""
    return f"{message.msg}{hint} ({message.id})"


def database(environment: Environment) -> Iterator[Finding]:
    try:
        connection.ensure_connection()
        plan = MigrationExecutor(connection).loader
        missing = set(plan.graph.leaf_nodes()) - set(plan.applied_migrations)
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        yield Finding("bad", _("The database cannot be reached: %(reason)s") % {"reason": reason})
        return
    if missing:
        yield Finding("note", _("The database is from another version. Run “hamafza setup-database”."))
        return
    yield Finding("ok", _("database (%(kind)s)") % {"kind": connection.vendor})
    if Network.objects.filter(is_demo=True).exists():
        yield from (Finding("bad", line(message)) for message in exposed(environment))


def clock() -> Iterator[Finding]:
    """A clock that stands before the newest event would put new items under old ones."""
    try:
        newest = Event.objects.order_by("-pos").values_list("at", flat=True).first()
    except DatabaseError:
        return  # told by `database`
    if newest is not None and newest > timezone.now() + CLOCK_SLACK:
        yield Finding("bad", _("The clock is behind the newest event (%(at)s).") % {"at": newest.isoformat()})
    else:
        yield Finding("ok", _("clock"))


def disk(environment: Environment) -> Iterator[Finding]:
    folder = environment.data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    verdict = "bad" if free < NEARLY_FULL else "note" if free < SCARCE else "ok"
    yield Finding(verdict, _("disk: %(free)s MB free") % {"free": free // 1024**2})


def refuse_to_serve(environment: Environment, *, demo: bool) -> None:
    """Raise `Failure` for settings that must not be served, before anything is made or opened."""
    errors = [
        message
        for message in run_checks(tags=["hamafza"])
        if isinstance(message, Error) or message.is_serious()
    ]
    if not errors and (demo or holds_demo()):
        errors = list(exposed(environment))
    if errors:
        raise Failure("\n".join(line(message) for message in errors))


def holds_demo() -> bool:
    """Whether the database has the demo network, even if its log-ins are noted elsewhere."""
    try:
        return Network.objects.filter(is_demo=True).exists()
    except DatabaseError:
        return False  # there is no database yet
