"""Forms of what follows a sanction decision. Numbers MBB09-MBB14 are assigned here to the steps
of enforcement; the pack names the series, not each number."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecms.documents.registry import Form, define
from law.models import MeasureKind

TEMPLATES = "violations/pdf"


def _order(code: str, label: str | Promise) -> Form:
    return define(
        Form(code, "Quyết định", label, f"{TEMPLATES}/enforcement_order.html", book="QĐ-CCXP",
             symbol="QĐ-CCXP")
    )  # fmt: skip


ORDERS = {
    MeasureKind.SALARY: _order("MQD07", _("Enforcement: salary and income (MQĐ07)")),
    MeasureKind.ACCOUNT: _order("MQD08", _("Enforcement: accounts (MQĐ08)")),
    MeasureKind.DISTRAINT: _order("MQD09", _("Enforcement: distraint (MQĐ09)")),
    MeasureKind.THIRD_PARTY: _order("MQD10", _("Enforcement: third party (MQĐ10)")),
    MeasureKind.REMEDY: _order("MQD11", _("Enforcement: remediation (MQĐ11)")),
}
COMBINED = {
    MeasureKind.SALARY: _order("MQD12a", _("Enforcement: salary and remediation (MQĐ12a)")),
    MeasureKind.ACCOUNT: _order("MQD12b", _("Enforcement: accounts and remediation (MQĐ12b)")),
    MeasureKind.DISTRAINT: _order("MQD12c", _("Enforcement: distraint and remediation (MQĐ12c)")),
}


def _ruling(code: str, label: str | Promise, symbol: str) -> Form:
    return define(
        Form(code, "Quyết định", label, f"{TEMPLATES}/enforcement_ruling.html", book="QĐ-CCXP",
             symbol=symbol)
    )  # fmt: skip


STEPS = {
    "MQD13": _ruling("MQD13", _("Distraint of property (MQĐ13)"), "QĐ-KBTS"),
    "QD-TDC": _ruling("QD-TDC", _("Suspension of enforcement"), "QĐ-TĐCCC"),
    "QD-TTC": _ruling("QD-TTC", _("Resumption of enforcement"), "QĐ-TTCC"),
    "QD-CCDK": _ruling("QD-CCDK", _("Not enforceable yet"), "QĐ-CCĐKTH"),
    "QD-DCC": _ruling("QD-DCC", _("End of enforcement"), "QĐ-ĐCCC"),
}


def _minutes(code: str, label: str | Promise, symbol: str) -> Form:
    return define(
        Form(code, "Biên bản", label, f"{TEMPLATES}/enforcement_minutes.html", book="BB-CCXP",
             symbol=symbol)
    )  # fmt: skip


MINUTES = {
    "MBB09": _minutes("MBB09", _("Minutes of non-execution (MBB09)"), "BB-KTH"),
    "MBB10": _minutes("MBB10", _("Verification of means (MBB10)"), "BB-XM"),
    "MBB11": _minutes("MBB11", _("Enforcement of money (MBB11)"), "BB-CC"),
    "MBB12": _minutes("MBB12", _("Distraint minutes (MBB12)"), "BB-KBTS"),
    "MBB13": _minutes("MBB13", _("Handing over of property (MBB13)"), "BB-GTS"),
    "MBB14": _minutes("MBB14", _("Compulsory remediation (MBB14)"), "BB-CCKP"),
}


def _letter(code: str, label: str | Promise) -> Form:
    return define(
        Form(code, "Công văn", label, f"{TEMPLATES}/execution_letter.html", book="CV",
             symbol="{agency}")
    )  # fmt: skip


LETTERS = {
    "CV-XM": _letter("CV-XM", _("Verification of means: letter")),
    "CV-CB": _letter("CV-CB", _("Publication of the decision: letter")),
    "CV-DCCB": _letter("CV-DCCB", _("Correction of the publication: letter")),
    "CV-DDXP": _letter("CV-DDXP", _("Reminder of a sanction decision")),
}
