"""URLs about the workers of a violation case: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from tests.access.table import BOTH, POST, Row, on

ROWS = [
    Row("violations:workers_result", P.VIOLATION_READ),
    Row("violations:workers_result_export", P.VIOLATION_READ, args={"kind": "=csv"}),
    Row("violations:claims_template", P.VIOLATION_READ, args={"kind": "=owed"}),
    on("case", "violations:workers", P.VIOLATION_READ),
    on("case", "violations:claims", P.VIOLATION_READ, act="act"),
    on("case", "violations:claim", P.VIOLATION_READ, claim="claim"),
    on("case", "violations:claim_add", P.VIOLATION_EDIT, BOTH, act="act"),
    on("case", "violations:claim_edit", P.VIOLATION_EDIT, BOTH, claim="claim"),
    on("case", "violations:claim_remove", P.VIOLATION_EDIT, BOTH, claim="claim"),
    on("case", "violations:claims_import", P.VIOLATION_EDIT, BOTH, act="act"),
    on("case", "violations:claims_terms", P.VIOLATION_EDIT, BOTH, act="act"),
    on("case", "violations:claims_take", P.VIOLATION_EDIT, POST, act="act"),
    on("case", "violations:claims_settle", P.VIOLATION_EXECUTE, BOTH, act="act"),
    on("case", "violations:claims_received", P.VIOLATION_EXECUTE, BOTH, act="act"),
    on("case", "violations:claims_right", P.VIOLATION_EXECUTE, BOTH, act="act"),
    on("case", "violations:claim_right", P.VIOLATION_EXECUTE, BOTH, act="act", claim="claim"),
    on("case", "violations:claims_export", P.VIOLATION_READ, act="act", kind="=csv"),
    on("case", "violations:recover", P.VIOLATION_EXECUTE, BOTH, claim="claim"),
    on("case", "violations:recovery_cancel", P.VIOLATION_EXECUTE, BOTH, recovery="recovery"),
]
