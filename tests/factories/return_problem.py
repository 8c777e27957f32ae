from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.models import ReturnProblem
from tests.factories.return_version import ReturnFactory


class ReturnProblemFactory(DjangoModelFactory[ReturnProblem]):
    class Meta:
        model = ReturnProblem

    of_return = factory.SubFactory(ReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    severity = ReturnProblem.Severity.ERROR
    code = "example"
    sheet = "Figures"
    row = 7
    column = "Numerator"
    sentence = "The numerator is not a number. Type a number."
