"""Visits at the desk: the list, the form, one visit and its buttons."""

from django.utils.translation import gettext_lazy as _

from examples.visits import access
from examples.visits.actions import VISITS, announce
from examples.visits.forms import VisitFilters, VisitForm
from examples.visits.models import Visit
from hamafza.flow.pages import FlowPages
from hamafza.network.access import checks, writes
from hamafza.pages.sheets import columns_of

PAGES = FlowPages(
    moves=VISITS,
    seen=access.visible,
    name="visit",
    several="visits",
    columns=columns_of(Visit, "subject", "unit", "begins", "guests", "state"),
    filters=VisitFilters,
    form=VisitForm,
    make=announce,
    may_make=writes,
    at_once=lambda actor: {"confirm": _("Confirm")} if checks(actor) else {},
)
urlpatterns = PAGES.urls
