"""All writes to relays: one function per intention of a person.

Each takes the acting person's standing, runs in one transaction, locks the origin's head row (so that a
relay and a withdrawal of its origin cannot pass each other) and writes the ledger last. Refusals are the
exceptions of `errors`; then nothing was changed.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from hamafza.flow.transitions import once
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Item
from hamafza.notices.actions import acted
from hamafza.pages.refusals import NotAllowed, OwnWork, ReasonMissing, WrongState
from hamafza.relay import access, errors, events, gates, texts
from hamafza.relay.models import Relay, RelayKind, RelayState, RelayStep
from hamafza.wire.actions import Announcement, append

CHECK_TIME = timedelta(hours=2)
What = RelayStep.What


def relay(
    *,
    actor: Standing,
    unit: Unit,
    item: Item,
    kind: str = RelayKind.WHOLE,
    text: str = "",
    via: Relay | None = None,
    retry_key: str = "",
) -> Relay:
    """Republish another unit's item in the name of `unit`, under the other's credit.

    `text` is the passage of a quotation or the introduction. `via` is the relay through which the item was
    found. The same retry key, or a second tap on the same whole item, returns the relay made before (`SentBefore` if that one says something else). A
    different relay of the same item takes the place of the unit's former one. An introduction in a unit that
    publishes after one check waits for a second person.
    """
    words = "" if kind == RelayKind.WHOLE else texts.tidy(text)
    said = (unit.pk, item.pk, kind, words)

    def anew() -> Relay:
        return made(actor, unit, locked_origin(item.pk), kind, words, via, retry_key)

    def before() -> Relay | None:
        return made_before(actor, retry_key)

    def same(one: Relay) -> bool:
        return (one.unit_id, one.item_id, one.kind, one.text) == said

    try:
        return once(before, anew, same)
    except IntegrityError:
        # Two people at once: the other one has won.
        live = Relay.objects.filter(unit=unit, item=item, state=RelayState.LIVE)
        if known := live.select_related(*access.WHOLE_ROW).first():
            return known
        raise


def made(
    actor: Standing, unit: Unit, item: Item, kind: str, text: str, via: Relay | None, retry_key: str
) -> Relay:
    if not access.may_relay(actor, unit):
        raise NotAllowed
    if not access.relayable(item):
        raise errors.NotPublic
    if item.unit_id == unit.pk:
        raise errors.OwnItem
    assert item.published is not None
    text = texts.fitting(kind, text, item.published)
    if known := same_relay(unit, item, kind, text):
        return known
    waits = access.needs_check(unit, kind)
    now = timezone.now()
    end_former(actor, unit, item, waiting=waits)
    new = Relay.objects.create(
        unit=unit,
        item=item,
        version=item.published,
        kind=kind,
        text=text,
        state=RelayState.WAITING if waits else RelayState.LIVE,
        via=found_at(via, item, unit),
        by=actor.person,
        made=now,
        changed=now,
        shown=None if waits else now,
        check_due=now + CHECK_TIME if waits else None,
        retry_key=retry_key,
    )
    gates.pass_all(new)
    record(new, What.SUBMITTED if waits else What.MADE, actor)
    announce(events.RelaySubmitted if waits else events.RelayMade, new, actor)
    return new


def clear(*, actor: Standing, relay: Relay) -> Relay:
    """The check of an introduction by a second person: readers see it now."""
    with transaction.atomic():
        one = waiting(actor, relay)
        if one.by_id == actor.person.pk:
            raise OwnWork
        if not access.relayable(one.item):
            raise errors.NotPublic
        gates.pass_all(one)
        end_former(actor, one.unit, one.item, waiting=False)
        one.state, one.check_due = RelayState.LIVE, None
        one.shown = one.changed = timezone.now()
        one.save(update_fields=["state", "check_due", "shown", "changed"])
        record(one, What.CHECKED, actor)
        announce(events.RelayMade, one, actor)
        return one


def give_back(*, actor: Standing, relay: Relay, reason: str) -> Relay:
    """The check says no. The unit may relay anew with better words."""
    with transaction.atomic():
        one = waiting(actor, relay)
        if not says_something(reason):
            raise ReasonMissing
        one.state, one.check_due, one.reason = RelayState.WITHDRAWN, None, reason.strip()
        one.changed = timezone.now()
        one.save(update_fields=["state", "check_due", "reason", "changed"])
        record(one, What.RETURNED, actor, reason)
        announce(events.RelayReturned, one, actor)
        return one


def tell_overdue(*, relay: Relay) -> Relay:
    """The clock's action: the check is late."""
    with transaction.atomic():
        one = locked(relay.pk)
        late = one.check_due is not None and one.check_due <= timezone.now()
        if late and not one.overdue_told:
            one.overdue_told = True
            one.save(update_fields=["overdue_told"])
            announce(events.RelayOverdue, one, None)
        return one


