"""URLs of the steps of a violation case before its decision: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from tests.access.table import BOTH, Row, on

ROWS = [
    Row("violations:delegations", P.VIOLATION_DECIDE),
    Row("violations:delegation_new", P.VIOLATION_DECIDE, BOTH),
    on("delegation", "violations:delegation_end", P.VIOLATION_DECIDE, BOTH),
    on("case", "violations:on_spot", P.VIOLATION_DECIDE, BOTH),
    on("case", "violations:step", P.VIOLATION_READ, BOTH, verb="=inquire"),
    on("waiting", "violations:exhibit_back", P.VIOLATION_EDIT, BOTH, exhibit="exhibit"),
]
