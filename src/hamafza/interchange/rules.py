"""The network's rules over the API: everybody in it reads them, administrators change them."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Schema

from hamafza.calls import actions, queries
from hamafza.flow.quiet import rules
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf, Ref, Strict, row
from hamafza.interchange.instants import TimeOfDay
from hamafza.interchange.routes import Routes
from hamafza.network.access import member_of
from hamafza.response import limits, working
from hamafza.response.models import Limit
from hamafza.response.words import ClockName

router = Routes(tags=["rules"])
SEVERITIES = range(6)


class CallRules(Strict):
    ceiling: int = Field(ge=1, le=1000, description="calls to one unit per day")
    quiet_from: TimeOfDay
    quiet_until: TimeOfDay
    remind_hours: int = Field(ge=1, le=1000, description="remind this many hours before the deadline")


class OverrideOut(Schema):
    """How often a unit asked beyond the ceiling, and how many answers that cost others."""

    unit: Ref
    calls: int
    answers: int


class CallRulesOut(Schema):
    ceiling: int
    quiet_from: TimeOfDay
    quiet_until: TimeOfDay
    remind_hours: int
    overrides: list[OverrideOut]


class LimitIn(Strict):
    clock: Annotated[str, OneOf(ClockName)]
    severity: int = Field(ge=0, le=5, description="0: not weighed yet")
    minutes: int = Field(ge=0, le=10**6, description="0: the clock does not run")


class LimitOut(Schema):
    clock: Annotated[str, OneOf(ClockName)]
    severity: int
    minutes: int
    own: bool = Field(description="set by the network in place of the default")


class LimitsOut(Schema):
    limits: list[LimitOut] = Field(description="clocks that are not listed for a severity do not run")


def rules_json() -> dict[str, Any]:
    return row(CallRulesOut, rules(), overrides=queries.overrides())


@router.reads("/calls/rules", CallRulesOut, "Limits and quiet hours of calls")
def call_rules(request: HttpRequest) -> dict[str, Any]:
    """How often a unit may be asked in a day, quiet hours, reminders, and how often the ceiling was passed."""
    member_of(request)
    return rules_json()


@router.acts("/calls/rules", CallRulesOut, "Change the limits and quiet hours")
def change_call_rules(request: HttpRequest, payload: CallRules) -> dict[str, Any]:
    """Administrators only. All of them at once."""
    actions.change_rules(actor=actor(request), **payload.dict())
    return rules_json()


def limits_json() -> dict[str, Any]:
    own = Limit.own()
    return {
        "limits": [
            {"clock": clock, "severity": severity, "minutes": minutes, "own": (clock, severity) in own}
            for clock in limits.CLOCKS
            for severity in SEVERITIES
            if (minutes := own.get((clock, severity), limits.DEFAULTS[clock].get(severity))) is not None
        ]
    }


@router.reads("/incidents/limits", LimitsOut, "Deadlines of incidents")
def clock_limits(request: HttpRequest) -> dict[str, Any]:
    """Minutes of each clock by severity."""
    member_of(request)
    return limits_json()


@router.acts("/incidents/limits", LimitsOut, "Set a deadline of the network")
def set_limit(request: HttpRequest, payload: LimitIn) -> dict[str, Any]:
    """Administrators only."""
    working.set_limit(actor=actor(request), **payload.dict())
    return limits_json()
