"""The official forms of a violation case (Decree 118/2021/NĐ-CP and internal papers)."""

from django.utils.translation import gettext_lazy as _

from ecms.documents.registry import Form, define

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
SUBMISSION = define(
    Form("TTR-XP", "Tờ trình", _("Submission to the signatory"),
         f"{TEMPLATES}/submission.html", book="TTr", symbol="TTr-{agency}")
)  # fmt: skip
