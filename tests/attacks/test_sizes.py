"""Words of six megabytes where a line is due: refused at every door, and stored by none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hamafza.network.models import Token
from hamafza.newsroom.models import Item
from hamafza.response.models import Incident
from tests.attacks.callers import Program, browser
from tests.world import World

LONG = "ب" * 3_000_000  # six megabytes of UTF-8
MIDDLING = "ب" * 3_000  # as a page that is not too large may bring it
FORM = {f"{name}-{total}_FORMS": 0 for name in ("pictures", "evidence") for total in ("TOTAL", "INITIAL")}


def over_the_api(path: str, **body: Any) -> Callable[[World, str], Any]:
    """The field that holds `...` gets the words."""

    def filled(value: Any, words: str) -> Any:
        if isinstance(value, dict):
            return {name: filled(one, words) for name, one in value.items()}
        if isinstance(value, list):
            return [filled(one, words) for one in value]
        return words if value is ... else value

    return lambda world, words: Program(world, "officer").post(path, filled(body, words))


def by_form(path: str, **body: Any) -> Callable[[World, str], Any]:
    def send(world: World, words: str) -> Any:
        client = browser(world, "officer")
        client.raise_request_exception = False
        return client.post(path, {name: words if one is ... else one for name, one in body.items()})

    return send


LINK = {"kind": "link", "url": "https://example.org/", "source": "صندوق"}
ITEM = {"unit": "province", "headline": "تیتر", "abstract": "لید"}
DOORS = {
    "label of evidence": over_the_api("/items", **ITEM, evidence=[{**LINK, "label": ...}]),
    "source of evidence": over_the_api("/items", **ITEM, evidence=[{**LINK, "label": "ل", "source": ...}]),
    "caption": over_the_api("/items", **ITEM, pictures=[{"picture": 1, "caption": ...}]),
    "headline": over_the_api("/items", unit="province", headline=..., abstract="لید"),
    "code of a topic": over_the_api("/items", **ITEM, topics=[...]),
    "place of a claim": over_the_api("/incidents", unit="province", claim="ادعا", where=...),
    "label of a key": by_form("/accounts/tokens/", label=..., scope="read", days=30),
    "headline in the form": by_form("/desk/items/new/", unit="province", headline=..., do="save", **FORM),
    "name in the profile": by_form("/accounts/profile/", name=..., language="fa"),
}


@pytest.mark.parametrize("words", [LONG, MIDDLING], ids=["6 MB", "6 KB"])
@pytest.mark.parametrize("door", DOORS)
def test_a_line_of_megabytes_is_refused_and_stored_nowhere(world: World, door: str, words: str) -> None:
    answer = DOORS[door](world, words)
    assert answer.status_code < 500, answer.status_code
    if answer.request["PATH_INFO"].startswith("/api/"):
        assert answer.status_code >= 400
        assert len(answer.content) < 20_000
    assert not Item.objects.exists()
    assert not Incident.objects.exists()
    assert not Token.objects.filter(scope="read").exists()
    world.people["officer"].refresh_from_db()
    assert len(world.people["officer"].name) < 200
