"""URLs of campaigns and plans: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from tests.access.table import BOTH, POST, Row, on

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
    Row("campaigns:plans", P.INSPECTION_READ),
    Row("campaigns:plan_new", P.INSPECTION_ASSIGN, BOTH),
    on("plan", "campaigns:plan", P.INSPECTION_READ),
    on("plan", "campaigns:plan_overlaps", P.INSPECTION_READ),
    on("plan", "campaigns:plan_timeline", P.INSPECTION_READ),
    on("plan", "campaigns:plan_extract", P.INSPECTION_READ),
    on("plan", "campaigns:plan_export", P.INSPECTION_READ, kind="=csv"),
    on("plan", "campaigns:plan_add", P.INSPECTION_PROPOSE, BOTH),
    on("plan", "campaigns:plan_carry_over", P.INSPECTION_ASSIGN, POST),
    on("plan", "campaigns:plan_change", P.INSPECTION_PROPOSE, BOTH, item="plan_item"),
    on("plan", "campaigns:plan_take", P.INSPECTION_ASSIGN, POST, item="plan_item"),
    on("plan", "campaigns:plan_decline", P.INSPECTION_ASSIGN, BOTH, item="plan_item"),
    on("plan", "campaigns:plan_drop", P.INSPECTION_ASSIGN, BOTH, item="plan_item"),
    on("plan", "campaigns:plan_submit", P.INSPECTION_ASSIGN, BOTH),
    on("plan", "campaigns:plan_return", P.INSPECTION_APPROVE, BOTH),
    on("plan", "campaigns:plan_approve", P.INSPECTION_APPROVE, BOTH),
    on("plan", "campaigns:plan_close", P.INSPECTION_APPROVE, BOTH),
    on("plan", "campaigns:plan_days", P.INSPECTION_ASSIGN, BOTH),
]
