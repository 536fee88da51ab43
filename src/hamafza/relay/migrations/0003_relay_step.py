from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("relay", "0002_overdue")]

    operations = [migrations.RenameModel("Step", "RelayStep")]
