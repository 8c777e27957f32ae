"""The returns and targets: the database itself refuses to change or remove a row."""

from django.db import migrations

from authorities.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [
        only_grows(
            "indicators_returnfile",
            "indicators_returnfigure",
            "indicators_returncomparator",
            "indicators_returnproblem",
            "indicators_target",
        )
    ]
