from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_full_text")]

    operations = [migrations.RenameModel("Entry", "IndexedItem")]
