"""The three kinds of area for which official statistics are printed."""

from __future__ import annotations

from django.db import models


class Level(models.TextChoices):
    """As the `geographic_level` column of the DfE's files names them."""

    NATIONAL = "National", "England"
    REGIONAL = "Regional", "Region"
    LOCAL = "Local authority", "Local authority"
