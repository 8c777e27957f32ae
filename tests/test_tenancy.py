"""Every row of an authority says whose it is, so that tables can be partitioned or guarded by authority."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from authorities.models import Authority

OURS = ("authorities", "indicators", "reports")
# What belongs to the portal, to a person or to all authorities together.
SHARED = {
    *("Region", "Authority", "User", "ScorecardTemplate", "Indicator"),
    *("PopulationVintage", "Dataset", "Series", "Release", "ReleaseFile"),
    *("BankHoliday", "MeasureDefinition"),
    *("SharingAgreement", "CollectionDeadline", "SavedView"),
}


def models() -> list[type[Model]]:
    return [model for app in OURS for model in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_model_is_shared_or_names_its_authority(model: type[Model]) -> None:
    if model.__name__ in SHARED:
        return
    keys = [f.name for f in model._meta.fields if isinstance(f, ForeignKey) and f.related_model is Authority]
    # A succession has two, its predecessor and its successor.
    assert keys, f"{model.__name__} does not say whose it is"


def test_no_model_is_called_shared_that_is_not_there() -> None:
    assert {model.__name__ for model in models()} >= SHARED
