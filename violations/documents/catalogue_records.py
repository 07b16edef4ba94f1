"""Forms of minutes drawn up on the spot, and the decision that leaves the fine unexecuted."""

from django.utils.translation import gettext_lazy as _

from ecms.documents.registry import Form, define
from violations.documents.catalogue import TEMPLATES

WORKING = define(
    Form("MBB02", "Biên bản làm việc", _("Working minutes (MBB02)"),
         f"{TEMPLATES}/working_minutes.html", book="BB-LV", symbol="BB-LV")
)  # fmt: skip
REFUSED = define(
    Form("MBB06", "Biên bản", _("Refusal to receive the sanction decision (MBB06)"),
         f"{TEMPLATES}/refused_receipt.html", book="BB-KNQĐ", symbol="BB-KNQĐ")
)  # fmt: skip
REFUSED_ORDER = define(
    Form("MBB07", "Biên bản", _("Refusal to receive the enforcement decision (MBB07)"),
         f"{TEMPLATES}/refused_receipt.html", book="BB-KNQĐ", symbol="BB-KNQĐ")
)  # fmt: skip
PARTLY = define(
    Form("MQD17", "Quyết định", _("Partial execution (MQĐ17)"),
         f"{TEMPLATES}/partial_execution.html", book="QĐ-XPHC", symbol="QĐ-THMP")
)  # fmt: skip
EXECUTION = define(
    Form("MBB29", "Biên bản", _("Hand-over of the decision for execution (MBB29)"),
         f"{TEMPLATES}/execution_hand_over.html", book="BB-BG", symbol="BB-CGQĐ")
)  # fmt: skip
