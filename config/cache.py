"""The cache in Redis, and in the process's own memory while Redis does not answer.

Sign-in counts its attempts in the cache, and nobody should be kept out because the counter is away.
Meanwhile every process counts for itself, so the throttle is as many times looser as there are
processes. Nothing that is counted in one place is carried to the other.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

# A server that hangs must not cost a sign-in these seconds for each of its ten questions.
SILENT_SECONDS = 5.0
TIMEOUTS = {"socket_connect_timeout": 1, "socket_timeout": 1}
# By the server's address: until when (time.monotonic) it is not asked again.
_silent_until: dict[str, float] = {}


class RedisOrMemoryCache(RedisCache):
    """Django's own Redis cache, with one in memory behind it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {**TIMEOUTS, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._server = server
        self._memory = LocMemCache("while-redis-is-down", {**params, "OPTIONS": {}})

    def _ask(self, verb: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= _silent_until.get(self._server, 0.0):
            try:
                return getattr(super(), verb)(*args, **kwargs)
            except RedisError as error:
                _silent_until[self._server] = time.monotonic() + SILENT_SECONDS
                # Its class alone: the message may hold the server's address with its password.
                log.warning("Redis does not answer (%s): this process counts alone", type(error).__name__)
        return getattr(self._memory, verb)(*args, **kwargs)


def _verb(name: str) -> Callable[..., Any]:
    def ask(self: RedisOrMemoryCache, *args: Any, **kwargs: Any) -> Any:
        return self._ask(name, *args, **kwargs)

    ask.__name__ = name
    return ask


for _name in (
    *("add", "get", "set", "touch", "delete", "has_key", "incr"),
    *("get_many", "set_many", "delete_many", "clear"),
):
    setattr(RedisOrMemoryCache, _name, _verb(_name))
