"""Issuing the papers of a complaint; receipt and address sheet are made when they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from accounts.selectors import positions_of
from ecms.audit.services import log
from ecms.core import clock
from ecms.documents.registry import Form
from ecms.documents.rendering import Issue, render
from ecms.documents.services import issue
from intake.documents import complaint as documents
from intake.enums.complaint import TermStep
from intake.models import Complaint
from intake.selectors.complaint_reference import limit
from intake.services.complaints.identity import Person
from intake.services.complaints.refusal import Refusal


def office_of(complaint: Complaint, by: Any, *, on: date) -> Position:
    """The office in which ``by`` signs for the body. Raises Refusal without one."""
    for position in positions_of(by, on=on):
        if position.agency_id == complaint.agency_id:
            return position
    raise Refusal(_("You hold no office in this body that signs documents today."))


def _issue(
    complaint: Complaint, made: tuple[Form, Any], *, by: Any, at: datetime, on: date | None = None,
    numbered: bool = True, occasion: str = "",
) -> Any:  # fmt: skip
    form, context = made
    return issue(
        complaint, form, context, by=by, at=at, on=on or clock.legal_date(at),
        issuer=complaint.agency, numbered=numbered, occasion=occasion,
    )  # fmt: skip


def _basis(complaint: Complaint) -> str:
    found = limit(complaint.clock, TermStep.SETTLE, on=complaint.received_on)
    return found.basis_vi if found else ""


def issue_acceptance(complaint: Complaint, position: Position, *, by: Any, at: datetime) -> Any:
    """Thông báo thụ lý."""
    made = documents.acceptance(complaint, position=position, basis=_basis(complaint))
    return _issue(complaint, made, by=by, at=at)


def issue_return(complaint: Complaint, position: Position, *, by: Any, at: datetime) -> Any:
    """Thông báo không thụ lý, phiếu hướng dẫn or phiếu chuyển đơn."""
    return _issue(complaint, documents.returning(complaint, position=position), by=by, at=at)


def issue_extension(complaint: Complaint, position: Position, *, by: Any, at: datetime) -> Any:
    """Thông báo gia hạn, one for each extension."""
    made = documents.extension(complaint, position=position, basis=_basis(complaint))
    return _issue(complaint, made, by=by, at=at, occasion=f"{complaint.extensions}")


def issue_suspension(complaint: Complaint, position: Position, *, by: Any, at: datetime) -> Any:
    """Quyết định tạm đình chỉ."""
    on = clock.legal_date(at)
    made = documents.suspension(complaint, position=position, on=on)
    return _issue(complaint, made, by=by, at=at, occasion=f"{on:%Y%m%d}")


@dataclass(frozen=True)
class Dialogue:
    """What the minutes of a dialogue say; people are named by their part, not by name."""

    held_on: date
    place: str
    present: str
    course: str
    result: str


def issue_dialogue(complaint: Complaint, facts: Dialogue, *, by: Any, at: datetime) -> Any:
    """Biên bản đối thoại."""
    made = documents.dialogue(
        complaint, place=facts.place, present=facts.present, course=facts.course,
        result=facts.result, by=by,
    )  # fmt: skip
    return _issue(complaint, made, by=by, at=at, on=facts.held_on, numbered=False)


def issue_withdrawal(complaint: Complaint, *, by: Any, at: datetime) -> Any:
    """Biên bản ghi nhận việc rút đơn."""
    return _issue(complaint, documents.withdrawal(complaint, by=by), by=by, at=at, numbered=False)


def issue_decision(complaint: Complaint, position: Position, *, by: Any, at: datetime) -> Any:
    """Quyết định giải quyết, kết luận nội dung tố cáo or văn bản trả lời."""
    assert complaint.decided_on is not None  # noqa: S101 - a constraint of the table
    made = documents.decision(complaint, position=position, on=complaint.decided_on)
    return _issue(complaint, made, by=by, at=at, on=complaint.decided_on)


def receipt(complaint: Complaint, *, by: Any, at: datetime) -> bytes:
    """The receipt for the person; made now and stored nowhere, since it holds the code of the
    look-up, which nobody else may have. Every print is kept."""
    form, sheet = documents.receipt(complaint)
    log("complaint.receipt_printed", complaint, by=by, at=at)
    return render(form, sheet, Issue(on=complaint.received_on, place=sheet.head.place))


def address_sheet(complaint: Complaint, person: Person, *, on: date) -> bytes:
    """The sheet that goes with a letter, with name and address; made now, stored nowhere."""
    form, sheet = documents.address(
        complaint, name=person.name, address=person.address, phone=person.phone
    )
    return render(form, sheet, Issue(on=on, place=sheet.head.place))
