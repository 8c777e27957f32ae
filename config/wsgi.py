"""The web process. In the embedded mode it carries the worker too, on a thread of its own."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.embedded import start_embedded_worker  # noqa: E402  (Django must be set up first)

start_embedded_worker()
