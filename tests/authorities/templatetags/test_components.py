"""What the tags behind templates/components say about a field, a symbol and a list of pages."""

from __future__ import annotations

import pytest
from django import forms
from django.core.paginator import Paginator

from authorities.templatetags.components import (
    SYMBOLS,
    control,
    date_parts,
    described_by,
    first_control,
    kind,
    options,
    page_numbers,
    symbol_meaning,
    symbol_rows,
)


class ReturnForm(forms.Form):
    month = forms.ChoiceField(choices=[("2025-01", "January 2025")], help_text="The month of the period end.")
    workbook = forms.FileField()
    note = forms.CharField(widget=forms.Textarea(attrs={"placeholder": "Write here"}), required=False)
    target = forms.DecimalField(widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}))
    layout = forms.ChoiceField(choices=[("f", "Figures"), ("a", "Annex A")], widget=forms.RadioSelect)
    sections = forms.MultipleChoiceField(
        choices=[("1", "Contacts"), ("2", "Referrals")], widget=forms.CheckboxSelectMultiple
    )
    valid_from = forms.DateField(widget=forms.SelectDateWidget(years=[2024, 2025]))
    checked = forms.BooleanField()
    password = forms.CharField(widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("name", "drawn_as"),
    [
        ("month", "select"),
        ("workbook", "file"),
        ("note", "textarea"),
        ("target", "text"),
        ("layout", "radios"),
        ("sections", "checkboxes"),
        ("valid_from", "date"),
        ("checked", "checkbox"),
        ("password", "password"),
        ("token", "hidden"),
    ],
)
def test_each_kind_of_field_is_drawn_by_its_own_part(name: str, drawn_as: str) -> None:
    assert kind(ReturnForm()[name]) == drawn_as


def test_a_control_points_at_its_hint_and_then_at_its_error() -> None:
    html = control(ReturnForm({})["month"])
    assert 'aria-describedby="id_month-hint id_month-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="govuk-select govuk-select--error"' in html


def test_a_control_without_hint_or_error_points_at_nothing() -> None:
    html = control(ReturnForm()["month"], without_hint=True)
    assert "aria-describedby" not in html
    assert "aria-invalid" not in html


def test_a_control_keeps_the_classes_of_its_widget_and_drops_the_placeholder() -> None:
    assert 'class="govuk-input govuk-input--width-5"' in control(ReturnForm()["target"])
    assert "placeholder" not in control(ReturnForm()["note"])


def test_a_control_shows_what_was_sent_and_escapes_it() -> None:
    html = control(ReturnForm({"note": "<b>late</b>"})["note"])
    assert "&lt;b&gt;late&lt;/b&gt;" in html


def test_a_group_without_hint_or_error_has_no_description() -> None:
    assert described_by(ReturnForm()["layout"]) == ""
    assert described_by(ReturnForm({})["layout"]) == 'aria-describedby="id_layout-error"'


def test_options_carry_the_choice_that_was_sent() -> None:
    chosen = options(ReturnForm({"layout": "a"})["layout"])
    assert [(option["id"], option["label"], option["checked"]) for option in chosen] == [
        ("id_layout_0", "Figures", False),
        ("id_layout_1", "Annex A", True),
    ]


def test_the_parts_of_a_date_are_labelled_by_their_names() -> None:
    parts = date_parts(ReturnForm()["valid_from"])
    assert {part["label"] for part in parts} == {"Day", "Month", "Year"}
    assert all(f'id="{part["id"]}"' in part["control"] for part in parts)


@pytest.mark.parametrize(
    ("name", "target"), [("month", "id_month"), ("layout", "id_layout_0"), ("sections", "id_sections_0")]
)
def test_a_link_from_the_error_summary_goes_to_the_first_control(name: str, target: str) -> None:
    assert first_control(ReturnForm({})[name]) == target


def test_a_link_to_a_date_goes_to_its_first_part() -> None:
    field = ReturnForm({})["valid_from"]
    assert first_control(field) == date_parts(field)[0]["id"]


def test_low_and_k_mean_the_same() -> None:
    assert symbol_meaning("low") == symbol_meaning("k")


def test_an_unknown_symbol_is_said_to_be_unknown() -> None:
    assert symbol_meaning("q") == "symbol q, meaning not known"


def test_a_key_lists_the_symbols_in_use_or_all_of_them() -> None:
    assert [row["symbol"] for row in symbol_rows(["z", "c"])] == ["z", "c"]
    assert [row["symbol"] for row in symbol_rows(None)] == list(SYMBOLS)


def test_a_long_list_of_pages_leaves_some_out() -> None:
    paginator = Paginator(range(200), 10)
    gap = paginator.ELLIPSIS
    assert list(page_numbers(paginator.page(6))) == [1, gap, 5, 6, 7, gap, 20]
