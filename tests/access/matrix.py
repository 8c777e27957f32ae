"""Who may open what: every address of the portal by name. The walk fails for a name that is not here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from authorities.models import Role

ANALYST, APPROVER, SCRUTINY = Role.ANALYST, Role.APPROVER, Role.SCRUTINY
LEAD, ADMINISTRATOR = Role.REGIONAL_LEAD, Role.ADMINISTRATOR

STAFF = frozenset({ANALYST, APPROVER})
READERS = frozenset({ANALYST, APPROVER, SCRUTINY, LEAD})
EVERYONE = frozenset(Role)

Kind = Literal[
    "public", "entrance", "own account", "closed", "signed in", "authority", "published", "region", "portal"
]


@dataclass(frozen=True)
class Rule:
    """`roles` may open it in their own place. What `pk` is an id of, where the address has one."""

    kind: Kind
    roles: frozenset[str]
    method: Literal["get", "post"] = "get"
    pk: str = ""


def authority(roles: frozenset[str] = STAFF, *, post: bool = False, pk: str = "") -> Rule:
    return Rule("authority", roles, "post" if post else "get", pk)


def portal(*, post: bool = False, pk: str = "") -> Rule:
    return Rule("portal", frozenset({ADMINISTRATOR}), "post" if post else "get", pk)


PUBLIC = Rule("public", EVERYONE)
# allauth's pages: the way in, for anybody; about the person who is signed in; and names that allauth
# must find an address for but that are no page of ours.
ENTRANCE = Rule("entrance", EVERYONE)
OWN_ACCOUNT = Rule("own account", EVERYONE)
CLOSED = Rule("closed", frozenset())
PUBLISHED = Rule("published", READERS, pk="publication")
# A region's pages: what stands on them is its agreement. Some acts are its leads' alone.
REGION = Rule("region", frozenset({LEAD, ANALYST, APPROVER}))
REGION_LEAD = Rule("region", frozenset({LEAD}))
ONLY_ANALYST, ONLY_APPROVER = frozenset({ANALYST}), frozenset({APPROVER})

MATRIX: dict[str, Rule] = {
    "home": Rule("signed in", EVERYONE),
    "help": PUBLIC,
    "accessibility": PUBLIC,
    "health_live": PUBLIC,
    "health_ready": PUBLIC,
    "invitation": PUBLIC,
    # The portal administrator's
    "people": portal(),
    "person_invite": portal(),
    "invitation_withdraw": portal(post=True, pk="invitation"),
    "membership_end": portal(pk="membership"),
    "authority_list": portal(),
    "authority_entry": portal(),
    "portal_audit": portal(),
    "catalogue": portal(),
    "catalogue_entry": portal(),
    "release_list": portal(),
    "release_import": portal(),
    "release_propose": portal(),
    "release_detail": portal(pk="release"),
    "release_file": portal(pk="release"),
    # Of one authority
    "authority_audit": authority(),
    "return_list": authority(),
    "return_template_choice": authority(ONLY_ANALYST),
    "return_template": authority(ONLY_ANALYST),
    "return_upload": authority(ONLY_ANALYST),
    "return_detail": authority(pk="submitted"),
    "return_submit": authority(ONLY_ANALYST, post=True, pk="submitted"),
    "return_approve": authority(ONLY_APPROVER, post=True, pk="submitted"),
    "return_send_back": authority(ONLY_APPROVER, post=True, pk="submitted"),
    "return_file": authority(pk="submitted"),
    "return_problems": authority(pk="submitted"),
    "return_problems_csv": authority(pk="submitted"),
    "return_problems_xlsx": authority(pk="submitted"),
    "counted_newest": authority(),
    "counted": authority(),
    "counted_csv": authority(),
    "rows_behind": authority(),
    "counting_choices": authority(),
    "job_detail": authority(pk="job"),
    "job_retry": authority(post=True, pk="job"),
    "authority_indicators": authority(),
    "local_indicator_new": authority(),
    "set_add": authority(post=True),
    "set_remove": authority(post=True, pk="in_set"),
    "target_list": authority(),
    "target_set": authority(ONLY_APPROVER),
    "polarity_set": authority(ONLY_APPROVER),
    "neighbours": authority(),
    "neighbour_list": authority(pk="neighbour_list"),
    "neighbour_list_new": authority(ONLY_APPROVER),
    "neighbour_preview": authority(),
    "neighbour_switch": authority(ONLY_APPROVER, post=True),
    "authority_catalogue": authority(),
    "authority_catalogue_entry": authority(),
    "scorecard_list": authority(),
    "scorecard_templates": authority(ONLY_APPROVER),
    "scorecard": authority(pk="scorecard"),
    "scorecard_line": authority(pk="scorecard"),
    "scorecard_exceptions": authority(pk="scorecard"),
    "scorecard_basis": authority(pk="scorecard"),
    "basis_adopt": authority(ONLY_APPROVER, post=True, pk="scorecard"),
    "scorecard_recalculate": authority(post=True, pk="scorecard"),
    "scorecard_export": authority(pk="scorecard"),
    "analysis_edit": authority(pk="scorecard"),
    "scorecard_publish": authority(ONLY_APPROVER, pk="scorecard"),
    # Published
    "published_list": Rule("signed in", EVERYONE),
    "published_scorecard": PUBLISHED,
    "published_line": PUBLISHED,
    "published_exceptions": PUBLISHED,
    "published_export": PUBLISHED,
    # Of one region
    "authority_sharing": authority(),
    "region_board": REGION,
    "region_board_export": REGION,
    "region_deadline": REGION_LEAD,
    "region_remind": Rule("region", frozenset({LEAD}), "post"),
    "region_sharing": REGION,
    "region_matrix": REGION,
    "region_matrix_table": REGION,
    "region_matrix_export": REGION,
    "region_view_keep": Rule("region", frozenset({LEAD, ANALYST, APPROVER}), "post"),
    "region_view_remove": Rule("region", frozenset({LEAD}), "post", "saved_view"),
    "region_compare": REGION,
    "region_spine": REGION,
    "region_over_time": REGION,
    "region_chart": REGION,
}

ACCOUNT_PAGES: dict[str, Rule] = {
    # The way in
    "account_login": ENTRANCE,
    "account_logout": ENTRANCE,
    "account_inactive": ENTRANCE,
    "account_reset_password": ENTRANCE,
    "account_reset_password_done": ENTRANCE,
    "account_reset_password_from_key": ENTRANCE,
    "account_reset_password_from_key_done": ENTRANCE,
    "mfa_authenticate": ENTRANCE,
    # One's own password and second step
    "account_change_password": OWN_ACCOUNT,
    "account_reauthenticate": OWN_ACCOUNT,
    "mfa_index": OWN_ACCOUNT,
    "mfa_reauthenticate": OWN_ACCOUNT,
    "mfa_activate_totp": OWN_ACCOUNT,
    "mfa_deactivate_totp": OWN_ACCOUNT,
    "mfa_view_recovery_codes": OWN_ACCOUNT,
    "mfa_generate_recovery_codes": OWN_ACCOUNT,
    "mfa_download_recovery_codes": OWN_ACCOUNT,
    # Accounts come by invitation, and their address is the invitation's
    "account_signup": CLOSED,
    "account_email_verification_sent": CLOSED,
    "account_set_password": CLOSED,
}
