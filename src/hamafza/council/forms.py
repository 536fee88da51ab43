"""What is typed: a series, a seat, a session, a point with its papers; and what lists are narrowed by."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.council import access, states
from hamafza.council.models import TEXT_LIMIT, Point, PointKind, Series, SeriesKind, Session
from hamafza.council.words import SeatRole
from hamafza.network.access import Standing
from hamafza.network.choosers import ChoosingForm, PersonField, UnitField
from hamafza.pages.fields import AnyDayField, ClockField, FutureField, Line, LinkField, NumberField
from hamafza.pages.lists import DayField, Filters, SearchWords
from hamafza.pages.moments import in_words
from hamafza.pages.shown import Remembering
from hamafza.pages.templatetags.hamafza import digits

M = TypeVar("M", bound=Model)
DAYS = (
    "opens_days",
    "briefs_days",
    "locks_days",
    "draft_days",
    "comments_days",
    "approval_days",
    "sending_days",
)
AREA = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
HANDED_IN = [choice for choice in PointKind.choices if choice[0] != PointKind.FOLLOW_UP]


class WebLink(LinkField):
    """An address without its scheme is a safe one."""

    def __init__(self, **options: Any) -> None:
        usual = {"assume_scheme": "https", "widget": forms.URLInput(attrs={"dir": "ltr"})}
        super().__init__(**{**options, **usual})


class SeriesForm(Remembering, forms.ModelForm[Series]):
    """One page: who and what, when it meets, when it can decide, and its days."""

    class Meta:
        model = Series
        fields = (
            "unit", "wide", "kind", "name", "name_en", "about", "confidential", "takes_problems",
            "rhythm", "calendar", "nth", "weeks", "since", "at", "length", "place", "link",
            "quorum", "quorum_value",
            *DAYS,
        )  # fmt: skip
        field_classes = {
            "name": Line, "name_en": Line, "place": Line, "since": AnyDayField, "at": ClockField, "link": WebLink,
            **dict.fromkeys(("nth", "weeks", "length", "quorum_value"), NumberField),
            **dict.fromkeys(DAYS, NumberField),
        }  # fmt: skip
        widgets = {"about": AREA, "kind": forms.RadioSelect, "rhythm": forms.RadioSelect}
        help_texts = {
            "nth": _(
                "Weekends and holidays are not counted. In a month with fewer working days it is the last one."
            ),
            "weeks": _(
                "If that day is a holiday, the session moves to the next working day. Later sessions keep their usual days."
            ),
        }

    people = ("unit", "wide", "kind", "name", "name_en", "about", "confidential", "takes_problems")
    meets = ("rhythm", "calendar", "nth", "weeks", "since", "at", "length", "place", "link")
    decides = ("quorum", "quorum_value")

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            del self.fields["unit"]
            self.remember()
            return
        units = access.founds_for(actor)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].initial = units.first()

    def part(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def who(self) -> list[forms.BoundField]:
        return self.part(*self.people)

    @property
    def when(self) -> list[forms.BoundField]:
        return self.part(*self.meets)

    @property
    def quorate(self) -> list[forms.BoundField]:
        return self.part(*self.decides)

    @property
    def dated(self) -> list[forms.BoundField]:
        return self.part(*(name for name in self.fields if name.endswith("_days")))

    def validate_constraints(self) -> None:
        """Another name that is taken is refused by the action, which also knows a second tap."""


class SeatForm(ChoosingForm):
    """A seat: of a unit, perhaps of one person of it, and who sits there in their place."""

    unit = UnitField(label=_("Unit"), among="active")
    person = PersonField(
        label=_("person"),
        among="active",
        required=False,
        help_text=_("If you name nobody, whoever writes for the unit may sit there."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    substitute = PersonField(label=_("substitute"), among="active", required=False)
    substitute_unit = UnitField(label=_("or a unit as substitute"), among="active", required=False)


class ManySeatsForm(ChoosingForm):
    """A seat for each of many units: chosen by name, or pasted as a list."""

    units = UnitField(label=_("Units"), among="active", several=True, required=False)
    pasted = forms.CharField(
        label=_("or paste codes or names of units"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_(
            "One in each line, or with commas between them. A part of a name is enough if only one unit has it."
        ),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[one for one in SeatRole.choices if one[0] in (SeatRole.MEMBER, SeatRole.OBSERVER)],
        initial=SeatRole.MEMBER,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given["units"] and not given["pasted"].strip():
            raise forms.ValidationError(_("Choose units, or paste a list."))
        return given


class SubstituteForm(ChoosingForm):
    """Who comes in the place of a member."""

    person = PersonField(label=_("who comes instead"), among="active", required=False)
    name = Line(
        label=_("or a name, if they have no account"),
        max_length=120,
        required=False,
        help_text=_("You may leave both empty if it is not settled yet, and say it later."),
    )


class SessionForm(forms.ModelForm[Session]):
    """A session that is planned."""

    class Meta:
        model = Session
        fields = ("starts", "length", "place", "link", "confidential")
        field_classes = {"starts": FutureField, "length": NumberField, "place": Line, "link": WebLink}

    def validate_constraints(self) -> None:
        """Another session at this time is the action's matter."""


