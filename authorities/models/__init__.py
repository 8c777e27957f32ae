from authorities.models.audit import AuditEvent
from authorities.models.people import Invitation, Membership, Role, User
from authorities.models.places import Authority, AuthorityCode, AuthorityName, Region, Succession

__all__ = [
    "AuditEvent",
    "Authority",
    "AuthorityCode",
    "AuthorityName",
    "Invitation",
    "Membership",
    "Region",
    "Role",
    "Succession",
    "User",
]
