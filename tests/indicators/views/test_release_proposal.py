"""A file of published statistics that nobody mapped: proposed on a screen, confirmed, imported."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from authorities.models import Role
from indicators.models import Dataset, PublishedValue, Release, Series
from tests.factories.membership import MembershipFactory
from tests.indicators.published.small_files import referrals
from tests.indicators.views.conftest import SignIn
from tests.indicators.views.release_files import statistics, text_of, unmapped

IMPORT = reverse("release_import")


def propose(admin: Client) -> tuple[str, Any]:
    """The address of the proposal of the unmapped file, and its form."""
    answer = admin.post(IMPORT, statistics(unmapped(), file_name="referred_again.csv"), follow=True)
    return answer.redirect_chain[-1][0], answer.context["form"]


def confirmed(form: Any, wanted: dict[str, str], **also: str) -> dict[str, str]:
    """The answers that take the columns given, as the indicators given, and nothing else.

    `also` is said of each of them.
    """
    sent = {
        "dataset_name": "Referred again",
        "publication": "Children in need",
        "year_means": "year to 31 March",
    }
    for number, suggestion in enumerate(form.suggestions):
        if suggestion.column in wanted and not suggestion.per_children:
            sent |= {
                f"take_{number}": "on",
                f"other_{number}": wanted[suggestion.column],
                f"basis_{number}": "Referrals",
                **{f"{part}_{number}": answer for part, answer in also.items()},
            }
    return sent


def test_a_file_nobody_mapped_is_proposed_confirmed_and_imported_without_being_chosen_again(
    admin: Client, mapping: None
) -> None:
    address, form = propose(admin)
    assert not any(form[name].value() for name in form.fields if name.startswith("take_")), "nobody guesses"
    assert not Release.objects.exists() and not Dataset.objects.filter(name="Referred again").exists()

    shown = text_of(
        admin.post(address, confirmed(form, {"percent_referred_again": "reref_pct"}), follow=True)
    )

    series = Series.objects.get(dataset__name="Referred again")
    assert (series.column, series.indicator.code, series.basis) == (
        "percent_referred_again",
        "REREF_PCT",
        "Referrals",
    )
    release = Release.objects.get()
    assert PublishedValue.objects.filter(release=release).count() == 15
    assert f"{release.name} was imported:" in shown
    # The next file of the kind needs no questions.
    again = unmapped().replace(b"20.0", b"21.0")
    assert "was imported:" in text_of(
        admin.post(IMPORT, statistics(again, file_name="next.csv"), follow=True)
    )
    assert Release.objects.filter(dataset=series.dataset).count() == 2


def test_an_unknown_code_keeps_the_file_and_saves_no_mapping(admin: Client, mapping: None) -> None:
    address, form = propose(admin)
    sent = confirmed(form, {"percent_referred_again": "NO_SUCH_PCT"})
    shown = text_of(admin.post(address, sent))
    assert "The catalogue has no national indicator" in shown
    assert not Dataset.objects.filter(name="Referred again").exists()
    assert admin.get(address).status_code == 200


def test_what_scorecards_compare_with_another_dataset_is_not_taken_over(admin: Client, mapping: None) -> None:
    address, form = propose(admin)
    sent = confirmed(form, {"percent_referred_again": "REREF_PCT"}, headline="on")
    shown = text_of(admin.post(address, sent))
    assert "compare REREF_PCT with Children in need: referrals and re-referrals already" in shown
    assert not Dataset.objects.filter(name="Referred again").exists()


def test_nothing_ticked_is_asked_for_again(admin: Client, mapping: None) -> None:
    address, form = propose(admin)
    assert "Tick at least one column" in text_of(admin.post(address, confirmed(form, {})))


def test_a_file_refused_after_the_mapping_leaves_no_mapping(admin: Client, mapping: None) -> None:
    nobody = unmapped(referrals(codes=("T77", "T78")))
    answer = admin.post(IMPORT, statistics(nobody), follow=True)
    sent = confirmed(answer.context["form"], {"percent_referred_again": "REREF_PCT"})

    shown = text_of(admin.post(answer.redirect_chain[-1][0], sent, follow=True))

    assert "None of the 2 authorities in the file is in the register." in shown
    assert not Dataset.objects.filter(name="Referred again").exists()


def test_a_file_whose_hour_is_over_is_said_to_be_gone(admin: Client, mapping: None) -> None:
    address, form = propose(admin)
    cache.clear()
    for answer in (
        admin.get(address, follow=True),
        admin.post(address, confirmed(form, {}), follow=True),
    ):
        assert "The file is no longer kept." in text_of(answer)
        assert answer.redirect_chain[-1][0] == IMPORT


def test_a_kept_file_is_no_other_administrators(admin: Client, mapping: None, sign_in: SignIn) -> None:
    address, _ = propose(admin)
    other = sign_in(MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user)
    assert "The file is no longer kept." in text_of(other.get(address, follow=True))
