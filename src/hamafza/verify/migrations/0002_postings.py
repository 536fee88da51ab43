"""The two tables of postings: made for one question (which versions have these fingerprints?), and small.

SQLite keeps a table without row ids in the order of its key, so there is nothing but the key and the place.
"""

from django.db import migrations

COLUMNS = "h integer NOT NULL, d integer NOT NULL, p integer NOT NULL, PRIMARY KEY (h, d)"


def forwards(apps, schema_editor):
    more = "" if schema_editor.connection.vendor == "postgresql" else " WITHOUT ROWID"
    for side in "ab":
        schema_editor.execute(f"CREATE TABLE verify_postings_{side} ({COLUMNS}){more}")
    apps.get_model("verify", "Shelf").objects.create(id=1)


def backwards(apps, schema_editor):
    for side in "ab":
        schema_editor.execute(f"DROP TABLE verify_postings_{side}")


class Migration(migrations.Migration):
    dependencies = [("verify", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
