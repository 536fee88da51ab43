from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("works", "0001_initial")]

    operations = [
        migrations.RenameModel("Shelf", "WorkShelf"),
        migrations.RenameModel("Step", "WorkStep"),
        migrations.RenameModel("Promise", "PromisedDay"),
        migrations.RenameModel("Evidence", "WorkEvidence"),
    ]
