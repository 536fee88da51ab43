"""What the tables' keys are called, in the reader's language."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.response import limits, states


class IncidentState(models.TextChoices):
    REPORTED = states.REPORTED, pgettext_lazy("incident", "reported")
    TRIAGED = states.TRIAGED, pgettext_lazy("incident", "assessed")
    CLAIMED = states.CLAIMED, pgettext_lazy("incident", "being answered")
    HOLDING = states.HOLDING, pgettext_lazy("incident", "holding statement published")
    VERIFYING = states.VERIFYING, pgettext_lazy("incident", "verifying")
    READY = states.READY, pgettext_lazy("incident", "response ready")
    CLEARED = states.CLEARED, pgettext_lazy("incident", "cleared")
    PUBLISHED = states.PUBLISHED, pgettext_lazy("incident", "answered")
    AMPLIFYING = states.AMPLIFYING, pgettext_lazy("incident", "being relayed")
    MONITORING = states.MONITORING, pgettext_lazy("incident", "being monitored")
    CLOSED = states.CLOSED, pgettext_lazy("incident", "closed")
    REVIEWED = states.REVIEWED, pgettext_lazy("incident", "reviewed")
    MERGED = states.MERGED, pgettext_lazy("incident", "merged")
    REJECTED = states.REJECTED, pgettext_lazy("incident", "rejected")


class Class(models.TextChoices):
    FALSE = states.FALSE, pgettext_lazy("claim", "false")
    MISLEADING = states.MISLEADING, pgettext_lazy("claim", "misleading")
    CRITICISM = states.CRITICISM, pgettext_lazy("claim", "true criticism: answer and correct")
    QUESTION = states.QUESTION, pgettext_lazy("claim", "question")
    OPINION = states.OPINION, pgettext_lazy("claim", "hostile opinion")


class Severity(models.IntegerChoices):
    ONE = 1, _("1: business as usual")
    TWO = 2, _("2: local, slow")
    THREE = 3, _("3: spreading")
    FOUR = 4, _("4: wide, harmful")
    FIVE = 5, _("5: danger to people or to the whole network")


class IncidentRole(models.TextChoices):
    LEAD = states.LEAD, pgettext_lazy("incident role", "lead")
    EVIDENCE = states.EVIDENCE, pgettext_lazy("incident role", "evidence")
    WRITER = states.WRITER, pgettext_lazy("incident role", "writer")
    CLEARER = states.CLEARER, pgettext_lazy("incident role", "clearer")
    RELAY = states.RELAY, pgettext_lazy("incident role", "relay")
    MONITOR = states.MONITOR, pgettext_lazy("incident role", "monitor")
    SCRIBE = states.SCRIBE, pgettext_lazy("incident role", "note taker")
    OBSERVER = states.OBSERVER, pgettext_lazy("incident role", "observer")


class HelpKind(models.TextChoices):
    """What help is asked for."""

    EVIDENCE = "evidence", pgettext_lazy("help", "evidence")
    EXPERT = "expert", pgettext_lazy("help", "an expert")
    TRANSLATION = "translation", pgettext_lazy("help", "translation")
    GRAPHICS = "graphics", pgettext_lazy("help", "graphics")
    RELAY = "relay", pgettext_lazy("help", "relaying")
    MONITORING = "monitoring", pgettext_lazy("help", "monitoring")
    LEGAL = "legal", pgettext_lazy("help", "legal review")
    NIGHT = "night", pgettext_lazy("help", "night duty")


class Stance(models.TextChoices):
    """What the response says of the claim."""

    WRONG = "wrong", _("the claim is wrong")
    PARTLY = "partly", _("the claim is partly wrong")
    RIGHT = "right", _("the claim is right: we will correct it")
    ANSWER = "answer", _("an answer to a question")


class ClockName(models.TextChoices):
    ACKNOWLEDGE = limits.ACKNOWLEDGE, pgettext_lazy("clock", "acknowledgement")
    TRIAGE = limits.TRIAGE, pgettext_lazy("clock", "assessment")
    OWNERSHIP = limits.OWNERSHIP, pgettext_lazy("clock", "a unit to answer")
    HOLDING = limits.HOLDING, pgettext_lazy("clock", "holding statement")
    OFFER = limits.OFFER, pgettext_lazy("clock", "first offer of help")
    CLEARANCE = limits.CLEARANCE, pgettext_lazy("clock", "clearance")
    SITUATION = limits.SITUATION, pgettext_lazy("clock", "situation report")
    REVIEW = limits.REVIEW, pgettext_lazy("clock", "review")
    EMERGENCY = limits.EMERGENCY, pgettext_lazy("clock", "check of the emergency publication")


STEPS: dict[str, Promise] = {
    "report": pgettext_lazy("incident step", "reported"),
    "acknowledge": pgettext_lazy("incident step", "acknowledged"),
    "triage": pgettext_lazy("incident step", "assessed"),
    "retriage": pgettext_lazy("incident step", "assessed again"),
    "claim": pgettext_lazy("incident step", "a unit will answer"),
    "hold": pgettext_lazy("incident step", "holding statement"),
    "verify": pgettext_lazy("incident step", "verification started"),
    "ready": pgettext_lazy("incident step", "response ready"),
    "return": pgettext_lazy("incident step", "sent back to the writer"),
    "clear": pgettext_lazy("incident step", "cleared"),
    "clear_one": pgettext_lazy("incident step", "cleared by the first of two"),
    "publish": pgettext_lazy("incident step", "response published"),
    "publish_emergency": pgettext_lazy("incident step", "published before clearance"),
    "clear_afterwards": pgettext_lazy("incident step", "cleared afterwards"),
    "withdraw": pgettext_lazy("incident step", "response withdrawn"),
    "amplify": pgettext_lazy("incident step", "relay pack offered"),
    "monitor": pgettext_lazy("incident step", "monitoring"),
    "close": pgettext_lazy("incident step", "closed"),
    "let_be": pgettext_lazy("incident step", "an opinion; not answered"),
    "review": pgettext_lazy("incident step", "reviewed"),
    "reject": pgettext_lazy("incident step", "rejected"),
    "merge": pgettext_lazy("incident step", "merged"),
    "absorb": pgettext_lazy("incident step", "another report merged into this one"),
    "escalate": pgettext_lazy("incident step", "the centre was asked to step in"),
    "late": pgettext_lazy("incident step", "a deadline was missed"),
    "reopen": pgettext_lazy("incident step", "reopened"),
    "assign": pgettext_lazy("incident step", "role given"),
    "evidence": pgettext_lazy("incident step", "evidence added"),
    "check_evidence": pgettext_lazy("incident step", "evidence checked"),
    "facts": pgettext_lazy("incident step", "fact sheet changed"),
    "write": pgettext_lazy("incident step", "response written"),
    "ask_help": pgettext_lazy("incident step", "help requested"),
    "offer_help": pgettext_lazy("incident step", "help offered"),
    "take_help": pgettext_lazy("incident step", "help accepted"),
    "pass_help": pgettext_lazy("incident step", "help not needed"),
    "release": pgettext_lazy("incident step", "help ended with thanks"),
    "unconfirmed": pgettext_lazy("incident step", "request ended; done but not yet confirmed"),
    "situation": pgettext_lazy("incident step", "situation report"),
    "spread": pgettext_lazy("incident step", "spread recorded"),
    "voice": pgettext_lazy("incident step", "a unit published its own text"),
    "explainer": pgettext_lazy("incident step", "explainer linked"),
}
