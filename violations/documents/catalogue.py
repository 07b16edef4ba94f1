"""The official forms of a violation case (Decree 118/2021/NĐ-CP and internal papers)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecms.documents.registry import Form, define
from violations.states import RulingKind

TEMPLATES = "violations/pdf"

MINUTES = define(
    Form("MBB01", "Biên bản vi phạm hành chính", _("Violation minutes (MBB01)"),
         f"{TEMPLATES}/minutes.html", book="BB-VPHC", symbol="BB-VPHC")
)  # fmt: skip
DECISION = define(
    Form("MQD02", "Quyết định", _("Sanction decision (MQĐ02)"), f"{TEMPLATES}/decision.html",
         book="QĐ-XPHC", symbol="QĐ-XPHC")
)  # fmt: skip
WORKSHEET = define(
    Form("PHIEU-TT", "Phiếu tính mức phạt", _("Fine worksheet"), f"{TEMPLATES}/worksheet.html")
)
WORKSHEET_ENGLISH = define(
    Form("PHIEU-TT-EN", "Fine worksheet", _("Fine worksheet, in English"),
         f"{TEMPLATES}/worksheet_english.html")
)  # fmt: skip
SUBMISSION = define(
    Form("TTR-XP", "Tờ trình", _("Submission to the signatory"),
         f"{TEMPLATES}/submission.html", book="TTr", symbol="TTr-{agency}")
)  # fmt: skip


def _ruling(code: str, label: str | Promise, symbol: str) -> Form:
    return define(
        Form(code, "Quyết định", label, f"{TEMPLATES}/ruling.html", book="QĐ-XPHC", symbol=symbol)
    )


RULINGS = {
    RulingKind.DEFER: _ruling("MQD03", _("Deferral of the fine (MQĐ03)"), "QĐ-HTHPT"),
    RulingKind.REDUCE: _ruling(
        "MQD04", _("Reduction of or exemption from the fine (MQĐ04)"), "QĐ-GMTP"
    ),
    RulingKind.INSTALMENTS: _ruling("MQD05", _("Payment by instalments (MQĐ05)"), "QĐ-NTNL"),
    RulingKind.AMEND: _ruling("MQD38", _("Amendment of the decision (MQĐ38)"), "QĐ-SĐXPHC"),
    RulingKind.CORRECT: _ruling("MQD39", _("Correction of the decision (MQĐ39)"), "QĐ-ĐCXPHC"),
    RulingKind.ANNUL: _ruling("MQD40", _("Annulment of the decision (MQĐ40)"), "QĐ-HBXPHC"),
}
