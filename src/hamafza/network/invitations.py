"""Inviting: a link that lets one named person in, once, within seven days."""

from __future__ import annotations

import secrets
from datetime import timedelta
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac

from hamafza.network import access, addresses, events, trail
from hamafza.network.access import Standing, standing
from hamafza.network.actions import require, tell_membership
from hamafza.network.errors import AnotherPerson, HasAccount, InvitationOver
from hamafza.network.models import Invitation, Membership, Person, Role, Unit
from hamafza.network.queries import the_network
from hamafza.network.tokens import digest

log = structlog.get_logger("hamafza.network")
LIFETIME = timedelta(days=7)


def invite(*, actor: Standing, unit: Unit, name: str, email: str, role: Role) -> tuple[Invitation, str]:
    """An invitation and its link, which is mailed and cannot be read again later.

    The mailed link also proves that who follows it reads the address; the returned one does not. An open invitation of the same address to the same unit is replaced.
    """
    require(unit.active and access.may_edit_unit(actor, unit))
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        open_ones(unit).filter(email__iexact=email).update(withdrawn=True)
        invitation = Invitation.objects.create(
            email=email.lower(),
            name=name,
            unit=unit,
            role=role,
            key_digest=digest(key),
            invited_by=actor.person,
            expires=timezone.now() + LIFETIME,
        )
        tell_sent(actor, invitation)
        mailed = mailed_link(invitation, key)
        transaction.on_commit(lambda: mail([(invitation, mailed)]), robust=True)
    return invitation, link_of(key)


def invite_all(*, actor: Standing, wanted: list[Invitation]) -> int:
    """Many invitations that are not saved yet, each with unit, address, name and role; how many were new.

    An open one for the same role stays as it is. The letters go out together once the change is kept.
    """
    there = {role_of(one) for one in open_ones()} if wanted else set()
    new = {role_of(one): one for one in wanted if role_of(one) not in there}
    keys = {role: secrets.token_urlsafe(24) for role in new}
    for role, one in new.items():
        one.key_digest, one.invited_by, one.expires = (
            digest(keys[role]),
            actor.person,
            timezone.now() + LIFETIME,
        )
    Invitation.objects.bulk_create(new.values(), batch_size=500)
    for one in new.values():
        tell_sent(actor, one)
    links = [(one, mailed_link(one, keys[role])) for role, one in new.items()]
    transaction.on_commit(lambda: mail(links), robust=True)
    return len(new)


def role_of(invitation: Invitation) -> tuple[int, str, str]:
    return invitation.unit_id, invitation.email.lower(), str(invitation.role)


def tell_sent(actor: Standing, invitation: Invitation) -> None:
    trail.by(
        actor,
        "invitation.sent",
        kind="invitation",
        subject=invitation.pk,
        unit=invitation.unit.code,
        role=str(invitation.role),
        words={"address": invitation.email, "name": invitation.name},
    )


def withdraw(*, actor: Standing, invitation: Invitation) -> None:
    """Make an invitation useless; an accepted one stays accepted."""
    require(access.may_edit_unit(actor, invitation.unit))
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk, accepted_by=None).update(withdrawn=True)
        trail.by(
            actor, "invitation.withdrawn", kind="invitation", subject=invitation.pk, unit=invitation.unit.code
        )


def open_ones(unit: Unit | None = None) -> QuerySet[Invitation]:
    """Invitations to the unit, or to any, that somebody may still accept."""
    found = Invitation.objects.filter(withdrawn=False, accepted_by=None, expires__gt=timezone.now())
    return (found.filter(unit=unit) if unit else found).order_by("-pk")


def proposed_names() -> set[tuple[str, str]]:
    """Each address with a user name that was proposed to it; its person may have chosen another."""
    pairs = Invitation.objects.exclude(username="").values_list("email", "username")
    return {(email.lower(), username.lower()) for email, username in pairs}


def by_key(key: str) -> Invitation | None:
    """The invitation of a link, whatever its state."""
    return Invitation.objects.select_related("unit").filter(key_digest=digest(key)).first()


def usable(invitation: Invitation) -> bool:
    return (
        not invitation.withdrawn
        and invitation.accepted_by_id is None
        and invitation.expires > timezone.now()
        and invitation.unit.active
    )


def account_of(invitation: Invitation) -> Person | None:
    """The existing account with the invited address."""
    return Person.objects.filter(email__iexact=invitation.email).first()


def join(*, actor: Standing, invitation: Invitation) -> Membership:
    """Accept with the account one already has; its address must be the invited one."""
    with transaction.atomic():
        invitation = take(invitation)
        if actor.person.email.lower() != invitation.email.lower():
            raise AnotherPerson
        return give(invitation, actor.person)


def enter(
    *, invitation: Invitation, username: str, password: str, name: str, language: str, proof: str = ""
) -> Person:
    """Accept as somebody new: the invited person chooses user name and password.

    The address counts at once with the `proof` of the mailed link; else a letter asks for it.
    """
    with transaction.atomic():
        invitation = take(invitation)
        if account_of(invitation) is not None:
            raise HasAccount
        person = Person.objects.create_user(
            username=username, password=password, name=name, language=language
        )
        if proof and constant_time_compare(proof, proof_of(invitation)):
            person.email = invitation.email
            person.save(update_fields=["email"])
        else:
            addresses.ask(actor=standing(person), email=invitation.email)
        give(invitation, person)
        return person


def take(invitation: Invitation) -> Invitation:
    """The invitation, locked, so that two taps cannot use it twice."""
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("unit")
    invitation = locked.get(pk=invitation.pk)
    if not usable(invitation):
        raise InvitationOver
    return invitation


def give(invitation: Invitation, person: Person) -> Membership:
    membership, _made = Membership.objects.get_or_create(
        person=person, unit=invitation.unit, role=invitation.role
    )
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_by"])
    trail.role(standing(person), membership, "role.accepted", invited_by=invitation.invited_by_id)
    events.tell(events.person_changed(person, person, everywhere=True))
    tell_membership(membership, person)
    return membership


def proof_of(invitation: Invitation) -> str:
    """What stands only in the letter."""
    return salted_hmac("network.invitation", f"{invitation.pk}:{invitation.email}").hexdigest()[:32]


def link_of(key: str) -> str:
    return settings.BASE_URL + reverse("invitation", args=[key])


def mailed_link(invitation: Invitation, key: str) -> str:
    return f"{link_of(key)}?a={proof_of(invitation)}"


def mail(links: list[tuple[Invitation, str]]) -> None:
    """Send the links over one connection; an address that is refused keeps nobody else from theirs."""
    languages = languages_of([invitation.email for invitation, _link in links])
    with get_connection() as connection:
        for invitation, link in links:
            try:
                connection.send_messages([letter(invitation, link, languages.get(invitation.email))])
            except (OSError, SMTPException) as error:
                log.warning("invitation.not-mailed", invitation=invitation.pk, error=type(error).__name__)


def languages_of(emails: list[str]) -> dict[str, str]:
    """The language of each account that exists, by its address in small letters."""
    people = Person.objects.annotate(mail=Lower("email")).filter(mail__in=emails)
    return dict(people.values_list("mail", "language"))


def letter(invitation: Invitation, link: str, language: str | None) -> EmailMessage:
    """In the language of the account, else of the network."""
    with translation.override(language or settings.LANGUAGE_CODE):
        context = {"invitation": invitation, "link": link, "network": the_network()}
        subject = " ".join(render_to_string("network/mail/invitation_subject.txt", context).split())
        body = render_to_string("network/mail/invitation.txt", context)
    return EmailMessage(subject, body, to=[invitation.email])
