"""URLs of the field work: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from ecms.core.access import PUBLIC
from tests.access.table import BOTH, GET, POST, Row, on

HOLDER = "inspector.dongnai"  # who registered the device of the world and holds the check-out


def api(name, methods=GET, **args):
    """An address of the interface; what it loads exists for the holder only."""
    return Row(name, P.INSPECTION_CONDUCT, methods, args=args, owner=HOLDER if args else "",
               api=True)  # fmt: skip


ROWS = [
    Row("field:shell", PUBLIC),
    Row("field:worker", PUBLIC),
    Row("field:manifest", PUBLIC),
    api("field:session"),
    api("field:cases"),
    api("field:catalogue"),
    api("field:register", POST),
    api("field:contact", POST),
    api("field:faults", POST),
    api("field:wiped", POST, key="device_key"),
    api("field:check_outs", POST),
    api("field:check_out", key="checkout_key"),
    api("field:live", key="checkout_key"),
    api("field:give_back", POST, key="checkout_key"),
    api("field:renew", POST, key="checkout_key"),
    api("field:commands", POST),
    api("field:outcomes"),
    api("field:command", key="command_key"),
    api("field:uploads", POST),
    api("field:upload", ("GET", "PATCH"), key="upload_key"),
    Row("field:devices", P.INSPECTION_READ),
    on("device", "field:device_revoke", P.INSPECTION_READ, BOTH),
    on("inspection", "field:exchange", P.INSPECTION_READ),
    on("inspection", "field:panel", P.INSPECTION_READ),
    on("inspection", "field:item", P.INSPECTION_READ, BOTH, command="command"),
]
