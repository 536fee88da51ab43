"""Relays over the API: the same actions as the desk's, with the same refusals."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.params.functions import Body, Query
from pydantic import WithJsonSchema

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf, Reference, row
from hamafza.interchange.instants import Instant
from hamafza.interchange.naming import known_unit, unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.problems import ApiProblem
from hamafza.interchange.relay_schemas import (
    FollowIn,
    LedgerOut,
    RelayIn,
    RelayOut,
    SuggestionOut,
    SuggestionsOut,
)
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import PerhapsReason, Reason
from hamafza.network.access import member_of
from hamafza.newsroom.access import get_item
from hamafza.relay import access, actions, ledger, queries
from hamafza.relay.models import Relay, RelayState
from hamafza.relay.suggestions import Worth, worth_relaying

router = Routes(tags=["relays"])
NO_REASON: Any = Body(PerhapsReason(reason=""))
ONES_OWN: Any = Query("", description="one of the caller's units; all of them if empty")
PERIODS = {"type": "integer", "enum": list(ledger.PERIODS), "description": "how many days back"}
Days = Annotated[int, WithJsonSchema(PERIODS)]
PAIRS: Any = Query(1000, ge=0, le=5000)


def relay_json(relay: Relay) -> dict[str, Any]:
    """A relay with what is true of its origin now."""
    item, version = relay.item, relay.text_of_origin
    published = item.published
    return row(
        RelayOut,
        relay,
        url=f"{settings.BASE_URL}/relays/{relay.pk}/" if relay.shown else None,
        item=item.pk,
        code=item.code,
        origin_unit=item.unit,
        origin_url=f"{settings.BASE_URL}/news/{item.code}/",
        credit=item.unit,
        headline=version.headline,
        version=version.number,
        origin_version=published.number if published else None,
        correction=published.correction if published else "",
        withdrawal=item.withdrawal,
    )


def found(request: HttpRequest, pk: int) -> Relay:
    return access.get_relay(actor(request), pk)


@router.acts("/items/{pk}/relay", RelayOut, "Relay an item", made="/relays/{id}")
def make(request: HttpRequest, pk: int, payload: RelayIn) -> dict[str, Any]:
    """A second call for the same item, unit, kind and text gives the relay that stands already."""
    who = actor(request)
    item = get_item(who, pk)
    via = found(request, payload.via) if payload.via is not None else None
    said: dict[str, Any] = {"kind": payload.kind, "text": payload.text, "via": via}
    return relay_json(actions.relay(actor=who, unit=unit_named(payload.unit), item=item, **said))


@router.reads("/relays", page_of(RelayOut, "relays"), "Relays, newest first")
def listing(
    request: HttpRequest,
    unit: str = "",
    origin_unit: str = "",
    item: Reference | None = None,
    state: Annotated[str, OneOf(RelayState)] | None = None,
    since: Instant | None = None,
    before: int | None = BEFORE,
    limit: int = limit(50, 200),
) -> dict[str, Any]:
    """`since` narrows to relays changed since then; corrections of origins are told by `corrected_since`."""
    rows = narrowed(
        access.visible(actor(request)),
        unit__code=known_unit(unit),
        item__unit__code=known_unit(origin_unit, "origin_unit"),
        item=item,
        state=state,
        changed__gte=since,
    )
    relays, following = page(request, queries.described(rows), limit, before=before)
    return {"relays": [relay_json(relay) for relay in relays], "next": following}


def worth_json(worth: Worth) -> dict[str, Any]:
    item, why = worth.item, worth.why
    assert item.published is not None
    reasons = [
        {"reason": key, "says": str(sentence), "points": points}
        for (key, points), sentence in zip(why.reasons, why.sentences, strict=True)
    ]
    said = {"item": item.pk, "code": item.code, "headline": item.published.headline, "origin_unit": item.unit}
    return row(SuggestionOut, worth, **said, points=why.points, reasons=reasons)


@router.reads("/relays/suggestions", SuggestionsOut, "Suggested relays, with reasons")
def suggestions(
    request: HttpRequest,
    unit: str = ONES_OWN,
    limit: int = limit(12, 50),
) -> dict[str, Any]:
    """Each with the reasons that speak for it, the weightiest first."""
    found = worth_relaying(member_of(request), limit, unit_named(unit) if unit else None)
    return {"suggestions": [worth_json(one) for one in found]}


@router.reads("/relays/ledger", LedgerOut, "Relays between units")
def relay_ledger(request: HttpRequest, days: Days = 30, pairs: int = PAIRS) -> dict[str, Any]:
    """Relays that stand and were made public within the days. `pairs` is how many pairs are listed at most."""
    if days not in ledger.PERIODS:
        known = ", ".join(map(str, ledger.PERIODS))
        raise ApiProblem(
            422, _("This is not one of the choices."), errors=[{"field": "days", "message": known}]
        )
    edges = ledger.edges(member_of(request), days)
    rows = ledger.unit_rows(edges)
    codes = {one.unit.pk: one.unit.code for one in rows}
    return {
        "days": days,
        "relays": sum(edge.count for edge in edges),
        "units": rows,
        "pairs": [
            {"origin": codes[edge.origin], "by": codes[edge.by], "count": edge.count}
            for edge in edges[:pairs]
        ],
    }


@router.reads("/relays/{pk}", RelayOut, "One relay")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """With what is true of its origin now: corrected since, withdrawn."""
    return relay_json(found(request, pk))


@router.acts("/relays/{pk}/withdraw", RelayOut, "Withdraw a relay")
def withdraw(request: HttpRequest, pk: int, payload: PerhapsReason = NO_REASON) -> dict[str, Any]:
    """Readers no longer see it. A reason may be given."""
    relay = found(request, pk)
    return relay_json(actions.withdraw(actor=actor(request), relay=relay, reason=payload.reason))


@router.acts("/relays/{pk}/take-over", RelayOut, "Show the corrected version")
def take_over(request: HttpRequest, pk: int) -> dict[str, Any]:
    """After a correction of the origin: show the origin's new words."""
    return relay_json(actions.take_over(actor=actor(request), relay=found(request, pk)))


@router.acts("/relays/{pk}/follow", RelayOut, "Accept corrections automatically")
def follow(request: HttpRequest, pk: int, payload: FollowIn) -> dict[str, Any]:
    """With `follow` each correction of the origin is shown at once."""
    return relay_json(actions.set_follow(actor=actor(request), relay=found(request, pk), on=payload.follow))


@router.acts("/relays/{pk}/clear", RelayOut, "Check an introduction")
def clear(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The second person's yes to an introduction; then readers see the relay."""
    return relay_json(actions.clear(actor=actor(request), relay=found(request, pk)))


@router.acts("/relays/{pk}/return", RelayOut, "Send an introduction back with a reason")
def give_back(request: HttpRequest, pk: int, payload: Reason) -> dict[str, Any]:
    """The author reads the reason."""
    relay = found(request, pk)
    return relay_json(actions.give_back(actor=actor(request), relay=relay, reason=payload.reason))
