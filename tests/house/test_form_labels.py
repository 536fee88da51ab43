"""Every field that a person sees has a name in their language, and takes numbers in any digits."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.forms import BaseForm, DecimalField, FloatField, IntegerField
from django.utils import translation

from hamafza.pages.fields import NumberField


def modules() -> Iterator[str]:
    rooms = [importlib.import_module(one.name) for one in apps.get_app_configs() if ours(one.name)]
    packages = [
        package for room in rooms for package in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    ]
    for found in packages:
        last = found.name.rpartition(".")[2]
        if "form" in last or last.endswith("views"):
            yield found.name


def subclasses(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def ours(module: str) -> bool:
    return module.startswith(("hamafza.", "examples.")) and ".tests." not in module


def forms() -> list[type[BaseForm]]:
    for name in modules():
        importlib.import_module(name)
    return sorted(
        {one for one in subclasses(BaseForm) if ours(one.__module__)},
        key=lambda one: (one.__module__, one.__name__),
    )


@pytest.mark.parametrize("form", forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_every_visible_field_has_a_persian_name(form: type[BaseForm]) -> None:
    with translation.override("fa"):
        nameless = [
            name
            for name, field in getattr(form, "base_fields", {}).items()
            if not field.widget.is_hidden and str(field.label or "").isascii()
        ]
    assert nameless == []


@pytest.mark.parametrize("form", forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_every_number_is_typed_in_any_digits(form: type[BaseForm]) -> None:
    numbers = {
        name: field
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, (IntegerField, FloatField, DecimalField))
    }
    assert [name for name, field in numbers.items() if not isinstance(field, NumberField)] == []
    assert [name for name, field in numbers.items() if field.widget.input_type == "number"] == []


def test_the_forms_of_all_rooms_are_looked_at() -> None:
    rooms = {form.__module__.split(".")[1] for form in forms()}
    assert {"calls", "desk", "network", "newsroom", "notices", "response"} <= rooms
