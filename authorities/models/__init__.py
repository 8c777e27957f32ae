from authorities.models.areas import Level
from authorities.models.audit import AuditEvent
from authorities.models.neighbours import Neighbour, NeighbourChoice, NeighbourList
from authorities.models.people import Invitation, Membership, Role, User
from authorities.models.places import Authority, AuthorityCode, AuthorityName, Region, Succession
from authorities.models.populations import PopulationEstimate, PopulationVintage
from authorities.models.sharing import SeenBy, SharingAgreement, SharingChoice

__all__ = [
    "AuditEvent",
    "Authority",
    "AuthorityCode",
    "AuthorityName",
    "Invitation",
    "Level",
    "Membership",
    "Neighbour",
    "NeighbourChoice",
    "NeighbourList",
    "PopulationEstimate",
    "PopulationVintage",
    "Region",
    "Role",
    "SeenBy",
    "SharingAgreement",
    "SharingChoice",
    "Succession",
    "User",
]
