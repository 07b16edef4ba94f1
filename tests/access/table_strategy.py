"""URLs of strategic plans and directives: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from ecms.core.access import SIGNED_IN
from tests.access.table import BOTH, Row, on

ROWS = [
    Row("campaigns:strategies", P.INSPECTION_READ),
    Row("campaigns:strategy_new", P.INSPECTION_ASSIGN, BOTH),
    on("strategy", "campaigns:strategy", P.INSPECTION_READ),
    on("strategy", "campaigns:strategy_edit", P.INSPECTION_ASSIGN, BOTH),
    on("strategy", "campaigns:strategy_add", P.INSPECTION_ASSIGN, BOTH, kind="=objective",
       above="strategy_issue"),
    on("strategy", "campaigns:strategy_change", P.INSPECTION_ASSIGN, BOTH, kind="=issue",
       part="strategy_issue"),
    on("strategy", "campaigns:strategy_remove", P.INSPECTION_ASSIGN, BOTH, kind="=issue",
       part="strategy_issue"),
    on("strategy", "campaigns:strategy_measure", P.INSPECTION_ASSIGN, BOTH,
       part="strategy_indicator"),
    on("strategy", "campaigns:strategy_approve", P.INSPECTION_APPROVE, BOTH),
    on("strategy", "campaigns:strategy_close", P.INSPECTION_APPROVE, BOTH),
    Row("campaigns:directives", SIGNED_IN),
    on("inspection", "campaigns:directives_inspection", P.INSPECTION_READ),
    on("case", "campaigns:directives_violation", P.VIOLATION_READ),
    on("complaint", "campaigns:directives_complaint", P.COMPLAINT_READ),
    on("accident", "campaigns:directives_accident", P.ACCIDENT_READ),
    on("enterprise", "campaigns:directives_enterprise", P.ENTERPRISE_READ),
    Row("campaigns:directive_new", P.INSPECTION_ASSIGN, BOTH),
    on("directive", "campaigns:directive", SIGNED_IN),
    on("directive", "campaigns:directive_answer", SIGNED_IN, BOTH),
    on("directive", "campaigns:directive_judge", P.INSPECTION_ASSIGN, BOTH),
    on("directive", "campaigns:directive_withdraw", P.INSPECTION_ASSIGN, BOTH),
]  # fmt: skip
