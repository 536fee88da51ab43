from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("response", "0005_wording_of_calls")]

    operations = [migrations.RenameModel("Transition", "IncidentStep")]
