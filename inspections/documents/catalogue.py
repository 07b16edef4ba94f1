"""The official forms of a check or inspection."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecms.documents.registry import Correction, Form, define

TEMPLATES = "inspections/pdf"
DECISION_SYMBOL = "QĐ-{agency}"
CHECK, INSPECTION = "kiểm tra", "thanh tra"


@dataclass(frozen=True)
class Pair:
    """One form in its two proceedings: a check (kiểm tra) and an inspection (thanh tra)."""

    check: Form
    inspection: Form

    def of(self, noun: str) -> Form:
        """The form for "kiểm tra" or "thanh tra"."""
        return self.check if noun == CHECK else self.inspection


def _pair(
    code: str, title: str, labels: tuple[str | Promise, str | Promise], template: str, symbol: str,
    correction: Correction = Correction.FORM,
) -> Pair:  # fmt: skip
    """Two forms of one template. ``{team}`` in the symbol: ĐKT or ĐTT; the book is its kind."""

    def make(prefix: str, team: str, label: str | Promise) -> Form:
        own = symbol.replace("{team}", team)
        book = own if "{agency}" not in own else own.partition("-")[0]
        full = f"{TEMPLATES}/{template}.html"
        return define(Form(f"{prefix}{code}", title, label, full, book=book, symbol=own,
                           correction=correction))  # fmt: skip

    return Pair(make("", "ĐKT", labels[0]), make("TT-", "ĐTT", labels[1]))


DECISION = _pair(
    "QD-KT", "Quyết định", (_("Decision on the check"), _("Decision on the inspection")),
    "decision", DECISION_SYMBOL,
)  # fmt: skip
PLAN = _pair(
    "KH-KT", "Kế hoạch",
    (_("Implementation plan of the check"), _("Implementation plan of the inspection")),
    "plan", "KH-{team}", Correction.FULL,
)  # fmt: skip
NOTICE = _pair(
    "TB-KT", "Thông báo", (_("Notice of the check"), _("Notice of the inspection")),
    "notice", "TB-{agency}", Correction.FULL,
)  # fmt: skip
ANNOUNCEMENT = _pair(
    "BB-CB", "Biên bản", (_("Minutes of the announcement"), _("Minutes of the announcement")),
    "announcement", "BB-{team}", Correction.BOTH_SIDES,
)  # fmt: skip
EXTENSION = _pair(
    "QD-GH", "Quyết định",
    (_("Decision to extend the check"), _("Decision to extend the inspection")),
    "change", DECISION_SYMBOL,
)  # fmt: skip
SUSPENSION = _pair(
    "QD-TD", "Quyết định",
    (_("Decision to suspend the check"), _("Decision to suspend the inspection")),
    "change", DECISION_SYMBOL,
)  # fmt: skip
RESUMPTION = _pair(
    "QD-TT", "Quyết định",
    (_("Decision to resume the check"), _("Decision to resume the inspection")),
    "change", DECISION_SYMBOL,
)  # fmt: skip
TERMINATION = _pair(
    "QD-DC", "Quyết định",
    (_("Decision to terminate the check"), _("Decision to terminate the inspection")),
    "change", DECISION_SYMBOL,
)  # fmt: skip
MINUTES = _pair(
    "BB-KT", "Biên bản", (_("Minutes of the check"), _("Minutes of the inspection")),
    "minutes", "BB-{team}", Correction.BOTH_SIDES,
)  # fmt: skip
REPORT = _pair(
    "BC-KT", "Báo cáo", (_("Report of the check"), _("Report of the inspection")),
    "report", "BC-{team}", Correction.FULL,
)  # fmt: skip
RECTIFICATION = define(
    Form("CV-CC", "Công văn", _("Rectification letter"), f"{TEMPLATES}/rectification.html",
         book="CV", symbol="{agency}", correction=Correction.FORM)
)  # fmt: skip
RESULT = define(
    Form("TB-KQ", "Thông báo", _("Notice of the result"), f"{TEMPLATES}/result.html",
         book="TB", symbol="TB-{agency}", correction=Correction.FORM)
)  # fmt: skip
CONCLUSION = define(
    Form("KL-TT", "Kết luận thanh tra", _("Conclusion of the inspection"),
         f"{TEMPLATES}/conclusion.html", book="KL", symbol="KL-{agency}")
)  # fmt: skip
PUBLICATION = define(
    Form("TB-CK", "Thông báo", _("Notice of the publication"), f"{TEMPLATES}/publication.html",
         book="TB", symbol="TB-{agency}", correction=Correction.FULL)
)  # fmt: skip
SUPERVISION = define(
    Form("QD-GS", "Quyết định", _("Decision on the supervision of the team"),
         f"{TEMPLATES}/supervision.html", book="QĐ", symbol=DECISION_SYMBOL,
         correction=Correction.FORM)
)  # fmt: skip
REMINDER = define(
    Form("CV-DD", "Công văn", _("Reminder letter"), f"{TEMPLATES}/reminder.html",
         book="CV", symbol="{agency}", correction=Correction.FORM)
)  # fmt: skip
MORE_TIME = define(
    Form("CV-GHKP", "Công văn", _("Answer to a request for more time"),
         f"{TEMPLATES}/more_time.html", book="CV", symbol="{agency}", correction=Correction.FORM)
)  # fmt: skip
STOP_WORK = define(
    Form("YC-NH", "Yêu cầu", _("Stop-work order"), f"{TEMPLATES}/stop_work.html",
         book="YC", symbol="YC-{agency}", correction=Correction.FORM)
)  # fmt: skip
WORK_AGAIN = define(
    Form("TB-HDTL", "Thông báo", _("Notice that work may go on"), f"{TEMPLATES}/stop_work.html",
         book="TB", symbol="TB-{agency}", correction=Correction.FORM)
)  # fmt: skip
REFERRAL = define(
    Form("CV-CHS", "Công văn", _("Referral letter"), f"{TEMPLATES}/referral.html",
         book="CV", symbol="{agency}", correction=Correction.FORM)
)  # fmt: skip
THEN_AND_NOW = define(
    Form("BC-PT", "Báo cáo", _("Then-and-now report"), f"{TEMPLATES}/then_and_now.html",
         book="BC-ĐKT", symbol="BC-ĐKT", correction=Correction.FULL)
)  # fmt: skip
