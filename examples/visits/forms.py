"""What is typed: a visit that is announced, and what a list of visits is narrowed by."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from examples.visits.models import Visit
from examples.visits.states import VISIT
from hamafza.network.fields import OwnUnitForm
from hamafza.pages.fields import FutureField, Line, NumberField
from hamafza.pages.lists import ChoiceFilter, DayField, Filters, SearchWords


class VisitForm(OwnUnitForm):
    class Meta:
        model = Visit
        fields = ("unit", "subject", "begins", "guests")
        field_classes = {"subject": Line, "begins": FutureField, "guests": NumberField}


class VisitFilters(Filters):
    lookups = {"q": "subject__icontains", "state": "state", "since": "begins__gte"}
    sorts: ClassVar = {
        "soon": (pgettext_lazy("sort", "soonest first"), ("begins", "pk")),
        "new": (pgettext_lazy("sort", "newest first"), ("-pk",)),
    }

    q = SearchWords(label=_("What they come to see"))
    state = ChoiceFilter(VISIT.choices, label=_("State"))
    since = DayField(label=_("From the day"))
