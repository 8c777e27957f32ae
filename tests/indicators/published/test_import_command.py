"""The command prints what was done as JSON, and a refusal's sentences on stderr."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from authorities.models import Authority, Role
from indicators.models import PublishedValue, Release
from tests.authorities.tidy.small_files import rows_of, tidy
from tests.factories.membership import MembershipFactory
from tests.factories.user import UserFactory
from tests.indicators.published.small_files import YEARS, referrals

pytestmark = pytest.mark.django_db


def run(path: Path, *options: str) -> dict[str, object]:
    out = StringIO()
    call_command("import_published", str(path), *options, stdout=out)
    said: dict[str, object] = json.loads(out.getvalue())
    return said


@pytest.fixture
def file(tmp_path: Path, register: dict[str, Authority], mapping: None) -> Path:
    path = tmp_path / "referrals.csv"
    path.write_bytes(referrals())
    return path


def test_the_report_is_printed_as_json(file: Path) -> None:
    said = run(file, "--release", "Autumn", "--released-on", "2025-10-30")
    assert said["release"] == "Autumn" and said["created"] is True and said["dataset"] == "cin-referrals"
    assert said["rows_read"] == 15 and said["values_stored"] == PublishedValue.objects.count()
    assert said["years"] == [2023, 2024, 2025] and said["released_on"] == "2025-10-30"
    release = Release.objects.get()
    assert (release.file_name, release.released_on) == ("referrals.csv", date(2025, 10, 30))
    assert run(file)["created"] is False


def test_a_file_of_populations_is_imported_as_one(file: Path) -> None:
    cells = [{"age_group": "Children aged 0 to 17 years", "population_estimate": "400"}]
    file.write_bytes(tidy(rows_of(YEARS, cells)))
    said = run(file)
    assert said["created"] is True and said["stored"] == 15 and not Release.objects.exists()


def test_refusals_and_missing_files_are_sentences(file: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(file.with_name("nowhere.csv"))
    file.write_bytes(referrals()[:-30])
    with pytest.raises(CommandError, match="Line 16 has"):
        run(file)
    assert not Release.objects.exists()


def test_a_day_of_publication_still_to_come_is_refused(file: Path) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(CommandError, match="is still to come, so nothing was published on it"):
        run(file, "--released-on", tomorrow.isoformat())
    assert not Release.objects.exists()
    today = timezone.localdate()
    assert run(file, "--released-on", today.isoformat())["released_on"] == today.isoformat()


def test_only_an_administrator_imports_in_their_own_name(file: Path, register: dict[str, Authority]) -> None:
    administrator = UserFactory.create()
    MembershipFactory.create(user=administrator, role=Role.ADMINISTRATOR, authority=None)
    analyst = MembershipFactory.create(role=Role.ANALYST, authority=register["T01"]).user
    for email, words in ((analyst.email, "may not import"), ("nobody@test.example", "no account")):
        with pytest.raises(CommandError, match=words):
            run(file, "--by", email)
    run(file, "--by", administrator.email)
    assert Release.objects.get().imported_by == administrator
