"""Locking a baseline: what was measured before is copied, with its document and hash, before a claim is written."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.figures import access, queries
from hamafza.figures.actions import hearers, page_tags
from hamafza.figures.errors import Locked
from hamafza.figures.events import LOCKED, BaselineFacts
from hamafza.figures.models import BaselineShare, Definition, LockedBaseline
from hamafza.lib.figures.periods import TimeWindow
from hamafza.lib.figures.totals import UnitShare
from hamafza.lib.text.links import is_web_address
from hamafza.network.access import Standing
from hamafza.newsroom.models import Attachment
from hamafza.pages.refusals import Invalid, NotAllowed
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened


def lock(
    *,
    actor: Standing,
    definition: Definition,
    window: TimeWindow,
    document: Attachment | None = None,
    link: str = "",
    now: datetime | None = None,
) -> LockedBaseline:
    """Copy what units measured in the window. A baseline that is locked is never locked anew.

    A window in which nobody measured is locked too: that it is empty is what there is to know.
    """
    indicator = definition.indicator
    if not access.may_sign(actor, indicator):
        raise NotAllowed
    sound(definition, window, document, link)
    with transaction.atomic():
        Definition.objects.select_for_update().get(pk=definition.pk)
        if queries.baseline_of(definition, window) is not None:
            raise Locked
        found = queries.totals(definition, window, queries.asked_of(definition))
        shares = [found.shares[unit] for unit in sorted(found.shares)]
        made = LockedBaseline.objects.create(
            definition=definition,
            first=window.first,
            last=window.last,
            document=document,
            link=link,
            sha256=digest(definition, window, shares),
            values_at_lock=found.values,
            by=actor.person,
            at=now or timezone.now(),
        )
        BaselineShare.objects.bulk_create(kept(made, one) for one in shares)
        tell(actor, made)
        return made


def sound(definition: Definition, window: TimeWindow, document: Attachment | None, link: str) -> None:
    if window.months < 1 or not window.fits(definition.every):
        raise Invalid(
            _("The window does not begin and end with whole periods of the indicator."), field="first"
        )
    if document is None and not link:
        raise Invalid(_("A baseline needs its document: a file or a link."), field="link")
    if link and not is_web_address(link):
        raise Invalid(_("This is not an address on the web."), field="link")


def kept(baseline: LockedBaseline, share: UnitShare) -> BaselineShare:
    return BaselineShare(
        baseline=baseline,
        unit_id=share.unit,
        periods=share.periods,
        amount=share.amount,
        base=share.base,
        last_amount=share.last_amount,
        last_base=share.last_base,
    )


def digest(definition: Definition, window: TimeWindow, shares: list[UnitShare]) -> str:
    """Over the definition, the window and what each unit had measured, so that anyone can check it."""
    head = f"{definition.indicator.code} {definition.number} {window.first} {window.last}"
    rows = (
        f"{one.unit} {one.periods} {one.amount} {one.base} {one.last_amount} {one.last_base}"
        for one in shares
    )
    return hashlib.sha256("\n".join([head, *rows]).encode()).hexdigest()


def tell(actor: Standing, made: LockedBaseline) -> None:
    indicator = made.definition.indicator
    facts = BaselineFacts(
        indicator=indicator.code,
        definition=made.definition_id,
        first=made.first,
        last=made.last,
        sha256=made.sha256,
        by=actor.person.pk,
        tags=page_tags(indicator),
    )
    append(
        Happened(
            kind=LOCKED, subject=f"indicator:{indicator.code}", audiences=hearers(indicator), facts=facts
        )
    )
