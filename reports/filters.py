"""Filters above the long lists of this floor."""

from __future__ import annotations

from typing import Any

import django_filters
from django.forms import ModelChoiceField

from authorities.models import Authority
from authorities.models.places import AuthorityQuerySet
from reports.models import Publication


class PublicationFilter(django_filters.FilterSet):
    """Offers only the places whose publications the person may read."""

    authority = django_filters.ModelChoiceFilter(
        queryset=Authority.objects.none(), empty_label="All authorities"
    )

    class Meta:
        model = Publication
        fields = ("authority",)

    def __init__(self, *args: Any, places: AuthorityQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.form.fields["authority"]
        assert isinstance(field, ModelChoiceField)
        field.queryset = places
