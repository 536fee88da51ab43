"""Relays over the API: the same actions as the desk's, with the same refusals."""

from typing import Annotated, Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Body, Query, Router
from pydantic import WithJsonSchema

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf
from hamafza.interchange.idempotency import idempotent
from hamafza.interchange.instants import Instant
from hamafza.interchange.items import LARGEST_PAGE, PAGE, Result, known_unit
from hamafza.interchange.problems import Problem
from hamafza.interchange.relay_schemas import (
    FollowIn,
    LedgerOut,
    RelayIn,
    RelayOut,
    RelayPage,
    ReturnIn,
    SuggestionsOut,
    WithdrawalIn,
)
from hamafza.network.access import member_of
from hamafza.network.models import Unit
from hamafza.newsroom.access import get_item
from hamafza.relay import access, actions, ledger, queries
from hamafza.relay.models import Relay, RelayState
from hamafza.relay.suggestions import Worth, worth_relaying

router = Router(tags=["relays"])
LARGEST = 2 * LARGEST_PAGE
SUGGESTED, MOST_SUGGESTED = 12, 50
NO_REASON = Body(WithdrawalIn(reason=""))  # type: ignore[type-arg]
PAIRS, MOST_PAIRS = 1000, 5000


def unit_ref(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": str(unit)}


def relay_json(relay: Relay) -> dict[str, Any]:
    """A relay with what is true of its origin now."""
    item, version = relay.item, relay.text_of_origin
    published = item.published
    return {
        "id": relay.pk,
        "url": f"{settings.BASE_URL}/relays/{relay.pk}/" if relay.shown else None,
        "state": relay.state,
        "kind": relay.kind,
        "unit": unit_ref(relay.unit),
        "item": item.pk,
        "code": item.code,
        "origin_unit": unit_ref(item.unit),
        "origin_url": f"{settings.BASE_URL}/news/{item.code}/",
        "credit": str(item.unit),
        "headline": version.headline,
        "text": relay.text,
        "version": version.number,
        "origin_version": published.number if published else None,
        "corrected_since": relay.corrected_since,
        "correction": published.correction if published else "",
        "origin_withdrawn": relay.origin_withdrawn,
        "withdrawal": item.withdrawal,
        "follow": relay.follow,
        "via": unit_ref(relay.via) if relay.via else None,
        "made": relay.made,
        "shown": relay.shown,
        "is_demo": relay.is_demo,
    }


def unit_named(code: str) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Problem(422, _("Unknown unit."), errors=[{"field": "unit", "message": code}])
    return unit


@router.post("/items/{pk}/relay", response={201: RelayOut}, summary="Relay an item")
@idempotent(at="/relays/{id}")
def make(request: HttpRequest, pk: int, payload: RelayIn) -> Result:
    """A second call for the same item, unit, kind and text gives the relay that stands already."""
    who = actor(request)
    item = get_item(who, pk)
    via = access.get_relay(who, payload.via) if payload.via is not None else None
    relay = actions.relay(
        actor=who, unit=unit_named(payload.unit), item=item, kind=payload.kind, text=payload.text, via=via
    )
    return 201, relay_json(relay)


@router.get("/relays", response={200: RelayPage}, summary="Relays, newest first")
def listing(
    request: HttpRequest,
    unit: str = "",
    origin_unit: str = "",
    item: int | None = None,
    state: Annotated[str, OneOf(RelayState.values)] | None = None,
    since: Instant | None = None,
    before: int | None = None,
    limit: int = Query(PAGE, ge=1, le=LARGEST),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """`since` narrows to relays changed since then; corrections of origins are told by `corrected_since`."""
    asked = {
        "unit__code": known_unit(unit),
        "item__unit__code": known_unit(origin_unit, "origin_unit"),
        "item": item,
        "state": state,
        "changed__gte": since,
        "pk__lt": before,
    }
    wanted = Q(**{name: value for name, value in asked.items() if value not in ("", None)})
    found = queries.described(access.visible(actor(request)).filter(wanted)).order_by("-pk")
    relays = list(found[: limit + 1])
    following = None
    if len(relays) > limit:
        relays = relays[:limit]
        query = request.GET.copy()
        query["before"] = str(relays[-1].pk)
        following = f"{settings.BASE_URL}{request.path}?{query.urlencode()}"
    return {"relays": [relay_json(relay) for relay in relays], "next": following}


def worth_json(worth: Worth) -> dict[str, Any]:
    item = worth.item
    assert item.published is not None
    reasons = zip(worth.why.reasons, worth.why.sentences, strict=True)
    return {
        "item": item.pk,
        "code": item.code,
        "headline": item.published.headline,
        "origin_unit": unit_ref(item.unit),
        "unit": unit_ref(worth.unit),
        "points": worth.why.points,
        "reasons": [
            {"reason": key, "says": str(sentence), "points": points} for (key, points), sentence in reasons
        ],
    }


@router.get("/relays/suggestions", response={200: SuggestionsOut}, summary="Suggested relays, with reasons")
def suggestions(
    request: HttpRequest,
    unit: str = Query("", description="one of the caller's units; all of them if empty"),  # type: ignore[type-arg]
    limit: int = Query(SUGGESTED, ge=1, le=MOST_SUGGESTED),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Each with the reasons that speak for it, the weightiest first."""
    found = worth_relaying(member_of(request), limit, unit_named(unit) if unit else None)
    return {"suggestions": [worth_json(one) for one in found]}


@router.get("/relays/ledger", response={200: LedgerOut}, summary="Relays between units")
def relay_ledger(
    request: HttpRequest,
    days: Annotated[int, WithJsonSchema({"type": "integer", "enum": list(ledger.PERIODS)})] = 30,
    pairs: int = Query(PAIRS, ge=0, le=MOST_PAIRS),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Relays that stand and were made public within the days. `pairs` is how many pairs are listed at most."""
    if days not in ledger.PERIODS:
        known = ", ".join(map(str, ledger.PERIODS))
        raise Problem(422, _("This is not one of the choices."), errors=[{"field": "days", "message": known}])
    edges = ledger.edges(member_of(request), days)
    rows = ledger.rows(edges)
    codes = {row.unit.pk: row.unit.code for row in rows}
    counts = ("given", "received", "relays_units", "relayed_by", "reciprocity")
    return {
        "days": days,
        "relays": sum(edge.count for edge in edges),
        "units": [
            {"unit": unit_ref(row.unit), **{name: getattr(row, name) for name in counts}} for row in rows
        ],
        "pairs": [
            {"origin": codes[edge.origin], "by": codes[edge.by], "count": edge.count}
            for edge in edges[:pairs]
        ],
    }


@router.get("/relays/{pk}", response={200: RelayOut}, summary="One relay")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """With what is true of its origin now: corrected since, withdrawn."""
    return relay_json(access.get_relay(actor(request), pk))


@router.post("/relays/{pk}/withdraw", response={200: RelayOut}, summary="Withdraw a relay")
@idempotent
def withdraw(request: HttpRequest, pk: int, payload: WithdrawalIn = NO_REASON) -> Result:
    """Readers no longer see it. A reason may be given."""
    who = actor(request)
    relay = actions.withdraw(actor=who, relay=access.get_relay(who, pk), reason=payload.reason)
    return 200, relay_json(relay)


@router.post("/relays/{pk}/take-over", response={200: RelayOut}, summary="Show the corrected version")
@idempotent
def take_over(request: HttpRequest, pk: int) -> Result:
    """After a correction of the origin: show the origin's new words."""
    who = actor(request)
    return 200, relay_json(actions.take_over(actor=who, relay=access.get_relay(who, pk)))


@router.post("/relays/{pk}/follow", response={200: RelayOut}, summary="Accept corrections automatically")
@idempotent
def follow(request: HttpRequest, pk: int, payload: FollowIn) -> Result:
    """With `follow` each correction of the origin is shown at once."""
    who = actor(request)
    relay = actions.set_follow(actor=who, relay=access.get_relay(who, pk), on=payload.follow)
    return 200, relay_json(relay)


@router.post("/relays/{pk}/clear", response={200: RelayOut}, summary="Check an introduction")
@idempotent
def clear(request: HttpRequest, pk: int) -> Result:
    """The second person's yes to an introduction; then readers see the relay."""
    who = actor(request)
    return 200, relay_json(actions.clear(actor=who, relay=access.get_relay(who, pk)))


@router.post(
    "/relays/{pk}/return", response={200: RelayOut}, summary="Send an introduction back with a reason"
)
@idempotent
def give_back(request: HttpRequest, pk: int, payload: ReturnIn) -> Result:
    """The author reads the reason."""
    who = actor(request)
    relay = actions.give_back(actor=who, relay=access.get_relay(who, pk), reason=payload.reason)
    return 200, relay_json(relay)
