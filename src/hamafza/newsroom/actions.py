"""All writes to items: one function per intention of a person.

Each takes the acting person's standing, runs in one transaction, locks the head row, writes the
change, a transition row and one event of the ledger, and returns the item. Refusals are the
exceptions of `errors`; then nothing was changed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom import access, events, gates
from hamafza.newsroom.checks import hard
from hamafza.newsroom.codes import next_code
from hamafza.newsroom.content import Content
from hamafza.newsroom.embargo import to_come
from hamafza.newsroom.errors import NeedsCheck, NewerVersion, NotReady
from hamafza.newsroom.markup import clean
from hamafza.newsroom.models import Draft, Item, PubStatus, RetryKey, State, Transition, Version
from hamafza.newsroom.usable import usable
from hamafza.notices.actions import acted
from hamafza.pages.refusals import NotAllowed, OwnWork, ReasonMissing, WrongState
from hamafza.wire.actions import Announcement, append

Step = Transition.Step
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
) -> Item:
    """A new draft of the unit. The same retry key returns the item made before, unchanged.

    `lent` are files of other units that a room above vouches for.
    """
    if not access.may_write(actor, unit):
        raise NotAllowed
    try:
        with transaction.atomic():
            if retry_key and (known := made_before(actor, retry_key)):
                return known
            item = Item.objects.create(unit=unit, created_by=actor.person)
            if retry_key:
                RetryKey.objects.create(person=actor.person, key=retry_key, item=item)
            add_version(item, actor, content, lent=lent)
            record(item, actor, Step.CREATE, from_state="")
            drop_draft(actor, draft_key)
            announce(events.ItemEdited, item, actor)
            return item
    except IntegrityError:
        # Two taps at once on PostgreSQL: the second waited for the first one's key.
        if retry_key and (known := made_before(actor, retry_key)):
            return known
        raise


def edit(*, actor: Standing, item: Item, content: Content, base_number: int, draft_key: str = "") -> Item:
    """Another version of an unpublished item, or of a published one until it is corrected.

    Raises `NewerVersion` if a newer version than `base_number` exists.
    """
    with transaction.atomic():
        item = locked(item)
        if not access.may_edit(actor, item):
            raise NotAllowed
        if item.state not in {State.DRAFT, State.SUBMITTED}:
            raise WrongState
        same_base(item, base_number)
        drop_draft(actor, draft_key)
        if not add_version(item, actor, content):
            return item
        record(item, actor, Step.EDIT, from_state=item.state)
        announce(events.ItemEdited, item, actor)
        return item


def submit(*, actor: Standing, item: Item, embargoed: datetime | None = None) -> Item:
    """Send a draft for its one check; the clock starts. `embargoed` is the hour its writer wishes."""
    to_come(embargoed)
    with transaction.atomic():
        item = locked(item)
        if not access.may_edit(actor, item):
            raise NotAllowed
        if item.state != State.DRAFT:
            raise WrongState
        valid(item)
        item.state, item.submitted = State.SUBMITTED, timezone.now()
        item.check_due, item.overdue_told = item.submitted + CHECK_TIME, False
        item.embargoed = embargoed
        item.save(update_fields=["state", "submitted", "check_due", "overdue_told", "embargoed"])
        record(item, actor, Step.SUBMIT, from_state=State.DRAFT)
        announce(events.ItemSubmitted, item, actor)
        return item


def return_to_author(*, actor: Standing, item: Item, reason: str) -> Item:
    """The check says no: back to draft, or the waiting correction is put aside."""
    with transaction.atomic():
        item = locked(item)
        if not access.may_check(actor, item):
            raise NotAllowed
        if not awaits_check(item):
            raise WrongState
        if not says_something(reason):
            raise ReasonMissing
        before = item.state
        if item.state == State.SUBMITTED:
            item.state = State.DRAFT
        item.check_due = None
        item.save(update_fields=["state", "check_due"])
        record(item, actor, Step.RETURN, from_state=before, reason=reason)
        announce(events.ItemReturned, item, actor)
        return item


def publish(*, actor: Standing, item: Item, embargoed: datetime | None = None, at_once: bool = False) -> Item:
    """Publish: the writer of a trusted unit at once, else a second person, whose tap is the check.

    `embargoed` is the hour at which readers shall see it; without one the hour its writer wished holds,
    unless `at_once` overrules it.
    """
    to_come(embargoed)
    with transaction.atomic():
        item = locked(item)
        if item.state == State.PUBLISHED and awaits_check(item):
            return clear_correction(actor, item)
        if item.state not in {State.DRAFT, State.SUBMITTED}:
            raise WrongState
        checked = cleared_by(actor, item)
        valid(item)
        before = item.state
        if embargoed is not None or at_once:
            item.embargoed = embargoed
        if checked:
            item.checked = timezone.now()
        item.check_due = None
        release(item, actor, before, Step.PUBLISH)
        return item


def publish_urgently(*, actor: Standing, item: Item, reason: str) -> Item:
    """Publish now, have it checked within 24 hours. Counted, and visible inside the network."""
    with transaction.atomic():
        item = locked(item)
        if not access.may_edit(actor, item):
            raise NotAllowed
        if item.state not in {State.DRAFT, State.SUBMITTED}:
            raise WrongState
        if not says_something(reason):
            raise ReasonMissing
        valid(item)
        before, item.urgent, item.overdue_told = item.state, True, False
        item.check_due = timezone.now() + CHECK_AFTERWARDS_TIME
        release(item, actor, before, Step.URGENT, reason=reason)
        return item


def check_afterwards(*, actor: Standing, item: Item) -> Item:
    """The check that an urgent publication still owed. Never by its author."""
    with transaction.atomic():
        item = locked(item)
        if not access.may_check(actor, item):
            raise NotAllowed
        if not (item.state == State.PUBLISHED and item.urgent and item.checked is None):
            raise WrongState
        if item.versions.filter(author=actor.person).exists():
            raise OwnWork
        item.checked, item.check_due = timezone.now(), None
        item.save(update_fields=["checked", "check_due"])
        record(item, actor, Step.CHECK, from_state=State.PUBLISHED)
        announce(events.ItemChecked, item, actor)
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
    with transaction.atomic():
        item = locked(item)
        if not access.may_edit(actor, item):
            raise NotAllowed
        if item.state != State.PUBLISHED:
            raise WrongState
        if not says_something(note):
            raise ReasonMissing
        same_base(item, base_number)
        if problems := hard(content):
            raise NotReady(issues=problems)
        if not add_version(item, actor, content, correction=note.strip(), lent=lent):
            return item
        if access.publishes_at_once(actor, item):
            show_correction(item, actor)
        else:
            item.submitted = timezone.now()
            item.check_due, item.overdue_told = item.submitted + CHECK_TIME, False
            item.save(update_fields=["submitted", "check_due", "overdue_told"])
            record(item, actor, Step.SUBMIT, from_state=State.PUBLISHED, reason=note)
            announce(events.ItemSubmitted, item, actor)
        return item


def withdraw(*, actor: Standing, item: Item, reason: str) -> Item:
    """Take a published item back. Its page stays, as a stone with the reason."""
    with transaction.atomic():
        item = locked(item)
        if not (access.may_check(actor, item) or access.publishes_at_once(actor, item)):
            raise NotAllowed
        if item.state != State.PUBLISHED:
            raise WrongState
        if not says_something(reason):
            raise ReasonMissing
        item.state, item.pubstatus, item.withdrawal = State.RETIRED, PubStatus.CANCELED, reason.strip()
        item.check_due, item.versioncreated, item.featured = None, timezone.now(), None
        item.save(
            update_fields=["state", "pubstatus", "withdrawal", "check_due", "versioncreated", "featured"]
        )
        record(item, actor, Step.WITHDRAW, from_state=State.PUBLISHED, reason=reason)
        if item.firstpublished is None:
            announce(events.ItemReturned, item, actor)
        else:
            announce(events.ItemWithdrawn, item, actor, public=True)
        return item


def lift_embargo(*, item: Item) -> Item:
    """The clock's action: the time has come, readers may see it."""
    with transaction.atomic():
        item = locked(item)
        if item.state == State.PUBLISHED and item.firstpublished is None and not item.under_embargo:
            item.firstpublished = item.versioncreated = timezone.now()
            item.save(update_fields=["firstpublished", "versioncreated"])
            announce(events.ItemPublished, item, None, public=True)
        return item


