"""Every model has a factory, and what a factory makes is right by the model's own checks."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django.apps import apps
from django.db.models import Model
from factory.django import DjangoModelFactory

import tests.factories
from authorities.models import Authority, Role
from indicators.models import ReturnState
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.factories.return_version import ApprovedReturnFactory, ReturnFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory
from tests.factories.user import PASSWORD, UserFactory
from tests.factories.value import ValueFactory

pytestmark = pytest.mark.django_db

MODELS = [
    model
    for app in ("authorities", "indicators", "reports")
    for model in apps.get_app_config(app).get_models()
]


def factories() -> dict[type[Model], type[DjangoModelFactory[Model]]]:
    found = {}
    for module in pkgutil.iter_modules(tests.factories.__path__):
        names = vars(importlib.import_module(f"tests.factories.{module.name}")).values()
        for factory in names:
            if isinstance(factory, type) and issubclass(factory, DjangoModelFactory) and factory._meta.model:
                found[factory._meta.model] = factory
    return found


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_model_has_a_factory_whose_row_passes_the_models_own_checks(model: type[Model]) -> None:
    row = factories()[model].create()
    assert row.pk is not None
    # What is left empty is a form's concern; what is filled must be one of the choices, of the width, ...
    empty = {field.name for field in model._meta.fields if getattr(row, field.attname) in field.empty_values}
    row.clean_fields(exclude=empty)
    row.validate_constraints()


@pytest.mark.parametrize("role", Role)
def test_a_membership_has_the_kind_of_place_that_its_role_needs(role: Role) -> None:
    membership = MembershipFactory.create(role=role)
    assert membership.place
    membership.validate_constraints()


def test_the_values_of_one_period_share_its_approved_return() -> None:
    authority = AuthorityFactory.create()
    first, second = ValueFactory.create_batch(2, authority=authority)
    assert first.source_return == second.source_return
    assert first.source_return.state == ReturnState.APPROVED
    assert Authority.objects.count() == 1


def test_a_return_is_the_next_version_of_its_period() -> None:
    first = ApprovedReturnFactory.create()
    assert ReturnFactory.create(authority=first.authority).version == 2


def test_a_template_has_a_line_for_each_code() -> None:
    template = ScorecardTemplateFactory.create(codes=["ONE", "TWO", "THREE"])
    assert [line.code for _, line in template.layout.lines()] == ["ONE", "TWO", "THREE"]


def test_a_person_can_sign_in_with_the_password_of_the_tests() -> None:
    assert UserFactory.create().check_password(PASSWORD)
