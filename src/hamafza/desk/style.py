"""All parts of the screens in one place, for those who build with them; shown to administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hamafza.network.access import Standing, member_of
from hamafza.network.choosers import ChoosingForm, PersonField, UnitField
from hamafza.pages.charts import SHORT, ChartNumber
from hamafza.pages.fields import FutureField
from hamafza.pages.lists import DayField
from hamafza.pages.moments import MomentInput
from hamafza.pages.templatetags.hamafza import day

COLOURS = ("paper", "surface", "sunk", "ink", "muted", "line", "edge", "accent", "ok", "warn", "danger")
FILLS = ("on", "late", "silent", "rest", "h0", "h1", "h2", "h3", "h4")


class ExampleForm(ChoosingForm):
    """One field of each kind, one of them with a mistake."""

    headline = forms.CharField(label=_("Headline"), help_text=_("Up to 90 characters."), required=True)
    when = FutureField(label=_("When"), required=False, widget=MomentInput)
    day = DayField(label=_("Day"))
    unit = UnitField(label=_("Unit"), required=False, whole=0)
    people = PersonField(label=_("People"), several=True, required=False, whole=0)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("a", _("News")), ("b", _("Achievement"))], widget=forms.RadioSelect
    )
    file = forms.FileField(label=_("File"), required=False)


@login_required
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    if not actor.is_administrator:
        raise Http404
    return render(request, "desk/style.html", examples(actor))


def examples(actor: Standing) -> dict[str, Any]:
    now = timezone.now()
    days = [
        ChartNumber(day(timezone.localdate() - timedelta(days=6 - at)), value)
        for at, value in enumerate((38, 62, 55, 94, 80, 121, 196))
    ]
    return {
        "colours": COLOURS,
        "fills": FILLS,
        "example": ExampleForm({"headline": "", "kind": "a", "when": ""}, actor=actor),
        "page": Paginator(range(149), 50).page(2),
        "clocks": [
            ("4", now - timedelta(minutes=10), now + timedelta(minutes=50)),
            ("2", now - timedelta(minutes=50), now + timedelta(minutes=10)),
            ("1", now - timedelta(minutes=90), now - timedelta(minutes=30)),
        ],
        "bodies": [
            ChartNumber(name, value)
            for name, value in ((_("Body A"), 92), (_("Body B"), 70), (_("Body C"), 18))
        ],
        "days": days,
        "weeks": [3, 0, 2, 5, 4, 0, 6, 8],
        "states": [
            ("done", _("confirmed"), 212),
            ("late", _("waiting"), 96),
            ("on", _("on it"), 141),
            ("rest", _("no answer"), 139),
            ("off", _("cannot"), 12),
        ],
        "provinces": {code: at * 5 % 14 for at, code in enumerate(SHORT)},
    }