class PlaceForm(Remembering, forms.ModelForm[Session]):
    """Where a session is held, how long, and whether behind closed doors."""

    class Meta:
        model = Session
        fields = ("length", "place", "link", "confidential")
        field_classes = {"length": NumberField, "place": Line, "link": WebLink}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.remember()


class MoveForm(forms.Form):
    starts = FutureField(label=_("new time"))
    reason = Line(
        label=_("Reason"),
        max_length=1000,
        error_messages={"required": _("Say why the session is moved.")},
    )


class SessionChoice(forms.ModelChoiceField[Session]):
    """A session by its number and its time."""

    def label_from_instance(self, obj: Session) -> str:
        said = {"number": digits(obj.number), "when": in_words(obj.starts)}
        return _("session %(number)s, %(when)s") % said


class PointForm(Remembering, forms.ModelForm[Point]):
    """A point that is handed in, with a paper if there is one."""

    session = SessionChoice(
        label=_("for the session"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": _("The agenda of this session is closed. Choose another session.")},
        help_text=_("If there is no time for it there, it goes on to the next session by itself."),
    )
    field_order = ("session",)
    paper = forms.FileField(label=_("paper"), required=False)
    retry_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    class Meta:
        model = Point
        fields = ("kind", "title", "text", "speaker", "speaker_name", "minutes", "confidential")
        field_classes = {"title": Line, "speaker_name": Line, "minutes": NumberField}
        widgets = {"kind": forms.RadioSelect, "text": AREA}

    def __init__(
        self, *args: Any, series: Series, sessions: QuerySet[Session] | None = None, **options: Any
    ) -> None:
        """`sessions` are those for which it can be handed in, the nearest first."""
        super().__init__(*args, **options)
        if sessions:
            self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
            self.fields["session"].initial = sessions[0]
        else:
            del self.fields["session"]
        self.fields["kind"].choices = HANDED_IN  # type: ignore[attr-defined]
        self.fields["text"].max_length = TEXT_LIMIT  # type: ignore[attr-defined]
        speakers = access.people_of(access.sitting(series))
        self.fields["speaker"].queryset = speakers  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["retry_key"], self.fields["paper"]
            self.remember()

    def validate_constraints(self) -> None:
        """A second tap is the action's matter."""

    @property
    def whole(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("session", *self.Meta.fields)}


class PaperForm(forms.Form):
    paper = forms.FileField(label=_("paper"))


class HolidaysForm(forms.Form):
    """One day in a line: the date, then its name."""

    days = forms.CharField(
        label=_("holidays, one in each line"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
        help_text=_("The date in either calendar, then what day it is: 2027-02-11 Victory of the Revolution"),
    )

    def clean_days(self) -> list[tuple[date, str, str]]:
        lines = [line.split() for line in self.cleaned_data["days"].splitlines() if line.strip()]
        return [(AnyDayField().clean(first), " ".join(rest)[:120] or first, "") for first, *rest in lines]


# Lists


class SessionFilters(Filters):
    lookups = {
        "q": "series__name__icontains",
        "state": "state",
        "since": "starts__gte",
        "until": "starts__lt",
    }
    sorts: ClassVar = {
        "soon": (pgettext_lazy("sort", "latest first"), ("-starts", "-pk")),
        "old": (pgettext_lazy("sort", "soonest first"), ("starts", "pk")),
    }

    q = SearchWords(label=_("council or committee"))
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("all")), *states.SESSION.choices], required=False
    )
    since = DayField(label=_("From the day"))
    until = DayField(label=_("before the day"))


class PointFilters(Filters):
    lookups = {"q": "title__icontains", "state": "state", "kind": "kind", "series": "series"}
    sorts: ClassVar = {
        "new": (pgettext_lazy("sort", "newest first"), ("-pk",)),
        "old": (pgettext_lazy("sort", "oldest first"), ("pk",)),
    }

    q = SearchWords(label=_("words of the title"))
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("all")), *states.POINT.choices], required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *PointKind.choices], required=False)
    series = forms.ModelChoiceField(
        label=_("council or committee"), queryset=Series.objects.none(), required=False
    )


class SeriesFilters(Filters):
    lookups = {"q": "name__icontains", "kind": "kind"}
    sorts: ClassVar = {"name": (pgettext_lazy("sort", "by name"), ("name", "pk"))}

    q = SearchWords(label=_("name"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *SeriesKind.choices], required=False)


class SeatFilters(Filters):
    lookups = {"role": "role"}
    sorts: ClassVar = {
        "old": (pgettext_lazy("sort", "as they were named"), ("pk",)),
        "unit": (pgettext_lazy("sort", "by unit"), ("unit__sort_key", "unit__code", "pk")),
    }

    q = SearchWords(label=_("unit or person"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("all")), *SeatRole.choices], required=False)

    def narrow(self, found: QuerySet[M]) -> QuerySet[M]:
        words = self.said("q")
        names = ("unit__name", "unit__name_en", "person__name", "person__name_en")
        wanted = [Q(**{f"{name}__icontains": words}) for name in names] if words else []
        return super().narrow(found.filter(reduce(or_, wanted)) if wanted else found)
