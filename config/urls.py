"""Every address of the portal. Each app lists its own; a test walks them all, by every role."""

from __future__ import annotations

from django.urls import include, path

from reports.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("authorities.urls")),
    path("", include("indicators.urls")),
    path("", include("reports.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
]
