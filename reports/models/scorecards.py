"""Scorecard templates, scorecards, their analysis and their publications."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from authorities.models import Authority
from reports.layouts.schema import Layout, parse_layout


class ScorecardTemplateQuerySet(models.QuerySet["ScorecardTemplate"]):
    def usable_by(self, authority: Authority, period_end: date) -> ScorecardTemplateQuerySet:
        """The authority's own templates and the open ones, in force at a period end; own ones first."""
        return (
            self.filter(Q(authority=authority) | Q(authority=None), retired=False)
            .filter(Q(valid_from=None) | Q(valid_from__lte=period_end))
            .filter(Q(valid_to=None) | Q(valid_to__gte=period_end))
            .order_by(models.F("authority").asc(nulls_last=True), "-valid_from", "name")
        )


class ScorecardTemplate(models.Model):
    """A scorecard's layout as data (reports/layouts/), stored so that a published one can name it."""

    name = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    authority = models.ForeignKey(
        Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="scorecard_templates"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    retired = models.BooleanField(default=False)

    objects = ScorecardTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title

    @property
    def layout(self) -> Layout:
        return parse_layout(self.definition)


class TemplateChoice(models.Model):
    """Whether an authority uses one of the open templates. The newest row speaks. Only grows."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="template_choices")
    template = models.ForeignKey(ScorecardTemplate, on_delete=models.PROTECT, related_name="choices")
    used = models.BooleanField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class Scorecard(models.Model):
    """The living scorecard of an authority for a template and period end: calculated lines.

    `lines` are the materialised rows (reports/rows.py); `inputs_hash` says what they were made
    from, so that a page can say "out of date" without recalculating.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="scorecards")
    template = models.ForeignKey(ScorecardTemplate, on_delete=models.PROTECT, related_name="scorecards")
    period_end = models.DateField()
    lines = models.JSONField(default=list)
    inputs_hash = models.CharField(max_length=64, blank=True)
    calculated_at = models.DateTimeField(null=True)
    # What it compares with (reports/comparing/basis.py): the release of each dataset, the neighbour list, the
    # population edition. Set when first there is one; later ones are taken up by a person, never silently.
    basis = models.JSONField(default=dict)

    class Meta:
        ordering = ["-period_end", "template__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "template", "period_end"], name="one_scorecard_a_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template}, {self.authority}, {self.period_end:%B %Y}"


class Analysis(models.Model):
    """The commentary beside a figure. Every saving is a new row; the newest is the text."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="analyses")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=16)
    text = models.TextField(blank=True, max_length=4000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number", "-id"]
        indexes = [models.Index(fields=["scorecard", "number", "-id"])]
        verbose_name_plural = "analyses"


class PrintedVerdict(models.Model):
    """What a published paper printed for a line, to show where the portal's rule differs from it."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="printed_verdicts")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=16)
    # 'green', 'amber', 'red', 'none' (printed as not targeted); blank: none printed, or unreadable.
    rag = models.CharField(max_length=8, blank=True)
    # 'up', 'down', 'same', or the word printed; blank: none printed, or unreadable.
    direction = models.CharField(max_length=12, blank=True)
    # 'lower', 'in range', 'higher'; blank: none printed.
    position = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "number"], name="one_printed_verdict_a_line")
        ]


class Publication(models.Model):
    """A scorecard as it was published: frozen, versioned, never changed (the database refuses)."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="publications")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField()
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True, help_text="Why it is published again.")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "version"], name="one_publication_a_version")
        ]
