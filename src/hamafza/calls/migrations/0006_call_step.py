from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("calls", "0005_without_moments")]

    operations = [migrations.RenameModel("Step", "CallStep")]
