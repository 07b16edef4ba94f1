"""Administration pages of people, rights, bodies and places; one file each."""

from accounts.admin import offices, places, roles, shares, users

__all__ = ["offices", "places", "roles", "shares", "users"]
