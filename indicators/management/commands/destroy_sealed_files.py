"""Destroy the sealed files whose days are over, where the schedule does not run."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from indicators.children.sealing import destroy_expired


class Command(BaseCommand):
    help = (
        "Destroys the uploaded files about children whose days are over (LFL_CHILD_FILE_DAYS, as it was at "
        "their upload), as the schedule does, and prints how many as JSON. Their rows stay."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps({"destroyed": destroy_expired(timezone.localdate())}))
