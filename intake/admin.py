"""The administration of intake; each half registers its own."""

from intake import accident_admin, complaint_admin

__all__ = ["accident_admin", "complaint_admin"]
