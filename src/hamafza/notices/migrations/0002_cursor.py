"""The room goes on where the newsroom's own letters stopped: nobody is told twice, or of old things."""

from django.db import migrations

OLD, NEW = "newsroom.mail-checkers", "notices.make"


def take_over(apps, schema_editor):
    Cursor = apps.get_model("wire", "Cursor")
    Parked = apps.get_model("wire", "Parked")
    for cursor in Cursor.objects.filter(consumer=OLD):
        Cursor.objects.create(consumer=NEW, pos=cursor.pos)
        cursor.delete()
    Parked.objects.filter(consumer=OLD).update(consumer=NEW)


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("wire", "0003_parked_wanted")]
    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
