"""Statistical neighbours: lists with a name, a source and dates, and which of them an authority uses."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from authorities.models.places import Authority


class NeighbourList(models.Model):
    """One list of neighbours: national, as published, or an authority's own. Only grows."""

    name = models.CharField(max_length=120)
    owner = models.ForeignKey(
        Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="own_neighbour_lists"
    )
    source = models.CharField(max_length=200)
    # Why an authority made a list of its own.
    reason = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    fictional = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-valid_from", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(owner=None), name="one_national_neighbour_list_a_name"
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(owner__isnull=False),
                name="one_own_neighbour_list_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Neighbour(models.Model):
    """One neighbour of one authority in one list; rank 1 is the closest. Only grows."""

    neighbour_list = models.ForeignKey(NeighbourList, on_delete=models.PROTECT, related_name="neighbours")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="neighbours")
    neighbour = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    # As published: 'Extremely', 'Very' or 'Somewhat close', 'Close', 'Not close'. Blank in own lists.
    closeness = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["neighbour_list", "authority", "rank"], name="one_neighbour_a_rank"
            ),
            models.UniqueConstraint(
                fields=["neighbour_list", "authority", "neighbour"], name="a_neighbour_once_in_a_list"
            ),
            models.CheckConstraint(
                condition=~Q(authority=models.F("neighbour")), name="nobody_is_their_own_neighbour"
            ),
        ]


class NeighbourChoice(models.Model):
    """The list an authority uses for period ends from a day on. The newest that holds speaks. Only grows."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="neighbour_choices")
    neighbour_list = models.ForeignKey(NeighbourList, on_delete=models.PROTECT, related_name="choices")
    valid_from = models.DateField()
    reason = models.CharField(max_length=300)
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-chosen_at", "-id"]
