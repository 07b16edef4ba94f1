"""URLs of hand-overs and of figures: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from ecms.core.access import SIGNED_IN
from tests.access.table import BOTH, Row, on

ROWS = [
    Row("accounts:handover-people", P.INSPECTION_ASSIGN),
    on("colleague", "accounts:handover", P.INSPECTION_ASSIGN, BOTH),
    on("handover", "accounts:handover-done", SIGNED_IN),
    # --- Analytics ----------------------------------------------------------------------------
    Row("analytics:dashboard", P.DASHBOARD_READ),
    Row("analytics:definitions", SIGNED_IN),
    Row("analytics:table", P.DASHBOARD_READ, args={"code": "=provinces", "kind": "=csv"}),
    Row("analytics:records", P.DASHBOARD_READ, args={"measure": "=inspections_open"},
        also=P.INSPECTION_READ),
    Row("analytics:export", P.REPORT_EXPORT, BOTH),
    Row("analytics:report", P.REPORT_EXPORT, args={"pk": "report"}, owner="director.dongnai"),
    Row("analytics:report_progress", P.REPORT_EXPORT, args={"pk": "report"},
        owner="director.dongnai"),
    Row("analytics:download", P.REPORT_EXPORT, args={"pk": "report"}, owner="director.dongnai"),
]  # fmt: skip
