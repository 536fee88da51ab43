"""Steps of relays are rows of a history, and the time of a check is a deadline."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Max

# The step as it was called; how it is called; the states before it and after it
STEPS = (
    ("made", "relay", "", "live"),
    ("submitted", "submit", "", "waiting"),
    ("checked", "clear", "waiting", "live"),
    ("returned", "return", "waiting", "withdrawn"),
    ("taken-over", "take-over", "live", "live"),
    ("followed", "keep-up", "live", "live"),
    ("replaced", "replace", "live", "superseded"),
    ("withdrawn", "withdraw", "live", "withdrawn"),
    ("origin-withdrawn", "fall", "live", "withdrawn"),
)
ENDING = ("replace", "withdraw")


def name_anew(apps, schema_editor):
    steps = apps.get_model("relay", "RelayStep").objects
    for was, name, before, after in STEPS:
        steps.filter(step=was).update(step=name, from_state=before, to_state=after)
    # What no reader had seen when it ended was waiting until then.
    last = steps.filter(relay__shown=None).values("relay").annotate(last=Max("pk")).values("last")
    steps.filter(pk__in=list(last.values_list("last", flat=True)), step__in=ENDING).update(from_state="waiting")


def name_as_before(apps, schema_editor):
    steps = apps.get_model("relay", "RelayStep").objects
    steps.filter(step__in=["follow", "unfollow"]).delete()
    for was, name, _before, _after in STEPS:
        steps.filter(step=name).update(step=was)


def to_deadlines(apps, schema_editor):
    waiting = apps.get_model("relay", "Relay").objects.filter(state="waiting", check_due__isnull=False)
    Deadline = apps.get_model("flow", "Deadline")
    Deadline.objects.bulk_create(
        (
            Deadline(
                flow="relay",
                row=relay.pk,
                name="check",
                started=relay.made,
                due=relay.check_due,
                rings=None if relay.overdue_told else relay.check_due,
            )
            for relay in waiting
        ),
        batch_size=500,
    )


def to_columns(apps, schema_editor):
    Relay = apps.get_model("relay", "Relay")
    found = apps.get_model("flow", "Deadline").objects.filter(flow="relay")
    for deadline in found.filter(stopped=None):
        told = deadline.rings is None
        Relay.objects.filter(pk=deadline.row).update(check_due=deadline.due, overdue_told=told)
    found.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("flow", "0001_initial"),
        ("relay", "0003_relay_step"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("relaystep", "relay_step_of_origin_once"),
        migrations.RenameField("relaystep", "what", "step"),
        migrations.AlterField("relaystep", "step", models.CharField(max_length=20)),
        migrations.AddField("relaystep", "from_state", models.CharField(blank=True, max_length=20)),
        migrations.AddField("relaystep", "to_state", models.CharField(default="", max_length=20), False),
        migrations.RunPython(name_anew, name_as_before),
        migrations.RunPython(to_deadlines, to_columns),
    ]
