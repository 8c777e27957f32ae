"""Figures that were there before: nothing is shown outside until a recalculation has judged it."""

from django.db import migrations


def queue(apps, schema_editor):
    """A recalculation of every authority with figures; the sweeper finds the rows."""
    value, job = apps.get_model("indicators", "Value"), apps.get_model("indicators", "Job")
    waiting = set(job.objects.filter(kind="recalculate", state="queued").values_list("authority", flat=True))
    authorities = set(value.objects.filter(told=False).values_list("authority", flat=True))
    for authority in sorted(authorities - waiting):
        job.objects.create(
            kind="recalculate", authority_id=authority, reason="What may be told outside is judged"
        )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0009_told")]

    operations = [migrations.RunPython(queue, migrations.RunPython.noop)]
