"""Inviting: a link that lets one named person in, once, within seven days."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
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
        trail.by(
            actor,
            "invitation.sent",
            kind="invitation",
            subject=invitation.pk,
            unit=unit.code,
            role=role,
            words={"address": email, "name": name},
        )
        link = settings.BASE_URL + reverse("invitation", args=[key])
        mailed = f"{link}?a={proof_of(invitation)}"
        transaction.on_commit(lambda: mail(invitation, mailed), robust=True)
    return invitation, link


def withdraw(*, actor: Standing, invitation: Invitation) -> None:
    """Make an invitation useless; an accepted one stays accepted."""
    require(access.may_edit_unit(actor, invitation.unit))
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk, accepted_by=None).update(withdrawn=True)
        trail.by(
            actor, "invitation.withdrawn", kind="invitation", subject=invitation.pk, unit=invitation.unit.code
        )


def open_ones(unit: Unit) -> QuerySet[Invitation]:
    """Invitations to the unit that somebody may still accept."""
    return Invitation.objects.filter(
        unit=unit, withdrawn=False, accepted_by=None, expires__gt=timezone.now()
    ).order_by("-pk")


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


def mail(invitation: Invitation, link: str) -> None:
    """Send the link, in the language of the account that exists, else of the network."""
    known = account_of(invitation)
    with translation.override(known.language if known else settings.LANGUAGE_CODE):
        context = {"invitation": invitation, "link": link, "network": the_network()}
        subject = " ".join(render_to_string("network/mail/invitation_subject.txt", context).split())
        body = render_to_string("network/mail/invitation.txt", context)
    EmailMessage(subject, body, to=[invitation.email]).send(fail_silently=False)
