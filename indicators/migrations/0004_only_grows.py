"""Published statistics and polarity overrides: the database itself refuses to change or remove a row."""

from django.db import migrations

from authorities.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_published_statistics")]

    operations = [
        only_grows(
            # Once more: SQLite made it anew, without its triggers, when it gained columns.
            "indicators_target",
            "indicators_release",
            "indicators_releasefile",
            "indicators_publishedvalue",
            "indicators_polarityoverride",
        )
    ]
