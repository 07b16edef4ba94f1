"""Documents drawn up on site: minutes of the announcement, minutes of the check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ecms.documents.parts import Signature
from ecms.documents.registry import Form
from inspections.documents import catalogue, facts
from inspections.documents.contexts import AnnouncementMinutes, CheckMinutes, Paper
from inspections.documents.decisions import team_head
from inspections.enums import Kind, SignedHow
from inspections.models import Inspection

Rows = tuple[tuple[Signature, ...], ...]
SUBJECT = "ĐẠI DIỆN ĐƠN VỊ ĐƯỢC {word}"
CHECK_BASIS = " theo điểm a khoản 3 Điều 15 Nghị định số 217/2025/NĐ-CP"
REFUSALS = {
    SignedHow.COMMUNE: (
        "Đại diện đơn vị không ký biên bản. Biên bản được xác nhận bởi đại diện chính quyền cấp "
        "xã nơi tiến hành {noun}{basis}"
    ),
    SignedHow.WITNESS: (
        "Đại diện đơn vị không ký biên bản. Biên bản được xác nhận bởi người chứng kiến{basis}"
    ),
}
CONFIRMING = {
    SignedHow.COMMUNE: "ĐẠI DIỆN CHÍNH QUYỀN CẤP XÃ",
    SignedHow.WITNESS: "NGƯỜI CHỨNG KIẾN",
}


def announcement(
    inspection: Inspection,
    *,
    on: date | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    attendance: str = "",
    opinion: str = "",
) -> tuple[Form, AnnouncementMinutes]:
    """BB-CB of the day on which the decision was announced."""
    return catalogue.ANNOUNCEMENT.of(facts.noun(inspection)), AnnouncementMinutes(
        **facts.base_of(inspection),
        head=team_head(inspection),
        abstract=f"Công bố Quyết định {facts.noun(inspection)}",
        held_on=on or inspection.announced_on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=facts.place_of(inspection),
        team=facts.team_of(inspection),
        attendance=attendance or _representative(inspection),
        duration=facts.days_words(inspection, inspection.duration_days),
        ends_on=inspection.ends_on,
        opinion=opinion,
        scope=inspection.scope,
        signatures=_signatures(inspection, secretary=True),
        signature=facts.head_signature(inspection),
    )


def minutes(
    inspection: Inspection,
    *,
    on: date | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    attendance: str = "",
    cooperating: str = "",
    papers: Sequence[Paper] = (),
    opinion: str = "",
) -> tuple[Form, CheckMinutes]:
    """BB-KT from the answers, findings and requirements as they stand."""
    topics = facts.topics_of(inspection)
    return catalogue.MINUTES.of(facts.noun(inspection)), CheckMinutes(
        **facts.base_of(inspection),
        **facts.tally(topics),
        head=team_head(inspection),
        abstract=facts.abstract_of(inspection),
        held_on=on or inspection.minutes_signed_on,
        starts_at=starts_at,
        ends_at=ends_at,
        announced_on=inspection.announced_on,
        place=facts.place_of(inspection),
        team=facts.team_of(inspection),
        attendance=attendance or _representative(inspection),
        cooperating=cooperating,
        **facts.checked_of(inspection),
        visits=facts.visits_of(inspection),
        papers=tuple(papers) or facts.annexes_of(inspection),
        topics=topics,
        findings=facts.findings_of(inspection),
        requirements=facts.requirements_of(inspection),
        opinion=opinion or inspection.subject_opinion,
        refusal=_refusal(inspection),
        signatures=_signatures(inspection, secretary=False),
        signature=facts.head_signature(inspection),
    )


def _refusal(inspection: Inspection) -> str:
    """Who confirmed instead, where the subject did not sign."""
    how = inspection.signed_how
    if how not in REFUSALS:
        return ""
    basis = CHECK_BASIS if inspection.kind == Kind.CHECK else ""
    return REFUSALS[SignedHow(how)].format(noun=facts.noun(inspection), basis=basis)


def _representative(inspection: Inspection) -> str:
    enterprise = inspection.enterprise
    if not enterprise.representative:
        return ""
    title = f" – {enterprise.representative_title}" if enterprise.representative_title else ""
    return f"Ông (bà) {enterprise.representative}{title}"


def _signatures(inspection: Inspection, *, secretary: bool) -> Rows:
    """Subject and team head side by side; who confirms instead where the subject refused."""
    word = facts.noun(inspection).upper()
    how = inspection.signed_how
    if how in CONFIRMING and not secretary:
        other = Signature(
            lines=(CONFIRMING[SignedHow(how)],),
            name=inspection.signed_names,
            note="(Ký, ghi rõ họ tên, chức vụ)",
        )
    else:
        other = Signature(
            lines=(SUBJECT.format(word=word),),
            name=_signed_name(inspection),
            note="(Ký, ghi rõ họ tên, đóng dấu nếu có)",
        )
    return ((other, facts.head_signature(inspection)),)


def _signed_name(inspection: Inspection) -> Any:
    return inspection.signed_names or inspection.enterprise.representative
