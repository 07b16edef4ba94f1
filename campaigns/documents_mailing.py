"""The letter of a campaign to one enterprise (CV-CD), and the words it begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from campaigns.enums import Ask
from campaigns.models import Mailing
from ecms.documents.parts import Official, Party, Signature, head_of
from ecms.documents.registry import Correction, Form, define
from enterprises.models import Enterprise
from inspections.permissions import signing_position
from inspections.services.papers import office_signature

LETTER = define(
    Form("CV-CD", "Công văn", _("Letter before a visit"), "campaigns/pdf/letter.html", book="CV",
         symbol="{agency}", correction=Correction.FULL)
)  # fmt: skip
SUBJECTS = {
    Ask.MEND: "chấn chỉnh việc chấp hành pháp luật lao động",
    Ask.CHECK: "tự kiểm tra việc chấp hành pháp luật lao động",
}
# One paragraph a line; what is said to everybody. The person who writes changes it as needed.
TEXTS = {
    Ask.MEND: (
        "Qua theo dõi, nhiều doanh nghiệp trong ngành còn sai sót về: {scope}.\n"
        "Đề nghị đơn vị rà soát, khắc phục ngay các sai sót nếu có và báo cáo kết quả bằng văn "
        "bản kèm tài liệu chứng minh.\n"
        "Kết quả khắc phục là căn cứ để xem xét việc đưa đơn vị vào hoặc ra khỏi danh sách kiểm "
        "tra."
    ),
    Ask.CHECK: (
        "Để chủ động phòng ngừa vi phạm, đề nghị đơn vị tự kiểm tra việc chấp hành pháp luật lao "
        "động, trọng tâm là: {scope}.\n"
        "Đơn vị trả lời đầy đủ các câu hỏi trong phiếu tự kiểm tra, tự khắc phục sai sót phát "
        "hiện được và gửi phiếu về cơ quan theo địa chỉ ở đầu công văn này."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Before(Official):
    """CV-CD: to whom, what is asked, by when; ``form`` names the self-check."""

    subject: Party
    about: str
    paragraphs: tuple[str, ...]
    reply_until: date
    form: str = ""


def letter(mailing: Mailing, firm: Enterprise, *, by: Any, on: date) -> Before:
    """The context of the letter to ``firm`` as ``by`` signs it."""
    campaign = mailing.campaign
    position = signing_position(campaign, by)
    return Before(
        head=head_of(campaign.agency), abstract=mailing.subject, about=mailing.subject,
        subject=Party(name=firm.name, tax_code=firm.tax_code, address=firm.address),
        paragraphs=tuple(line.strip() for line in mailing.text.splitlines() if line.strip()),
        reply_until=mailing.reply_until, form=mailing.form.name_vi if mailing.form else "",
        recipients=("Như trên", "Lưu: VT"),
        signature=office_signature(position, on) if position else Signature(),
    )  # fmt: skip


def draft_words(ask: str, scope: str) -> tuple[str, str]:
    """Subject and text that a mailing begins with."""
    plain = scope.strip().rstrip(".")
    return SUBJECTS[Ask(ask)], TEXTS[Ask(ask)].format(scope=plain[:1].lower() + plain[1:])
