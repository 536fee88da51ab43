"""The words for what a series, a seat, a session and a point may be."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.council import states


class SeriesKind(models.TextChoices):
    COUNCIL = "council", _("council")
    COMMITTEE = "committee", _("committee")


class SeriesRhythm(models.TextChoices):
    NONE = "none", _("no fixed rhythm")
    MONTHLY = "monthly", _("every month, on a working day counted from its first")
    WEEKLY = "weekly", _("every few weeks, on the same day of the week")


class Calendar(models.TextChoices):
    JALALI = "jalali", _("Jalali")
    GREGORIAN = "gregorian", _("Gregorian")


class Quorum(models.TextChoices):
    SHARE = "share", _("a share of the voting members")
    NUMBER = "number", _("a number of voting members")


class SeatRole(models.TextChoices):
    CHAIR = states.CHAIR, _("chair")
    SECRETARY = states.SECRETARY, _("secretary of the council")
    MEMBER = states.MEMBER, _("member")
    OBSERVER = states.OBSERVER, _("observer")


class PointKind(models.TextChoices):
    FOLLOW_UP = "follow-up", _("follow-up of decisions")
    REPORT = "report", pgettext_lazy("point", "report")
    PROBLEM = "problem", pgettext_lazy("point", "problem")
    PROPOSAL = "proposal", pgettext_lazy("point", "proposal")
    OTHER = "other", pgettext_lazy("point", "other")


class InvitationReply(models.TextChoices):
    """What an invited member says."""

    NONE = "", _("not answered")
    COME = "come", _("comes")
    SUBSTITUTE = "substitute", _("sends a substitute")
    NOT = "not", _("does not come")


class Presence(models.TextChoices):
    """Who was in the room, as the live session records it."""

    UNKNOWN = "", _("not recorded")
    PRESENT = "present", _("present")
    SUBSTITUTE = "substitute", _("a substitute is present")
    ABSENT = "absent", _("absent")


class HearingState(models.TextChoices):
    WAITING = states.WAITING, pgettext_lazy("hearing", "waiting")
    CURRENT = states.CURRENT, pgettext_lazy("hearing", "current")
    DONE = states.DONE, pgettext_lazy("hearing", "done")
    CARRIED = states.CARRIED, pgettext_lazy("hearing", "carried over")
