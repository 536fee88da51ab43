"""All writes to relays: one function per intention of a person.

Each takes the acting person's standing and runs in one transaction, as a step of the table `states`. Refusals
are the exceptions of `errors` and of the house's family; then nothing was changed.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone

from hamafza.flow.transitions import once
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import NotAllowed, OwnWork
from hamafza.relay import access, errors, gates, texts
from hamafza.relay.models import Relay, RelayKind, RelayState
from hamafza.relay.moves import RELAYS, locked_origin


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
        retry_key=retry_key,
    )
    gates.pass_all(new)
    RELAYS.announce(RELAYS.made("submit" if waits else "relay", actor, new, now))
    return new


def clear(*, actor: Standing, relay: Relay) -> Relay:
    """The check of an introduction by a second person: readers see it now."""
    with RELAYS.take("clear", actor, relay) as step:
        one = step.row
        if one.by_id == actor.person.pk:
            raise OwnWork
        if not access.relayable(one.item):
            raise errors.NotPublic
        gates.pass_all(one)
        end_former(actor, one.unit, one.item, waiting=False)
        step.set(shown=step.now)
        return one


def give_back(*, actor: Standing, relay: Relay, reason: str) -> Relay:
    """The check says no. The unit may relay anew with better words."""
    with RELAYS.take("return", actor, relay, reason=reason) as step:
        step.set(reason=step.reason)
        return step.row


def tell_overdue(*, relay: Relay, now: datetime) -> None:
    """The clock's action: the check is late."""
    with RELAYS.ring("overdue", relay, now):
        pass


def withdraw(*, actor: Standing, relay: Relay, reason: str = "") -> Relay:
    """Take a relay back: of a live one a stone stays. A second tap changes nothing."""
    with RELAYS.take("withdraw", actor, relay, reason=reason) as step:
        step.set(reason=step.reason)
        return step.row


def take_over(*, actor: Standing, relay: Relay) -> Relay:
    """Show the origin's corrected version from now on. A second tap changes nothing.

    A quotation must still stand in the corrected text, else it is refused: the unit quotes anew.
    """
    with RELAYS.take("take-over", actor, relay) as step:
        one, corrected = step.row, step.row.item.published
        assert corrected is not None
        if one.version_id == corrected.pk:
            return step.nothing()
        texts.fitting(one.kind, one.text, corrected)
        step.set(version=corrected)
        return one


def set_follow(*, actor: Standing, relay: Relay, on: bool) -> Relay:
    """Whether a whole relay takes corrections over by itself. Turned on, it shows the latest at once."""
    with RELAYS.take("follow" if on else "unfollow", actor, relay) as step:
        one = step.row
        if one.follow == on:
            return step.nothing()
        step.set(follow=on, version=one.item.published if on else one.version)
        return one


# What the actions above are made of


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
    for former in Relay.objects.filter(unit=unit, item=item, state=state):
        RELAYS.act("replace", actor, former)


def found_at(via: Relay | None, item: Item, unit: Unit) -> Unit | None:
    """The unit whose relay led here, if it is a relay of this very item by somebody else."""
    return via.unit if via and via.item_id == item.pk and via.unit_id != unit.pk else None
