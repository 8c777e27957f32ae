from __future__ import annotations

from django.urls import path

from authorities.views import pages, people, places, trail

urlpatterns = [
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("health/live/", pages.health_live, name="health_live"),
    path("health/ready/", pages.health_ready, name="health_ready"),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("administration/people/", people.people, name="people"),
    path("administration/people/invite/", people.person_invite, name="person_invite"),
    path(
        "administration/people/invitations/<int:pk>/withdraw/",
        people.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("administration/people/memberships/<int:pk>/end/", people.membership_end, name="membership_end"),
    path("administration/authorities/", places.authority_list, name="authority_list"),
    path("administration/authorities/<str:code>/", places.authority_entry, name="authority_entry"),
    path("administration/audit/", trail.portal_audit, name="portal_audit"),
    path("authorities/<str:code>/audit/", trail.authority_audit, name="authority_audit"),
]
