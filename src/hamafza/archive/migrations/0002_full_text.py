"""The full-text index of the database in use."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def create(_apps: Any, _editor: Any) -> None:
    from hamafza.archive.engines import engine

    engine().create()


def remove(_apps: Any, _editor: Any) -> None:
    from hamafza.archive.engines import engine

    engine().remove()


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    operations = [migrations.RunPython(create, remove)]
