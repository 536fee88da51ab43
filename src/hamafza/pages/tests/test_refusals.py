"""Refusals are one family, and pages show them in one way."""

from __future__ import annotations

import ast
from pathlib import Path

from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from hamafza.pages import refusals

SOURCE = Path(refusals.__file__).parents[1]


class Note(forms.Form):
    title = forms.CharField()
    capture = forms.FileField(required=False)


def bound() -> Note:
    form = Note({"title": "عنوان"})
    assert form.is_valid()
    return form


def refused(refusal: refusals.Refused) -> Note:
    def act() -> str:
        raise refusal

    form = bound()
    assert refusals.attempt(form, act) is None
    return form


def test_a_refusal_stands_at_the_field_it_is_about() -> None:
    form = refused(refusals.Invalid("too short", field="title"))
    assert form.errors == {"title": ["too short"]}


def test_a_refusal_of_no_field_of_the_form_is_said_above_it() -> None:
    assert refused(refusals.NotAllowed()).errors == {"__all__": [str(refusals.NotAllowed())]}
    assert refused(refusals.Invalid("which?", field="unit")).errors == {"__all__": ["which?"]}


def test_a_refused_file_is_said_at_the_file_of_the_form_however_it_is_called() -> None:
    assert refused(refusals.UploadRefused("empty")).errors == {"capture": ["empty"]}


def test_what_is_done_comes_back() -> None:
    assert refusals.attempt(bound(), lambda: 7) == 7


def test_a_button_says_what_was_done_or_why_not() -> None:
    request = RequestFactory().post("/")
    request.session = {}
    request._messages = FallbackStorage(request)

    def act() -> str:
        raise refusals.WrongState

    assert refusals.say(request, lambda: "Done.")
    assert not refusals.say(request, act)
    said = [(one.level_tag, str(one)) for one in get_messages(request)]
    assert said == [("success", "Done."), ("error", str(refusals.WrongState()))]


def test_no_room_has_a_family_of_its_own() -> None:
    """A room's refusals are of the house's family, and it names none of them again."""
    names = {name for name, one in vars(refusals).items() if isinstance(one, type)}
    for path in SOURCE.glob("*/errors.py"):
        for node in ast.parse(path.read_text()).body:
            assert not (isinstance(node, ast.ClassDef) and node.name in names), (path, node.name)
