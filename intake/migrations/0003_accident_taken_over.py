from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_complaints")]

    operations = [
        migrations.RenameField("accident", "taken_by", "taken_over"),
        migrations.RenameField("historicalaccident", "taken_by", "taken_over"),
    ]
