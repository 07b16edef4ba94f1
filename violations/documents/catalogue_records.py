"""Forms of minutes that an official draws up on the spot: a working session, a refused receipt."""

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
