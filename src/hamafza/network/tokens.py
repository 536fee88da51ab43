"""Keys for programs: a program acts as the person who made its key. Only a digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hamafza.network import events
from hamafza.network.models import Person, Token
from hamafza.record.actions import write_entry

PREFIX = "hmz_"
LIFETIME, LONGEST = 365, 730  # days
NOTED = timedelta(minutes=10)


def create_token(
    person: Person, label: str = "", *, scope: str = Token.Scope.WRITE, days: int = LIFETIME
) -> str:
    """A new key of the person, as text; it cannot be read again later. It works for so many days."""
    text = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        expires = timezone.now() + timedelta(days=min(max(days, 1), LONGEST))
        token = Token.objects.create(
            person=person,
            label=label.strip()[:80],
            digest=digest(text),
            scope=Token.Scope(scope),
            expires=expires,
        )
        said = {"scope": token.scope, "expires": expires.isoformat()}
        write_entry("key.made", actor=person.pk, kind="key", subject=token.pk, words={"label": label}, **said)
    return text


def revoke(person: Person, pk: int) -> bool:
    """Make one of the person's own keys useless and close its streams; False if they have no such key."""
    with transaction.atomic():
        token = Token.objects.select_for_update().filter(person=person, pk=pk, revoked=False).first()
        if token is None:
            return False
        end(token)
        return True


def end_all(person: Person) -> int:
    """Make all keys of the person useless; how many there were."""
    with transaction.atomic():
        ended = list(Token.objects.select_for_update().filter(person=person, revoked=False))
        for token in ended:
            end(token)
        return len(ended)


def end(token: Token) -> None:
    token.revoked = True
    token.save(update_fields=["revoked"])
    write_entry("key.ended", actor=token.person_id, kind="key", subject=token.pk)
    events.tell(events.session_revoked(token.digest))


def touch(token: Token) -> None:
    """Remember when the key was used; not more often than it is worth a write."""
    now = timezone.now()
    if token.used is None or now - token.used > NOTED:
        Token.objects.filter(pk=token.pk).update(used=now)


def valid(person: Person) -> list[Token]:
    """The person's keys that still work, newest first."""
    unexpired = Q(expires=None) | Q(expires__gt=timezone.now())
    return list(Token.objects.filter(unexpired, person=person, revoked=False).order_by("-pk"))


def person_of(text: str) -> Person | None:
    """Whose key this is; None where `find` finds nothing."""
    token = find_token(text)
    return token.person if token else None


def find_token(text: str) -> Token | None:
    """The key with its person; None for an unknown, revoked or expired one, or a person no longer active."""
    if not text.startswith(PREFIX):
        return None
    token = Token.objects.select_related("person").filter(digest=digest(text)).first()
    if token is None or token.revoked or (token.expires is not None and token.expires <= timezone.now()):
        return None
    return token if token.person.is_active else None


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
