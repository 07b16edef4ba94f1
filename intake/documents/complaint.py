"""Official papers of complaints. None names the person: they are told apart by the number in the
book and the code of the receipt; who posts one prints the address sheet, which is never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Official, Signature, authority_line, head_of, short_title
from ecms.documents.parts import vn_date as day_vi
from ecms.documents.registry import Correction, Form, define
from intake.documents import complaint_words as words
from intake.models import Complaint

TEMPLATES = "intake/pdf"

ACCEPTANCE = define(
    Form("TB-TL", "Thông báo", _("Notice of acceptance"), f"{TEMPLATES}/complaint_letter.html",
         book="TB", symbol="TB-{agency}", correction=Correction.FORM)
)  # fmt: skip
REFUSAL = define(
    Form("TB-KTL", "Thông báo", _("Notice that a complaint is not accepted"),
         f"{TEMPLATES}/complaint_letter.html", book="TB", symbol="TB-{agency}",
         correction=Correction.FORM)
)  # fmt: skip
GUIDANCE = define(
    Form("HD-DON", "Phiếu hướng dẫn", _("Return with guidance"),
         f"{TEMPLATES}/complaint_letter.html", book="HD", symbol="HD-{agency}",
         correction=Correction.FULL)
)  # fmt: skip
FORWARDING = define(
    Form("PC-DON", "Phiếu chuyển đơn", _("Forwarding of a submission"),
         f"{TEMPLATES}/complaint_letter.html", book="PC", symbol="PC-{agency}",
         correction=Correction.FULL)
)  # fmt: skip
EXTENSION = define(
    Form("TB-GH", "Thông báo", _("Notice of a longer time"),
         f"{TEMPLATES}/complaint_letter.html", book="TB", symbol="TB-{agency}",
         correction=Correction.FORM)
)  # fmt: skip
SUSPENSION = define(
    Form("QD-TDKN", "Quyết định", _("Decision to suspend for a time"),
         f"{TEMPLATES}/complaint_decision.html", book="QĐ", symbol="QĐ-{agency}",
         correction=Correction.FORM)
)  # fmt: skip
DIALOGUE = define(
    Form("BB-DT", "Biên bản đối thoại", _("Minutes of the dialogue"),
         f"{TEMPLATES}/complaint_dialogue.html", correction=Correction.BOTH_SIDES)
)  # fmt: skip
WITHDRAWAL = define(
    Form("BB-RD", "Biên bản ghi nhận việc rút đơn", _("Minutes of the withdrawal"),
         f"{TEMPLATES}/complaint_letter.html", correction=Correction.BOTH_SIDES)
)  # fmt: skip
DECISION = define(
    Form("QD-GQ", "Quyết định", _("Decision on a complaint"),
         f"{TEMPLATES}/complaint_decision.html", book="QĐ", symbol="QĐ-{agency}",
         correction=Correction.FORM)
)  # fmt: skip
CONCLUSION = define(
    Form("KL-TC", "Kết luận", _("Conclusion on a denunciation"),
         f"{TEMPLATES}/complaint_decision.html", book="KL", symbol="KL-{agency}",
         correction=Correction.FORM)
)  # fmt: skip
ANSWER = define(
    Form("TL-DON", "Văn bản trả lời", _("Answer to a petition or tip"),
         f"{TEMPLATES}/complaint_letter.html", book="CV", symbol="{agency}",
         correction=Correction.FULL)
)  # fmt: skip
# Two are never issued: they are made on the spot, and are not among the forms that are.
RECEIPT = Form(
    "BN-DON", "Giấy biên nhận", _("Receipt of a submission"), "intake/pdf/complaint_receipt.html"
)
ADDRESS = Form(
    "PHIEU-DC", "Phiếu địa chỉ", _("Address sheet"), "intake/pdf/complaint_address.html"
)


@dataclass(frozen=True, kw_only=True)
class AddressSheet(Official):
    """The one paper with the person on it."""

    case_code: str
    name: str
    address: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class ComplaintPaper(Official):
    """What every paper of a complaint is filled with. ``articles`` hold the parts of a decision,
    ``paragraphs`` those of a letter; nothing says who complained."""

    case_code: str
    kind: str
    addressee: str
    firm: str
    summary: str
    received_on: date
    channel: str
    receipt_code: str = ""  # on the receipt only
    due_on: date | None = None
    basis: str = ""
    paragraphs: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    held_on: date | None = None
    place: str = ""
    present: str = ""
    maker: str = ""


def signature(position: Position | None) -> Signature:
    """The head signs in own right; a deputy for the head (KT.)."""
    if position is None:
        return Signature()
    own = short_title(position.title_vi).upper()
    name = str(position.user)
    if not position.is_deputy:
        return Signature(lines=(own,), name=name)
    head = Position.objects.filter(agency=position.agency, is_head=True).order_by("-pk").first()
    first = short_title(head.title_vi).upper() if head else "GIÁM ĐỐC"
    return Signature(lines=(f"KT. {first}", own), name=name)


def _base(complaint: Complaint, **more: Any) -> ComplaintPaper:
    values: dict[str, Any] = {
        "head": head_of(complaint.agency),
        "case_code": complaint.code,
        "kind": words.KINDS[complaint.kind],
        "addressee": words.addressee(complaint.kind, complaint.code),
        "firm": complaint.firm_name,
        "summary": complaint.redacted or complaint.summary,
        "received_on": complaint.received_on,
        "channel": words.CHANNELS[complaint.channel],
        "recipients": ("Như trên", f"Lưu: VT, hồ sơ {complaint.code}"),
    }
    return ComplaintPaper(**(values | more))


def receipt(complaint: Complaint) -> tuple[Form, ComplaintPaper]:
    """Given to the person: number, code for the look-up, what happens by when."""
    return RECEIPT, _base(
        complaint,
        receipt_code=complaint.shown_receipt_code,
        abstract=words.RECEIPT_ABSTRACT,
        due_on=complaint.accept_due_on,
        recipients=(),
        maker=str(complaint.received_by),
        signature=Signature(lines=("NGƯỜI TIẾP NHẬN",), name=str(complaint.received_by)),
    )


def _signed(complaint: Complaint, position: Position, **more: Any) -> ComplaintPaper:
    return _base(complaint, signature=signature(position), **more)


def acceptance(
    complaint: Complaint, *, position: Position, basis: str
) -> tuple[Form, ComplaintPaper]:
    """Accepted, by which article, decided by when."""
    return ACCEPTANCE, _signed(
        complaint, position,
        abstract=f"Về việc thụ lý giải quyết {words.KINDS[complaint.kind].lower()}",
        due_on=complaint.settle_due_on, basis=basis,
        paragraphs=words.acceptance(complaint, basis),
    )  # fmt: skip


RETURNS = {"REFUSED": REFUSAL, "GUIDED": GUIDANCE, "FORWARDED": FORWARDING}


def returning(complaint: Complaint, *, position: Position) -> tuple[Form, ComplaintPaper]:
    """Not accepted, returned with guidance, or forwarded; always with the reason."""
    form = RETURNS[complaint.return_kind]
    addressee = {} if form is not FORWARDING else {"addressee": complaint.returned_to}
    return form, _signed(
        complaint, position, abstract=words.RETURN_ABSTRACTS[complaint.return_kind],
        paragraphs=words.returning(complaint), **addressee,
    )  # fmt: skip


def extension(
    complaint: Complaint, *, position: Position, basis: str
) -> tuple[Form, ComplaintPaper]:
    """A longer time with its reason."""
    return EXTENSION, _signed(
        complaint, position, abstract="Về việc gia hạn thời hạn giải quyết",
        due_on=complaint.settle_due_on, paragraphs=words.extension(complaint, basis),
    )  # fmt: skip


def suspension(
    complaint: Complaint, *, position: Position, on: date
) -> tuple[Form, ComplaintPaper]:
    """The clock stands."""
    kind = words.KINDS[complaint.kind].lower()
    return SUSPENSION, _signed(
        complaint, position, abstract=f"Về việc tạm đình chỉ giải quyết {kind}",
        authority=authority_line(complaint.agency, position),
        grounds=grounds_for(words.FAMILIES[complaint.kind], on),
        articles=words.suspension(complaint),
    )  # fmt: skip


def dialogue(
    complaint: Complaint, *, place: str, present: str, course: str, result: str, by: Any
) -> tuple[Form, ComplaintPaper]:
    """Minutes of the dialogue; those present sign on paper."""
    return DIALOGUE, _base(
        complaint, abstract=words.dialogue_abstract(complaint), held_on=complaint.dialogue_on,
        place=place, present=present, paragraphs=(course, result), maker=str(by), recipients=(),
        signature=Signature(lines=("NGƯỜI GHI BIÊN BẢN",), name=str(by)),
    )  # fmt: skip


def withdrawal(complaint: Complaint, *, by: Any) -> tuple[Form, ComplaintPaper]:
    """The person took the submission back."""
    return WITHDRAWAL, _base(
        complaint, abstract=f"Hồ sơ {complaint.code}", paragraphs=words.withdrawal(complaint),
        signature=Signature(lines=("NGƯỜI LẬP BIÊN BẢN",), name=str(by)),
    )  # fmt: skip


def decision(complaint: Complaint, *, position: Position, on: date) -> tuple[Form, ComplaintPaper]:
    """The result: a decision on a complaint, a conclusion on a denunciation, else an answer."""
    common: dict[str, Any] = {
        "grounds": (
            *grounds_for(words.FAMILIES[complaint.kind], on),
            f"Xét hồ sơ số {complaint.code}, nhận {day_vi(complaint.received_on)}",
        ),
        "abstract": words.decision_abstract(complaint),
    }
    if complaint.kind in ("ADMIN", "LABOUR"):
        authority = authority_line(complaint.agency, position)
        return DECISION, _signed(
            complaint, position, authority=authority,
            articles=words.decision(complaint), **common,
        )  # fmt: skip
    if complaint.kind == "DENUNCIATION":
        return CONCLUSION, _signed(
            complaint, position, articles=words.conclusion(complaint), **common
        )
    return ANSWER, _signed(complaint, position, paragraphs=words.answer(complaint), **common)


def address(
    complaint: Complaint, *, name: str, address: str, phone: str
) -> tuple[Form, AddressSheet]:
    """To whom a letter is posted."""
    return ADDRESS, AddressSheet(
        head=head_of(complaint.agency), case_code=complaint.code, name=name, address=address,
        phone=phone,
    )  # fmt: skip
