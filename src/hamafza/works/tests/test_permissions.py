"""Every address of works at the desk, asked by every role."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.world import World

from hamafza.network.tests.permissions import ROLES, unlike
from hamafza.newsroom.uploads import save_attachment
from hamafza.pages.refusals import NotAllowed
from hamafza.works import actions
from hamafza.works.actions import Proof
from hamafza.works.models import Work, WorkShelf
from hamafza.works.tests.cast import entered
from hamafza.works.tests.permissions import ROWS


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    work, officer = entered(world), world.as_("officer")
    paper = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 minutes", content_type="application/pdf")
    file = save_attachment(actor=officer, unit=work.unit, file=paper)
    actions.prove(actor=officer, work=work, piece=Proof(file=file))
    piece = work.evidence.get()
    names = {"work": work.pk, "piece": piece.pk, "item": 999999}
    assert unlike(ROWS, world.client(role), role, names) == []


@pytest.mark.parametrize("who", ["observer", "editor", "head", "secretary", "outsider", "trusted"])
def test_only_writers_of_the_unit_say_how_its_works_stand(world: World, who: str) -> None:
    work = entered(world)
    with pytest.raises(NotAllowed):
        entered(world, who)
    with pytest.raises(NotAllowed):
        actions.progress(actor=world.as_(who), work=work, share=50)
    assert Work.objects.get().share == 0


@pytest.mark.parametrize(
    ("who", "may"), [("officer", False), ("colleague", True), ("head", True), ("trusted", False)]
)
def test_who_checks_for_the_unit_shows_its_works_to_readers(world: World, who: str, may: bool) -> None:
    unit = world.units["province"]
    if not may:
        with pytest.raises(NotAllowed):
            actions.show_shelf(actor=world.as_(who), unit=unit, public=True)
    else:
        actions.show_shelf(actor=world.as_(who), unit=unit, public=True)
    assert WorkShelf.objects.filter(unit=unit, public=True).exists() == may
