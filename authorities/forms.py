"""Forms of the people pages."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from authorities.invitations import check_place
from authorities.models import Authority, Invitation, Region, Role
from authorities.refusal import Refused


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail address", max_length=254)
    name = forms.CharField(label="Name", max_length=120, required=False)
    role = forms.ChoiceField(label="Role", choices=Role.choices, widget=forms.RadioSelect)
    authority = forms.ModelChoiceField(
        label="Authority",
        queryset=Authority.objects.filter(valid_to=None),
        required=False,
        empty_label="Choose an authority",
        help_text="For an analyst, an approver or a scrutiny member.",
    )
    region = forms.ModelChoiceField(
        label="Region",
        queryset=Region.objects.all(),
        required=False,
        empty_label="Choose a region",
        help_text="For a regional lead.",
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if "role" in data:
            try:
                check_place(data["role"], data.get("authority"), data.get("region"))
            except Refused as refusal:
                field = "region" if data["role"] == Role.REGIONAL_LEAD else "authority"
                self.add_error(field, str(refusal))
        return data


class AcceptForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=120, required=False)
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Three or four words that you can remember make a good one.",
    )
    again = forms.CharField(
        label="The password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, invitation: Invitation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["name"].initial = invitation.name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") != data["password"]:
            self.add_error("again", ValidationError("The two passwords differ. Type the same one twice."))
        return data
