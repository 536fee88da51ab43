"""Positions in commit order, given by the database, so that nobody can forget them.

SQLite: the writer holds the write lock from BEGIN to COMMIT, so the AUTOINCREMENT key is the order.
PostgreSQL: a sequence alone is not (a later number may commit first and readers would step over the
earlier one); a deferred trigger takes a lock at commit and only then draws the number.
"""

import secrets

from django.db import migrations

SQLITE = """
CREATE TRIGGER wire_event_order AFTER INSERT ON wire_event
BEGIN UPDATE wire_event SET pos = NEW.id WHERE id = NEW.id; END
"""
POSTGRES = """
CREATE SEQUENCE wire_event_pos;
CREATE FUNCTION wire_event_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7246920);
  UPDATE wire_event SET pos = nextval('wire_event_pos') WHERE id = NEW.id;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER wire_event_order AFTER INSERT ON wire_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wire_event_order();
"""


def forwards(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    # A trigger holds semicolons of its own, which `execute` on SQLite takes as it is.
    schema_editor.execute(POSTGRES if postgres else SQLITE, params=None)
    apps.get_model("wire", "Epoch").objects.create(id=1, epoch=secrets.token_hex(4))


class Migration(migrations.Migration):
    dependencies = [("wire", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
