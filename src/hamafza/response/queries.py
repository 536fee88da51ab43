"""Reading incidents. The first argument is always the person who asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from hamafza.calls.models import Answer, Call, CallKind
from hamafza.lib.text.likeness import alike
from hamafza.network.access import Standing
from hamafza.network.models import Membership, Person, Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item, Profile
from hamafza.response import access, states
from hamafza.response.helping import OFFERING, calls_of
from hamafza.response.models import (
    Clock,
    Evidence,
    ExplainerLink,
    FactVersion,
    Help,
    Incident,
    IncidentStep,
    ResponseText,
    Wording,
)

PAGE, SIMILAR, COMPARED, HISTORY = 30, 5, 500, 12
SIMILAR_FROM, SIMILAR_DAYS = 0.4, 90


def with_row_details(found: QuerySet[Incident]) -> QuerySet[Incident]:
    """With all that a row of a list shows."""
    running = Prefetch("clocks", Clock.objects.filter(stopped=None).order_by("due"), to_attr="running")
    return found.select_related("unit", "owner").prefetch_related(running)


def burning(actor: Standing) -> QuerySet[Incident]:
    """What burns among the incidents the person sees: the gravest first, unweighed ones before all."""
    open_ = access.visible(actor).filter(state__in=states.BURNING)
    return with_row_details(open_).order_by(F("severity").desc(nulls_first=True), "-reported", "-pk")


@dataclass(frozen=True)
class Heat:
    """How many incidents burn: in all, not weighed yet, grave (4 and 5), and exercises among them."""

    all: int
    fresh: int
    grave: int
    exercises: int


def heat(actor: Standing) -> Heat:
    counted = access.visible(actor).filter(state__in=states.BURNING)
    found = counted.order_by().aggregate(
        all=Count("pk"),
        fresh=Count("pk", filter=Q(severity=None)),
        grave=Count("pk", filter=Q(severity__gte=4)),
        exercises=Count("pk", filter=Q(exercise=True)),
    )
    return Heat(**found)


@dataclass(frozen=True)
class SimilarIncident:
    """Another incident that says nearly the same; `percent` of the shorter claim."""

    incident: Incident
    percent: int


def similar(actor: Standing, claim: str, *, but: int | None = None) -> list[SimilarIncident]:
    """Recent incidents with nearly the same claim, the most alike first: one query."""
    since = timezone.now() - timedelta(days=SIMILAR_DAYS)
    recent = access.visible(actor).filter(reported__gte=since).exclude(state=states.MERGED)
    if but is not None:
        recent = recent.exclude(pk=but)
    known = recent.select_related("unit", "owner").order_by("-pk")[:COMPARED]
    found = [(alike(claim, one.claim), one) for one in known]
    best = sorted((pair for pair in found if pair[0] >= SIMILAR_FROM), key=lambda pair: -pair[0])
    return [SimilarIncident(one, round(100 * share)) for share, one in best[:SIMILAR]]


def fact_sheet(incident: Incident) -> list[tuple[str, str, FactVersion | None]]:
    """The fact sheet: each section's key and name with its latest version."""
    known = {row.section: row for row in incident.facts.select_related("author").order_by("number")}
    return [(str(key), str(label), known.get(key)) for key, label in FactVersion.Section.choices]


def evidence(incident: Incident) -> list[Evidence]:
    return list(incident.evidence.select_related("added_by", "checked_by", "unit", "file"))


def text(incident: Incident) -> ResponseText | None:
    """The response as it stands, with its clearances."""
    found = incident.texts.select_related("author").prefetch_related("clearances__by")
    return found.order_by("-number").first()


def offers_of_help(incident: Incident) -> list[Answer]:
    """Units that said yes to a call for help and wait for the owner's word."""
    calls = calls_of(incident).filter(kind=CallKind.HELP).exclude(pk__in=incident.packs.values("call"))
    asked = Answer.objects.filter(call__in=calls, state__in=OFFERING)
    settled = Help.objects.filter(incident=incident).values("answer")
    found = asked.exclude(pk__in=settled).select_related("unit", "call__help_request")
    return list(found.order_by("answered", "pk"))


def helps(incident: Incident) -> list[Help]:
    return list(incident.helps.select_related("unit").exclude(state=Help.State.DECLINED))


def asked(incident: Incident) -> list[Call]:
    """The calls of the incident, help and relays, newest first."""
    return list(calls_of(incident).select_related("unit", "help_request").order_by("-pk"))


def voices(incident: Incident) -> list[Wording]:
    """Units that spoke in their own words."""
    own = incident.wordings.filter(kind=Wording.Kind.VOICE, item__published__isnull=False)
    return list(own.select_related("unit", "item__published").order_by("-at"))


