"""What the versions that are there show is written down as rows. Numbers of rows that are gone are passed over."""

from django.db import migrations

BATCH = 500


def written(apps, rows, model, shown, named, field):
    """Rows of uses, for the pictures or files that exist."""
    Use, Kept = apps.get_model("newsroom", f"{model}Use"), apps.get_model("newsroom", model)
    kept = set(Kept.objects.values_list("pk", flat=True))
    made = []
    for version, pieces in rows.exclude(**{shown: []}).values_list("pk", shown).iterator():
        found = {int(piece[named]) for piece in pieces if str(piece.get(named) or "").isdecimal()}
        made += [Use(version_id=version, **{f"{field}_id": pk}) for pk in sorted(found & kept)]
    Use.objects.bulk_create(made, batch_size=BATCH)


def write_down(apps, schema_editor):
    rows = apps.get_model("newsroom", "Version").objects.order_by("pk")
    written(apps, rows, "Picture", "pictures", "picture", "picture")
    written(apps, rows, "Attachment", "evidence", "file", "attachment")


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0006_uses")]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
