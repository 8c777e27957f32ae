"""Views that a person keeps by name: only the choices are kept, so a view shows what its reader may see."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from authorities.models import Region, User
from authorities.refusal import Refused
from reports.models import SavedView
from reports.side_by_side.views import read_view

MOST, LONGEST_NAME, LONGEST_QUERY = 50, 80, 2000


def kept_views(person: User, region: Region) -> list[SavedView]:
    """The person's own views of the region, by name."""
    return list(SavedView.objects.filter(person=person, region=region, removed_at=None).order_by("name"))


@transaction.atomic
def keep_view(*, region: Region, name: str, query: str, by: User) -> SavedView:
    """Keep the choices of an address by name; what in them is no choice is left out.

    Raises Refused without a name, with one too long or in use, and for more than 50 views.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("Give the view a name, so that you find it again.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"The name has {len(name)} characters. Shorten it to {LONGEST_NAME}.")
    choices = _choices(query)
    if len(choices) > LONGEST_QUERY or _choices(choices) != choices:
        raise Refused("This view names too many authorities to be kept. Choose fewer of them.")
    _refuse_too_many(by, region)
    return _written(SavedView(person=by, region=region, name=name, query=choices))


@transaction.atomic
def remove_view(*, view: SavedView, by: User) -> SavedView:
    """Take a view of one's own off the list; `restore_view` puts it back."""
    view.removed_at = view.removed_at or timezone.now()
    return _of(view, by)


@transaction.atomic
def restore_view(*, view: SavedView, by: User) -> SavedView:
    """Put back a view that was removed. Refused where its name has been used again, or for too many."""
    if view.removed_at is not None:
        _refuse_too_many(by, view.region)
    view.removed_at = None
    return _of(view, by)


def _choices(query: str) -> str:
    return read_view(QueryDict(query)).query()


def _of(view: SavedView, by: User) -> SavedView:
    if view.person_id != by.pk:
        raise Refused("This view is another person's.")
    return _written(view)


def _refuse_too_many(person: User, region: Region) -> None:
    if SavedView.objects.filter(person=person, region=region, removed_at=None).count() >= MOST:
        raise Refused(f"You keep {MOST} views already. Remove one that you no longer use.")


def _written(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise Refused(f"You keep a view called {view.name} already. Choose another name.") from None
    return view
