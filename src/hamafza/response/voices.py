"""Each unit its own voice: one text under many names is refused, a quotation under its author's name is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.calls.models import Call
from hamafza.lib.text.letters import ZWNJ
from hamafza.lib.text.likeness import copied, marks, share
from hamafza.lib.text.lookalike import skeleton
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Item, ItemState, Version
from hamafza.pages.refusals import Invalid, NotAllowed, Objection
from hamafza.relay.access import public_relays
from hamafza.relay.models import Relay
from hamafza.relay.models import RelayKind as RelayKind
from hamafza.response.errors import OneTextManyVoices
from hamafza.response.models import Incident, Wording
from hamafza.response.transitions import changed, clock_time, locked, note

THRESHOLD = 0.5  # of a text's own runs of words; more than that is somebody else's text
RELATED = 0.1  # enough to be on the same subject: kept, so that later texts are compared with it too
COMPARED_DAYS, MOST_COMPARED, MOST_INTRODUCTIONS = 60, 2000, 300
LEAST_WORD = 3  # letters of a word that can name a unit
SHARED = {
    skeleton(word) for word in ("روابط", "عمومی", "روابط‌عمومی", "واحد", "public", "relations", "office")
}
QUOTED = re.compile(r"<blockquote\b.*?</blockquote>", re.S | re.I)


def words_of(version: Version, quoted: Unit | None = None) -> str:
    """What the unit says itself. Quotations of `quoted` are left out if the version names it as its source."""
    body = QUOTED.sub(" ", version.body) if quoted and names(version.source, quoted) else version.body
    return " . ".join((version.headline, version.abstract, plain_text(body)))


def names(source: str, unit: Unit) -> bool:
    """Whether the credit names the unit: a word of its name in any spelling, other than those all units share."""
    credit = {skeleton(word) for word in source.split()} - SHARED
    own = {skeleton(word) for word in f"{unit.name} {unit.name_en}".replace(ZWNJ, " ").split()}
    return any(len(word) >= LEAST_WORD for word in credit & own)


class Own:
    """The marks of a version, without its quotations of the unit it is compared with."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.all = marks(words_of(version))
        self._without: dict[int, frozenset[int]] = {}

    def beside(self, unit: Unit) -> frozenset[int]:
        if not (self.version.source and QUOTED.search(self.version.body)):
            return self.all
        if unit.pk not in self._without:
            self._without[unit.pk] = marks(words_of(self.version, unit))
        return self._without[unit.pk]


def keep(
    incident: Incident,
    unit: Unit,
    kind: str,
    text: str,
    *,
    item: Item | None = None,
    at: datetime | None = None,
) -> Wording | None:
    """Remember the words of a text in the incident; None for a text too short to be anybody's own."""
    found = sorted(marks(text))
    if not found:
        return None
    said = {"unit": unit, "kind": kind, "marks": found, "at": at or timezone.now()}
    if item is None:
        return Wording.objects.create(incident=incident, **said)
    return Wording.objects.update_or_create(incident=incident, item=item, defaults=said)[0]


def compared(own: frozenset[int]) -> list[Wording]:
    """The wordings a text of these marks is compared with."""
    if not own:
        return []
    since = timezone.now() - timedelta(days=COMPARED_DAYS)
    rows = Wording.objects.filter(at__gte=since).order_by("-at")
    shown = rows.select_related("incident", "call", "unit")
    shown = shown.only("marks", "kind", "item", "unit", "incident", "call__exercise")
    return list(shown[:MOST_COMPARED])


def before_publishing(item: Item, version: Version) -> None:
    """The newsroom's gate: refuse other units' words, and anything of an exercise; keep what is related.

    Words that readers have seen in this item already were its own, whoever has quoted them since.
    """
    said = Own(version)
    own = said.all
    shown = marks(words_of(item.published)) if item.published else frozenset()
    others = [wording for wording in compared(own) if wording.item_id != item.pk]
    if sentence := objection(item.unit_id, said.beside, others, shown):
        raise Objection(sentence)
    related = [
        wording
        for wording in others
        if wording.incident and not wording.exercise and wording.unit_id != item.unit_id
        if copied(own, wording.marks) >= RELATED
    ]
    for wording in related:
        own &= said.beside(wording.unit)  # what it quotes is not its own
    for incident in {one.incident for one in related if one.incident}:
        voice(incident, item, own)


