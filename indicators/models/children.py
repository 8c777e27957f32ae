"""What surrounds the child-level lists: the sealed file, what was read, the settings, the counted figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from authorities.models import Authority, PopulationVintage
from indicators.models.catalogue import Indicator
from indicators.models.returns import Return


class SealedFile(models.Model):
    """The bytes of a child-level file, encrypted. Destroyed by the schedule after `destroy_after`."""

    of_return = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="sealed_file")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    key_version = models.CharField(max_length=20)
    content = models.BinaryField()
    destroy_after = models.DateField()


class ListRead(models.Model):
    """One Annex A list of one return: where it stood, what was matched, how many rows came of it."""

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="lists")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    sheet = models.CharField(max_length=60)
    layout = models.CharField(max_length=4, help_text="2019 or 2024.")
    rows = models.PositiveIntegerField(help_text="Rows stored.")
    rejected = models.PositiveIntegerField(help_text="Rows that could not be used, each among the problems.")
    repeated = models.PositiveIntegerField(help_text="Rows left out because an earlier one has their key.")
    headings = models.JSONField(default=list, help_text="How each heading was matched.")
    values = models.JSONField(default=list, help_text="How the values of coded columns were matched.")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of_return", "number"], name="once_a_list")]


class MeasureChoice(models.Model):
    """What an authority chose where the counting rules leave a choice. The newest holds; none is changed."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="measure_choices")
    chosen = models.JSONField(help_text="Only what differs from the defaults.")
    reason = models.CharField(max_length=300)
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-id"]


class BankHoliday(models.Model):
    """One bank holiday of England. Loaded from the project's dated table; working days leave them out."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["day"]


class MeasureDefinition(models.Model):
    """The definition by which a code was last counted everywhere: a changed or new one is counted anew."""

    code = models.CharField(max_length=24, primary_key=True)
    fingerprint = models.CharField(max_length=64)


class CountedValue(models.Model):
    """One figure counted from an authority's child-level returns, whether or not it stands as its value.

    `returns` are the keys of those that the rows came from. `excluded` says how many rows were left out of
    the figure and why; `notes` what a reader must know of it, in words.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="counted_values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    window = models.CharField(max_length=6)
    period_end = models.DateField()
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    value = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    symbol = models.CharField(max_length=1, blank=True)
    complete = models.BooleanField()
    proxy = models.BooleanField()
    rebuilt = models.BooleanField(help_text="A stock at a month end without a return of its own.")
    basis = models.CharField(max_length=300)
    excluded = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    returns = models.JSONField(default=list)
    vintage = models.ForeignKey(PopulationVintage, null=True, on_delete=models.PROTECT, related_name="+")
    source_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="counted_values")
    input_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["indicator__code", "window"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "period_end", "indicator", "window"], name="one_counted_value_a_figure"
            )
        ]
