"""Relays: a unit republishes what another unit said, under the other's name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.flow.models import History
from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Item, ItemState, Version
from hamafza.relay.states import OF_ORIGIN, RELAY


class RelayKind(models.TextChoices):
    WHOLE = "whole", _("whole")
    QUOTATION = "quotation", _("quotation")
    INTRODUCTION = "introduction", _("with an introduction")


class RelayState(models.TextChoices):
    WAITING = "waiting", _("waiting for a check")
    LIVE = "live", _("active")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("replaced by another relay")


class Relay(models.Model):
    """One unit's relay of one item. `item` is always the first origin, however it was found.

    What readers are told about the origin (corrected since, withdrawn) is never stored here: it is
    read from the origin itself, so that no relay can be behind.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="relays")
    item = models.ForeignKey(Item, models.PROTECT, related_name="relays")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")  # what is relayed
    kind = models.CharField(max_length=12, choices=RelayKind.choices, default=RelayKind.WHOLE)
    text = models.TextField(blank=True)  # the passage quoted, or the introduction; plain
    state = models.CharField(max_length=10, choices=RelayState.choices, default=RelayState.LIVE)
    follow = models.BooleanField(default=False)  # a whole relay that takes corrections over by itself
    via = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")  # found there
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    shown = models.DateTimeField(null=True, blank=True)  # public since
    changed = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)  # why it was taken back
    retry_key = models.CharField(max_length=80, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "-shown"], name="relay_unit_listing"),
            models.Index(fields=["item", "state"], name="relay_of_item"),
            models.Index(fields=["-shown"], name="relay_shown"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "item"], condition=Q(state="live"), name="relay_live_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["unit", "item"], condition=Q(state="waiting"), name="relay_waiting_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["by", "retry_key"], condition=~Q(retry_key=""), name="relay_retry_key_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(shown__isnull=False), name="relay_live_is_shown"
            ),
            models.CheckConstraint(condition=Q(kind="whole") | ~Q(text=""), name="relay_own_words_are_there"),
            models.CheckConstraint(
                condition=Q(kind="whole") | Q(follow=False), name="relay_only_whole_follows"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ← {self.item_id}"

    @property
    def is_live(self) -> bool:
        return self.state == RelayState.LIVE

    @property
    def origin_withdrawn(self) -> bool:
        return self.item.state == ItemState.RETIRED

    @property
    def text_of_origin(self) -> Version:
        """The version readers see: the frozen one, or the origin's own if the relay follows it."""
        return self.item.published if self.follow and self.item.published else self.version

    @property
    def corrected_since(self) -> bool:
        """Whether the origin shows a later version than this relay."""
        published = self.item.published_id
        behind = published is not None and not self.follow and published != self.version_id
        return behind and not self.origin_withdrawn

    @property
    def is_stone(self) -> bool:
        """Nothing is left to read: taken back, or the whole of something withdrawn."""
        if self.state == RelayState.WITHDRAWN:
            return True
        return self.is_live and self.kind == RelayKind.WHOLE and self.origin_withdrawn


class RelayStep(History):
    """One thing that was done to a relay, with which version of the origin."""

    flow = RELAY
    relay = models.ForeignKey(Relay, models.PROTECT, related_name="steps")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")

    class Meta(History.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["relay", "step", "version"],
                condition=Q(step__in=OF_ORIGIN),
                name="relay_step_of_origin_once",
            )
        ]