def withdraw(*, actor: Standing, relay: Relay, reason: str = "") -> Relay:
    """Take a relay back: of a live one a stone stays. A second tap changes nothing."""
    with transaction.atomic():
        one = locked(relay.pk)
        if not access.may_end(actor, one):
            raise NotAllowed
        if one.state == RelayState.WITHDRAWN:
            return one
        if one.state == RelayState.SUPERSEDED:
            raise WrongState
        one.state, one.check_due, one.reason = RelayState.WITHDRAWN, None, reason.strip()
        one.follow, one.changed = False, timezone.now()
        one.save(update_fields=["state", "check_due", "reason", "follow", "changed"])
        record(one, What.WITHDRAWN, actor, reason)
        announce(events.RelayWithdrawn if one.shown else events.RelayReturned, one, actor)
        return one


def take_over(*, actor: Standing, relay: Relay) -> Relay:
    """Show the origin's corrected version from now on. A second tap changes nothing.

    A quotation must still stand in the corrected text, else it is refused: the unit quotes anew.
    """
    with transaction.atomic():
        one = locked(relay.pk)
        if not access.may_end(actor, one):
            raise NotAllowed
        if not one.is_live or not access.relayable(one.item) or one.item.published is None:
            raise WrongState
        if one.version_id == one.item.published_id:
            return one
        texts.fitting(one.kind, one.text, one.item.published)
        one.version, one.changed = one.item.published, timezone.now()
        one.save(update_fields=["version", "changed"])
        record(one, What.TAKEN_OVER, actor)
        announce(events.RelayUpdated, one, actor)
        return one


def set_follow(*, actor: Standing, relay: Relay, on: bool) -> Relay:
    """Whether a whole relay takes corrections over by itself. Turned on, it shows the latest at once."""
    with transaction.atomic():
        one = locked(relay.pk)
        if not access.may_end(actor, one):
            raise NotAllowed
        if not one.is_live or one.kind != RelayKind.WHOLE or not access.relayable(one.item):
            raise WrongState
        if one.follow == on:
            return one
        one.follow, one.changed = on, timezone.now()
        if on and one.item.published is not None:
            one.version = one.item.published
        one.save(update_fields=["follow", "version", "changed"])
        announce(events.RelayUpdated, one, actor)
        return one


# What the actions above are made of


def locked_origin(pk: int) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("unit", "published").get(pk=pk)


def locked(pk: int) -> Relay:
    """The relay, its origin locked before it: always in this order."""
    locked_origin(Relay.objects.values_list("item", flat=True).get(pk=pk))
    return Relay.objects.select_for_update(of=("self",)).select_related(*access.WHOLE_ROW).get(pk=pk)


def waiting(actor: Standing, relay: Relay) -> Relay:
    one = locked(relay.pk)
    if not access.may_check(actor, one):
        raise NotAllowed
    if one.state != RelayState.WAITING:
        raise WrongState
    return one


def made_before(actor: Standing, retry_key: str) -> Relay | None:
    known = Relay.objects.select_related(*access.WHOLE_ROW).filter(by=actor.person, retry_key=retry_key)
    return known.first() if retry_key else None


def same_relay(unit: Unit, item: Item, kind: str, text: str) -> Relay | None:
    """What a second tap would make again: the unit's live or waiting relay with the same words."""
    same = Relay.objects.filter(unit=unit, item=item, kind=kind, text=text, version=item.published_id)
    standing = same.filter(state__in=[RelayState.LIVE, RelayState.WAITING])
    return standing.select_related(*access.WHOLE_ROW).first()


def end_former(actor: Standing, unit: Unit, item: Item, *, waiting: bool) -> None:
    """Make room: a waiting relay replaces a waiting one; one that is shown replaces the one shown."""
    state = RelayState.WAITING if waiting else RelayState.LIVE
    for former in Relay.objects.select_for_update().filter(unit=unit, item=item, state=state):
        former.state, former.follow, former.check_due = RelayState.SUPERSEDED, False, None
        former.changed = timezone.now()
        former.save(update_fields=["state", "follow", "check_due", "changed"])
        record(former, What.REPLACED, actor)


def found_at(via: Relay | None, item: Item, unit: Unit) -> Unit | None:
    """The unit whose relay led here, if it is a relay of this very item by somebody else."""
    return via.unit if via and via.item_id == item.pk and via.unit_id != unit.pk else None


def record(relay: Relay, what: str, actor: Standing, reason: str = "") -> None:
    RelayStep.objects.create(
        relay=relay, what=what, version=relay.version, by=actor.person, reason=reason.strip()
    )


def announce(kind: type[Announcement], relay: Relay, actor: Standing | None) -> None:
    payload = events.facts(relay, actor.person.pk if actor else None)
    public = relay.shown is not None
    if public:
        payload["tags"] = events.public_tags(relay)
    audiences = events.everyone(relay) if public else events.inside(relay)
    if actor:
        for subject in (f"relay:{relay.pk}", f"item:{relay.item_id}"):
            acted(actor=actor, subject=subject)
    append(kind(subject=f"relay:{relay.pk}", audiences=audiences, payload=payload))
