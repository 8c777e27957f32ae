"""Deadlines and reminders: the database itself refuses to change or remove a row."""

from django.db import migrations

from authorities.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_side_by_side")]

    operations = [only_grows("reports_collectiondeadline", "reports_reminder")]
