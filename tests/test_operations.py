"""docs/operations.md, the containers and the settings say the same."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection

from tests.source_files import text, tree

OPERATIONS = Path("docs/operations.md")
TRIGGERS = {
    "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%only_grows'",
    "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'",
}


def variables_read() -> set[str]:
    """The names that config/settings.py asks of the environment: env.str("NAME") and its like."""
    return {
        node.args[0].value
        for node in ast.walk(tree(Path("config/settings.py")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith("env.")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text(Path("docker-compose.yml")))
    return loaded


def test_every_setting_is_in_the_table_of_the_operations_page_and_no_other() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", text(OPERATIONS), re.MULTILINE)
    assert sorted(listed) == sorted(variables_read())
    assert {"DATABASE_URL", "REDIS_URL", "LFL_SECRET_KEY"} <= set(listed)


@pytest.mark.django_db
def test_the_tables_that_the_operations_page_says_only_grow_are_those_with_triggers() -> None:
    paragraph = text(OPERATIONS).partition("Expected: ")[2].partition("To see one")[0]
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        guarded = sorted(row[0] for row in cursor.fetchall())
    assert re.findall(r"`(\w+)`", paragraph) == guarded


def test_the_containers_are_given_only_settings_that_exist() -> None:
    given = set(compose()["x-portal"]["environment"])
    assert given <= variables_read()
    built = set(re.findall(r"\b(LFL_[A-Z_]+|DATABASE_URL|REDIS_URL)=", text(Path("Dockerfile"))))
    assert built <= variables_read()


def test_every_container_that_stays_has_a_health_check_and_waits_for_what_it_needs() -> None:
    for name, service in compose()["services"].items():
        if name == "migrate":
            assert service["healthcheck"] == {"disable": True}
        elif name != "web":  # its check is in the image
            assert service["healthcheck"]["test"], name
        for need, condition in service.get("depends_on", {}).items():
            ends = need == "migrate"
            assert condition["condition"] == ("service_completed_successfully" if ends else "service_healthy")
    assert "HEALTHCHECK" in text(Path("Dockerfile"))


def test_only_the_web_process_is_reached_and_only_from_its_own_machine() -> None:
    ports = {name: service.get("ports", []) for name, service in compose()["services"].items()}
    assert {name: port for name, port in ports.items() if port} == {"web": ["127.0.0.1:8000:8000"]}


def test_no_secret_has_a_default_in_the_containers() -> None:
    asked = re.findall(r"\$\{(\w+)(:?[-?])", text(Path("docker-compose.yml")))
    secrets = {name for name, _ in asked} - {"LFL_LOG_LEVEL", "LFL_TRUSTED_PROXIES"}
    assert {"LFL_SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"} <= secrets
    assert all(kind == ":?" for name, kind in asked if name in secrets)
    for name in sorted(secrets):
        assert f"    {name}=" in text(OPERATIONS), f"{name} is not in the example of a .env file"