def tell_overdue(*, item: Item) -> Item:
    """The clock's action: the check is late."""
    with transaction.atomic():
        item = locked(item)
        if item.check_due is not None and item.check_due <= timezone.now() and not item.overdue_told:
            item.overdue_told = True
            item.save(update_fields=["overdue_told"])
            announce(events.CheckOverdue, item, None)
        return item


def feature(*, actor: Standing, item: Item, on: bool) -> Item:
    """Put a published item at the top of the front page, or take it down. For heads of the centre."""
    with transaction.atomic():
        item = locked(item)
        if not (actor.is_administrator or item.unit_id in actor.manages):
            raise NotAllowed
        if item.state != State.PUBLISHED or item.firstpublished is None:
            raise WrongState
        item.featured = timezone.now() if on else None
        item.save(update_fields=["featured"])
        announce(events.ItemFeatured, item, actor, public=True)
        return item


# What the actions above are made of


def locked(item: Item) -> Item:
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("unit", "current", "published")
        .get(pk=item.pk)
    )


def made_before(actor: Standing, retry_key: str) -> Item | None:
    key = RetryKey.objects.select_related("item__unit", "item__current")
    known = key.filter(person=actor.person, key=retry_key).first()
    return known.item if known else None


def same_base(item: Item, base_number: int) -> None:
    if item.current is not None and item.current.number != base_number:
        raise NewerVersion(item, base_number)


