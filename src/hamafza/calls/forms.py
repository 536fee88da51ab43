"""What is typed: a new call with its address, an answer, more time, the network's rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls.access import may_hand_over
from hamafza.calls.addressing import Address
from hamafza.calls.answering import FIGURE_LIMIT, NOTE_LIMIT
from hamafza.calls.models import CallKind, DeclineReason, Escalation, Needs
from hamafza.calls.queries import answerers
from hamafza.calls.question import TEXT_LIMIT, TITLE_LIMIT, Question
from hamafza.flow.models import Rules
from hamafza.network.access import Standing
from hamafza.network.choosers import PERSON, ChoosingForm, PersonField, UnitField
from hamafza.network.fields import TopicsField
from hamafza.network.models import Region, Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item
from hamafza.pages.fields import WITHIN, ClockField, FutureField, Line, NumberField, RetryKeyField
from hamafza.pages.moments import MomentInput
from hamafza.pages.refusals import Invalid
from hamafza.verify.fields import CodeField

HOURS = [*WITHIN, ("168", _("within a week")), ("", _("at another time"))]


class CallForm(ChoosingForm):
    """One page: what is asked, until when, of whom."""

    unit = UnitField(label=_("asked by"), among="asking")
    kind = forms.ChoiceField(label=_("kind of request"), choices=CallKind.choices, widget=forms.RadioSelect)
    title = Line(label=_("what you ask, in one line"), max_length=TITLE_LIMIT)
    text = Line(
        label=_("details"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    item = CodeField(label=_("news code or address of the item it is about"))
    within = forms.ChoiceField(label=_("deadline"), choices=HOURS, required=False, initial="24")
    until = FutureField(
        label=_("or an exact time"),
        required=False,
        widget=MomentInput,
    )
    needs = forms.ChoiceField(label=_("what counts as done"), choices=Needs.choices, initial=Needs.NOTHING)
    escalation = forms.ChoiceField(
        label=_("tell the parent unit about missing answers"),
        choices=Escalation.choices,
        initial=Escalation.DEADLINE,
    )
    urgent = forms.BooleanField(label=_("urgent: send even in quiet hours"), required=False)
    exercise = forms.BooleanField(label=_("this is an exercise"), required=False)
    units = UnitField(label=_("units by name"), several=True, required=False)
    everyone = forms.BooleanField(label=_("all units of the network"), required=False)
    below = UnitField(label=_("a unit and all units below it"), among="heading", several=True, required=False)
    regions = forms.ModelMultipleChoiceField(
        label=_("regions"),
        queryset=Region.objects.all(),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    topics = TopicsField()
    kinds = forms.MultipleChoiceField(
        label=_("kinds of units"),
        choices=Unit.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    override = Line(label=_("why it cannot wait until tomorrow"), max_length=500, required=False)
    retry_key = RetryKeyField()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("until") or data.get("within")) and "until" not in self.errors:
            self.add_error("until", _("Set a deadline."))
        return data

    def deadline(self) -> datetime:
        until: datetime | None = self.cleaned_data.get("until")
        return until or timezone.now() + timedelta(hours=int(self.cleaned_data.get("within") or 24))

    def question(self) -> Question:
        data = self.cleaned_data
        names = ("kind", "title", "text", "item", "needs", "escalation", "urgent", "exercise")
        return Question(**{name: data[name] for name in names}, deadline=self.deadline())

    def address(self) -> Address:
        """Of what could be read, so that a preview needs no finished form."""
        data = self.cleaned_data
        coded = {
            name: tuple(one.code for one in data.get(name) or ())
            for name in ("units", "below", "regions", "topics")
        }
        kinds = tuple(data.get("kinds") or ())
        return Address(**coded, kinds=kinds, everyone=bool(data.get("everyone")))


class DoneForm(forms.Form):
    """What is given as done: which of it is needed is said by the call."""

    recent = NumberField(label=_("your latest items"), required=False)
    item = CodeField(label=_("news code or address of the item"))
    file = forms.FileField(label=_("file"), required=False)
    figure = Line(label=_("figure"), max_length=FIGURE_LIMIT, required=False)
    note = Line(label=_("note"), max_length=NOTE_LIMIT, required=False)

    def given_item(self) -> Item | None:
        """The typed code, else the one chosen among the latest. Raises `Invalid` if readers cannot see that one."""
        typed: Item | None = self.cleaned_data["item"]
        chosen = self.cleaned_data.get("recent")
        if typed or not chosen:
            return typed
        found = public_items().filter(pk=chosen).first()
        if found is None:
            raise Invalid(_("This is not a published item of your unit."), field="item")
        return found


class AcceptForm(forms.Form):
    """What comes with a yes to a call for help. One tap without it is a yes too."""

    note = Line(label=_("what you will do"), max_length=NOTE_LIMIT, required=False)
    starts = FutureField(
        label=_("starting when"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=pgettext_lazy("decline", "reason"), choices=DeclineReason.choices, required=False
    )
    note = Line(label=_("note"), max_length=NOTE_LIMIT, required=False)


class HandOverForm(forms.Form):
    """Whose work goes to whom; both may answer for the unit."""

    away = PersonField(label=_("who is away"), among="colleagues")
    deputy = PersonField(label=_("who takes over"), among="colleagues")

    def __init__(self, data: Any, *, actor: Standing, unit: Unit) -> None:
        super().__init__(data, auto_id=f"{unit.code}-%s")
        self.unit = unit
        people = answerers([unit.pk])
        mine = people.filter(pk=actor.person.pk)
        whose = people if may_hand_over(actor, unit, 0) else mine
        for name, rows in (("away", whose), ("deputy", people)):
            self.fields[name].queryset = PERSON.whole(rows)  # type: ignore[attr-defined]
        self.initial["away"] = mine.first()


class ExtendForm(forms.Form):
    deadline = FutureField(
        label=_("new deadline"), widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )


class RulesForm(forms.ModelForm[Rules]):
    ceiling = NumberField(label=_("calls to one unit per day"), min_value=1, max_value=100)

    class Meta:
        model = Rules
        fields = ("ceiling", "quiet_from", "quiet_until", "remind_hours")
        field_classes = {"quiet_from": ClockField, "quiet_until": ClockField, "remind_hours": NumberField}
