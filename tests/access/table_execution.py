"""URLs of what follows a sanction decision: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from tests.access.table import BOTH, POST, Row, on

X, D, R = P.VIOLATION_EXECUTE, P.VIOLATION_DECIDE, P.VIOLATION_READ
S = P.VIOLATION_SERVE
ROWS = [
    Row("violations:follow_up", R),
    Row("violations:follow_up_export", R, args={"kind": "=csv"}),
    Row("violations:reminder_runs", (S, D), BOTH),
    on("reminder_run", "violations:reminder_run", (S, D)),
    on("reminder_run", "violations:reminder_pdf", (S, D)),
    on("reminder_letter", "violations:reminder_delivered", S, BOTH),
    on("case", "violations:execution", R),
    on("case", "violations:non_execution", X, BOTH),
    on("case", "violations:inquiry_new", X, BOTH),
    on("case", "violations:inquiry_answer", X, BOTH, inquiry="inquiry"),
    on("case", "violations:enforcement_new", X, BOTH),
    on("case", "violations:enforcement", R, row="enforcement"),
    on("case", "violations:enforcement_draft", R, row="enforcement"),
    on("case", "violations:enforcement_order", D, POST, row="enforcement"),
    on("case", "violations:enforcement_refuse", D, BOTH, row="enforcement"),
    on("case", "violations:enforcement_step", R, BOTH, row="enforcement", kind="=COST"),
    on("case", "violations:contest", X, BOTH),
    on("case", "violations:contest_result", X, BOTH, challenge="challenge"),
    on("case", "violations:stay", X, BOTH, challenge="challenge"),
    on("case", "violations:stay_lift", X, BOTH, stay_pk="stay"),
    on("case", "violations:evasion", X, BOTH),
    on("case", "violations:evasion_end", X, BOTH, evasion="evasion"),
    on("case", "violations:lapse", D, BOTH),
    on("case", "violations:publication_new", X, BOTH),
    on("case", "violations:publication", R, row="publication"),
    on("case", "violations:publication_order", D, POST, row="publication"),
    on("case", "violations:publication_refuse", D, BOTH, row="publication"),
    on("case", "violations:publication_next", X, BOTH, row="publication"),
    on("case", "violations:publication_correct", X, BOTH, row="publication"),
]
