"""The states of a unit's report, and every step there is between them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.flow.steps import Flow, Step, to

DRAFT, HANDED, CHANGED = "draft", "handed-in", "changed"
WRITER, ASKER = frozenset({"writer"}), frozenset({"asker"})  # whose step it is

REPORT = Flow(
    "report",
    {
        DRAFT: pgettext_lazy("report", "being written"),
        HANDED: pgettext_lazy("report", "handed in"),
        CHANGED: pgettext_lazy("report", "changed since it was handed in"),
    },
    (
        Step(
            name="begin",
            moves=to(DRAFT, ""),
            who=WRITER,
            event="reports.report.begun",
            says=_("The report was begun."),
        ),
        Step(
            name="say",
            moves={DRAFT: DRAFT, HANDED: CHANGED, CHANGED: CHANGED},
            who=WRITER,
            event="reports.report.worded",
            says=_("Words beside the numbers were changed."),
        ),
        Step(
            name="hand-in",
            moves=to(HANDED, DRAFT, CHANGED, HANDED),
            who=WRITER,
            event="reports.report.handed-in",
            says=_("The report was handed in."),
        ),
        Step(
            name="send-back",
            moves=to(CHANGED, HANDED),
            who=ASKER,
            event="reports.report.sent-back",
            says=_("The report was sent back."),
            why=_("Say what is missing in the report."),
        ),
    ),
)
