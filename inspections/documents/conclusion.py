"""Report, conclusion, publication, supervision of the team."""

from __future__ import annotations

from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import authority_line, delegation_ground, head_of, signature_of, vn_date
from ecms.documents.registry import Form
from inspections.documents import catalogue, facts
from inspections.documents.contexts import DecisionRef
from inspections.documents.contexts_after import (
    Conclusion,
    Narrative,
    PublicationNotice,
    SupervisionDecision,
    TeamReport,
)
from inspections.documents.decisions import (
    authority_in_text,
    filed,
    superiors,
    team_head,
)
from inspections.enums import Publication
from inspections.models import Inspection

SECOND_FORMS = {
    Publication.MEETING: "công bố tại cuộc họp với thành phần liên quan hoặc họp báo",
    Publication.MEDIA: "thông báo trên phương tiện thông tin đại chúng",
    Publication.POSTING: "niêm yết tại trụ sở làm việc của đối tượng thanh tra",
}


def _outcome(inspection: Inspection, narrative: Narrative) -> dict[str, Any]:
    return {
        **facts.base_of(inspection), **facts.checked_of(inspection),
        **facts.tally(facts.topics_of(inspection)),
        "announced_on": inspection.announced_on, "minutes_on": inspection.minutes_signed_on,
        "findings": facts.findings_of(inspection),
        "requirements": facts.requirements_of(inspection), "narrative": narrative,
        "unit": inspection.unit.name_vi if inspection.unit else "",
    }  # fmt: skip


def report(inspection: Inspection, *, on: date, **words: str) -> tuple[Form, TeamReport]:
    """BC-KT by the team head; ``words`` are the parts of a Narrative."""
    word = facts.noun(inspection)
    return catalogue.REPORT.of(word), TeamReport(
        **_outcome(inspection, Narrative(**words)),
        head=team_head(inspection),
        abstract=f"Kết quả {word} việc chấp hành {facts.LAW_WORDS} đối với "
        f"{inspection.enterprise.name}",
        team=facts.team_of(inspection),
        signature=facts.head_signature(inspection),
        recipients=("Người ra quyết định", f"Lưu: hồ sơ Đoàn {word}"),
    )


def conclusion(
    inspection: Inspection,
    *,
    on: date,
    position: Any,
    delegation: Any = None,
    part: int = 0,
    report_on: date | None = None,
    **words: str,
) -> tuple[Form, Conclusion]:
    """KL-TT signed by the head of the inspectorate; ``part`` above 0 is a partial one."""
    agency = inspection.agency
    about = "một phần nội dung " if part else ""
    return catalogue.CONCLUSION, Conclusion(
        **_outcome(inspection, Narrative(**words)),
        head=head_of(agency),
        abstract=f"Về {about}việc chấp hành {facts.LAW_WORDS} đối với "
        f"{inspection.enterprise.name}",
        grounds=delegation_ground(delegation),
        part=part,
        report_on=report_on,
        signature=signature_of(position, delegation),
        recipients=(*superiors(agency), inspection.enterprise.name,
                    "Cơ quan quản lý nhà nước có liên quan", "Trưởng Đoàn, thành viên Đoàn",
                    filed(inspection)),
    )  # fmt: skip


def publication(
    inspection: Inspection, *, position: Any, delegation: Any = None, place: str = ""
) -> tuple[Form, PublicationNotice]:
    """TB-CK: where the conclusion was made public."""
    form = inspection.publication
    return catalogue.PUBLICATION, PublicationNotice(
        **facts.base_of(inspection),
        head=head_of(inspection.agency),
        abstract=f"Công khai kết luận thanh tra đối với {inspection.enterprise.name}",
        conclusion=DecisionRef(
            inspection.conclusion_number, inspection.concluded_on, inspection.agency.name_vi
        ),
        portal_on=inspection.published_on,
        second_form=SECOND_FORMS[Publication(form)] if form else "",
        place=place,
        signature=signature_of(position, delegation),
        recipients=(inspection.enterprise.name, *superiors(inspection.agency), filed(inspection)),
    )


def supervision(
    inspection: Inspection, *, on: date, position: Any, delegation: Any = None
) -> tuple[Form, SupervisionDecision]:
    """QD-GS: supervision of the inspection team."""
    agency, ref = inspection.agency, facts.decision_of(inspection)
    person, head = inspection.supervisor, inspection.head
    decider = authority_in_text(agency, position, delegation)
    own = f"Căn cứ Quyết định số {ref.number} {vn_date(ref.on)} của {decider}"
    return catalogue.SUPERVISION, SupervisionDecision(
        **facts.base_of(inspection),
        head=head_of(agency),
        authority=authority_line(agency, position, delegation),
        abstract=f"Giám sát hoạt động của Đoàn {facts.noun(inspection)} tại "
        f"{inspection.enterprise.name}",
        grounds=(*grounds_for(facts.family(inspection), on), *delegation_ground(delegation), own),
        supervisor=str(person) if person else "",
        supervisor_title=person.staff_title if person else "",
        head_name=str(head.user) if head else "",
        unit=inspection.unit.name_vi if inspection.unit else "",
        signature=signature_of(position, delegation),
        recipients=("Như Điều 3", *superiors(agency), filed(inspection)),
    )
