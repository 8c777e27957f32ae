"""Tables of floor 1: authorities, people, the audit trail."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from authorities.models import AuditEvent, Authority, Membership

ROW_HEADING = {"td": {"scope": "row"}}


class AuthorityTable(tables.Table):
    caption = "Authorities"
    code = tables.Column(attrs=ROW_HEADING)
    name = tables.Column()
    region = tables.Column(accessor="region__name", verbose_name="Region")
    kind = tables.Column()
    valid_from = tables.DateColumn(verbose_name="From", format="j F Y", default="before 2012")
    valid_to = tables.DateColumn(verbose_name="To", format="j F Y", default="today")

    class Meta:
        model = Authority
        fields = ("code", "name", "region", "kind", "valid_from", "valid_to")
        order_by = "name"
        empty_text = "No authority matches. Change the filter, or load the register with load_reference."

    def render_name(self, record: Authority) -> str | SafeString:
        return format_html("{} (fictional)", record.name) if record.fictional else record.name


class PeopleTable(tables.Table):
    caption = "People and their roles"
    person = tables.Column(accessor="user__email", verbose_name="E-mail address", attrs=ROW_HEADING)
    name = tables.Column(accessor="user__name", verbose_name="Name", default="-")
    role = tables.Column(accessor="get_role_display", order_by="role")
    place = tables.Column(order_by=("authority__name", "region__name"))
    began_at = tables.DateColumn(verbose_name="Since", format="j F Y")
    end = tables.TemplateColumn(
        template_name="authorities/end_membership_cell.html", verbose_name="End the role", orderable=False
    )

    class Meta:
        model = Membership
        fields = ("person", "name", "role", "place", "began_at", "end")
        order_by = "person"
        empty_text = "Nobody has a role yet. Invite the first person."


class AuditTable(tables.Table):
    caption = "Audit trail"
    at = tables.DateTimeColumn(verbose_name="When", format="j F Y, H:i", attrs=ROW_HEADING)
    actor_name = tables.Column(verbose_name="Who")
    sentence = tables.Column(verbose_name="What", orderable=False, attrs={"cell": {"class": "lfl-text"}})
    authority = tables.Column(accessor="authority__name", verbose_name="Authority", default="-")

    class Meta:
        model = AuditEvent
        fields = ("at", "actor_name", "sentence", "authority")
        order_by = "-at"
        empty_text = "Nothing has been recorded yet."
