"""The trail and its words, and what keeps the trail as it is on either database."""

import django.utils.timezone
from django.db import migrations, models

SQLITE = [
    """CREATE TRIGGER record_entry_no_update BEFORE UPDATE ON record_entry
    BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END""",
    """CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry
    BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END""",
    """CREATE TRIGGER record_words_no_update BEFORE UPDATE ON record_words
    BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END""",
]
POSTGRES = [
    """CREATE FUNCTION record_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the record is never changed'; END $$""",
    """CREATE TRIGGER record_entry_kept BEFORE UPDATE OR DELETE ON record_entry
    FOR EACH ROW EXECUTE FUNCTION record_is_kept()""",
    """CREATE TRIGGER record_entry_whole BEFORE TRUNCATE ON record_entry
    FOR EACH STATEMENT EXECUTE FUNCTION record_is_kept()""",
    """CREATE TRIGGER record_words_kept BEFORE UPDATE ON record_words
    FOR EACH ROW EXECUTE FUNCTION record_is_kept()""",
]


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION record_is_kept() CASCADE", params=None)
        return
    for name in ("record_entry_no_update", "record_entry_no_delete", "record_words_no_update"):
        schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("actor", models.BigIntegerField(null=True)),
                ("powers", models.BooleanField(default=False)),
                ("act", models.CharField(max_length=60)),
                ("kind", models.CharField(blank=True, max_length=30)),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("outcome", models.CharField(default="done", max_length=10)),
                ("details", models.JSONField(default=dict)),
                ("origin", models.CharField(blank=True, max_length=16)),
                ("words_hash", models.CharField(blank=True, max_length=64)),
            ],
            options={"db_table": "record_entry", "ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="Words",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("salt", models.CharField(max_length=32)),
                ("said", models.JSONField(default=dict)),
            ],
            options={"db_table": "record_words"},
        ),
        migrations.AddIndex("Entry", models.Index(fields=["actor", "-id"], name="record_by_actor")),
        migrations.AddIndex("Entry", models.Index(fields=["kind", "subject"], name="record_by_subject")),
        migrations.AddIndex("Entry", models.Index(fields=["act", "-id"], name="record_by_act")),
        migrations.AddIndex("Entry", models.Index(fields=["at"], name="record_by_time")),
        migrations.RunPython(forwards, backwards),
        migrations.AlterModelOptions("Entry", {"managed": False, "ordering": ["-pk"]}),
        migrations.AlterModelOptions("Words", {"managed": False}),
    ]
