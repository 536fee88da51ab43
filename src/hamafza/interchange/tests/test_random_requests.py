"""Random requests to every operation: no error of ours, no status and no answer that is not described."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks
from tests.world import World

from hamafza.interchange.urls import api
from hamafza.network import tokens

CHECKS = (
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
)
EXAMPLES, LEAST, SECONDS = 12, 3, 15  # requests to each operation; seconds of all together
KNOWN = {"items": "draft", "calls": "call", "relays": "relay", "incidents": "incident"}
CALLERS = ("admin", "head", "officer")


class Asking:
    """Sends random requests about things that are there and things that are not, as one person after another."""

    def __init__(self, world: World, things: dict[str, int], site: Callable[..., Any]) -> None:
        self.keys = [tokens.create_token(world.people[name]) for name in CALLERS]
        self.things, self.site, self.asked, self.least, self.until = things, site, 0, 0, 0.0

    def __call__(self, case: schemathesis.Case) -> None:
        if time.monotonic() > self.until and self.asked >= self.least:
            return
        self.asked += 1
        room = case.operation.path.removeprefix("/api/v1/").partition("/")[0]
        if "pk" in case.path_parameters and room in KNOWN and self.asked % 4:
            case.path_parameters["pk"] = self.things[KNOWN[room]]
        key = self.keys[self.asked % len(self.keys)]
        headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
        case.call_and_validate(app=self.site, headers=headers, checks=CHECKS)


@pytest.mark.slow
def test_random_requests_find_no_error_and_nothing_that_is_not_described(
    world: World, things: dict[str, int], site: Callable[..., Any]
) -> None:
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.document)))
    schema.app = site
    operations = [found.ok() for found in schema.get_all_operations()]
    ask, failures = Asking(world, things, site), []
    for operation in operations:
        ask.least, ask.until = ask.asked + LEAST, time.monotonic() + SECONDS / len(operations)
        try:
            sending(operation, ask)()
        except (AssertionError, BaseExceptionGroup) as failure:
            failures.append(f"{operation.label}: {failure!r} {getattr(failure, 'exceptions', '')}")
    assert failures == []
    assert ask.asked > LEAST * len(operations)


def sending(operation: Any, ask: Asking) -> Callable[[], None]:
    limits = hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    return limits(hypothesis.given(case=operation.as_strategy())(lambda case: ask(case)))  # type: ignore[no-any-return]
