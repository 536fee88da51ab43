"""The one write of the trail: in the transaction of the change it tells of, or by itself for a refusal."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from functools import partial
from typing import Any

import structlog
from django.db import connection, transaction

from hamafza.record.models import Entry, Words
from hamafza.record.origin import current
from hamafza.record.powers import is_administrator
from hamafza.record.queries import words_about

log = structlog.get_logger("hamafza.record")
LONGEST = 400  # characters of one of the words kept


def write_entry(
    act: str,
    *,
    actor: int | None = None,
    kind: str = "",
    subject: object = "",
    unit: str = "",
    outcome: str = Entry.DONE,
    words: dict[str, str] | None = None,
    **details: Any,
) -> Entry:
    """Write down what `actor` (a person's id) did to the thing of the `kind` and id `subject`.

    `words` are names, addresses and free text: kept apart, so that they can be erased. `details` are not personal.
    """
    said = {name: str(value)[:LONGEST] for name, value in (words or {}).items() if value}
    salt = secrets.token_hex(16) if said else ""
    entry = Entry(
        actor=actor,
        powers=is_administrator(actor),
        act=act,
        kind=kind,
        subject=str(subject)[:80],
        unit=unit,
        outcome=outcome,
        details=details,
        origin=current(),
        words_hash=hashed(salt, said) if said else "",
    )
    with transaction.atomic(savepoint=False) if connection.in_atomic_block else transaction.atomic():
        entry.save(force_insert=True)
        if said:
            Words.objects.create(entry=entry.pk, salt=salt, said=said)
        transaction.on_commit(partial(tell, entry), robust=True)
    return entry


def erase(*, person: int, reason: str, by: int | None = None, typed: Iterable[str] = (), **how: Any) -> int:
    """Erase the words of everything a person did or that was done to them; the trail itself stays.

    `typed` are their user name and addresses: what was typed at a log-in or invited is theirs, too.
    """
    with transaction.atomic():
        gone, _each = words_about(person, typed).delete()
        said = {"reason": reason}
        write_entry("words.erased", actor=by, kind="person", subject=person, words=said, count=gone, **how)
        return gone


def hashed(salt: str, said: dict[str, str]) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def tell(entry: Entry) -> None:
    """One line in the log for each entry; no personal words."""
    names = (
        "actor",
        "powers",
        "act",
        "kind",
        "subject",
        "unit",
        "outcome",
        "details",
        "origin",
        "words_hash",
    )
    log.info("record", entry=entry.pk, **{name: getattr(entry, name) for name in names})
