"""Readers see the works of a unit if the unit shows them, and never that it is late."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.world import World

from hamafza.wire.models import Event
from hamafza.works import actions
from hamafza.works.actions import Proof
from hamafza.works.tests.cast import entered

DAY = timedelta(days=1)


def read(path: str = "/units/province/") -> str:
    return Client().get(path).content.decode()


def shown(world: World) -> None:
    actions.show_shelf(actor=world.as_("colleague"), unit=world.units["province"], public=True)


def test_works_are_the_networks_own_until_the_unit_shows_them(world: World) -> None:
    work = entered(world)
    assert work.title not in read()
    assert Client().get("/units/province/works/").status_code == 404
    shown(world)
    assert work.title in read()
    assert work.title in read("/units/province/works/")


def test_readers_see_share_reason_and_evidence_and_no_word_of_lateness(world: World) -> None:
    shown(world)
    officer, work = world.as_("officer"), entered(world, promised=timezone.localdate() + DAY)
    actions.progress(actor=officer, work=work, share=40)
    day = timezone.localdate() + 31 * DAY
    actions.promise(actor=officer, work=work, day=day, reason="مصالح نرسید.")
    actions.prove(
        actor=officer, work=work, piece=Proof(label="فهرست روستاها", url="https://example.org/list")
    )
    entered(world, title="کار عقب‌مانده", promised=timezone.localdate() - 9 * DAY)
    text = read()
    assert "۴۰ درصد" in text
    assert "۳۰ روز دیرتر از وعدهٔ نخست" in text
    assert "مصالح نرسید." in text
    assert 'href="https://example.org/list"' in text
    assert "کار عقب‌مانده" in text
    assert "تأخیر" not in text
    assert "عقب‌افتاده" not in text


@pytest.mark.usefixtures("positions")
def test_the_page_of_the_unit_follows_its_works(world: World) -> None:
    """Each step names the page, if readers see the works; else nobody outside hears of it."""
    actions.progress(actor=world.as_("officer"), work=entered(world), share=10)
    assert not Event.objects.filter(kind__startswith="works.", audiences__contains="public").exists()
    shown(world)
    actions.progress(actor=world.as_("officer"), work=entered(world, title="کارگاه برق"), share=20)
    told = Event.objects.filter(kind__startswith="works.", audiences__contains="public")
    page = f"unit:{world.units['province'].pk}"
    assert [json.loads(event.payload)["tags"] for event in told] == [[page]] * 3


def test_the_page_with_works_costs_a_few_queries_more(world: World, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    shown(world)
    for number in range(9):
        entered(world, title=f"کار {number}", promised=timezone.localdate() + DAY)
    with django_assert_max_num_queries(22):
        text = read()
    assert text.count("work-state") == 6
    assert "/units/province/works/" in text
