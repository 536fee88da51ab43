"""A form remembers what it showed, so that a stale one takes nothing back that others saved meanwhile.

Beside each field stands what it showed, as Django does it for `show_hidden_initial`. Only what the person changed is
saved; where somebody else has changed the same field, the form says what stands there now and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.bidi import isolate_name
from hamafza.lib.text.digits import to_latin
from hamafza.pages.refusals import Conflict, Refused, blame

NOTHING: Mapping[str, str] = {}


class ChangedMeanwhile(Conflict):
    """Somebody has changed the same field; `shows` is what a form would remember of it now, `named` what people read."""

    def __init__(self, field: str, shows: str, named: str) -> None:
        self.shows = shows
        sentence = _(
            "Somebody else has changed this meanwhile to “%(theirs)s”. Nothing was overwritten; save again to put yours in its place."
        )
        super().__init__(sentence % {"theirs": isolate_name(named)}, field=field)


class Remembering(forms.BaseForm):
    """Mixed into the form of something that several may change. `said` is what the person changed."""

    def remember(self) -> None:
        """Call it when all fields are there. A program that sends no more than the fields means all of them."""
        shown = any(self.add_initial_prefix(name) in self.data for name in self.fields)
        for field in self.fields.values():
            field.show_hidden_initial = shown or not self.is_bound

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}

    @property
    def seen(self) -> dict[str, str]:
        """What these fields showed."""
        keys = {name: self.add_initial_prefix(name) for name in self.said}
        return {name: str(self.data[key]) for name, key in keys.items() if key in self.data}

    def look_again(self, field: str, shows: str) -> None:
        """Remember what stands there now: saving again is a choice then."""
        fresh = QueryDict(mutable=True)
        fresh.update(self.data)
        fresh[self.add_initial_prefix(field)] = shows
        self.data = fresh


def save(form: Remembering, act: Callable[[], object]) -> bool:
    """Whether it was saved. Where somebody else was faster, the form says so and may be sent again."""
    try:
        act()
    except ChangedMeanwhile as refusal:
        form.look_again(refusal.field, refusal.shows)
        blame(form, refusal)
    except Refused as refusal:
        blame(form, refusal)
    return not form.errors


def nobody_else(row: Model, seen: Mapping[str, str], said: Mapping[str, Any]) -> None:
    """Raise `ChangedMeanwhile` if a field says neither what was shown nor what is about to be written."""
    for name in seen.keys() & said.keys():
        if getattr(row, name) != said[name] and alike(seen[name]) != alike(as_shown(row, name)):
            raise ChangedMeanwhile(name, as_shown(row, name), as_named(row, name))


def nobody_else_wrote(field: str, there: str, seen: Mapping[str, str], text: str) -> None:
    """The same for a text that is no field of a row: what stands there now, and what is about to be written."""
    if field in seen and there != text and alike(seen[field]) != alike(there):
        raise ChangedMeanwhile(field, there, there)


def as_named(row: Model, name: str) -> str:
    choice = getattr(row, f"get_{name}_display", None)
    return str(choice() if choice else getattr(row, name) or "")


def as_shown(row: Model, name: str) -> str:
    value = row.serializable_value(name)
    return "" if value is None else str(value)


def alike(text: str) -> str:
    """Browsers end lines in a way of their own."""
    return "\n".join(to_latin(text).splitlines()).strip()
