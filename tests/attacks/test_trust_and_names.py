"""The head of a unit tries to speak as the ministry: through kind, trust, and names that read alike."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from hamafza.lib.text.lookalike import skeleton
from hamafza.network import actions, importing
from hamafza.network.errors import AboveParent
from hamafza.network.models import Membership, Role, Unit
from hamafza.notices import kinds
from hamafza.notices.models import Notice
from hamafza.pages.refusals import Refused
from hamafza.wire.models import Event
from tests.attacks.callers import browser
from tests.world import World

CENTRE = "مرکز روابط‌عمومی"
TWINS = (
    "مركز روابط عمومي",
    "مرکز روابط عمومی",
    "مرکزروابطعمومی",
    "مرکز  روابط‌عمومی",
    "مرکز روابط\u200bعمومی",
    "مرکزِ روابط‌عمومی",
    "مرکـــز روابط‌عمومی",
    "«مرکز روابط‌عمومی»",
    "مرکز روابط‌عمومی.",
    "مرکز\u2800روابط‌عمومی",
    "ﻣﺮﻛﺰ روابط‌عمومی",
)
ENGLISH_TWINS = ("PR Centre", "РR centre", "ＰＲ centre", "P.R. centre", "PR\u00a0centre", "pr cеntre")


@pytest.fixture
def body_head(world: World) -> World:
    Membership.objects.create(person=world.people["editor"], unit=world.units["body"], role=Role.HEAD)
    return world


def asks(world: World, **said: object) -> Client:
    client = browser(world, "editor")
    usual = {
        "name": "واحد تازه", "code": "new", "parent": world.units["body"].pk, "kind": "office",
        "trust": "one-check", "opens": "07:30", "closes": "15:30", "time_zone": "Asia/Tehran", "active": "on",
    }  # fmt: skip
    client.post("/desk/units/new", {**usual, **said})
    return client


def test_a_head_adds_a_plain_unit_below(body_head: World) -> None:
    asks(body_head)
    assert Unit.objects.filter(code="new").exists()


@pytest.mark.parametrize("said", [{"kind": "centre"}, {"trust": "at-once"}], ids=str)
def test_a_child_never_stands_above_its_parent(body_head: World, said: dict[str, str]) -> None:
    asks(body_head, **said)
    assert not Unit.objects.filter(code="new").exists()


@pytest.mark.parametrize("name", TWINS)
def test_a_name_that_reads_like_the_centre_s_needs_an_administrator(body_head: World, name: str) -> None:
    asks(body_head, name=name)
    assert not Unit.objects.filter(code="new").exists()
    with pytest.raises(Refused):
        actions.change_unit(
            actor=body_head.as_("editor"), unit=body_head.units["province"], fields={"name": name}
        )
    world = body_head
    actions.change_unit(actor=world.as_("admin"), unit=world.units["province"], fields={"name": name})


@pytest.mark.parametrize("name", ENGLISH_TWINS)
def test_so_does_one_in_english(body_head: World, name: str) -> None:
    asks(body_head, name_en=name)
    assert not Unit.objects.filter(code="new").exists()


def test_so_does_the_name_of_the_network_itself(body_head: World) -> None:
    asks(body_head, name="شبكه آزمون")
    assert not Unit.objects.filter(code="new").exists()


@pytest.mark.parametrize("other", ["روابط‌عمومی تهران", "مرکز روابط‌عمومی البرز", "روابط‌عمومی البرز ۲"])
def test_other_names_stay_apart(other: str) -> None:
    assert skeleton(other) not in {
        skeleton(CENTRE),
        skeleton("روابط‌عمومی البرز"),
        skeleton("روابط‌عمومی البرز ۱"),
    }


def test_an_administrator_raises_no_child_above_its_parent_either(world: World) -> None:
    admin, province = world.as_("admin"), world.units["province"]
    for fields in ({"trust": "at-once"}, {"kind": "centre"}):
        with pytest.raises(AboveParent):
            actions.change_unit(actor=admin, unit=province, fields=fields)


def test_a_unit_cannot_move_below_one_that_reaches_less(world: World) -> None:
    with pytest.raises(AboveParent):
        actions.change_unit(
            actor=world.as_("admin"), unit=world.units["trusted"], fields={"parent": world.units["body"]}
        )


def test_trust_taken_from_a_unit_is_taken_from_those_below(world: World) -> None:
    admin = world.as_("admin")
    actions.change_unit(actor=admin, unit=world.units["body"], fields={"trust": "at-once"})
    actions.change_unit(actor=admin, unit=world.units["province"], fields={"trust": "at-once"})
    actions.change_unit(actor=admin, unit=world.units["body"], fields={"trust": "one-check"})
    assert Unit.objects.get(code="province").trust == "one-check"


@pytest.mark.parametrize(
    "row",
    ["new,تازه,body,centre,one-check", "new,تازه,body,office,at-once", "body,,,liaison,one-check"],
)
def test_a_table_brings_no_child_above_its_parent(world: World, row: str) -> None:
    plan = importing.read(f"code,name,parent,kind,trust\n{row}\n".encode())
    assert any(str(AboveParent.message) in str(problem) for problem in plan.problems)
    with pytest.raises(Refused):
        importing.apply(world.as_("admin"), plan)


def test_the_unit_above_hears_of_another_name(world: World) -> None:
    from hamafza.notices.making import make

    kinds.discover()
    actions.change_unit(actor=world.as_("admin"), unit=world.units["province"], fields={"name": "نام تازه"})
    event = Event.objects.filter(kind="network.unit.changed").latest("pk")
    assert json.loads(event.payload)["changed"] == ["name"]
    make(event)
    assert (
        Notice.objects.get(person=world.people["editor"]).url == f"/desk/units/{world.units['province'].pk}/"
    )
