"""What older versions show is found by the picture and the file, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import AttachmentUse, PictureUse

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BEFORE = ("newsroom", "0005_hours_of_steps")


def newest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def older() -> Iterator[Any]:
    """The tables as they were, and afterwards those of today again."""
    MigrationExecutor(connection).migrate([BEFORE])
    yield MigrationExecutor(connection).loader.project_state([BEFORE]).apps
    newest()


def test_uses_of_older_versions_are_written_down_once_and_what_is_gone_is_passed_over(older: Any) -> None:
    unit = Unit.objects.create(code="u", name="واحد").pk
    person = Person.objects.create(username="p").pk
    item = older.get_model("newsroom", "Item").objects.create(unit_id=unit, created_by_id=person)
    brought: dict[str, Any] = {"unit_id": unit, "uploaded_by_id": person}
    picture = older.get_model("newsroom", "Picture").objects.create(
        **brought, folder="pictures/ab", widths=[480], width=480, height=320
    )
    file = older.get_model("newsroom", "Attachment").objects.create(
        **brought, file="evidence/a.bin", name="گواهی.pdf", size=3, created=timezone.now()
    )

    def version(number: int, pictures: list[Any], evidence: list[Any]) -> int:
        said: dict[str, Any] = {"number": number, "pictures": pictures, "evidence": evidence}
        made = older.get_model("newsroom", "Version").objects.create(item=item, author_id=person, **said)
        return int(made.pk)

    link = {"kind": "link", "label": "پیوند", "url": "https://example.org/"}
    version(1, [], [link])
    second = version(
        2, [{"picture": picture.pk, "alt": "نما"}] * 2, [{"kind": "file", "file": file.pk}, link]
    )
    third = version(3, [{"picture": str(picture.pk)}, {"picture": picture.pk + 1}, {}], [{"file": None}])
    newest()
    uses = PictureUse.objects.order_by("pk").values_list("version", "picture")
    assert list(uses) == [(second, picture.pk), (third, picture.pk)]
    assert list(AttachmentUse.objects.values_list("version", "attachment")) == [(second, file.pk)]
