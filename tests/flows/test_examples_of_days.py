"""The days that forms give as examples are in the calendar of whoever reads them."""

from __future__ import annotations

import re

import pytest

from hamafza.network.models import Person
from tests.world import World

pytestmark = pytest.mark.django_db

PAGES = ("works/new/", "works/", "reports/", "reports/rounds/new/", "decisions/", "council/holidays/")
EXAMPLES = re.compile(r'placeholder="[^"]*"|class="help"[^>]*>[^<]*')
JALALI, GREGORIAN = re.compile("1405|۱۴۰۵"), re.compile("202[67]-|۲۰۲[۶۷]-")


@pytest.mark.parametrize(("language", "own", "other"), [("fa", JALALI, GREGORIAN), ("en", GREGORIAN, JALALI)])
@pytest.mark.parametrize("page", PAGES)
def test_an_example_is_in_the_calendar_of_the_reader(
    world: World, page: str, language: str, own: re.Pattern[str], other: re.Pattern[str]
) -> None:
    Person.objects.filter(username="admin").update(language=language)
    shown = " ".join(EXAMPLES.findall(world.client("admin").get(f"/desk/{page}").content.decode()))
    assert own.search(shown)
    assert not other.search(shown)
