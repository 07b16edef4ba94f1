"""Administration pages of people, rights, bodies and places; one file each."""

from accounts.admin import handovers, offices, places, roles, shares, users

__all__ = ["handovers", "offices", "places", "roles", "shares", "users"]
