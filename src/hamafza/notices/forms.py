"""The settings page: a row per group, and quiet hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamafza.notices.models import QuietHours, Rhythm
from hamafza.notices.queries import GroupChoice
from hamafza.pages.fields import ClockField


class QuietForm(forms.Form):
    starts = ClockField(label=_("quiet hours from"), required=False)
    ends = ClockField(label=_("until"), required=False)
    urgent_breaks = forms.BooleanField(label=_("Send urgent notices even then"), required=False, initial=True)

    @classmethod
    def of(cls, hours: QuietHours | None) -> dict[str, Any]:
        if hours is None:
            return {"urgent_breaks": True}
        return {"starts": hours.starts, "ends": hours.ends, "urgent_breaks": hours.urgent_breaks}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (said.get("starts") is None) != (said.get("ends") is None) and not self.errors:
            self.add_error("ends", _("Enter both times, or leave both empty."))
        return said


@dataclass(frozen=True)
class GroupRow:
    """A group on the page: names of its two fields, and the rhythms to choose from."""

    choice: GroupChoice
    options: list[tuple[str, str, bool]]

    @property
    def code(self) -> str:
        return self.choice.group.code


def rows(choices: Iterable[GroupChoice]) -> list[GroupRow]:
    return [
        GroupRow(choice, [(value, str(label), value == choice.mail) for value, label in Rhythm.choices])
        for choice in choices
    ]


def chosen(choices: Iterable[GroupChoice], data: Mapping[str, str]) -> dict[str, tuple[bool, str]]:
    """What the person chose for each group they were shown; a rhythm we do not know changes nothing."""
    found = {}
    for choice in choices:
        code = choice.group.code
        mail = data.get(f"mail-{code}", choice.mail)
        found[code] = (f"push-{code}" in data, mail if mail in Rhythm.values else choice.mail)
    return found
