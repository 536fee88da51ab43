"""What is asked before somebody's place in the network changes: who, which unit, and what comes of it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamafza.network.access import Standing
from hamafza.network.models import Invitation, Membership, Person, Region, Token, Topic, Unit
from hamafza.pages.asking import Confirmation
from hamafza.pages.templatetags.hamafza import digits


def end_membership(membership: Membership, asker: Person) -> Confirmation:
    back = reverse("unit", args=[membership.unit_id])
    if membership.person_id == asker.pk:
        return end_own(membership, back)
    said = {
        "person": membership.person,
        "role": membership.get_role_display(),
        "unit": membership.unit,
    }
    effects = [_("%(person)s can no longer act as %(role)s of %(unit)s, from this moment.") % said]
    if is_only(membership):
        effects.append(_("It is their only role: afterwards they see only what every reader sees."))
    effects.append(_("What they wrote stays. You can give the role again at any time."))
    title = _("Remove the role “%(role)s” of %(person)s in %(unit)s?") % said
    return Confirmation(title, effects, _("Remove role"), back)


def end_own(membership: Membership, back: str) -> Confirmation:
    """One's own role: nobody gives it back to themselves."""
    said = {"role": membership.get_role_display(), "unit": membership.unit}
    effects = [_("You can no longer act as %(role)s of %(unit)s, from this moment.") % said]
    if is_only(membership):
        effects.append(_("It is your only role: afterwards you see only what every reader sees."))
    effects.append(
        _("What you wrote stays. Only another person who manages this unit can give you the role again.")
    )
    title = _("Give up your own role “%(role)s” in %(unit)s?") % said
    return Confirmation(title, effects, _("Give up my role"), back)


def is_only(membership: Membership) -> bool:
    """Whether the person is nothing else in the network."""
    person = membership.person
    return not (person.is_administrator or person.memberships.exclude(pk=membership.pk).exists())


def withdraw_invitation(invitation: Invitation) -> Confirmation:
    title = _("Cancel the invitation of %(name)s?") % {"name": invitation.name}
    effects = [
        _("The link that was sent to %(email)s stops working. You can invite them again.")
        % {"email": invitation.email}
    ]
    return Confirmation(title, effects, _("Cancel invitation"), reverse("unit", args=[invitation.unit_id]))


def shut_out(person: Person) -> Confirmation:
    roles = person.memberships.count()
    effects = [
        _("They are logged out on every device at once and cannot log in any more."),
        ngettext(
            "They keep %(count)s role, which works again when the account is activated.",
            "They keep %(count)s roles, which work again when the account is activated.",
            roles,
        )
        % {"count": digits(roles)},
    ]
    title = _("Deactivate the account of %(person)s?") % {"person": person}
    return Confirmation(title, effects, _("Deactivate"), reverse("person", args=[person.pk]))


def administrator(person: Person, asker: Person, *, yes: bool) -> Confirmation:
    back = reverse("person", args=[person.pk])
    if yes:
        title = _("Make %(person)s an administrator?") % {"person": person}
        effects = [_("Administrators see and change everything in the network: units, people, rules.")]
        return Confirmation(title, effects, _("Make administrator"), back)
    if person.pk == asker.pk:
        effects = [_("You keep only your roles in units. Only another administrator can make you one again.")]
        title = _("Do you no longer want to be an administrator?")
        return Confirmation(title, effects, _("Give up my role"), back)
    title = _("Should %(person)s no longer be an administrator?") % {"person": person}
    return Confirmation(
        title, [_("They keep only their roles in units.")], _("Remove as administrator"), back
    )


def close_unit(unit: Unit, asker: Standing) -> Confirmation:
    people, below = unit.memberships.count(), unit.children.filter(active=True).count()
    effects = [
        ngettext(
            "%(count)s person can no longer write in its name.",
            "%(count)s people can no longer write in its name.",
            people,
        )
        % {"count": digits(people)},
        _("It is asked nothing any more. What it published stays, and it can be activated again."),
    ]
    if unit.pk in asker.unit_ids:
        effects.insert(0, _("You belong to this unit yourself: you can no longer write in its name either."))
    if below:
        text = ngettext(
            "%(count)s unit below it stays active.", "%(count)s units below it stay active.", below
        )
        effects.append(text % {"count": digits(below)})
    title = _("Deactivate %(unit)s?") % {"unit": unit}
    return Confirmation(title, effects, _("Deactivate the unit"), reverse("unit-edit", args=[unit.pk]))


def remove_term(term: Topic | Region, back: str) -> Confirmation:
    title = _("Remove “%(term)s” from the list?") % {"term": term}
    return Confirmation(title, [_("It can be removed only while nothing uses it.")], _("Remove"), back)


def revoke(token: Token) -> Confirmation:
    title = _("Revoke the key “%(label)s”?") % {"label": token.label or "—"}
    effects = [_("The program that uses it is shut out at once. A key that is revoked never works again.")]
    return Confirmation(title, effects, _("Revoke the key"), reverse("profile"))
