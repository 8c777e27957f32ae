"""Help, accessibility and health: pages that need no authority."""

from __future__ import annotations

from contextlib import closing

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

# Seconds for Redis to answer: who asks gives the whole page four.
PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": None}


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "authorities/accessibility.html")


WORDS = (
    (
        "Return",
        "The figures an authority gives for one month or quarter. A later return supersedes an earlier one.",
    ),
    ("Polarity", "Whether a high or a low figure is good. Where neither is, nothing is coloured."),
    (
        "Target",
        "What the authority wants the figure to be. Some are a number, some a range, some a direction.",
    ),
    ("RAG", "Green: the target is met. Amber: missed, but within the tolerance. Red: missed by more."),
    (
        "Direction of travel",
        "Whether the figure rose, fell or stayed as it was since the earlier period shown.",
    ),
    ("Rolling 12 months", "Everything that happened in the twelve months up to the period end."),
    ("Snapshot", "How things stood on the day the period ended."),
    (
        "Rate per 10,000",
        "For every 10,000 children aged 0 to 17 who live in the area, so that places of all sizes compare.",
    ),
    ("Mid-50%", "The middle half of all English authorities. In range means within that half."),
    ("Statistical neighbours", "Ten authorities whose families and circumstances are most like this one's."),
)
SYMBOLS = (
    ("suppressed [c]", "Hidden, because a small number could point at a child."),
    ("n/a [z]", "Does not apply: there was nobody to count."),
    ("- [x]", "No figure has been given or published."),
    ("low [k]", "More than nought, but too small to be shown exactly."),
    ("[u]", "Of low reliability."),
)


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "authorities/help.html", {"words": WORDS, "symbols": SYMBOLS})


@login_not_required
@never_cache
def health_live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"live": True})


@login_not_required
@never_cache
def health_ready(request: HttpRequest) -> HttpResponse:
    """What the process stands on answers too: the database, migrated, and Redis where one is given."""
    faults = []
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            faults.append("migrations are waiting")
    except Exception:  # any driver's error means the same here
        faults.append("the database does not answer")
    if settings.REDIS_URL:
        try:
            # Not by the cache, which answers from memory meanwhile.
            with closing(redis.Redis.from_url(settings.REDIS_URL, **PATIENCE)) as server:
                server.ping()
        except Exception:
            faults.append("redis does not answer")
    return JsonResponse({"ready": not faults, "faults": faults}, status=503 if faults else 200)
