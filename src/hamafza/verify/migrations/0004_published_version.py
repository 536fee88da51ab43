from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("verify", "0003_filled_to")]

    operations = [migrations.RenameModel("Shown", "PublishedVersion")]
