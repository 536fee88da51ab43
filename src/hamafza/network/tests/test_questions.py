"""What reaches far asks first: it names the act, its numbers and what comes of it, and changes nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.network import invitations, tokens
from hamafza.network.models import Invitation, Membership, Person, Role, Token, Unit

YES = {"confirmed": "1"}


def client_of(world: World, name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.people[name])
    return client


def english(world: World, name: str) -> Client:
    Person.objects.filter(username=name).update(language="en")
    return client_of(world, name)


def test_a_role_is_taken_only_after_a_question_that_names_it(world: World) -> None:
    membership = Membership.objects.get(person=world.people["officer"])
    client, path = client_of(world, "head"), f"/desk/memberships/{membership.pk}/end"
    page = client.post(path, {"next": "kept"})
    text = page.content.decode()
    assert page.status_code == 200
    for part in (str(membership.person), str(membership.unit), 'name="confirmed"', 'value="kept"'):
        assert part in text
    assert Membership.objects.filter(pk=membership.pk).exists()
    assert client.post(path, YES).status_code == 302
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_who_may_not_do_it_is_not_asked(world: World) -> None:
    membership = Membership.objects.get(person=world.people["colleague"])
    for said in ({}, YES):
        assert (
            client_of(world, "officer").post(f"/desk/memberships/{membership.pk}/end", said).status_code
            == 403
        )


def test_shutting_somebody_out_asks_and_letting_them_in_does_not(world: World) -> None:
    person = world.people["officer"]
    client, path = client_of(world, "head"), f"/desk/people/{person.pk}/active"
    assert "confirmed" in client.post(path, {"active": "0"}).content.decode()
    person.refresh_from_db()
    assert person.is_active
    client.post(path, {"active": "0", **YES})
    person.refresh_from_db()
    assert not person.is_active
    client.post(path, {"active": "1"})
    person.refresh_from_db()
    assert person.is_active


@pytest.mark.parametrize("yes", ["1", "0"])
def test_administrators_are_made_and_unmade_after_a_question(world: World, yes: str) -> None:
    Person.objects.filter(username="editor").update(is_administrator=True)
    person = world.people["head" if yes == "1" else "editor"]
    person.refresh_from_db()
    client = client_of(world, "admin")
    page = client.post(f"/desk/people/{person.pk}/administrator", {"administrator": yes})
    assert str(person) in page.content.decode()
    was = person.is_administrator
    person.refresh_from_db()
    assert person.is_administrator == was


def test_an_invitation_and_a_key_end_after_a_question(world: World) -> None:
    head = world.as_("head")
    invited, _link = invitations.invite(
        actor=head, unit=world.units["province"], name="Sara", email="sara@example.org", role=Role.OFFICER
    )
    client = client_of(world, "head")
    page = client.post(f"/desk/invitations/{invited.pk}/withdraw").content.decode()
    assert "sara@example.org" in page
    assert not Invitation.objects.get(pk=invited.pk).withdrawn
    client.post(f"/desk/invitations/{invited.pk}/withdraw", YES)
    assert Invitation.objects.get(pk=invited.pk).withdrawn
    tokens.create_token(world.people["head"], "Reader")
    path = f"/accounts/tokens/{Token.objects.get().pk}/revoke"
    assert "Reader" in client.post(path).content.decode()
    assert not Token.objects.get().revoked
    client.post(path, YES)
    assert Token.objects.get().revoked


def test_a_unit_is_closed_after_a_question_that_counts_its_people(world: World) -> None:
    unit = world.units["province"]
    client, path = client_of(world, "admin"), f"/desk/units/{unit.pk}/edit"
    form = client.get(path).context["form"]
    said = {
        name: value
        for name, field in form.fields.items()
        if name not in {"active", "topics"} and (value := form.get_initial_for_field(field, name)) is not None
    }
    page = client.post(path, said)
    assert page.status_code == 200
    assert 'name="confirmed"' in page.content.decode()
    unit.refresh_from_db()
    assert unit.active
    assert client.post(path, {**said, **YES}).status_code == 302
    unit.refresh_from_db()
    assert not unit.active


def own_role(world: World, name: str) -> tuple[Membership, str]:
    membership = Membership.objects.get(person=world.people[name])
    return membership, f"/desk/memberships/{membership.pk}/end"


@pytest.mark.parametrize("said", [{}, YES])
def test_the_only_head_at_the_top_cannot_give_up_her_role(world: World, said: dict[str, str]) -> None:
    membership, path = own_role(world, "head")
    page = english(world, "head").post(path, said, follow=True)
    assert page.status_code == 200
    assert "Give the role to somebody else first." in page.content.decode()
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_a_head_who_is_followed_by_another_gives_up_her_own_role_and_lands_on_a_page(world: World) -> None:
    membership, path = own_role(world, "head")
    Membership.objects.create(person=world.people["editor"], unit=membership.unit, role=Role.HEAD)
    client = english(world, "head")
    question = client.post(path).content.decode()
    assert "Give up your own role" in question
    assert "You can give the role again" not in question
    page = client.post(path, YES, follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == "/desk/"
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_a_head_who_cannot_log_in_follows_nobody(world: World) -> None:
    membership, path = own_role(world, "head")
    Membership.objects.create(person=world.people["editor"], unit=membership.unit, role=Role.HEAD)
    Person.objects.filter(username="editor").update(is_active=False)
    english(world, "head").post(path, YES)
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_an_administrator_ends_the_role_of_the_last_head(world: World) -> None:
    membership, path = own_role(world, "head")
    english(world, "admin").post(path, YES)
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_the_last_administrator_is_not_even_asked(world: World) -> None:
    path = f"/desk/people/{world.people['admin'].pk}/administrator"
    page = english(world, "admin").post(path, {"administrator": "0"}, follow=True).content.decode()
    assert "at least one administrator" in page
    assert 'name="confirmed"' not in page


def test_one_of_two_administrators_steps_back_and_lands_on_a_page(world: World) -> None:
    Person.objects.filter(username="head").update(is_administrator=True)
    client, path = english(world, "admin"), f"/desk/people/{world.people['admin'].pk}/administrator"
    assert (
        "Only another administrator can make you one again"
        in client.post(path, {"administrator": "0"}).content.decode()
    )
    page = client.post(path, {"administrator": "0", **YES}, follow=True)
    assert (page.status_code, page.redirect_chain[-1][0]) == (200, "/desk/")


def test_the_only_active_unit_stays_and_nobody_is_asked(world: World) -> None:
    Unit.objects.exclude(code="centre").update(active=False)
    unit = world.units["centre"]
    client, path = english(world, "admin"), f"/desk/units/{unit.pk}/edit"
    form = client.get(path).context["form"]
    said = {
        name: value
        for name, field in form.fields.items()
        if name not in {"active", "topics"} and (value := form.get_initial_for_field(field, name)) is not None
    }
    for more in ({}, YES):
        page = client.post(path, {**said, **more})
        assert "This is the only active unit" in page.content.decode()
    assert Unit.objects.get(pk=unit.pk).active


def test_no_to_closing_a_unit_gives_its_form_back_as_it_was_filled_in(world: World) -> None:
    unit = world.units["province"]
    client, path = english(world, "admin"), f"/desk/units/{unit.pk}/edit"
    form = client.get(path).context["form"]
    said = {
        name: value
        for name, field in form.fields.items()
        if name not in {"active", "topics"} and (value := form.get_initial_for_field(field, name)) is not None
    } | {"phone": "02634567890"}
    assert 'name="back"' in client.post(path, said).content.decode()
    page = client.post(path, {**said, "back": "1"}).content.decode()
    assert 'value="02634567890"' in page
    assert "error-summary" not in page
    unit.refresh_from_db()
    assert unit.active
    assert not unit.phone


def test_the_question_names_role_and_unit_as_persian_does(world: World) -> None:
    membership, path = own_role(world, "secretary")
    page = client_of(world, "head").post(path).content.decode()
    assert f"دیگر در {membership.unit} نقش «دبیر شورا» ندارد" in page
