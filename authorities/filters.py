"""Filters above long lists."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from authorities.models import AuditEvent, Authority, Membership, Region, Role


class AuthorityFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Name or code", method="by_text")
    region = django_filters.ModelChoiceFilter(queryset=Region.objects.all(), empty_label="All regions")
    former = django_filters.ChoiceFilter(
        label="Authorities",
        choices=[("today", "Today's"), ("former", "Former")],
        empty_label="All",
        method="by_existence",
    )

    class Meta:
        model = Authority
        fields = ("q", "region", "former")

    def by_text(self, queryset: QuerySet[Authority], name: str, value: str) -> QuerySet[Authority]:
        return queryset.filter(Q(names__name__icontains=value) | Q(code__iexact=value)).distinct()

    def by_existence(self, queryset: QuerySet[Authority], name: str, value: str) -> QuerySet[Authority]:
        return queryset.filter(valid_to__isnull=value == "today")


class PeopleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Name or e-mail address", method="by_text")
    role = django_filters.ChoiceFilter(choices=Role.choices, empty_label="All roles")

    class Meta:
        model = Membership
        fields = ("q", "role")

    def by_text(self, queryset: QuerySet[Membership], name: str, value: str) -> QuerySet[Membership]:
        return queryset.filter(Q(user__name__icontains=value) | Q(user__email__icontains=value))


class AuditFilter(django_filters.FilterSet):
    who = django_filters.CharFilter(label="Who", field_name="actor_name", lookup_expr="icontains")
    what = django_filters.CharFilter(label="What", field_name="sentence", lookup_expr="icontains")

    class Meta:
        model = AuditEvent
        fields = ("who", "what")
