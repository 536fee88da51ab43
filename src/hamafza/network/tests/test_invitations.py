"""Inviting and accepting, and every way of misusing an invitation."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.world import World

from hamafza.network import invitations
from hamafza.network.models import Invitation, Membership, Person, Role
from hamafza.pages.refusals import NotAllowed

# The ledger stands above this room, so it is asked for by name.
Event = apps.get_model("wire", "Event")

CHOICE = {"name": "تازه‌وارد", "username": "newcomer", "password": "a-secret-of-my-own-7", "language": "fa"}


def client_of(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.people[username])
    return client


def invite(world: World, email: str = "new@example.org", role: Role = Role.OFFICER) -> str:
    """The path of a fresh link to the province, as the letter has it."""
    invitation, link = invitations.invite(
        actor=world.as_("head"), unit=world.units["province"], name="تازه‌وارد", email=email, role=role
    )
    return re.sub(r"https?://[^/]+", "", link) + f"?a={invitations.proof_of(invitation)}"


def test_a_head_invites_by_mail_and_sees_the_link_once(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    client = client_of(world, "head")
    unit = world.units["province"].pk
    said = {"name": "تازه‌وارد", "email": "New@example.org", "role": "editor"}
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(f"/desk/units/{unit}/invite", said).content.decode()
    link = re.search(r"/accounts/invitations/[\w-]+/", page).group()
    assert link in mail.outbox[0].body
    assert mail.outbox[0].to == ["new@example.org"]
    assert "روابط‌عمومی البرز" in mail.outbox[0].subject
    assert link not in client.get(f"/desk/units/{unit}/").content.decode()
    assert Client().get(link).status_code == 200


def test_the_invited_person_chooses_name_and_password_and_is_in(world: World) -> None:
    client, path = Client(), invite(world, role=Role.EDITOR)
    assert client.post(path, CHOICE).url == "/desk/"
    person = Person.objects.get(username="newcomer")
    assert person.email == "new@example.org"
    assert person.check_password(CHOICE["password"])
    assert Membership.objects.get(person=person).role == Role.EDITOR
    assert client.get("/desk/units/").status_code == 200
    assert Event.objects.filter(kind="network.membership.changed").count() == 1


def test_a_link_works_once(world: World) -> None:
    path = invite(world)
    Client().post(path, CHOICE)
    assert Client().get(path).status_code == 410
    assert Client().post(path, {**CHOICE, "username": "second"}).status_code == 410
    assert not Person.objects.filter(username="second").exists()


@pytest.mark.parametrize(
    "change",
    [{"expires": timezone.now() - timedelta(seconds=1)}, {"withdrawn": True}],
    ids=["old", "withdrawn"],
)
def test_an_old_and_a_withdrawn_link_let_nobody_in(world: World, change: dict[str, object]) -> None:
    path = invite(world)
    Invitation.objects.update(**change)
    assert Client().get(path).status_code == 410
    assert Client().post(path, CHOICE).status_code == 410
    assert not Person.objects.filter(username="newcomer").exists()


def test_a_second_invitation_of_the_same_address_replaces_the_first(world: World) -> None:
    first, second = invite(world), invite(world)
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_somebody_with_an_account_joins_with_it_after_logging_in(world: World) -> None:
    path = invite(world, "outsider@example.org").partition("?")[0]
    assert f"?next={path}" in Client().get(path).content.decode()
    assert Client().post(path, CHOICE).status_code == 200
    assert not Person.objects.filter(username="newcomer").exists()
    client = client_of(world, "outsider")
    assert client.post(path + "join").url == "/desk/"
    assert Membership.objects.filter(person=world.people["outsider"]).count() == 1
    assert client.get("/desk/units/").status_code == 200


def test_an_invitation_to_anothers_address_cannot_be_taken(world: World) -> None:
    path = invite(world, "trusted@example.org").partition("?")[0]
    client = client_of(world, "outsider")
    client.post(path + "join")
    assert not Membership.objects.filter(person=world.people["outsider"]).exists()
    assert Client().post(path + "join").status_code == 302
    assert Client().get(path).status_code == 200


def test_a_taken_user_name_and_a_weak_password_are_refused_kindly(world: World) -> None:
    client, path = Client(), invite(world)
    page = client.post(path, {**CHOICE, "username": "Officer", "password": "12345"}).content.decode()
    assert "این نام کاربری قبلاً انتخاب شده است" in page
    assert "گذرواژه کوتاه است" in page
    assert "فقط رقم دارد" in page
    assert Invitation.objects.get().accepted_by is None


def test_an_editor_cannot_invite(world: World) -> None:
    with pytest.raises(NotAllowed):
        invitations.invite(
            actor=world.as_("editor"),
            unit=world.units["body"],
            name="x",
            email="x@example.org",
            role=Role.HEAD,
        )


def test_the_head_of_a_unit_invites_into_it_and_below_but_not_above(world: World) -> None:
    Membership.objects.filter(person=world.people["editor"]).update(role=Role.HEAD)
    actor = world.as_("editor")
    for code in ("body", "province"):
        invitations.invite(
            actor=actor, unit=world.units[code], name="x", email="x@example.org", role=Role.OFFICER
        )
    with pytest.raises(NotAllowed):
        invitations.invite(
            actor=actor, unit=world.units["centre"], name="x", email="x@example.org", role=Role.HEAD
        )


def test_the_page_of_a_link_does_not_hand_the_key_on(world: World) -> None:
    assert Client().get(invite(world)).headers["Referrer-Policy"] == "same-origin"


def test_the_page_of_people_leads_whoever_may_invite_to_the_form(world: World) -> None:
    page = client_of(world, "head").get("/desk/people/").content.decode()
    address = re.search(r'href="(/desk/units/\d+/\?invite=1)#invite"', page).group(1)
    assert "<details open><summary>" in client_of(world, "head").get(address).content.decode()
    assert 'href="/desk/people/invite">Invite' in english(world, "admin")
    assert ">Invite somebody<" not in english(world, "officer")


def english(world: World, username: str) -> str:
    """The page of people as the person reads it in English."""
    Person.objects.filter(username=username).update(language="en")
    world.people[username].refresh_from_db()
    return client_of(world, username).get("/desk/people/").content.decode()
