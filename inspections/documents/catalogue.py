"""The official forms of a check or inspection."""

from django.utils.translation import gettext_lazy as _

from ecms.documents.registry import Form, define

TEMPLATES = "inspections/pdf"
DECISION_SYMBOL = "QĐ-{agency}"
TEAM_SYMBOL = "BB-ĐKT"

DECISION = define(
    Form("QD-KT", "Quyết định", _("Decision on the check"), f"{TEMPLATES}/decision.html",
         book="QĐ", symbol=DECISION_SYMBOL)
)  # fmt: skip
PLAN = define(
    Form("KH-KT", "Kế hoạch", _("Implementation plan of the check"), f"{TEMPLATES}/plan.html",
         book="KH", symbol="KH-ĐKT")
)  # fmt: skip
NOTICE = define(
    Form("TB-KT", "Thông báo", _("Notice of the check"), f"{TEMPLATES}/notice.html",
         book="TB", symbol="TB-{agency}")
)  # fmt: skip
ANNOUNCEMENT = define(
    Form("BB-CB", "Biên bản", _("Minutes of the announcement"),
         f"{TEMPLATES}/announcement.html", book="BB-ĐKT", symbol=TEAM_SYMBOL)
)  # fmt: skip
EXTENSION = define(
    Form("QD-GH", "Quyết định", _("Decision to extend the check"), f"{TEMPLATES}/change.html",
         book="QĐ", symbol=DECISION_SYMBOL)
)  # fmt: skip
SUSPENSION = define(
    Form("QD-TD", "Quyết định", _("Decision to suspend the check"), f"{TEMPLATES}/change.html",
         book="QĐ", symbol=DECISION_SYMBOL)
)  # fmt: skip
RESUMPTION = define(
    Form("QD-TT", "Quyết định", _("Decision to resume the check"), f"{TEMPLATES}/change.html",
         book="QĐ", symbol=DECISION_SYMBOL)
)  # fmt: skip
TERMINATION = define(
    Form("QD-DC", "Quyết định", _("Decision to terminate the check"), f"{TEMPLATES}/change.html",
         book="QĐ", symbol=DECISION_SYMBOL)
)  # fmt: skip
MINUTES = define(
    Form("BB-KT", "Biên bản", _("Minutes of the check"), f"{TEMPLATES}/minutes.html",
         book="BB-ĐKT", symbol=TEAM_SYMBOL)
)  # fmt: skip
RECTIFICATION = define(
    Form("CV-CC", "Công văn", _("Rectification letter"), f"{TEMPLATES}/rectification.html",
         book="CV", symbol="{agency}")
)  # fmt: skip
RESULT = define(
    Form("TB-KQ", "Thông báo", _("Notice of the result"), f"{TEMPLATES}/result.html",
         book="TB", symbol="TB-{agency}")
)  # fmt: skip
