"""URLs of saved searches and of returned mails: see ``tests.access.table``."""

from ecms.core.access import SIGNED_IN
from tests.access.table import OWNER, POST, Row

ROWS = [
    Row("accounts:searches", SIGNED_IN),
    Row("accounts:search_save", SIGNED_IN, POST),
    Row("accounts:search", SIGNED_IN, args={"pk": "saved"}, owner=OWNER),
    Row("accounts:search_rename", SIGNED_IN, POST, args={"pk": "saved"}, owner=OWNER),
    Row("accounts:search_listen", SIGNED_IN, POST, args={"pk": "saved"}, owner=OWNER),
    Row("accounts:search_delete", SIGNED_IN, POST, args={"pk": "saved"}, owner=OWNER),
    Row("notifications:trust", SIGNED_IN, POST),
]
