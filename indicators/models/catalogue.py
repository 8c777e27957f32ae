"""Indicators, and which of them an authority returns."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from authorities.models import Authority
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity

# The denominator of a rate per 10,000 children, in the catalogue's words.
CHILDREN = "population aged 0-17"


class Indicator(models.Model):
    """One measure, national (from the catalogue's files) or local (added by an authority on screen)."""

    code = models.CharField(max_length=24)
    name = models.CharField(max_length=200)
    family = models.CharField(max_length=40)
    unit = models.CharField(max_length=12, choices=[(u.value, u.value) for u in Unit])
    windows = models.JSONField(default=list, help_text="Window codes, e.g. R6 and R12.")
    window_note = models.CharField(max_length=120, blank=True)
    annualised = models.JSONField(default=list, help_text="The windows whose rates are annualised.")
    polarity = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Polarity])
    numerator = models.CharField(max_length=300)
    denominator = models.CharField(max_length=300, blank=True)
    counts_people = models.BooleanField(default=True)
    annex_a_class = models.JSONField(default=dict)
    annex_a_lists = models.JSONField(default=list)
    rule = models.TextField(blank=True)
    sources = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    definition_date = models.DateField(null=True, blank=True)
    retired = models.BooleanField(default=False)
    owner_authority = models.ForeignKey(
        Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="local_indicators"
    )

    class Meta:
        ordering = ["family", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(owner_authority=None), name="one_national_indicator_a_code"
            ),
            models.UniqueConstraint(
                fields=["owner_authority", "code"],
                condition=Q(owner_authority__isnull=False),
                name="one_local_indicator_a_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_count(self) -> bool:
        """Whether it grows with the size of an authority, so that no authority is compared by it."""
        return self.unit == Unit.NUMBER

    @property
    def per_children(self) -> bool:
        """Whether its base is the children of the area, whom the portal can count from the estimates."""
        return self.unit == Unit.RATE and self.denominator == CHILDREN

    def is_annualised(self, window: Window) -> bool:
        return window.value in self.annualised

    @classmethod
    def for_authority(cls, authority: Authority) -> models.QuerySet[Indicator]:
        """The national catalogue and the authority's own local indicators, retired ones left out."""
        return cls.objects.filter(Q(owner_authority=None) | Q(owner_authority=authority), retired=False)


class IndicatorInSet(models.Model):
    """One figure that an authority returns each period: an indicator in a window."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="indicator_set")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    window = models.CharField(max_length=6)
    # Which months ask for it: a line of an older comparison may not be asked for again.
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["indicator__family", "indicator__code", "window"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "indicator", "window"], name="once_in_the_set")
        ]

    @classmethod
    def asked_of(cls, authority: Authority) -> models.QuerySet[IndicatorInSet]:
        """The figures asked of the authority now, with their indicators; those of retired ones are not."""
        held = cls.objects.filter(authority=authority, active=True, indicator__retired=False)
        return held.select_related("indicator")
