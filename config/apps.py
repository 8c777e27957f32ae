from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Brings the Celery application in wherever Django runs, so that a nudge finds the right broker."""

    name = "config"

    def ready(self) -> None:
        import config.celery  # noqa: F401
