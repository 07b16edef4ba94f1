"""Aggregates of the administration module, one file each."""

from accounts.models.agency import Agency, Unit
from accounts.models.handover import Handover
from accounts.models.place import Province, Ward
from accounts.models.position import Delegation, Position
from accounts.models.role import Role, RoleGrant
from accounts.models.search import SavedSearch
from accounts.models.sharing import SharedCase
from accounts.models.user import User

__all__ = [
    "Agency",
    "Delegation",
    "Handover",
    "Position",
    "Province",
    "Role",
    "RoleGrant",
    "SharedCase",
    "SavedSearch",
    "Unit",
    "User",
    "Ward",
]
