"""Somebody gives another's address as their own, and waits for the roles that are given to it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from hamafza.network import importing, invitations
from hamafza.network.errors import AnotherPerson
from hamafza.network.models import Invitation, Membership, Person, Role
from tests.attacks.callers import browser
from tests.world import PASSWORD, World

VICTIM = "minister@example.org"
LINK = re.compile(r"/accounts/address/[^\s]+/")


def claims(world: World, django_capture_on_commit_callbacks: object, who: str = "outsider") -> Client:
    """Give the address as one's own; returns the browser, letters are in the outbox."""
    client = browser(world, who)
    said = {"name": "x", "language": "fa", "email": VICTIM, "password": PASSWORD}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/profile/", said).status_code == 302
    return client


@pytest.fixture
def captor(world: World, django_capture_on_commit_callbacks: object) -> Client:
    return claims(world, django_capture_on_commit_callbacks)


def test_a_role_given_to_the_address_by_a_unit_is_not_captured(world: World, captor: Client) -> None:
    browser(world, "head").post(
        f"/desk/units/{world.units['body'].pk}/members", {"who-typed": VICTIM, "role": "editor"}
    )
    assert not Membership.objects.filter(person=world.people["outsider"]).exists()


def test_nor_one_given_by_a_table(world: World, captor: Client) -> None:
    table = f"code,person,email,role\nbody,وزیر,{VICTIM},editor\n"
    importing.apply(world.as_("admin"), importing.read(table.encode()))
    assert not Membership.objects.filter(person=world.people["outsider"]).exists()
    assert not Person.objects.filter(email=VICTIM).exists()
    assert invitations.account_of(Invitation.objects.get(email=VICTIM)) is None


def test_nor_an_invitation(world: World, captor: Client) -> None:
    invited, _link = invitations.invite(
        actor=world.as_("head"), unit=world.units["body"], name="وزیر", email=VICTIM, role=Role.EDITOR
    )
    assert invitations.account_of(invited) is None
    with pytest.raises(AnotherPerson):
        invitations.join(actor=world.as_("outsider"), invitation=invited)


def test_an_account_made_with_a_link_that_was_not_mailed_does_not_have_the_address(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    """The link is shown to the head who invites, too."""
    _invited, link = invitations.invite(
        actor=world.as_("head"), unit=world.units["centre"], name="وزیر", email=VICTIM, role=Role.OFFICER
    )
    entry = {"name": "x", "username": "captor", "password": "a-secret-of-my-own-7", "language": "fa"}
    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/" + link.split("/", 3)[3], entry)
    assert Person.objects.get(username="captor").email == ""
    assert LINK.search(mail.outbox[-1].body)
    assert mail.outbox[-1].to == [VICTIM]


def test_the_address_counts_once_its_reader_confirms_it_logged_in(world: World, captor: Client) -> None:
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(letters) == {VICTIM, "outsider@example.org"}
    link = LINK.search(letters[VICTIM]).group()
    assert Client().post(link).status_code == 302  # asks to log in
    assert browser(world, "officer").post(link).status_code == 302
    assert not Person.objects.filter(email=VICTIM).exists()
    assert captor.get(link).status_code == 200
    assert not Person.objects.filter(email=VICTIM).exists()  # looking is not confirming
    captor.post(link)
    assert Person.objects.get(email=VICTIM).username == "outsider"
    captor.post(link)
    assert Person.objects.get(username="outsider").email == VICTIM


def test_the_old_and_the_new_address_are_told_of_the_change(
    world: World, captor: Client, django_capture_on_commit_callbacks: object
) -> None:
    link = LINK.search(next(letter.body for letter in mail.outbox if letter.to == [VICTIM])).group()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        captor.post(link)
    assert sorted(letter.to[0] for letter in mail.outbox) == [VICTIM, "outsider@example.org"]


def test_a_link_of_another_address_or_a_changed_one_is_worth_nothing(world: World, captor: Client) -> None:
    link = LINK.search(next(letter.body for letter in mail.outbox if letter.to == [VICTIM])).group()
    captor.post(link[:-3] + "xx/")
    Person.objects.filter(username="outsider").update(new_email="other@example.org")
    captor.post(link)
    assert Person.objects.get(username="outsider").email == "outsider@example.org"


def test_giving_a_role_to_an_address_sends_an_invitation(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    unit = world.units["body"]
    with django_capture_on_commit_callbacks(execute=True):
        browser(world, "head").post(
            f"/desk/units/{unit.pk}/members", {"who-typed": "officer@example.org", "role": "editor"}
        )
    assert not Membership.objects.filter(person=world.people["officer"], unit=unit).exists()
    assert Invitation.objects.get(unit=unit).email == "officer@example.org"
    assert mail.outbox[0].to == ["officer@example.org"]
