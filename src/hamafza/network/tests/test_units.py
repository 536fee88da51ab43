"""Units, terms, people and roles: who may change what, and what the ledger hears."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from tests.world import World

from hamafza.network import actions, queries
from hamafza.network.errors import AboveParent, HasChildren, InUse, LastAdministrator, WouldCircle
from hamafza.network.models import Membership, Network, Person, Region, Role, Topic, Unit
from hamafza.pages.refusals import NotAllowed

# The ledger stands above this room, so it is asked for by name.
Event = apps.get_model("wire", "Event")

NEW = {"code": "new", "name": "دفتر نو", "kind": Unit.Kind.OFFICE}


def client_of(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.people[username])
    return client


def heard() -> tuple[str, set[str], dict[str, object]]:
    event = Event.objects.latest("pos")
    return event.kind, set(event.audiences.split()), json.loads(event.payload)


@pytest.fixture
def body_head(world: World) -> World:
    """The cast, with the body's editor as head of the body's office."""
    Membership.objects.filter(person=world.people["editor"]).update(role=Role.HEAD)
    return world


def test_a_changed_unit_is_told_to_desks_and_to_public_pages(world: World) -> None:
    unit = world.units["province"]
    actions.change_unit(actor=world.as_("head"), unit=unit, fields={"name": "روابط‌عمومی استان البرز"})
    kind, audiences, payload = heard()
    assert kind == "network.unit.changed"
    assert {"all", "public", f"unit:{unit.pk}"} <= audiences
    assert payload["tags"] == ["network", f"unit:{unit.pk}"]


def test_a_refused_change_leaves_no_trace(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.change_unit(actor=world.as_("officer"), unit=world.units["province"], fields={"name": "x"})
    assert Unit.objects.get(code="province").name == "روابط‌عمومی البرز"
    assert not Event.objects.exists()


def test_nobody_raises_the_trust_of_their_own_unit(body_head: World) -> None:
    actor, trusted = body_head.as_("editor"), {"trust": Unit.Trust.AT_ONCE}
    with pytest.raises(NotAllowed):
        actions.change_unit(actor=actor, unit=body_head.units["body"], fields=trusted)
    with pytest.raises(AboveParent):
        actions.change_unit(actor=actor, unit=body_head.units["province"], fields=trusted)
    actions.change_unit(actor=body_head.as_("admin"), unit=body_head.units["body"], fields=trusted)
    below = actions.change_unit(actor=actor, unit=body_head.units["province"], fields=trusted)
    assert below.trust == Unit.Trust.AT_ONCE


def test_a_head_changes_nothing_beside_or_above(body_head: World) -> None:
    for code in ("centre", "trusted"):
        with pytest.raises(NotAllowed):
            actions.change_unit(
                actor=body_head.as_("editor"), unit=body_head.units[code], fields={"phone": "1"}
            )
    with pytest.raises(NotAllowed):
        actions.add_unit(actor=body_head.as_("editor"), fields={**NEW, "parent": body_head.units["trusted"]})


def test_a_head_adds_units_below(body_head: World) -> None:
    made = actions.add_unit(actor=body_head.as_("editor"), fields={**NEW, "parent": body_head.units["body"]})
    assert made.sort_key
    assert made.pk in body_head.as_("editor").manages


def test_units_are_sorted_as_persian_dictionaries_sort(world: World) -> None:
    for code, name in (("a", "گیلان"), ("b", "پارس"), ("c", "کرمان"), ("d", "آستارا"), ("e", "البرز")):
        actions.add_unit(actor=world.as_("admin"), fields={**NEW, "code": code, "name": name})
    ours = Unit.objects.filter(code__in="abcde").values_list("name", flat=True)
    assert list(ours) == ["آستارا", "البرز", "پارس", "کرمان", "گیلان"]


def test_a_unit_cannot_be_put_under_itself(world: World) -> None:
    with pytest.raises(WouldCircle):
        actions.change_unit(
            actor=world.as_("admin"),
            unit=world.units["body"],
            fields={"parent": world.units["province"]},
        )


def test_a_unit_with_active_units_below_stays_active(world: World) -> None:
    with pytest.raises(HasChildren):
        actions.change_unit(actor=world.as_("admin"), unit=world.units["body"], fields={"active": False})


def test_a_code_never_changes(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.change_unit(actor=world.as_("admin"), unit=world.units["body"], fields={"code": "other"})


def test_a_changed_role_is_told_and_opens_the_stream_anew(world: World) -> None:
    person, unit = world.people["outsider"], world.units["province"]
    actor = world.as_("head")
    membership = actions.add_membership(actor=actor, person=person, unit=unit, role=Role.OFFICER)
    actions.add_membership(actor=actor, person=person, unit=unit, role=Role.OFFICER)
    actions.end_membership(actor=actor, membership=membership)
    kinds = list(Event.objects.order_by("pos").values_list("kind", flat=True))
    assert kinds == ["network.membership.changed", "wire.revoke"] * 2
    assert heard() == ("wire.revoke", {"control"}, {"person": person.pk})


def test_somebody_shut_out_is_out_at_once(world: World) -> None:
    client = client_of(world, "officer")
    actions.set_active(actor=world.as_("head"), person=world.people["officer"], active=False)
    assert client.get("/desk/units/").status_code == 302
    assert heard()[0] == "wire.revoke"


@pytest.mark.parametrize("who", ["admin", "head", "officer"])
def test_nobody_shuts_themselves_out(world: World, who: str) -> None:
    Person.objects.create_user("second", is_administrator=True)
    with pytest.raises(NotAllowed):
        actions.set_active(actor=world.as_(who), person=world.people[who], active=False)


def test_a_head_shuts_out_only_people_whose_every_role_is_below(body_head: World) -> None:
    with pytest.raises(NotAllowed):
        actions.set_active(actor=body_head.as_("editor"), person=body_head.people["trusted"], active=False)
    Membership.objects.create(
        person=body_head.people["officer"], unit=body_head.units["trusted"], role=Role.OBSERVER
    )
    with pytest.raises(NotAllowed):
        actions.set_active(actor=body_head.as_("editor"), person=body_head.people["officer"], active=False)


def test_the_last_administrator_stays(world: World) -> None:
    with pytest.raises(LastAdministrator):
        actions.set_administrator(actor=world.as_("admin"), person=world.people["admin"], administrator=False)
    actions.set_administrator(actor=world.as_("admin"), person=world.people["head"], administrator=True)
    world.people["head"].refresh_from_db()
    actions.set_administrator(actor=world.as_("head"), person=world.people["admin"], administrator=False)
    assert not Person.objects.get(username="admin").is_administrator


def test_a_topic_in_use_cannot_be_removed(world: World) -> None:
    world.units["body"].topics.add(Topic.objects.get(code="work"))
    with pytest.raises(InUse):
        actions.remove_term(actor=world.as_("admin"), term=Topic.objects.get(code="work"))
    with pytest.raises(InUse):
        actions.remove_term(actor=world.as_("admin"), term=Region.objects.get())
    actions.remove_term(actor=world.as_("admin"), term=Topic.objects.get(code="welfare"))
    assert heard()[2]["tags"] == ["network", "topic:welfare"]


def test_the_form_takes_persian_digits_and_puts_letters_right(world: World) -> None:
    client = client_of(world, "admin")
    said = {
        "code": "OFFICE-۷",
        "name": "دفتر كرج",
        "parent": world.units["body"].pk,
        "kind": "office",
        "trust": "one-check",
        "time_zone": "Asia/Tehran",
        "opens": "08:00",
        "closes": "14:00",
        "work_days": ["5", "6"],
        "phone": "۰۲۶-۱۲۳",
        "active": "on",
        "topics": [Topic.objects.get(code="work").pk],
    }
    made = Unit.objects.get(pk=client.post("/desk/units/new", said).url.split("/")[-2])
    assert (made.code, made.name, made.phone, made.work_days) == ("office-7", "دفتر کرج", "026-123", "5,6")
    assert [topic.code for topic in made.topics.all()] == ["work"]
    said |= {"closes": "07:00", "time_zone": "Tehran"}
    page = client.post(f"/desk/units/{made.pk}/edit", said)
    assert {"closes", "time_zone"} == set(page.context["form"].errors)


def test_a_head_cannot_slip_trust_through_the_form_of_their_own_unit(body_head: World) -> None:
    unit = body_head.units["body"]
    page = client_of(body_head, "editor").get(f"/desk/units/{unit.pk}/edit")
    said = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    said |= {
        "trust": "at-once",
        "parent": "",
        "phone": "021",
        "topics": [],
        "opens": "08:00",
        "closes": "15:00",
    }
    assert client_of(body_head, "editor").post(f"/desk/units/{unit.pk}/edit", said).status_code == 302
    unit.refresh_from_db()
    assert (unit.trust, unit.parent, unit.phone) == ("one-check", body_head.units["centre"], "021")


def test_units_are_found_in_any_spelling(world: World) -> None:
    client = client_of(world, "observer")
    for words in ("روابط عمومي البرز", "alborz", "PROVINCE"):
        found = client.get("/desk/units/", {"q": words}).context["page"]
        assert [unit.code for unit in found] == ["province"]
    assert "واحدی با این نام" in client.get("/desk/units/", {"q": "هیچ‌کجا"}).content.decode()


def test_the_tree_holds_every_unit_once_whatever_its_shape(world: World) -> None:
    rows = queries.tree()
    assert [(row.unit.code, row.depth) for row in rows[:3]] == [("centre", 0), ("body", 1), ("province", 2)]
    assert sum(len(row.closes) for row in rows) == sum(bool(row.below) for row in rows)
    assert len(rows) == Unit.objects.count()


def test_the_tree_of_600_units_takes_few_queries_and_few_bytes(
    world: World, django_assert_max_num_queries: Callable[..., object]
) -> None:
    root = world.units["centre"]
    bodies = Unit.objects.bulk_create(
        [Unit(code=f"b{n}", name=f"روابط‌عمومی سازمان {n}", parent=root) for n in range(30)]
    )
    Unit.objects.bulk_create(
        [
            Unit(code=f"p{n}", name=f"روابط‌عمومی سازمان در استان {n}", parent=bodies[n % 30])
            for n in range(570)
        ]
    )
    client = client_of(world, "observer")
    # Seven for the page itself, two of them what it may be narrowed by; three for the frame.
    with django_assert_max_num_queries(10):
        page = client.get("/desk/units/")
    assert page.content.decode().count("/desk/units/") >= 604
    assert len(page.content) < 110_000


@pytest.mark.parametrize("path", ["/desk/people/", "/desk/units/{unit}/", "/desk/people/{person}/"])
def test_pages_of_many_people_take_few_queries(
    world: World, path: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    people = Person.objects.bulk_create(
        [Person(username=f"x{n}", name=f"شخص {n}", password="!") for n in range(120)]
    )
    unit = world.units["province"]
    Membership.objects.bulk_create([Membership(person=p, unit=unit, role=Role.OFFICER) for p in people])
    client = client_of(world, "admin")
    with django_assert_max_num_queries(12):
        page = client.get(path.format(unit=unit.pk, person=people[0].pk))
    assert page.status_code == 200


def test_the_directory_finds_people_and_turns_pages(world: World) -> None:
    Person.objects.bulk_create([Person(username=f"x{n}", name=f"شخص {n}", password="!") for n in range(120)])
    client = client_of(world, "observer")
    assert client.get("/desk/people/?page=3").context["page"].number == 3
    assert client.get("/desk/people/?page=zzz").context["page"].number == 1
    found = client.get("/desk/people/", {"q": "كارشناس البرز"}).context["page"]
    assert [person.username for person in found] == ["officer"]


def test_the_network_tells_its_name_to_all_public_pages(world: World) -> None:
    said = {"name": "شبکهٔ نو", "name_en": "New network", "about": "متن", "contact": "pr@example.org"}
    assert client_of(world, "admin").post("/desk/network/", said).status_code == 302
    assert Network.objects.get().name == "شبکهٔ نو"
    kind, audiences, payload = heard()
    assert (kind, audiences, payload["tags"]) == ("network.changed", {"all", "public"}, ["network", "news"])


def test_topics_are_added_changed_and_removed_by_administrators(world: World) -> None:
    client = client_of(world, "admin")
    client.post("/desk/topics/", {"name": "سلامت", "name_en": "Health", "code": "health", "position": "3"})
    topic = Topic.objects.get(code="health")
    change = {"name": "بهداشت", "code": "slipped", "position": "3"}
    client.post(f"/desk/topics/{topic.pk}/", change)
    topic.refresh_from_db()
    assert (topic.name, topic.code) == ("بهداشت", "health")
    client.post(f"/desk/topics/{topic.pk}/", {"remove": "1", "confirmed": "1"})
    assert not Topic.objects.filter(code="health").exists()


def test_roles_are_given_and_taken_on_the_unit_page(world: World) -> None:
    client, unit = client_of(world, "head"), world.units["province"]
    client.post(f"/desk/units/{unit.pk}/members", {"who-typed": "outsider", "role": "editor"})
    membership = Membership.objects.get(person=world.people["outsider"])
    assert (membership.unit, membership.role) == (unit, "editor")
    client.post(f"/desk/memberships/{membership.pk}/end", {"confirmed": "1"})
    assert not Membership.objects.filter(pk=membership.pk).exists()
    unknown = client.post(f"/desk/units/{unit.pk}/members", {"who-typed": "nobody", "role": "editor"})
    assert unknown.status_code == 422
