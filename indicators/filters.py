"""The filter above the catalogue."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from indicators.models import Indicator
from indicators.tables import family_name


class CatalogueFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Name or code", method="by_text")
    family = django_filters.ChoiceFilter(label="Family", empty_label="All families")

    class Meta:
        model = Indicator
        fields = ("q", "family")

    def __init__(self, data: object, queryset: QuerySet[Indicator]) -> None:
        super().__init__(data, queryset)
        families = queryset.order_by("family").values_list("family", flat=True).distinct()
        self.filters["family"].extra["choices"] = [(name, family_name(name)) for name in families]

    def by_text(self, queryset: QuerySet[Indicator], name: str, value: str) -> QuerySet[Indicator]:
        return queryset.filter(Q(name__icontains=value) | Q(code__icontains=value))
