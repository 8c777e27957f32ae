"""The portal's settings, with the peers of the bench among its addresses."""

from __future__ import annotations

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.matrix_peers"
