"""Groups of the home page: each half of the module lists its own."""

from intake.complaint_worklists import GROUPS

__all__ = ["GROUPS"]
