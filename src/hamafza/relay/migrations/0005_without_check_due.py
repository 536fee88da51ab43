from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("relay", "0004_flow")]

    operations = [
        migrations.AddConstraint(
            "relaystep",
            models.UniqueConstraint(
                fields=["relay", "step", "version"],
                condition=Q(step__in=("keep-up", "fall")),
                name="relay_step_of_origin_once",
            ),
        ),
        migrations.RemoveIndex("relay", "relay_due"),
        migrations.RemoveField("relay", "check_due"),
        migrations.RemoveField("relay", "overdue_told"),
    ]
