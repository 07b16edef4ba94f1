"""Groups of the home page: each half of the module lists its own."""

from intake.accident_worklists import GROUPS as ACCIDENT_GROUPS
from intake.complaint_worklists import GROUPS as COMPLAINT_GROUPS

GROUPS = (*COMPLAINT_GROUPS, *ACCIDENT_GROUPS)
