"""The choice of templates: the database itself refuses to change or remove a row."""

from django.db import migrations

from authorities.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_comparisons")]

    operations = [only_grows("reports_templatechoice")]
