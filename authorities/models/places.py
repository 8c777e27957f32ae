"""Regions and authorities, with the dates at which their names and codes held."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q


class Region(models.Model):
    """A region of England, or the fictional one of the demonstration."""

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=60, unique=True)
    fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def on(self, day: date) -> AuthorityQuerySet:
        """The authorities that existed on a day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day)).filter(
            Q(valid_to=None) | Q(valid_to__gte=day)
        )


class Authority(models.Model):
    """An upper-tier authority with children's services, keyed by the DfE's three-digit code.

    The nine-character codes change with boundaries; the three-digit code is the stable key.
    """

    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="authorities")
    kind = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True, help_text="Blank: since before 2012.")
    valid_to = models.DateField(null=True, blank=True, help_text="Blank: exists today.")
    fictional = models.BooleanField(default=False)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name

    def existed_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class AuthorityName(models.Model):
    """A name an authority bears or bore, or an alias met in published files."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    # Lower case, no punctuation: what `find_authority` looks up.
    key = models.CharField(max_length=80, db_index=True)
    is_alias = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="one_row_a_name")]


class AuthorityCode(models.Model):
    """A nine-character code of the Office for National Statistics, with its dates."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=9, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "code"], name="one_row_a_code")]


class Succession(models.Model):
    """One authority taking over from another: a merger or a split. Figures are never back-cast."""

    class Kind(models.TextChoices):
        MERGER = "merger", "Merger"
        SPLIT = "split", "Split"

    predecessor = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="precessions")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_row_a_succession")
        ]
