"""All writes to items: one function per intention of a person.

Each takes the acting person's standing and one step of the table in `states`, as `moves` takes it; what is
special to it stands here. It returns the item. Refused, nothing was changed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from hamafza.flow.transitions import Taken, once
from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom import access, gates
from hamafza.newsroom.checks import hard
from hamafza.newsroom.codes import next_code
from hamafza.newsroom.content import Content
from hamafza.newsroom.embargo import to_come
from hamafza.newsroom.errors import NeedsCheck, NewerVersion, NotReady
from hamafza.newsroom.markup import clean
from hamafza.newsroom.models import Draft, Item, ItemState, PubStatus, RetryKey, Version
from hamafza.newsroom.moves import ITEMS
from hamafza.newsroom.usable import usable
from hamafza.newsroom.uses import keep_uses
from hamafza.pages.refusals import NotAllowed, OwnWork, WrongState

CHECK_TIME = timedelta(hours=2)
CHECK_AFTERWARDS_TIME = timedelta(hours=24)


def create(
    *,
    actor: Standing,
    unit: Unit,
    content: Content,
    retry_key: str = "",
    draft_key: str = "",
    lent: Collection[int] = (),
    vouched: bool = False,
) -> Item:
    """A new draft of the unit. The same retry key returns the item made before, unchanged.

    Raises `NewerVersion` if the item made before had another content.

    `lent` are files of other units that a room above vouches for. `vouched`: it vouches for a person who has
    a role in the unit but does not write for it; others edit and publish the draft.
    """
    if not (access.may_write(actor, unit) or (vouched and unit.active and unit.pk in actor.unit_ids)):
        raise NotAllowed

    def anew() -> Item:
        item = Item.objects.create(unit=unit, created_by=actor.person)
        if retry_key:
            RetryKey.objects.create(person=actor.person, key=retry_key, item=item)
        add_version(item, actor, content, lent=lent)
        taken = ITEMS.made("create", actor, item, timezone.now())
        drop_draft(actor, draft_key)
        ITEMS.announce(taken)
        return item

    item = once(partial(made_before, actor, retry_key), anew)
    if retry_key and not (item.unit_id == unit.pk and was_made_of(item, actor, content, lent)):
        raise NewerVersion(item, 0)  # another text under the same key, as after going back: nothing is lost
    return item


def edit(*, actor: Standing, item: Item, content: Content, base_number: int, draft_key: str = "") -> Item:
    """Another version of an unpublished item, or of a published one until it is corrected.

    Raises `NewerVersion` if a newer version than `base_number` exists.
    """
    with ITEMS.take("edit", actor, item) as step:
        same_base(step.row, base_number)
        drop_draft(actor, draft_key)
        step.happens = add_version(step.row, actor, content)
        return step.row


def submit(*, actor: Standing, item: Item, embargoed: datetime | None = None) -> Item:
    """Send a draft for its one check; the clock starts. `embargoed` is the hour its writer wishes."""
    to_come(embargoed)
    with ITEMS.take("submit", actor, item) as step:
        if step.before != ItemState.DRAFT:
            raise WrongState
        valid(step.row)
        step.set(**to_check(), embargoed=embargoed)
        return step.row


def to_check() -> dict[str, Any]:
    """The clock of a check starts."""
    now = timezone.now()
    return {"submitted": now, "check_due": now + CHECK_TIME, "overdue_told": False}


def return_to_author(*, actor: Standing, item: Item, reason: str) -> Item:
    """The check says no: back to draft, or the waiting correction is put aside."""
    with ITEMS.take("return", actor, item, reason=reason) as step:
        if not awaits_check(step.row):
            raise WrongState
        step.set(check_due=None)
        return step.row


def publish(*, actor: Standing, item: Item, embargoed: datetime | None = None, at_once: bool = False) -> Item:
    """Publish: the writer of a trusted unit at once, else a second person, whose tap is the check.

    `embargoed` is the hour at which readers shall see it; without one the hour its writer wished holds,
    unless `at_once` overrules it.
    """
    to_come(embargoed)
    with ITEMS.take("publish", actor, item) as step:
        item = step.row
        if step.before == ItemState.PUBLISHED and not awaits_check(item):
            raise WrongState
        checked = cleared_by(actor, item)
        step.set(check_due=None)
        if step.before == ItemState.PUBLISHED:
            show_correction(step)
            return item
        valid(item)
        if checked:
            step.set(checked=timezone.now())
        if embargoed is not None or at_once:
            item.embargoed = embargoed
        release(step)
        return item


def publish_urgently(*, actor: Standing, item: Item, reason: str) -> Item:
    """Publish now, have it checked within 24 hours. Counted, and visible inside the network."""
    with ITEMS.take("urgent", actor, item, reason=reason) as step:
        valid(step.row)
        step.set(urgent=True, overdue_told=False, check_due=timezone.now() + CHECK_AFTERWARDS_TIME)
        release(step)
        return step.row


def check_afterwards(*, actor: Standing, item: Item) -> Item:
    """The check that an urgent publication still owed. Never by its author."""
    with ITEMS.take("check", actor, item) as step:
        item = step.row
        if not item.urgent or item.checked is not None:
            raise WrongState
        if item.versions.filter(author=actor.person).exists():
            raise OwnWork
        step.set(checked=timezone.now(), check_due=None)
        return item


def correct(
    *,
    actor: Standing,
    item: Item,
    content: Content,
    base_number: int,
    note: str,
    lent: Collection[int] = (),
) -> Item:
    """A new version of a published item, with a public note of what was wrong.

    In a unit that publishes after one check the correction waits for a second person (`publish`).
    """
    with ITEMS.take("correct", actor, item, reason=note) as step:
        item = step.row
        same_base(item, base_number)
        if problems := hard(content):
            raise NotReady(issues=problems)
        if not add_version(item, actor, content, correction=note.strip(), lent=lent):
            return step.nothing()
        if access.publishes_at_once(actor, item):
            show_correction(step)
        else:
            step.instead("submit")
            step.set(**to_check())
        return item


def withdraw(*, actor: Standing, item: Item, reason: str) -> Item:
    """Take a published item back. Its page stays, as a stone with the reason."""
    with ITEMS.take("withdraw", actor, item, reason=reason) as step:
        step.set(pubstatus=PubStatus.CANCELED, withdrawal=step.reason, check_due=None)
        step.set(versioncreated=timezone.now(), featured=None)
        return step.row


def lift_embargo(*, item: Item) -> Item:
    """The clock's action: the time has come, readers may see it."""
    with ITEMS.take("lift", None, item) as step:
        if not step.row.is_scheduled or step.row.under_embargo:
            return step.nothing()
        now = timezone.now()
        step.set(firstpublished=now, versioncreated=now)
        return step.row


