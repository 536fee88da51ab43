"""Every address of reports at the desk, asked by every role."""

from __future__ import annotations

import pytest
from django.utils import translation
from tests.world import World

from hamafza.network.tests.permissions import ROLES, unlike
from hamafza.pages.refusals import NotAllowed
from hamafza.reports import actions, books
from hamafza.reports.models import ReportBook, UnitReport
from hamafza.reports.tests.cast import asked, handed_in, period
from hamafza.reports.tests.permissions import ROWS


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    of = asked(world)
    report = handed_in(world)
    actions.write_words(
        actor=world.as_("officer"), unit=report.unit, period=period(), group="news", text="بیش از ماه پیش."
    )
    handed_in(world, note="کلمه افزوده شد.")
    with translation.override("fa"):
        book = books.ask(actor=world.as_("head"), of=of, language="fa")
        books.make(book=ReportBook.objects.select_related("round__unit").get(pk=book.pk))
    names = {"report": report.pk, "round": of.pk, "book": book.pk, "span": str(period())}
    assert unlike(ROWS, world.client(role), role, names) == []


@pytest.mark.parametrize("who", ["observer", "editor", "head", "secretary", "outsider", "trusted"])
def test_nobody_reports_for_another_unit(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        handed_in(world, who)
    with pytest.raises(NotAllowed):
        actions.write_words(
            actor=world.as_(who), unit=world.units["province"], period=period(), group="news", text="x"
        )
    assert not UnitReport.objects.exists()


@pytest.mark.parametrize("who", ["observer", "officer", "trusted", "editor", "outsider"])
def test_only_those_above_ask_for_reports(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        asked(world, who)
