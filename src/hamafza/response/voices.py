"""Each unit its own voice: one text under many names is refused, a quotation under its author's name is not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.errors import Objection
from hamafza.newsroom.markup import plain
from hamafza.newsroom.models import Item, Version
from hamafza.response.errors import Invalid, NotAllowed, OneTextManyVoices
from hamafza.response.likeness import copied, marks
from hamafza.response.models import Incident, Wording
from hamafza.response.moving import changed, clock_time, locked, note

THRESHOLD = 0.5  # of a text's own runs of words; more than that is somebody else's text
RELATED = 0.1  # enough to be on the same subject: kept, so that later texts are compared with it too
COMPARED_DAYS, MOST_COMPARED = 60, 2000
QUOTED = re.compile(r"<blockquote\b.*?</blockquote>", re.S | re.I)


def words_of(version: Version) -> str:
    """What the unit says itself: quotations are left out if the version names whom it quotes."""
    body = QUOTED.sub(" ", version.body) if version.source.strip() else version.body
    return " . ".join((version.headline, version.abstract, plain(body)))


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


def compared(now: datetime) -> list[Wording]:
    rows = Wording.objects.filter(at__gte=now - timedelta(days=COMPARED_DAYS)).order_by("-at")
    shown = rows.select_related("incident", "unit").only("marks", "kind", "item", "unit", "incident")
    return list(shown[:MOST_COMPARED])


def before_publishing(item: Item, version: Version) -> None:
    """The newsroom's gate: refuse other units' words, and anything of an exercise; keep what is related."""
    own = marks(words_of(version))
    if not own:
        return
    related: dict[int, Incident] = {}
    for wording in compared(timezone.now()):
        share = copied(own, wording.marks)
        if share >= THRESHOLD and wording.incident.exercise:
            raise Objection(_("These words belong to an exercise. Nothing of an exercise is published."))
        if wording.unit_id == item.unit_id or wording.item_id == item.pk:
            continue
        if share >= THRESHOLD:
            raise Objection(reason(wording, share))
        if share >= RELATED and not wording.incident.exercise:
            related[wording.incident_id] = wording.incident
    for incident in related.values():
        voice(incident, item, own)


def reason(wording: Wording, share: float) -> str:
    said = _("%(percent)s%% of these words are a text of %(unit)s.") % {
        "percent": round(100 * share),
        "unit": wording.unit,
    }
    return f"{said} {OneTextManyVoices.message}"


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
            raise Invalid(
                _("In an exercise nothing is published, so there is no item to show."), field="item"
            )
        version = item.published
        if version is None or not public_items().filter(pk=item.pk).exists():
            raise Invalid(_("This is not a published item of your unit."), field="item")
        own = marks(words_of(version))
        for other in Wording.objects.filter(incident=incident).exclude(unit=item.unit).select_related("unit"):
            if (share := copied(own, other.marks)) >= THRESHOLD:
                raise OneTextManyVoices(reason(other, share), field="item")
        kept = keep(incident, item.unit, Wording.Kind.VOICE, words_of(version), item=item, at=now)
        note(incident, actor, "voice", now, reason=str(item.code))
        changed(incident, actor, "voice", "voices", item=item.pk)
        return kept
