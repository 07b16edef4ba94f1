"""Official forms of temporary seizure (LHAV arts. 125, 126)."""

from django.utils.translation import gettext_lazy as _

from ecms.documents.registry import Form, define
from violations.documents.catalogue import TEMPLATES

ORDER = define(
    Form("MQD20", "Quyết định", _("Temporary seizure (MQĐ20)"), f"{TEMPLATES}/seizure.html",
         book="QĐ-XPHC", symbol="QĐ-TG")
)  # fmt: skip
LONGER = define(
    Form("MQD21", "Quyết định", _("Extension of a temporary seizure (MQĐ21)"),
         f"{TEMPLATES}/seizure_longer.html", book="QĐ-XPHC", symbol="QĐ-KDTG")
)  # fmt: skip
RETURN = define(
    Form("MQD24", "Quyết định", _("Return of seized things (MQĐ24)"),
         f"{TEMPLATES}/seizure_return.html", book="QĐ-XPHC", symbol="QĐ-TL")
)  # fmt: skip
