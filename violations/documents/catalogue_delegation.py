"""Official forms of delegated power (LHAV arts. 54, 87)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import DelegationKind
from ecms.documents.registry import Form, define
from violations.documents.catalogue import TEMPLATES

GIVEN = {
    DelegationKind.SANCTION: define(
        Form("MQD34", "Quyết định", _("Delegation of the power to sanction (MQĐ34)"),
             f"{TEMPLATES}/delegation.html", book="QĐ-GQ", symbol="QĐ-GQXP")
    ),
    DelegationKind.ENFORCEMENT: define(
        Form("MQD35", "Quyết định", _("Delegation of the power to enforce (MQĐ35)"),
             f"{TEMPLATES}/delegation.html", book="QĐ-GQ", symbol="QĐ-GQCC")
    ),
}  # fmt: skip
ENDED = define(
    Form("MQD37", "Quyết định", _("End of a delegation (MQĐ37)"),
         f"{TEMPLATES}/delegation_end.html", book="QĐ-GQ", symbol="QĐ-CDGQ")
)  # fmt: skip
