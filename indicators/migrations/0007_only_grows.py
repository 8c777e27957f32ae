"""The rows of lists, and what was read of them: the database itself refuses to change or remove a row.

The problems gained a column, and SQLite made their table anew without its triggers.
"""

from django.db import migrations

from authorities.append_only import only_grows

LISTS = (
    *("contact", "earlyhelp", "referral", "assessment", "enquiry", "need"),
    *("plan", "care", "leaver", "adoption", "adopter"),
)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_child_level_returns")]

    operations = [
        only_grows(
            *(f"indicators_{name}row" for name in LISTS),
            "indicators_listread",
            "indicators_measurechoice",
            "indicators_returnproblem",
        )
    ]
