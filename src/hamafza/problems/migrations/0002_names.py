"""The names that the house has for them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("problems", "0001_initial")]

    operations = [
        migrations.RenameModel("Step", "ProblemStep"),
        migrations.RenameModel("Mark", "WordMark"),
    ]
