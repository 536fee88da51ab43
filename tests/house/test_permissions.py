"""No address without a line in a permission table."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

from django.test import override_settings
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.house.places import tables

OF_NOBODY = {"api/v1/"}  # what no address of the API matches: always "not found"


def asked() -> Iterator[str]:
    """Every path that a table asks for, its placeholders filled with something of the right shape."""
    for table in tables():
        for row in importlib.import_module(table).ROWS:
            yield re.sub(r"{\w+}", "1", row[1].partition("?")[0])
    for row in importlib.import_module("hamafza.interchange.tests.test_permissions").ROWS:
        yield "/api/v1" + re.sub(r"{\w+}", "1", row[1].partition("?")[0])


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).replace("^", "")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def covered() -> Iterator[str]:
    for path in asked():
        try:
            yield resolve(path).route.replace("^", "")
        except Resolver404:
            continue


@override_settings(LANGUAGE_CODE="fa")
def test_every_address_stands_in_a_permission_table() -> None:
    left = set(routes(get_resolver().url_patterns)) - set(covered()) - OF_NOBODY
    assert not left, sorted(left)
