"""`people`, `set-password` and `make-admin`: accounts from the machine itself, when nobody can log in."""

from __future__ import annotations

import getpass
import secrets
import sys

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from hamafza.lib.text.reasons import says_something
from hamafza.network.accounts import SessionsAdapter, new_password
from hamafza.network.models import Person
from hamafza.project.commands.people import by_username, find_person, ready
from hamafza.project.failures import UnusableInput
from hamafza.project.words import gettext as _
from hamafza.record.actions import erase, write_entry


def people() -> int:
    """Print who has an account: user name, name, what they are, e-mail; parted by tabs."""
    rows = Person.objects.order_by("username").prefetch_related("memberships__unit")
    for person in ready(lambda: list(rows)):
        print(person.username, person, ", ".join(standings(person)) or "–", person.email or "–", sep="\t")
    return 0


def standings(person: Person) -> list[str]:
    roles = [f"{one.get_role_display()}: {one.unit}" for one in person.memberships.all()]
    marks = [_("administrator")] if person.is_administrator else []
    return [*marks, *roles, *([] if person.is_active else [_("shut out")])]


def set_password(username: str, *, generate: bool) -> int:
    """Give a person a new password, and end what was opened with the old one."""
    person = find_person(username)
    password = secrets.token_urlsafe(12) if generate else asked()
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise UnusableInput(" ".join(error.messages)) from error
    change(person, password)
    if generate:
        print(_("The new password of %(name)s is %(password)s") % {"name": username, "password": password})
    else:
        print(_("%(name)s has a new password.") % {"name": username})
    print(_("Every session of this person has ended."))
    if not person.is_active:
        print(_("This person is shut out and cannot log in."))
    return 0


def change(person: Person, password: str) -> None:
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        SessionsAdapter().end_sessions(UserSession.objects.filter(user=person))
        new_password(person)


def asked() -> str:
    """Typed twice on a terminal, else the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(_("New password: "))
    if getpass.getpass(_("Once more: ")) != password:
        raise UnusableInput(_("These are two different passwords."))
    return password


def erase_words(username: str, *, reason: str, yes: bool) -> int:
    """Erase names, addresses and free text about a person from the audit trail; the trail itself stays."""
    person = find_person(username)
    if not says_something(reason):
        raise UnusableInput(_("Give a reason in words."))
    if not yes and input(_("Nobody can bring them back. Type the user name again: ")).strip() != username:
        raise UnusableInput(_("Nothing was erased."))
    typed = [person.username, person.email, person.new_email]
    gone = erase(person=person.pk, typed=typed, reason=reason, door="command line")
    print(_("The words of %(count)s entries about %(name)s were erased.") % {"count": gone, "name": username})
    return 0


def make_admin(username: str) -> int:
    """Make somebody an administrator, and say what was done; someone unknown is added with a new password."""
    with transaction.atomic():
        person = by_username(username)
        if person is None:
            password = secrets.token_urlsafe(12)
            made(
                Person.objects.create_user(
                    username=username, password=password, name=username, is_administrator=True
                )
            )
            print(
                _("%(username)s was created; the password is %(password)s")
                % {"username": username, "password": password}
            )
            return 0
        before = person.is_administrator, person.is_active
        person.is_administrator = person.is_active = True
        person.save(update_fields=["is_administrator", "is_active"])
        if before != (True, True):
            made(person)
    if before == (True, True):
        print(_("%(username)s is an administrator already; nothing was changed.") % {"username": username})
        return 0
    print(_("%(username)s is an administrator now; the password stays.") % {"username": username})
    if not before[1]:
        print(_("%(username)s was shut out and can log in again.") % {"username": username})
    return 0


def made(person: Person) -> None:
    said = {"person": person.name, "username": person.username}
    write_entry("administrator.made", kind="person", subject=person.pk, words=said, door="command line")
