"""Documents after a result: reminder, more time, stop-work, referral, then and now."""

from __future__ import annotations

from datetime import date
from typing import Any

from ecms.core.citation import vietnamese
from ecms.core.clock import legal_date as day_of
from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Party, authority_line, head_of, signature_of, vn_date
from ecms.documents.registry import Form
from ecms.documents.services import latest
from inspections.documents import catalogue, facts
from inspections.documents.contexts_followup import (
    MoreTimeLetter,
    OpenLine,
    ReferralLetter,
    ReminderLetter,
    StopWork,
    ThenNowLine,
    ThenNowReport,
)
from inspections.documents.decisions import filed, letterhead, superiors, team_head
from inspections.models import Inspection
from inspections.selectors_followup import Item, then_and_now
from inspections.states_followup import ExtensionState, Rating, ReferralKind, StopScope

RATINGS = {
    Rating.DONE: "ĐÃ KHẮC PHỤC",
    Rating.PARTLY: "KHẮC PHỤC MỘT PHẦN",
    Rating.NOT_DONE: "CHƯA KHẮC PHỤC",
}
SCOPES = {
    StopScope.MACHINE: "máy, thiết bị",
    StopScope.PLACE: "nơi làm việc",
    StopScope.WHOLE: "toàn bộ cơ sở",
}


def reminder(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None, reminder: Any
) -> tuple[Form, ReminderLetter]:
    """CV-DD naming every late requirement of the case."""
    head = inspection.head
    above = superiors(inspection.agency) if reminder.to_superior else ()
    superior = (f"Cơ quan, đơn vị cấp trên trực tiếp của {inspection.enterprise.name}",)
    return catalogue.REMINDER, ReminderLetter(
        subject=facts.subject_of(inspection.enterprise),
        head=letterhead(inspection),
        about="đôn đốc thực hiện yêu cầu chấn chỉnh, khắc phục",
        letter=_letter_of(inspection),
        items=tuple(_open_line(row, on) for row in reminder.requirements.all()),
        answer_until=reminder.answer_until,
        to_superior=reminder.to_superior,
        officer=str(head.user) if head else "",
        noun=facts.noun(inspection),
        signature=signature_of(position, delegation),
        recipients=(
            "Như trên", *(superior if reminder.to_superior else ()), *above, filed(inspection)
        ),
    )  # fmt: skip


def _open_line(row: Any, on: date) -> OpenLine:
    parts = []
    if row.amount is not None and row.money.left:
        parts.append(f"còn {_vnd(row.money.left)} trên {_vnd(row.amount)}")
    if row.workers is not None and row.people.left:
        parts.append(f"còn {_people(row.people.left)} trên {_people(row.workers)}")
    return OpenLine(
        row.text, row.due_on, "; ".join(parts), row.reminders.count(), is_late=row.due_on < on
    )


