"""The board of decisions: its table, and what is done with several at once."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hamafza.council.states import SECRETARY
from hamafza.decisions import access, actions
from hamafza.decisions.forms import BoardFilters
from hamafza.decisions.models import Decision
from hamafza.network.access import Standing
from hamafza.pages.lists import Act, Listing
from hamafza.pages.sheets import Column, columns_of


def place(actor: Standing) -> Column[Decision]:
    """Where it was decided, for those who may know it."""
    seen = set(Decision.objects.filter(access.inside(actor)).values_list("pk", flat=True))
    return Column(_("Council"), lambda row: f"{row.session}" if row.pk in seen else "")


COLUMNS: list[Column[Decision]] = [
    *columns_of(Decision, "text", "state", "owner"),
    Column(_("Helpers"), lambda row: "، ".join(str(one.unit) for one in row.helping.all())),
    *columns_of(Decision, "due", "done_when", "made", "done", "ended", "blocked", "proof"),
]


def board(request: HttpRequest, actor: Standing, filters: BoardFilters) -> Listing[Decision]:
    reason = request.POST.get("reason", "")
    verify: Act[Decision] = Act(
        "verify",
        _("Verify the chosen ones"),
        lambda row: actions.verify(actor=actor, decision=row, reason=reason),
        ngettext_lazy("%(number)s decision was verified.", "%(number)s decisions were verified.", "number"),
        effects=[_("The units read that their work is accepted, and each call ends.")],
        kind="soft",
        reason=_("What shows that they are done?"),
    )
    found = filters.narrowed(access.visible(actor))
    acts = [verify] if access.led(actor, SECRETARY).exists() else []
    columns = [place(actor), *COLUMNS] if request.method == "POST" else COLUMNS
    return Listing(
        request, found, "decisions", columns, acts, lambda rows: rows.prefetch_related("helping__unit")
    )
