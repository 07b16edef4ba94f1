"""URLs of hand-overs, the bell, documents and figures: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from ecms.core.access import SIGNED_IN
from tests.access.table import BOTH, GET, OWNER, POST, Row, on

ROWS = [
    Row("accounts:handover-people", P.INSPECTION_ASSIGN),
    on("colleague", "accounts:handover", P.INSPECTION_ASSIGN, BOTH),
    on("handover", "accounts:handover-done", SIGNED_IN),
    # --- The bell (its list stands in ``tests.access.table``) ---------------------------------
    Row("notifications:bell", SIGNED_IN),
    Row("notifications:seen", SIGNED_IN, POST, args={"pk": "message"}, owner="director.dongnai"),
    # --- Documents ----------------------------------------------------------------------------
    Row("documents:download", SIGNED_IN, thing="case", args={"pk": "document"}),
    Row("documents:index", SIGNED_IN),
    Row("documents:print", SIGNED_IN, POST),
    Row("documents:detail", SIGNED_IN, thing="case", args={"pk": "document"}),
    Row("documents:word", SIGNED_IN, thing="case", args={"pk": "document"}),
    Row("documents:correct", SIGNED_IN, BOTH, thing="case", args={"pk": "document"}),
    Row("documents:file", SIGNED_IN, thing="inspection", args={"pk": "file"}),
    Row("documents:preview", SIGNED_IN, thing="inspection", args={"pk": "file"}),
    Row("documents:exports", SIGNED_IN),
    *(
        Row(f"documents:{name}", SIGNED_IN, methods, args={"pk": "export"}, owner=OWNER)
        for name, methods in (
            ("export", GET),
            ("export_progress", GET),
            ("export_cancel", POST),
            ("export_download", GET),
        )
    ),
    # --- Analytics ----------------------------------------------------------------------------
    Row("analytics:dashboard", P.DASHBOARD_READ),
    Row("analytics:definitions", SIGNED_IN),
    Row("analytics:indicators", P.DASHBOARD_READ),
    Row("analytics:indicator", P.DASHBOARD_READ, args={"code": "=opened"}),
    Row("analytics:indicator_table", P.DASHBOARD_READ,
        args={"code": "=opened", "part": "=months", "kind": "=csv"}),
    Row("analytics:table", P.DASHBOARD_READ, args={"code": "=provinces", "kind": "=csv"}),
    Row("analytics:behind", P.DASHBOARD_READ, args={"code": "=provinces"}),
    Row("analytics:records", P.DASHBOARD_READ, args={"measure": "=inspections_open"},
        also=P.INSPECTION_READ),
    Row("analytics:arrange", P.DASHBOARD_READ, BOTH),
    Row("analytics:work", P.DASHBOARD_READ, args={"who": "=me"}),
    Row("analytics:explorer", P.DASHBOARD_READ),
    Row("analytics:explorer_file", P.DASHBOARD_READ, args={"kind": "=csv"},
        query="m=opened&rows=month&period=rolling"),
    Row("analytics:explorer_save", P.DASHBOARD_READ, POST),
    Row("analytics:saved_delete", P.DASHBOARD_READ, BOTH, args={"pk": "saved_question"},
        owner="director.dongnai"),
    Row("analytics:quality", P.DASHBOARD_READ),
    Row("analytics:papers", P.REPORT_EXPORT, BOTH),
    *(on("paper", f"analytics:{name}", P.REPORT_EXPORT, methods, **more) for name, methods, more in
      (("paper", BOTH, {}), ("paper_sign", BOTH, {}), ("paper_file", GET, {"kind": "=csv"}))),
    Row("analytics:months", P.DASHBOARD_READ),
    Row("analytics:confirm", P.REPORT_EXPORT, BOTH, args={"month": "=2026-01"}),
    Row("analytics:close", P.REPORT_EXPORT, BOTH, args={"month": "=2026-01"}),
    Row("analytics:export", P.REPORT_EXPORT, BOTH),
    Row("analytics:report", P.REPORT_EXPORT, args={"pk": "report"}, owner="director.dongnai"),
    Row("analytics:report_progress", P.REPORT_EXPORT, args={"pk": "report"},
        owner="director.dongnai"),
    Row("analytics:download", P.REPORT_EXPORT, args={"pk": "report"}, owner="director.dongnai"),
]  # fmt: skip
