"""The choices of this room, with the words that people read for them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganiserRole(models.TextChoices):
    LEAD = "lead", pgettext_lazy("campaign", "lead")
    SECRETARY = "secretary", pgettext_lazy("campaign", "secretary")
    EDITOR = "editor", pgettext_lazy("campaign", "theme editor")
    EVALUATOR = "evaluator", pgettext_lazy("campaign", "evaluator")


class SlotKind(models.TextChoices):
    OPENING = "opening", pgettext_lazy("slot", "opening")
    SERVICE_REPORT = "service-report", pgettext_lazy("slot", "service report")
    INTERVIEW = "interview", pgettext_lazy("slot", "interview")
    EXPLAINER = "explainer", pgettext_lazy("slot", "explainer")
    VISIT = "visit", pgettext_lazy("slot", "field visit")
    PHOTO_STORY = "photo-story", pgettext_lazy("slot", "photo story")
    LIVE = "live", pgettext_lazy("slot", "live broadcast")


class EvidenceStatus(models.TextChoices):
    """How far what the slot tells of really is. `UNDER_WAY` has a share in percent."""

    NONE = "", pgettext_lazy("evidence", "nothing to prove")
    PLANNED = "planned", pgettext_lazy("evidence", "planned")
    UNDER_WAY = "under-way", pgettext_lazy("evidence", "under way")
    READY = "ready", pgettext_lazy("evidence", "ready")
    OPERATIONAL = "operational", _("operational")


CONFLICTS = {
    "place": _("The same place at the same hour"),
    "speaker": _("The same speaker at the same hour"),
    "town": _("Three openings or more in one town on one day"),
    "work": _("The same work twice"),
}
"""Why slots do not go together, by `lib.bookings.Why`."""
