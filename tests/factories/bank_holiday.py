from __future__ import annotations

from datetime import date

from factory.django import DjangoModelFactory

from indicators.models import BankHoliday


class BankHolidayFactory(DjangoModelFactory[BankHoliday]):
    class Meta:
        model = BankHoliday
        django_get_or_create = ("day",)

    day = date(2024, 12, 25)
    name = "Christmas Day"
