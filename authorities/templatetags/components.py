"""Tags behind templates/components: the HTML that a form field or a symbol needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# The Government Statistical Service's shorthand, as the Department for Education publishes it.
SYMBOLS = {
    "c": "hidden so that no child can be identified",
    "z": "not applicable",
    "x": "not available",
    "k": "rounds to zero but is not zero",
    "low": "rounds to zero but is not zero",
    "u": "low reliability",
}

# Subclasses stand before the classes that they extend; the first match is taken.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.SelectDateWidget, "date"),
    (forms.MultiWidget, "date"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
)

CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "text": "govuk-input",
}

ERROR_CLASSES = {
    "file": "govuk-file-upload--error",
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
    "password": "govuk-input--error",
    "text": "govuk-input--error",
}


@register.filter
def kind(field: BoundField) -> str:
    """Which part draws this field: one of CLASSES' keys, or hidden, radios, checkboxes, date."""
    if field.is_hidden:
        return "hidden"
    widget = field.field.widget
    return next((name for widget_class, name in KINDS if isinstance(widget, widget_class)), "text")


def _notes(field: BoundField, without_hint: bool) -> str:
    """The ids of the hint and the errors of a field, in reading order, separated by spaces."""
    ids = []
    if field.help_text and not without_hint:
        ids.append(f"{field.auto_id}-hint")
    if field.errors:
        ids.append(f"{field.auto_id}-error")
    return " ".join(ids)


@register.simple_tag
def described_by(field: BoundField, without_hint: bool = False) -> SafeString:
    """The aria-describedby attribute of a group of controls, or nothing where it would be empty."""
    ids = _notes(field, bool(without_hint))
    return format_html('aria-describedby="{}"', ids) if ids else SafeString("")


def _classes(field: BoundField) -> str:
    """The classes of a single control: the design's, the widget's own, and the error's."""
    drawn_as = kind(field)
    names = [CLASSES[drawn_as], str(field.field.widget.attrs.get("class", ""))]
    if field.errors:
        names.append(ERROR_CLASSES.get(drawn_as, ""))
    return " ".join(name for name in names if name)


@register.simple_tag
def control(field: BoundField, without_hint: bool = False) -> SafeString:
    """One input, select or text area, tied to its hint and errors.

    Placeholders are left out: they vanish on typing and are too pale to read. Django would also point
    aria-describedby at a hint of its own, which these templates do not draw, so it is replaced here.
    """
    widget = field.field.widget
    attrs: dict[str, Any] = field.build_widget_attrs({"class": _classes(field), "placeholder": False}, widget)
    attrs["aria-describedby"] = _notes(field, bool(without_hint)) or False
    if field.errors:
        attrs["aria-invalid"] = "true"
    if field.auto_id:
        attrs.setdefault("id", widget.attrs.get("id", field.auto_id))
    return widget.render(field.html_name, field.value(), attrs, field.form.renderer)


@register.filter
def options(field: BoundField) -> list[dict[str, Any]]:
    """The choices of radio buttons or tick boxes: id, name, value, label, checked, disabled."""
    return [
        {
            "id": choice.id_for_label,
            "name": choice.data["name"],
            "value": choice.data["value"],
            "label": choice.choice_label,
            "checked": choice.data["selected"],
            "disabled": bool(choice.data["attrs"].get("disabled")),
        }
        for choice in field.subwidgets
    ]


@register.filter
def date_parts(field: BoundField) -> list[dict[str, Any]]:
    """The parts of a date field, in the order of the locale: id, label, control.

    The widget names its parts (day, month, year), as SelectDateWidget and a MultiWidget given a
    dictionary do; the label is that name.
    """
    attrs = field.build_widget_attrs({"id": field.auto_id}, field.field.widget)
    attrs.pop("aria-describedby", None)
    context = field.field.widget.get_context(field.html_name, field.value(), attrs)
    return [_date_part(field, part) for part in context["widget"]["subwidgets"]]


def _date_part(field: BoundField, part: dict[str, Any]) -> dict[str, Any]:
    drawn_as = "select" if "select" in part["template_name"] else "text"
    names = [CLASSES[drawn_as], "govuk-date-input__input", ERROR_CLASSES[drawn_as] if field.errors else ""]
    part["attrs"]["class"] = " ".join(name for name in names if name)
    rendered = field.form.renderer.render(part["template_name"], {"widget": part})
    return {
        "id": part["attrs"]["id"],
        "label": part["name"].removeprefix(f"{field.html_name}_").capitalize(),
        # Django's own widget template has escaped what it was given, as Widget.render relies on too.
        "control": mark_safe(rendered),  # noqa: S308
    }


@register.filter
def first_control(field: BoundField) -> str:
    """The id of the control that a link from the error summary should put the focus on."""
    drawn_as = kind(field)
    if drawn_as in ("radios", "checkboxes"):
        return f"{field.auto_id}_0"
    if drawn_as == "date":
        return str(date_parts(field)[0]["id"])
    return field.id_for_label or field.auto_id


@register.filter
def symbol_meaning(symbol: str) -> str:
    """A symbol in words. One that is not in the shorthand is said to be unknown, never guessed at."""
    return SYMBOLS.get(symbol, f"symbol {symbol}, meaning not known")


@register.filter
def symbol_rows(symbols: Sequence[str] | None) -> list[dict[str, str]]:
    """Symbols with their meanings, for a key: those given, or all of them when none are."""
    return [{"symbol": symbol, "meaning": symbol_meaning(symbol)} for symbol in symbols or SYMBOLS]


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The page numbers to link, with the paginator's ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