def history(incident: Incident, count: int | None = HISTORY) -> list[IncidentStep]:
    """What happened, newest first; all of it with `count` None."""
    return list(incident.transitions.select_related("by").order_by("-pk")[:count])


def explainers(incident: Incident) -> tuple[list[Item], list[Item]]:
    """Explainers linked to the claim, and others on its topics that may answer it too: two queries."""
    shown = public_items().filter(state="published", published__profile=Profile.EXPLAINER)
    shown = shown.select_related("published", "unit")
    linked = list(shown.filter(pk__in=incident.explainers.values("item")).order_by("-firstpublished"))
    topics = incident.topics.values("pk")
    other = shown.filter(topics__in=topics).exclude(pk__in=[item.pk for item in linked]).distinct()
    return linked, list(other.order_by("-firstpublished")[:5])


def explainers_of_item(item_id: int) -> list[int]:
    """Explainers linked to the claim that this response answers: their ids. For readers."""
    return list(ExplainerLink.objects.filter(incident__item=item_id).values_list("item", flat=True))


def responses_with(explainer_id: int) -> list[int]:
    """Published responses to claims that this explainer answers: their ids. For readers."""
    linked = Incident.objects.filter(explainers__item=explainer_id, item__isnull=False)
    return list(linked.order_by("-answered").values_list("item", flat=True))


def answered_claim(item_id: int) -> Incident | None:
    """The claim that this item answers, with the text readers see. Never of an exercise. For readers."""
    return Incident.objects.select_related("text").filter(item=item_id, text__isnull=False).first()


@dataclass(frozen=True)
class Claim:
    """What readers are told of a claim beside its answer."""

    item: int
    words: str
    stance: str


def answered_claims(size: int, language: str) -> list[Claim]:
    """The claims that published responses in a language answer, the latest first. For readers."""
    found = Incident.objects.filter(
        item__state="published", item__firstpublished__isnull=False, text__isnull=False
    )
    found = found.filter(item__published__language=language).order_by("-item__firstpublished", "-pk")
    return [Claim(*row) for row in found.values_list("item", "claim", "text__stance")[:size]]


@dataclass(frozen=True)
class Spike:
    """Mentions of the last hour against the twelve hours before it: twice their hourly mean is a spike."""

    mentions: int
    reach: int
    hour: int
    usual: float

    @property
    def rises(self) -> bool:
        return self.hour > 2 * max(self.usual, 1)


def spread(incident: Incident, now: datetime | None = None) -> Spike:
    """What was counted by hand so far, in one query."""
    now = now or timezone.now()
    hour, half_day = now - timedelta(hours=1), now - timedelta(hours=13)
    found = incident.spread.order_by().aggregate(
        counted=Sum("mentions"),
        people=Sum("reach"),
        hour=Sum("mentions", filter=Q(at__gt=hour)),
        before=Sum("mentions", filter=Q(at__lte=hour, at__gt=half_day)),
    )
    return Spike(found["counted"] or 0, found["people"] or 0, found["hour"] or 0, (found["before"] or 0) / 12)


def candidates(incident: Incident) -> list[Person]:
    """People who can get a role: of the owner, the units it touches and the accepted helpers."""
    units = {incident.owner_id, incident.unit_id, *incident.touches.values_list("pk", flat=True)}
    units |= set(incident.helps.filter(state=Help.State.ACCEPTED).values_list("unit_id", flat=True))
    memberships = Membership.objects.filter(unit__in=[pk for pk in units if pk], person__is_active=True)
    return list(Person.objects.filter(pk__in=memberships.values("person")).order_by("name"))


def thanks(actor: Standing, count: int = 10) -> list[Help]:
    """What the person's units were thanked for, the latest first. They do not see the incidents any more."""
    released = Help.objects.filter(state=Help.State.RELEASED, unit__in=actor.sees)
    return list(released.select_related("unit", "answer__call__unit").order_by("-released", "-pk")[:count])


@dataclass(frozen=True)
class Credit:
    """How often a unit helped others: offers accepted, and released with thanks."""

    unit: Unit
    accepted: int
    released: int


def credits(units: Iterable[int] | None = None) -> list[Credit]:
    """Units that helped, most often first; exercises are not counted. Two queries."""
    helped = Help.objects.exclude(state=Help.State.DECLINED).filter(incident__exercise=False)
    if units is not None:
        helped = helped.filter(unit__in=list(units))
    counted = (
        helped.values("unit")
        .order_by()
        .annotate(accepted=Count("pk"), released=Count("pk", filter=Q(state=Help.State.RELEASED)))
    )
    found = sorted(counted, key=lambda row: (-row["released"], -row["accepted"], row["unit"]))
    named = Unit.objects.in_bulk([row["unit"] for row in found])
    return [Credit(named[row["unit"]], row["accepted"], row["released"]) for row in found]
