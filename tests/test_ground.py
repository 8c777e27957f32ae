"""The ground that every test stands on (tests/conftest.py and what it uses) does what it says."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from authorities.models import AuditEvent
from tests.factories.audit_event import AuditEventFactory
from tests.services import Services
from tests.skipping import SENTENCE
from tests.sockets import OutsideConnection, is_here


@pytest.mark.parametrize("verb", ["connect", "connect_ex"])
def test_a_connection_to_another_machine_is_refused_with_its_address(verb: str) -> None:
    with socket.socket() as outward, pytest.raises(OutsideConnection, match=r"192\.0\.2\.1"):
        getattr(outward, verb)(("192.0.2.1", 80))


def test_a_datagram_to_another_machine_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outward, pytest.raises(OutsideConnection):
        outward.sendto(b"question", ("192.0.2.1", 53))


def test_this_machine_may_be_reached_by_loopback_and_by_a_local_socket() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
    assert is_here(socket.AF_UNIX, "a/path")
    assert is_here(socket.AF_INET6, ("::1", 80, 0, 0))
    assert not is_here(socket.AF_INET, ("example.org", 80))


def test_the_mode_decides_the_database_and_the_broker() -> None:
    broker = urlsplit(settings.CELERY_BROKER_URL).scheme
    assert (connection.vendor, broker) == (
        ("sqlite", "memory") if settings.EMBEDDED else ("postgresql", "redis")
    )


def test_two_workers_share_a_redis_but_not_its_database_nor_their_data(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    services = Services(tmp_path_factory.mktemp("run"), {"REDIS_URL": "redis://127.0.0.1:6379/0"})
    services.redis = object()  # type: ignore[assignment]  # only whether there is one is asked
    first, second = services.environment_of("gw0"), services.environment_of("gw1")
    assert (first["REDIS_URL"], second["REDIS_URL"]) == (
        "redis://127.0.0.1:6379/1",
        "redis://127.0.0.1:6379/2",
    )
    assert first["LFL_DATA_DIR"] != second["LFL_DATA_DIR"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_table_that_only_grows_is_empty_for_each_test_and_refuses_changes_in_each(turn: str) -> None:
    """The second turn finds what the flush after the first one left: no rows, and the triggers in place."""
    assert AuditEvent.objects.count() == 0
    event = AuditEventFactory.create(sentence=turn)
    for change in (event.delete, lambda: AuditEvent.objects.update(sentence="changed")):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            change()
    assert AuditEvent.objects.get().sentence == turn


@pytest.mark.django_db
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_one_test_counts_in_the_cache_the_next_does_not_find(turn: str) -> None:
    assert cache.get_or_set("attempts", turn) == turn


INNER = """
    import pytest

    def test_a_tool_is_missing():
        pytest.skip("no tool")

    @pytest.mark.published
    def test_files_are_missing():
        pytest.skip("no files")

    def test_a_file_is_missing():
        pytest.skip("the published file is not beside the project")

    @pytest.mark.xfail
    def test_known():
        assert False
"""
# Plugins of the run around it that cannot be nested.
BARE = [option for plugin in ("django", "playwright", "cacheprovider") for option in ("-p", f"no:{plugin}")]
PLUGIN = "import pytest\nfrom tests.skipping import SkipsAreFailures\n\n\ndef pytest_configure(config):\n"
PLUGIN += "    config.addinivalue_line('markers', 'published')\n"
PLUGIN += "    config.pluginmanager.register(SkipsAreFailures())\n"


def test_in_ci_a_skip_fails_unless_published_files_are_absent(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(PLUGIN)
    pytester.makepyfile(INNER)
    result = pytester.runpytest_inprocess(*BARE)
    result.assert_outcomes(failed=1, skipped=2, xfailed=1)
    result.stdout.fnmatch_lines([f"*{SENTENCE}*no tool*"])


def test_in_ci_a_module_that_skips_itself_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(PLUGIN)
    pytester.makepyfile("import pytest\npytest.importorskip('a_tool_that_is_missing')\n")
    result = pytester.runpytest_inprocess(*BARE)
    result.assert_outcomes(errors=1)
