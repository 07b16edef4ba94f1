"""URLs of campaigns: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from tests.access.table import BOTH, Row, on

ROWS = [
    Row("campaigns:list", P.INSPECTION_READ),
    Row("campaigns:new", P.INSPECTION_ASSIGN, BOTH),
    on("campaign", "campaigns:detail", P.INSPECTION_READ),
    on("campaign", "campaigns:timeline", P.INSPECTION_READ),
    on("campaign", "campaigns:edit", P.INSPECTION_ASSIGN, BOTH),
    on("campaign", "campaigns:select", P.INSPECTION_ASSIGN, BOTH),
    on("campaign", "campaigns:targets", P.INSPECTION_READ, BOTH),
    on("campaign", "campaigns:export", P.INSPECTION_READ, kind="=csv"),
    on("campaign", "campaigns:drop", P.INSPECTION_ASSIGN, BOTH, target="target"),
    on("campaign", "campaigns:go_on", P.INSPECTION_PROPOSE, BOTH, target="target"),
    on("campaign", "campaigns:approve", P.INSPECTION_APPROVE, BOTH),
    on("campaign", "campaigns:open", P.INSPECTION_PROPOSE, BOTH),
    on("campaign", "campaigns:close", P.INSPECTION_APPROVE, BOTH),
    on("campaign", "campaigns:cancel", P.INSPECTION_APPROVE, BOTH),
]
