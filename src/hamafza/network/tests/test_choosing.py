"""Choosing units and people by name: with a list while one types, and without any script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from tests.world import World

from hamafza.network.choosers import ChoosingForm, PersonField, UnitField
from hamafza.network.models import Unit
from hamafza.network.tests.test_units import client_of
from hamafza.pages.choosers import rank

PROVINCES = ("آذربایجان شرقی", "کهگیلویه و بویراحمد", "یزد", "ایلام")


@pytest.fixture
def many(world: World) -> World:
    """A network too large for a plain list: 600 units, some with much the same name."""
    parent = world.units["centre"]
    names = [f"روابط‌عمومی {name}" for name in PROVINCES] + [f"رابط {number}" for number in range(590)]
    Unit.objects.bulk_create(
        Unit(code=f"u{at}", name=name, parent=parent, sort_key=f"{at:04}") for at, name in enumerate(names)
    )
    return world


class Asked(ChoosingForm):
    unit = UnitField(required=False)
    units = UnitField(several=True, required=False)
    person = PersonField(required=False)


def sent(world: World, address: str) -> Asked:
    return Asked(QueryDict(address), actor=world.as_("officer"))


def names(form: forms.Form, field: str) -> list[str]:
    return re.findall(r"<bdi>(.*?)</bdi>", str(form[field]))


@pytest.mark.parametrize(
    "typed", ["روابط عمومی یزد", "روابط‌عمومی يزد", "روابطعمومی یزد", "یزد", "u2", "U2", "U۲", " يزد "]
)
def test_a_name_is_understood_however_it_is_typed(many: World, typed: str) -> None:
    form = sent(many, f"unit-typed={typed}&units=u3&units-typed={typed}")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["unit"].code == "u2"
    assert [one.code for one in form.cleaned_data["units"]] == ["u3", "u2"]


def test_a_name_that_several_have_offers_them_and_keeps_what_was_chosen(many: World) -> None:
    form = sent(many, "units=u1&units-typed=رابط 1")
    assert form.is_valid()  # one of them is called just so
    form = sent(many, "units=u1&units-typed=رابط 58")
    assert form.is_valid()
    form = sent(many, "units=u1&units-typed=رابط")
    assert not form.is_valid()
    page = str(form["units"])
    assert 'value="u1" checked' in page
    assert (
        page.count('type="checkbox"') == 1 + 8 + 1
    )  # the chosen one, those offered, the pattern of the script
    assert 'value="رابط"' in page


def test_a_name_that_nobody_has_is_kept_and_refused(many: World) -> None:
    form = sent(many, "unit-typed=کرمان")
    assert not form.is_valid()
    assert 'value="کرمان"' in str(form["unit"])


def test_of_one_unit_the_latest_word_counts(many: World) -> None:
    form = sent(many, "unit=u1&unit-typed=یزد")
    assert form.is_valid()
    assert form.cleaned_data["unit"].code == "u2"


def test_what_one_may_not_choose_is_refused(many: World) -> None:
    Unit.objects.filter(code="u1").update(active=False)
    for address in ("unit=u1", "units=u1", "unit=u2&unit=nothing", "person=x", "person=" + "9" * 40):
        assert not sent(many, address).is_valid(), address


def test_a_few_are_a_plain_list(world: World) -> None:
    form = sent(world, "unit=body")
    assert str(form["unit"]).count("<option") == 1 + Unit.objects.filter(active=True).count()
    assert str(form["units"]).count('type="checkbox"') == Unit.objects.filter(active=True).count()


def test_the_list_begins_with_what_was_chosen_lately(many: World) -> None:
    client = client_of(many, "officer")
    page = client.get("/desk/choose/unit?among=active&lately=u500,u2").content.decode()
    assert re.findall(r'data-key="(\w+)"', page)[:2] == ["u500", "u2"]
    page = client.get("/desk/choose/unit?among=active&q=رابط&lately=u2,u400").content.decode()
    assert re.findall(r'data-key="(\w+)"', page)[0] == "u400"
    assert "<mark>رابط</mark>" in page


def test_the_list_has_no_rows_that_the_form_would_refuse(many: World) -> None:
    client = client_of(many, "officer")
    Unit.objects.filter(code="u2").update(active=False)
    assert "u2" not in client.get("/desk/choose/unit?among=active&q=یزد&lately=u2").content.decode()
    own = client.get("/desk/choose/unit?among=own").content.decode()
    assert re.findall(r'data-key="(\w+)"', own) == ["province"]


def test_people_are_found_without_their_addresses(world: World) -> None:
    client = client_of(world, "officer")
    page = client.get("/desk/choose/person?among=active&q=کارشناس صندوق").content.decode()
    assert "<bdi><mark>کارشناس</mark> صندوق</bdi>" in page
    assert "@" not in page
    assert "<li" not in client.get("/desk/choose/person?among=active&q=example.org").content.decode()


def test_a_list_of_six_hundred_units_takes_few_queries(
    many: World, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(many, "officer")
    client.get("/desk/choose/unit?among=active&q=x")
    with django_assert_max_num_queries(7):
        client.get("/desk/choose/unit?among=active&q=رابط&lately=u1,u2,u3")


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_always_nearest_to_itself(name: str, other: str) -> None:
    if name.strip():
        assert rank(name, other, name) in {0, None}