def _vnd(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


def _people(number: int) -> str:
    return f"{number:,} người lao động".replace(",", ".")


ASKED_BY = {"CV-CC": "Văn bản", "KL-TT": "Kết luận thanh tra", "TB-KQ": "Thông báo"}


def _letter_of(inspection: Inspection) -> str:
    """The paper that asked for it, as later letters cite it; empty for migrated cases."""
    for code, word in ASKED_BY.items():
        paper = latest(inspection, code)
        if paper is not None:
            day = vn_date(paper.issued_on)
            return f"{word} số {paper.reference} {day} của {inspection.agency.name_vi}"
    return ""


def more_time(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None, extension: Any,
    before: date,
) -> tuple[Form, MoreTimeLetter]:  # fmt: skip
    """CV-GHKP: more time given or refused."""
    row = extension.requirement
    return catalogue.MORE_TIME, MoreTimeLetter(
        subject=facts.subject_of(inspection.enterprise),
        head=letterhead(inspection),
        about="thời hạn thực hiện yêu cầu chấn chỉnh, khắc phục",
        requirement=row.text,
        asked_on=extension.asked_on,
        asked_reason=extension.reason,
        granted=extension.state == ExtensionState.GRANTED,
        before=before,
        until=extension.until,
        answer=extension.answer,
        noun=facts.noun(inspection),
        signature=signature_of(position, delegation),
        recipients=("Như trên", "Trưởng Đoàn", filed(inspection)),
    )


def stop_work(
    inspection: Inspection, *, on: date, position: Any = None, delegation: Any = None, order: Any
) -> tuple[Form, StopWork]:
    """YC-NH, signed by the official, or by the head of the team on site."""
    return catalogue.STOP_WORK, _stop(
        inspection, on, position, delegation, order,
        abstract=f"Ngừng ngay hoạt động của {SCOPES[StopScope(order.scope)]} có nguy cơ trực "
        "tiếp gây tai nạn lao động",
    )  # fmt: skip


def work_again(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None, order: Any
) -> tuple[Form, StopWork]:
    """TB-HDTL: the danger is over, work may go on."""
    return catalogue.WORK_AGAIN, _stop(
        inspection, on, position, delegation, order,
        abstract=f"Cho phép {SCOPES[StopScope(order.scope)]} hoạt động trở lại",
        again=True, done=order.evidence_note, reason=order.reason,
    )  # fmt: skip


def _stop(
    inspection: Inspection, on: date, position: Any, delegation: Any, order: Any,
    **more: Any,
) -> StopWork:  # fmt: skip
    by_team = position is None
    own = tuple(line for line in order.legal_basis.splitlines() if line.strip())
    return StopWork(
        subject=facts.subject_of(inspection.enterprise),
        decision=facts.decision_of(inspection),
        head=team_head(inspection) if by_team else head_of(inspection.agency),
        authority="" if by_team else authority_line(inspection.agency, position, delegation),
        grounds=(*grounds_for("stop-work", on), *own),
        scope=SCOPES[StopScope(order.scope)],
        what=order.subject,
        place=order.site.address if order.site else facts.place_of(inspection),
        danger=order.danger,
        measures=order.measures,
        starts_at=order.ordered_at,
        order_on=day_of(order.ordered_at),
        noun=facts.noun(inspection),
        signature=facts.head_signature(inspection)
        if by_team
        else signature_of(position, delegation),
        recipients=(
            inspection.enterprise.name, *superiors(inspection.agency), "Thành viên Đoàn",
            filed(inspection),
        ),
        **more,
    )  # fmt: skip


def referral(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None, referral: Any
) -> tuple[Form, ReferralLetter]:
    """CV-CHS (Decree 217/2025 art. 15.3c, 15.3d); the complainant is never named here."""
    findings = tuple(facts.finding_line(row) for row in referral.findings.all())
    listed = [line.strip() for line in referral.papers.splitlines() if line.strip()]
    listed += [row.caption or row.original_name for row in referral.files.all()]
    return catalogue.REFERRAL, ReferralLetter(
        subject=facts.subject_of(inspection.enterprise),
        decision=facts.decision_of(inspection),
        head=letterhead(inspection),
        about="chuyển hồ sơ vụ việc có dấu hiệu tội phạm"
        if referral.kind == ReferralKind.POLICE
        else "chuyển vụ việc để xem xét, xử lý theo thẩm quyền",
        to=referral.body,
        criminal=referral.kind == ReferralKind.POLICE,
        matter=referral.matter,
        reasons=referral.grounds,
        findings=findings,
        papers=tuple(listed),
        answer_until=referral.answer_until,
        noun=facts.noun(inspection),
        signature=signature_of(position, delegation),
        recipients=("Như trên", *superiors(inspection.agency), filed(inspection)),
    )


def then_and_now_report(inspection: Inspection, *, on: date) -> tuple[Form, ThenNowReport]:
    """BC-PT signed by the head of the follow-up team."""
    found = then_and_now(inspection)
    earlier: Any = inspection.follow_up_of or inspection
    subject: Party = facts.subject_of(inspection.enterprise)
    return catalogue.THEN_AND_NOW, ThenNowReport(
        subject=subject,
        decision=facts.decision_of(inspection),
        head=team_head(inspection),
        abstract="Kết quả kiểm tra việc thực hiện yêu cầu chấn chỉnh, khắc phục của "
        f"{subject.name}",
        earlier=_letter_of(earlier) or f"hồ sơ {earlier.code}",
        earlier_on=earlier.concluded_on,
        looked_on=inspection.minutes_signed_on or on,
        team=facts.team_of(inspection),
        items=tuple(_then_now(item) for item in found.items),
        done=found.count(Rating.DONE),
        partly=found.count(Rating.PARTLY),
        not_done=found.count(Rating.NOT_DONE),
        amount=_vnd(found.amount),
        workers=found.workers,
        noun=facts.noun(inspection),
        signature=facts.head_signature(inspection),
        recipients=("Người ra quyết định kiểm tra (để báo cáo)", filed(inspection)),
    )


def _then_now(item: Item) -> ThenNowLine:
    row, asked = item.recheck, item.requirement
    then = item.finding.description if item.finding else asked.text
    basis = item.finding.provision if item.finding else None
    if basis is not None:
        then = f"{then.rstrip('.')} ({vietnamese(basis.legal_basis)})"
    money = workers = ""
    if item.money_left_then is not None:
        money = f"{_vnd(row.amount or 0)} trên {_vnd(item.money_left_then)}"
    if item.workers_left_then is not None:
        workers = f"{row.workers or 0} trên {_people(item.workers_left_then)}"
    return ThenNowLine(
        text=asked.text,
        then=then,
        now=row.note,
        rating=RATINGS[Rating(row.rating)] if row.rating else "CHƯA KIỂM TRA",
        evidence="; ".join(each.caption or each.original_name for each in item.files),
        money=money,
        workers=workers,
    )
