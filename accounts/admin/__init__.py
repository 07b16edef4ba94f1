"""Administration pages of people, rights, bodies and places; one file each."""

from accounts.admin import alerts, handovers, offices, places, roles, shares, users

__all__ = ["alerts", "handovers", "offices", "places", "roles", "shares", "users"]
