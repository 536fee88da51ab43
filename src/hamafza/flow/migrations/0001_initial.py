import datetime

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('flow', models.CharField(max_length=20)),
                ('row', models.BigIntegerField()),
                ('name', models.CharField(max_length=20)),
                ('started', models.DateTimeField()),
                ('due', models.DateTimeField()),
                ('rings', models.DateTimeField(blank=True, null=True)),
                ('stopped', models.DateTimeField(blank=True, null=True)),
                ('dropped', models.BooleanField(default=False)),
                ('broken', models.BooleanField(default=False)),
                ('level', models.PositiveSmallIntegerField(default=0)),
                ('loud', models.BooleanField(default=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('rings__isnull', False)), fields=['rings'], name='deadline_rings'), models.Index(fields=['flow', 'row'], name='deadline_of_row')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stopped__isnull', True)), fields=('flow', 'row', 'name'), name='deadline_runs_once')],
            },
        ),
        migrations.CreateModel(
            name='Rules',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('ceiling', models.PositiveSmallIntegerField(default=5, verbose_name='calls to one unit per day')),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0), verbose_name='quiet hours from')),
                ('quiet_until', models.TimeField(default=datetime.time(7, 0), verbose_name='quiet hours until')),
                ('remind_hours', models.PositiveSmallIntegerField(default=24, verbose_name='remind this many hours before the deadline')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='rules_are_one_row')],
            },
        ),
    ]