def before_relaying(relay: Relay) -> None:
    """The gate of relays: an introduction is the unit's own text, and no other unit's."""
    own = marks(relay.text)
    if sentence := objection(relay.unit_id, lambda _unit: own, compared(own)) or introduced(relay, own):
        raise Objection(sentence)


def objection(
    unit: int,
    own: Callable[[Unit], frozenset[int]],
    wordings: Iterable[Wording],
    shown: frozenset[int] = frozenset(),
) -> str:
    """Why the unit does not say this in its own name; empty if nothing speaks against it."""
    for wording in wordings:
        part = share(own(wording.unit), frozenset(wording.marks) - shown)
        if part >= THRESHOLD and wording.exercise:
            return _("This text belongs to an exercise. Nothing from an exercise is published.")
        if part >= THRESHOLD and wording.unit_id != unit:
            return reason(wording.unit, part)
    return ""


def introduced(relay: Relay, own: frozenset[int]) -> str:
    """Whether another unit has introduced the same item with these words, as a sentence."""
    others = public_relays().filter(item=relay.item, kind=RelayKind.INTRODUCTION).exclude(unit=relay.unit)
    for other in others.select_related("unit").order_by("-shown")[:MOST_INTRODUCTIONS]:
        if (part := share(own, marks(other.text))) >= THRESHOLD:
            return reason(other.unit, part)
    return ""


def reason(unit: Unit, part: float) -> str:
    said = _("%(percent)s%% of this text is from %(unit)s. Write it in your own words, or quote it.") % {
        "percent": round(100 * part),
        "unit": unit,
    }
    return f"{said} {OneTextManyVoices.message}"


def keep_call(call: Call, at: datetime) -> None:
    """A text that many units were sent is not to be published by them as their own words."""
    found = sorted(marks(f"{call.title} . {call.text}"))
    if found and (call.asked > 1 or call.exercise):
        said = {"unit": call.unit, "kind": Wording.Kind.CALL, "marks": found, "at": at}
        Wording.objects.get_or_create(call=call, defaults=said)


def voice(incident: Incident, item: Item, own: Iterable[int]) -> None:
    said = {"unit": item.unit, "kind": Wording.Kind.VOICE, "marks": sorted(own), "at": timezone.now()}
    Wording.objects.update_or_create(incident=incident, item=item, defaults=said)


def add_voice(
    *, actor: Standing, incident: Incident, item: Item, now: datetime | None = None
) -> Wording | None:
    """A unit shows what it published in its own words about the claim.

    Raises `NotAllowed` for another unit's item, `Invalid` for one that readers do not see or of an exercise,
    and `OneTextManyVoices` if the words are those of another unit in this incident.
    """
    now = clock_time(now)
    if not (actor.is_administrator or item.unit_id in actor.writes_for):
        raise NotAllowed
    with transaction.atomic():
        incident = locked(incident.pk)
        if incident.exercise:
            raise Invalid(_("Nothing is published in an exercise, so there is no item to add."), field="item")
        version = item.published
        if version is None or not public_items().filter(pk=item.pk).exists():
            raise Invalid(_("This is not a published item of your unit."), field="item")
        if item.state != ItemState.PUBLISHED:
            raise Invalid(_("This item was withdrawn. Choose one that readers can read."), field="item")
        own = Own(version)
        for other in Wording.objects.filter(incident=incident).exclude(unit=item.unit).select_related("unit"):
            if (part := share(own.beside(other.unit), other.marks)) >= THRESHOLD:
                raise OneTextManyVoices(reason(other.unit, part), field="item")
        kept = keep(incident, item.unit, Wording.Kind.VOICE, words_of(version), item=item, at=now)
        note(incident, actor, "voice", now, reason=str(item.code))
        changed(incident, actor, "voice", "voices", item=item.pk)
        return kept
