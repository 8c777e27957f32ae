"""The audit trail, and the tables that only grow: the database itself refuses."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from authorities import audit
from authorities.append_only import statements
from authorities.models import AuditEvent
from tests.factories.authority import AuthorityFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db

# What must never be rewritten: what a user gave us, what was decided, what was published, who did it.
ONLY_GROW = {
    *("authorities.AuditEvent", "indicators.ReturnFile", "indicators.ReturnFigure"),
    *("indicators.ReturnComparator", "indicators.ReturnProblem", "indicators.Target"),
    *("indicators.Release", "indicators.ReleaseFile", "indicators.PublishedValue"),
    *("indicators.PolarityOverride", "authorities.PopulationVintage", "authorities.PopulationEstimate"),
    *("authorities.NeighbourList", "authorities.Neighbour", "authorities.NeighbourChoice"),
    *("indicators.ContactRow", "indicators.EarlyHelpRow", "indicators.ReferralRow"),
    *("indicators.AssessmentRow", "indicators.EnquiryRow", "indicators.NeedRow", "indicators.PlanRow"),
    *("indicators.CareRow", "indicators.LeaverRow", "indicators.AdoptionRow", "indicators.AdopterRow"),
    *("indicators.ListRead", "indicators.MeasureChoice"),
    *("reports.Analysis", "reports.Publication", "reports.TemplateChoice"),
    *("authorities.SharingAgreement", "authorities.SharingChoice"),
    *("reports.CollectionDeadline", "reports.Reminder"),
}


def test_an_act_names_its_actor_its_place_and_its_object() -> None:
    user, authority = UserFactory.create(), AuthorityFactory.create()
    audit.record("try", "tried something", by=user, authority=authority, about=authority, count=3)
    event = AuditEvent.objects.get()
    assert (event.actor_name, event.authority, event.object_kind) == (user.email, authority, "authority")
    assert event.details == {"count": 3}


def test_without_a_person_it_is_the_operators_act() -> None:
    assert audit.record("try", "tried", by=None).actor_name == "the operator"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_the_trail(change: str) -> None:
    audit.record("try", "tried", by=None)
    rows = AuditEvent.objects.all()
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        rows.update(sentence="nothing happened") if change == "update" else rows._raw_delete(rows.db)
    assert AuditEvent.objects.get().sentence == "tried"


def guarded() -> set[str]:
    """The tables with a trigger that refuses changes, from the database's own catalogue."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT DISTINCT event_object_table FROM information_schema.triggers")
        return {row[0] for row in cursor.fetchall()}


def test_every_table_that_must_only_grow_is_guarded_by_the_database() -> None:
    tables = {apps.get_model(label)._meta.db_table for label in ONLY_GROW}
    assert guarded() == tables


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_both_databases_refuse_both_verbs(vendor: str) -> None:
    said = " ".join(statements(vendor, "some_table"))
    assert "UPDATE" in said and "DELETE" in said