def add_version(
    item: Item, actor: Standing, content: Content, *, correction: str = "", lent: Collection[int] = ()
) -> bool:
    """Store the content as the item's current version; False if nothing differs from the last one.

    Raises `Unusable` for a file, picture or address that the unit may not show.
    """
    fields = {**usable(content, item, actor, lent).as_dict(), "body": clean(content.body)}
    if item.current is not None and Content(**fields) == Content.of(item.current):
        return False
    number = item.current.number + 1 if item.current else 1
    item.current = Version.objects.create(
        item=item, number=number, author=actor.person, correction=correction, **fields
    )
    item.save(update_fields=["current"])
    return True


def valid(item: Item) -> None:
    assert item.current is not None
    if problems := hard(Content.of(item.current)):
        raise NotReady(issues=problems)


def awaits_check(item: Item) -> bool:
    """Submitted, or published with a correction that readers do not see yet."""
    return item.state == State.SUBMITTED or (
        item.state == State.PUBLISHED and item.check_due is not None and item.current_id != item.published_id
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


def clear_correction(actor: Standing, item: Item) -> Item:
    cleared_by(actor, item)
    item.check_due = None
    item.save(update_fields=["check_due"])
    show_correction(item, actor)
    return item


def show_correction(item: Item, actor: Standing) -> None:
    before = item.published
    assert item.current is not None
    assert before is not None
    gates.pass_all(item, item.current)
    item.published, item.versioncreated = item.current, timezone.now()
    item.save(update_fields=["published", "versioncreated"])
    set_topics(item, item.current)
    record(item, actor, Step.CORRECT, from_state=State.PUBLISHED, reason=item.current.correction)
    announce(events.ItemCorrected, item, actor, before, public=item.firstpublished is not None)


def release(item: Item, actor: Standing, before: str, step: Transition.Step, *, reason: str = "") -> None:
    """Give the item its code and show it, or let the embargo's clock show it later."""
    assert item.current is not None
    gates.pass_all(item, item.current)
    item.state, item.published = State.PUBLISHED, item.current
    item.code = item.code or next_code()
    item.versioncreated = timezone.now()
    if not item.under_embargo:
        item.firstpublished = item.versioncreated
    item.save()
    set_topics(item, item.current)
    if item.firstpublished is None:
        record(item, actor, Step.SCHEDULE, from_state=before, reason=reason, hour=item.embargoed)
        announce(events.ItemScheduled, item, actor)
    else:
        record(item, actor, step, from_state=before, reason=reason)
        announce(events.ItemPublished, item, actor, public=True)


def set_topics(item: Item, version: Version) -> None:
    item.topics.set(Topic.objects.filter(code__in=version.topics))


def record(
    item: Item,
    actor: Standing,
    step: Transition.Step,
    *,
    from_state: str,
    reason: str = "",
    **hours: datetime | None,
) -> None:
    """Write the step down; `hour_before` and `hour` are of a publication that is scheduled or moved."""
    assert item.current is not None
    Transition.objects.create(
        item=item,
        version=item.current,
        step=step,
        from_state=from_state,
        to_state=item.state,
        by=actor.person,
        reason=reason.strip(),
        **hours,
    )
    acted(actor=actor, subject=f"item:{item.pk}")  # whatever they were told of it


def announce(
    kind: type[Announcement],
    item: Item,
    actor: Standing | None,
    *before: Version,
    public: bool = False,
) -> None:
    version = item.current
    assert version is not None
    payload = events.facts(item, version, actor.person.pk if actor else item.created_by_id)
    if public:
        payload["tags"] = events.public_tags(item, version, *before)
    audiences = events.everyone(item) if public else events.inside(item)
    append(kind(subject=f"item:{item.pk}", audiences=audiences, payload=payload))


def drop_draft(actor: Standing, key: str) -> None:
    if key:
        Draft.objects.filter(key=key, person=actor.person).delete()