def tell_overdue(*, item: Item) -> Item:
    """The clock's action: the check is late."""
    with ITEMS.take("overdue", None, item) as step:
        if not step.row.overdue or step.row.overdue_told:
            return step.nothing()
        step.set(overdue_told=True)
        return step.row


def feature(*, actor: Standing, item: Item, on: bool) -> Item:
    """Put a published item at the top of the front page, or take it down. For heads of the centre."""
    with ITEMS.take("feature", actor, item) as step:
        if step.row.firstpublished is None:
            raise WrongState
        step.set(featured=timezone.now() if on else None)
        return step.row


# What the actions above are made of


def made_before(actor: Standing, retry_key: str) -> Item | None:
    if not retry_key:
        return None
    key = RetryKey.objects.select_related("item__unit", "item__current")
    known = key.filter(person=actor.person, key=retry_key).first()
    return known.item if known else None


def was_made_of(item: Item, actor: Standing, content: Content, lent: Collection[int]) -> bool:
    """Whether the item began with this content."""
    first = item.versions.order_by("number").first()
    return first is None or stored(item, actor, content, lent) == Content.of(first)


def stored(item: Item, actor: Standing, content: Content, lent: Collection[int]) -> Content:
    """The content as a version keeps it. Raises `Unusable` for what the unit may not show."""
    return replace(usable(content, item, actor, lent), body=clean(content.body))


def same_base(item: Item, base_number: int) -> None:
    if item.current is not None and item.current.number != base_number:
        raise NewerVersion(item, base_number)


def add_version(
    item: Item, actor: Standing, content: Content, *, correction: str = "", lent: Collection[int] = ()
) -> bool:
    """Store the content as the item's current version; False if nothing differs from the last one.

    Raises `Unusable` for a file, picture or address that the unit may not show.
    """
    kept = stored(item, actor, content, lent)
    if item.current is not None and kept == Content.of(item.current):
        return False
    number = item.current.number + 1 if item.current else 1
    item.current = Version.objects.create(
        item=item, number=number, author=actor.person, correction=correction, **kept.as_dict()
    )
    keep_uses([item.current])
    item.save(update_fields=["current"])
    return True


def valid(item: Item) -> None:
    assert item.current is not None
    if problems := hard(Content.of(item.current)):
        raise NotReady(issues=problems)


def awaits_check(item: Item) -> bool:
    """Submitted, or published with a correction that readers do not see yet."""
    return item.state == ItemState.SUBMITTED or (
        item.state == ItemState.PUBLISHED
        and item.check_due is not None
        and item.current_id != item.published_id
    )


def cleared_by(actor: Standing, item: Item) -> bool:
    """True if the person's tap is the check of a second person, False if none is needed. Else refused."""
    if access.may_check(actor, item) and not access.wrote(actor, item):
        return True
    if access.publishes_at_once(actor, item):
        return False
    if access.may_check(actor, item):
        raise OwnWork
    if access.may_edit(actor, item):
        raise NeedsCheck
    raise NotAllowed


def show_correction(step: Taken[Item]) -> None:
    item = step.row
    assert item.current is not None
    gates.pass_all(item, item.current)
    step.instead("correct")
    step.reason, step.given["version"] = item.current.correction, item.published
    step.set(published=item.current, versioncreated=timezone.now())
    set_topics(item, item.current)


def release(step: Taken[Item]) -> None:
    """Give the item its code and show it, or let the embargo's clock show it later."""
    item, now = step.row, timezone.now()
    assert item.current is not None
    gates.pass_all(item, item.current)
    step.set(published=item.current, code=item.code or next_code(), versioncreated=now)
    step.set(embargoed=item.embargoed)
    if item.under_embargo:
        step.instead("schedule")
        step.given["hour"] = item.embargoed
    else:
        step.set(firstpublished=now)
    set_topics(item, item.current)


def set_topics(item: Item, version: Version) -> None:
    item.topics.set(Topic.objects.filter(code__in=version.topics))


def drop_draft(actor: Standing, key: str) -> None:
    if key:
        Draft.objects.filter(key=key, person=actor.person).delete()
