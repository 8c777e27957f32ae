"""Values: what the approved returns say now, one row a figure."""

from __future__ import annotations

from django.db import models

from authorities.models import Authority, PopulationVintage
from indicators.models.catalogue import Indicator
from indicators.models.returns import Return


class Value(models.Model):
    """One authority's figure for one indicator, window and period end, with its basis.

    Recalculated from approved returns; numerator and denominator are kept and divided last.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    window = models.CharField(max_length=6)
    period_end = models.DateField()
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    value = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    symbol = models.CharField(max_length=1, blank=True)
    places = models.PositiveSmallIntegerField(help_text="Decimals shown.")
    as_at = models.DateField(null=True)
    complete = models.BooleanField(default=True)
    basis = models.CharField(max_length=300, help_text="How the figure came about, in words.")
    note = models.CharField(max_length=300, blank=True)
    # The estimates behind a rate whose return gave the count alone. Kept as long as the return speaks: a
    # newer edition does not move the figure.
    vintage = models.ForeignKey(PopulationVintage, null=True, on_delete=models.PROTECT, related_name="+")
    source_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="values")
    input_hash = models.CharField(max_length=64)
    # Judged safe to be told outside the authority, beside all that was told before. What is told cannot be
    # taken back, so it stays until the figure itself changes (indicators/withholding.py).
    told = models.BooleanField(default=False)

    class Meta:
        ordering = ["indicator__code", "window"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "period_end", "indicator", "window"], name="one_value_a_figure"
            )
        ]
