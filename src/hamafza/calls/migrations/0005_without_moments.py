from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0004_deadlines'),
    ]

    operations = [
        migrations.DeleteModel(name='Rules'),
        migrations.RemoveIndex(model_name='call', name='call_remind'),
        migrations.RemoveIndex(model_name='call', name='call_escalate'),
        migrations.RemoveIndex(model_name='call', name='call_overdue'),
        migrations.RemoveField(model_name='call', name='remind_due'),
        migrations.RemoveField(model_name='call', name='escalate_due'),
        migrations.RemoveField(model_name='call', name='overdue_due'),
    ]
