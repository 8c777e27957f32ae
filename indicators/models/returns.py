"""Returns: what an authority gave us, whole and for good."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from authorities.models import Authority
from indicators.models.catalogue import Indicator


class ReturnKind(models.TextChoices):
    FIGURES = "figures", "Figures"
    CHILDREN = "children", "Annex A lists"


class ReturnState(models.TextChoices):
    PROBLEMS = "problems", "Has problems to mend"
    READY = "ready", "Ready to submit"
    SUBMITTED = "submitted", "Submitted for approval"
    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"
    SUPERSEDED = "superseded", "Superseded"


class Return(models.Model):
    """One uploaded file of one kind for one authority and period end: a version. States move, content never.

    Figures and lists of the same period stand beside each other, each with versions of its own.

    Only `indicators.returns.submission` writes it.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="returns")
    kind = models.CharField(max_length=8, choices=ReturnKind, default=ReturnKind.FIGURES)
    period_end = models.DateField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=ReturnState)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="uploads"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="submissions"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    reason = models.TextField(blank=True, help_text="Why it was sent back.")
    # Which key its pseudonyms were made with and its file is sealed with; blank for what was read as figures.
    key_version = models.CharField(max_length=20, blank=True)
    # What that key gives for nothing: a key that was changed under the same version is found out.
    key_check = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["-period_end", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "period_end", "version"], name="one_return_a_version"
            ),
            models.UniqueConstraint(
                fields=["authority", "kind", "period_end"],
                condition=models.Q(state=ReturnState.APPROVED),
                name="one_approved_return_a_period",
            ),
        ]

    def __str__(self) -> str:
        lists = "Annex A lists, " if self.kind == ReturnKind.CHILDREN else ""
        return f"{self.authority}, {self.period_end:%B %Y}, {lists}version {self.version}"

    @property
    def is_sealed(self) -> bool:
        """Whether its file is kept encrypted, and for some days only: it is about children, or may be."""
        return bool(self.key_version)


class ReturnFile(models.Model):
    """The bytes of a return of figures as they came; those of lists are sealed (SealedFile).

    Kept in the database: one transaction, and every worker can reach them.
    """

    of_return = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="file")
    # Every tenant table carries the authority, so that it can be partitioned, or guarded, by it.
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()


class ReturnProblem(models.Model):
    """One thing wrong or doubtful in a file, where it stands, and what to do about it."""

    class Severity(models.TextChoices):
        ERROR = "error", "Must be mended"
        WARNING = "warning", "Check this"

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="problems")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    severity = models.CharField(max_length=8, choices=Severity)
    code = models.CharField(max_length=40)
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=120, blank=True)
    # What stood in the cell, where it names nobody.
    found = models.CharField(max_length=60, blank=True)
    sentence = models.CharField(max_length=600)

    class Meta:
        ordering = ["severity", "sheet", "row", "id"]


class ReturnFigure(models.Model):
    """One typed row of a return: parts, or a value as typed; never changed."""

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="figures")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    window = models.CharField(max_length=6)
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    value = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    symbol = models.CharField(max_length=1, blank=True)
    places = models.PositiveSmallIntegerField(null=True, help_text="Decimals as typed.")
    as_at = models.DateField(null=True, help_text="Where the figure has a date of its own.")
    typed = models.CharField(max_length=60, blank=True, help_text="The value's cell as it was typed.")
    note = models.CharField(max_length=300, blank=True)
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["indicator__code", "window"]
        constraints = [
            models.UniqueConstraint(fields=["of_return", "indicator", "window"], name="one_figure_a_cell")
        ]


class ReturnComparator(models.Model):
    """A comparator's figure as the authority gave it, with its own year. Never used in our arithmetic."""

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="comparators")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    name = models.CharField(max_length=40)
    year = models.CharField(max_length=20, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    symbol = models.CharField(max_length=1, blank=True)
    places = models.PositiveSmallIntegerField(null=True)
    typed = models.CharField(max_length=60, blank=True, help_text="The cell as it was typed, such as <1%.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_return", "indicator", "name"], name="one_comparator_a_name")
        ]
