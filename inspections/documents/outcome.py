"""Documents after a check: the letter that requires rectification, the notice of the result."""

from __future__ import annotations

from datetime import date
from typing import Any

from ecms.documents.parts import head_of, signature_of
from ecms.documents.registry import Form
from inspections.documents import catalogue, facts
from inspections.documents.contexts import RectificationLetter, RequirementLine, ResultNotice
from inspections.documents.decisions import filed, letterhead, superiors
from inspections.models import Inspection


def rectification(
    inspection: Inspection,
    *,
    position: Any,
    delegation: Any = None,
    report_by: date | None = None,
) -> tuple[Form, RectificationLetter]:
    """CV-CC with every requirement and its day; the report is due with the last one."""
    requirements = facts.requirements_of(inspection)
    days = [line.due_on for line in requirements if line.due_on is not None]
    head = inspection.head
    return catalogue.RECTIFICATION, RectificationLetter(
        **facts.base_of(inspection),
        head=letterhead(inspection),
        about=f"chấn chỉnh, khắc phục sau {facts.noun(inspection)} việc chấp hành "
        f"{facts.LAW_WORDS}",
        minutes_on=inspection.minutes_signed_on,
        findings=facts.findings_of(inspection),
        requirements=requirements,
        report_by=report_by or (max(days) if days else None),
        officer=str(head.user) if head else "",
        unit=inspection.unit.name_vi if inspection.unit else "",
        signature=signature_of(position, delegation),
        recipients=("Như trên", *_state_bodies(requirements), *superiors(inspection.agency),
                    "Trưởng Đoàn, thành viên Đoàn", filed(inspection)),
    )  # fmt: skip


def _state_bodies(lines: tuple[RequirementLine, ...]) -> tuple[str, ...]:
    """State bodies that a recommendation goes to, once each."""
    return tuple(dict.fromkeys(f"{line.to} (để xem xét)" for line in lines if line.to))


def result(
    inspection: Inspection, *, position: Any, delegation: Any = None, sanctions: str = ""
) -> tuple[Form, ResultNotice]:
    """TB-KQ: the result in figures, findings, what was asked for."""
    return catalogue.RESULT, ResultNotice(
        **facts.base_of(inspection),
        **facts.tally(facts.topics_of(inspection)),
        head=head_of(inspection.agency),
        abstract=f"Kết quả {facts.noun(inspection)} việc chấp hành {facts.LAW_WORDS} đối với "
        f"{inspection.enterprise.name}",
        announced_on=inspection.announced_on,
        minutes_on=inspection.minutes_signed_on,
        **facts.checked_of(inspection),
        findings=facts.findings_of(inspection),
        requirements=facts.requirements_of(inspection),
        sanctions=sanctions,
        unit=inspection.unit.name_vi if inspection.unit else "",
        signature=signature_of(position, delegation),
        recipients=(inspection.enterprise.name, *superiors(inspection.agency),
                    filed(inspection)),
    )  # fmt: skip
