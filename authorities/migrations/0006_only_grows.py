"""Sharing agreements: the database itself refuses to change or remove a row."""

from django.db import migrations

from authorities.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("authorities", "0005_sharing")]

    operations = [only_grows("authorities_sharingagreement", "authorities_sharingchoice")]
