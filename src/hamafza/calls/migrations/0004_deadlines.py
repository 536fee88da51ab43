"""The three moments of a call become deadlines, and the network's rules go to the room of the deadlines."""

from django.db import migrations

MOMENTS = {'remind': 'remind_due', 'overdue': 'overdue_due', 'escalate': 'escalate_due'}
RULES = ('ceiling', 'quiet_from', 'quiet_until', 'remind_hours')


def to_deadlines(apps, schema_editor):
    Deadline = apps.get_model('flow', 'Deadline')
    made = []
    for call in apps.get_model('calls', 'Call').objects.filter(state='open').iterator():
        moments = {name: getattr(call, field) for name, field in MOMENTS.items()}
        if call.delivered is None:
            moments = {'deliver': call.deliver, **moments}
        for name, due in moments.items():
            if due is not None:
                loud = call.urgency == 'urgent' or name == 'deliver'
                made.append(Deadline(
                    flow='call', row=call.pk, name=name, started=call.deliver, due=due, rings=due, loud=loud
                ))
    Deadline.objects.bulk_create(made, batch_size=500)


def to_columns(apps, schema_editor):
    Call = apps.get_model('calls', 'Call')
    found = apps.get_model('flow', 'Deadline').objects.filter(flow='call')
    for deadline in found.filter(rings__isnull=False, name__in=MOMENTS).iterator():
        Call.objects.filter(pk=deadline.row).update(**{MOMENTS[deadline.name]: deadline.rings})
    found.delete()


def copy(apps, source, target):
    for row in apps.get_model(source, 'Rules').objects.all():
        said = {name: getattr(row, name) for name in RULES}
        apps.get_model(target, 'Rules').objects.update_or_create(id=1, defaults=said)


def rules_to_flow(apps, schema_editor):
    copy(apps, 'calls', 'flow')


def rules_to_calls(apps, schema_editor):
    copy(apps, 'flow', 'calls')


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0003_starts'),
        ('flow', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(to_deadlines, to_columns),
        migrations.RunPython(rules_to_flow, rules_to_calls),
    ]
