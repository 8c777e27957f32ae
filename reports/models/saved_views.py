"""Ways of looking at a region that a person keeps by name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from authorities.models import Region


class SavedView(models.Model):
    """A page of a region with everything chosen on it, kept by name for one person.

    The address holds every choice, so sharing it is sending it: whoever opens it sees what they may.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    # The choices alone, as a query string: 'period=2025-06-30&shade=target'.
    query = models.CharField(max_length=2000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "region", "name"],
                condition=Q(removed_at=None),
                name="one_kept_view_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
