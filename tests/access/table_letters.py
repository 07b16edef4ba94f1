"""URLs of letters before visits: see ``tests.access.table``."""

from accounts.permissions import Permission as P  # noqa: N817 - a table
from tests.access.table import BOTH, POST, on

M = {"mailing": "mailing"}
ROWS = [
    on("campaign", "campaigns:letters", P.INSPECTION_READ),
    on("campaign", "campaigns:letters_new", P.INSPECTION_ASSIGN, BOTH),
    on("campaign", "campaigns:letters_of", P.INSPECTION_READ, **M),
    on("campaign", "campaigns:letters_sample", P.INSPECTION_READ, **M),
    on("campaign", "campaigns:letters_export", P.INSPECTION_READ, kind="=csv", **M),
    on("campaign", "campaigns:letters_edit", P.INSPECTION_ASSIGN, BOTH, **M),
    on("campaign", "campaigns:letters_discard", P.INSPECTION_ASSIGN, BOTH, **M),
    on("campaign", "campaigns:letters_issue", P.INSPECTION_APPROVE, BOTH, **M),
    on("campaign", "campaigns:letters_record", P.INSPECTION_PROPOSE, BOTH, **M),
    on("campaign", "campaigns:letters_print", P.INSPECTION_READ, POST, **M),
    on("campaign", "campaigns:letters_take", P.INSPECTION_ASSIGN, BOTH, **M),
    on("campaign", "campaigns:letters_mail_again", P.INSPECTION_PROPOSE, POST, **M),
]
