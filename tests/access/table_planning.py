"""URLs before and beside the cases of inspections: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from ecms.core.access import PUBLIC
from tests.access.table import BOTH, POST, Row, on

INSPECTOR = "inspector.dongnai"  # whose own things the world holds
ROWS = [
    Row("inspections:plans", P.INSPECTION_READ),
    Row("calendar_feed", PUBLIC, args={"token": "calendar_token"}),
    Row("inspections:calendar", P.INSPECTION_READ),
    Row("inspections:feed_renew", P.INSPECTION_READ, POST),
    Row("inspections:feed_revoke", P.INSPECTION_READ, POST),
    Row("inspections:other_work", P.INSPECTION_CONDUCT, BOTH),
    Row("inspections:work_off", P.INSPECTION_CONDUCT, POST, args={"pk": "work"}, owner=INSPECTOR),
    Row("inspections:activity", P.INSPECTION_CONDUCT),
    Row("inspections:workload", P.INSPECTION_ASSIGN),
    Row("inspections:day", P.INSPECTION_CONDUCT, BOTH),
    on("inspection", "inspections:prepare", P.INSPECTION_READ),
    on("inspection", "inspections:freeze", P.INSPECTION_CONDUCT, POST),
    on("inspection", "inspections:letter", P.INSPECTION_CONDUCT, POST, kind="=notice"),
    on("inspection", "inspections:proposal_paper", P.INSPECTION_READ),
    on("inspection", "inspections:team", P.INSPECTION_READ),
    on("inspection", "inspections:conflict", P.INSPECTION_CONDUCT, POST),
    on("inspection", "inspections:task_add", P.INSPECTION_READ, POST),
    on("inspection", "inspections:task_done", P.INSPECTION_READ, POST, task="task"),
    on("inspection", "inspections:guest_add", P.INSPECTION_READ, POST),
    on("inspection", "inspections:guest_declare", P.INSPECTION_READ, POST, guest="guest"),
    on("inspection", "inspections:guest_off", P.INSPECTION_READ, POST, guest="guest"),
    on("inspection", "inspections:team_change", P.INSPECTION_READ, BOTH),
    on("inspection", "inspections:team_decide", P.INSPECTION_APPROVE, POST),
]
