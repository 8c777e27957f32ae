"""The rows of lists: on PostgreSQL the database itself keeps one authority's from another's queries."""

from django.db import migrations

from authorities.row_security import guarded_by_authority

LISTS = (
    *("contact", "earlyhelp", "referral", "assessment", "enquiry", "need"),
    *("plan", "care", "leaver", "adoption", "adopter"),
)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_only_grows")]

    operations = [guarded_by_authority(*(f"indicators_{name}row" for name in LISTS))]
