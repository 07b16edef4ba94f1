"""Official forms of the steps before the decision (Decree 118/2021/NĐ-CP and letters)."""

from django.utils.translation import gettext_lazy as _

from ecms.documents.registry import Form, define
from violations.documents.catalogue import TEMPLATES

INVITATION = define(
    Form("GM-GT", "Giấy mời", _("Invitation to the hearing"), f"{TEMPLATES}/invitation.html",
         book="GM", symbol="GM-{agency}")
)  # fmt: skip
MORE_TIME = define(
    Form("CV-GHGT", "Công văn", _("More time to explain"), f"{TEMPLATES}/more_time.html",
         book="CV", symbol="{agency}")
)  # fmt: skip
HEARING = define(
    Form("MBB03", "Biên bản", _("Minutes of the hearing (MBB03)"), f"{TEMPLATES}/hearing.html",
         book="BB-GTTT", symbol="BB-GTTT")
)  # fmt: skip
VALUE = define(
    Form("MBB04", "Biên bản", _("Value of exhibits (MBB04)"), f"{TEMPLATES}/inquiry.html",
         book="BB-XĐGT", symbol="BB-XĐGT")
)  # fmt: skip
FACTS = define(
    Form("MBB05", "Biên bản", _("Verification of circumstances (MBB05)"),
         f"{TEMPLATES}/inquiry.html", book="BB-XM", symbol="BB-XM")
)  # fmt: skip
EXPERTISE = define(
    Form("MQD41", "Quyết định", _("Order of an expertise (MQĐ41)"), f"{TEMPLATES}/expertise.html",
         book="QĐ-XPHC", symbol="QĐ-TCGĐ")
)  # fmt: skip
CRIME = define(
    Form("MQD33", "Quyết định", _("Transfer of a file with signs of crime (MQĐ33)"),
         f"{TEMPLATES}/crime_transfer.html", book="QĐ-XPHC", symbol="QĐ-CHS")
)  # fmt: skip
HAND_OVER = define(
    Form("MBB28", "Biên bản", _("Hand-over of the file (MBB28)"), f"{TEMPLATES}/hand_over.html",
         book="BB-BGHS", symbol="BB-BGHS")
)  # fmt: skip
SLIP = define(
    Form("PC-HS", "Phiếu chuyển", _("Transfer slip with the list of papers"),
         f"{TEMPLATES}/transfer_slip.html", book="PC", symbol="PC-{agency}")
)  # fmt: skip
ON_SPOT = define(
    Form("MQD01", "Quyết định", _("Sanction decision without minutes (MQĐ01)"),
         f"{TEMPLATES}/on_spot.html", book="QĐ-XPHC", symbol="QĐ-XPHC")
)  # fmt: skip
CONFISCATION = define(
    Form("MQD14", "Quyết định", _("Confiscation without a sanction (MQĐ14)"),
         f"{TEMPLATES}/without_sanction.html", book="QĐ-XPHC", symbol="QĐ-TTTV")
)  # fmt: skip
REMEDIES = define(
    Form("MQD15", "Quyết định", _("Remedial measures without a sanction (MQĐ15)"),
         f"{TEMPLATES}/without_sanction.html", book="QĐ-XPHC", symbol="QĐ-KPHQ")
)  # fmt: skip
NOTICE = define(
    Form("TB-CSH", "Thông báo", _("Notice to the unknown owner"), f"{TEMPLATES}/owner_notice.html",
         book="TB", symbol="TB-{agency}")
)  # fmt: skip
