"""Reading an accident for its documents, in Vietnamese words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Party, Signature, in_town, vn_date
from intake.enums.accident import CodeKind, MemberRole
from intake.models import Accident, Victim
from intake.selectors.accident import CLASS_VI
from intake.selectors.accident import team_of as present_team

ROLES = {
    MemberRole.HEAD: "Trưởng đoàn",
    MemberRole.MEMBER: "Thành viên",
    MemberRole.SECRETARY: "Thư ký",
}
KINDS = {
    "FATAL": "chết người",
    "SERIOUS_MULTI": "nặng",
    "SERIOUS": "nặng",
    "MINOR": "nhẹ",
}
FINDINGS = {
    "OCCUPATIONAL": "Là tai nạn lao động",
    "COMMUTING": "Là tai nạn được coi là tai nạn lao động (trên tuyến đường đi và về)",
    "NOT": "Không phải là tai nạn lao động",
}
FAULTS = {
    "EMPLOYER": "Lỗi của người sử dụng lao động",
    "WORKER": "Lỗi hoàn toàn của người lao động",
    "BOTH": "Lỗi của người sử dụng lao động và người lao động",
    "OTHER": "Lỗi của người khác hoặc do khách quan",
}
SPEAKERS = {
    "VICTIM": "người bị nạn", "WITNESS": "người làm chứng", "MANAGER": "người quản lý trực tiếp",
    "EMPLOYER": "người sử dụng lao động", "OTHER": "người khác",
}  # fmt: skip
CONTRACTS = {
    "INDEF": "hợp đồng lao động không xác định thời hạn",
    "FIXED": "hợp đồng lao động xác định thời hạn",
    "PROB": "thử việc", "APPR": "học nghề, tập nghề", "LEASED": "lao động thuê lại",
    "NONE": "không có hợp đồng lao động bằng văn bản",
}  # fmt: skip
COSTS = (
    ("Chi phí y tế", "cost_medical"),
    ("Tiền lương trong thời gian điều trị", "cost_wages"),
    ("Bồi thường, trợ cấp", "cost_benefit"),
    ("Thiệt hại tài sản", "cost_property"),
)


@dataclass(frozen=True)
class Member:
    """A member of the team as printed."""

    name: str
    title: str
    organisation: str
    role: str


@dataclass(frozen=True)
class VictimLine:
    """A victim as the form asks."""

    name: str
    sex: str
    birth_year: int | None
    job: str
    seniority: str
    contract: str
    training: str
    state: str
    injuries: str


@dataclass(frozen=True)
class Measure:
    """A measure against a repetition."""

    text: str
    responsible: str
    due_on: date


def party_of(accident: Accident) -> Party:
    """The establishment as the register has it, or as it was told."""
    firm = accident.enterprise
    if firm is None:
        return Party(name=accident.employer)
    return Party(
        name=firm.name,
        tax_code=firm.tax_code,
        address=firm.address,
        sector=firm.sector.name_vi if firm.sector else "",
        representative=firm.representative,
        representative_title=firm.representative_title,
        phone=firm.phone,
        email=firm.email,
        workers=firm.workers,
        women=firm.women,
    )


def when(accident: Accident) -> str:
    """hồi 14 giờ 30 phút, ngày 05 tháng 10 năm 2026."""
    day = vn_date(accident.occurred_on)
    clock = accident.occurred_time
    return f"hồi {clock:%H} giờ {clock:%M} phút, {day}" if clock else day


def kind_words(accident: Accident) -> str:
    """The class in the words of the law."""
    return CLASS_VI[accident.class_code]


def kind_short(accident: Accident) -> str:
    """nhẹ, nặng or chết người, as below the title of the form."""
    return KINDS[accident.class_code]


def toll_words(accident: Accident) -> str:
    """How many were killed and hurt."""
    parts = (
        (accident.victims_dead, "chết"),
        (accident.victims_serious, "bị thương nặng"),
        (accident.victims_light, "bị thương nhẹ"),
    )
    return ", ".join(f"{number:02d} người {words}" for number, words in parts if number)


def unit_of(accident: Accident) -> str:
    """The unit of the officer in charge."""
    unit = getattr(accident.officer, "unit", None)
    return unit.name_vi if unit is not None else ""


def own_grounds(accident: Accident, on: date) -> tuple[str, ...]:
    """The law, the functions of the body, and the declaration."""
    functions = getattr(accident.agency, "function_decision_vi", "")
    own = (f"Căn cứ {functions}",) if functions else ()
    received = f"Căn cứ khai báo tai nạn lao động tiếp nhận {vn_date(accident.notice_on)}"
    return (*grounds_for("accident", on), *own, received)


def superiors(agency: Any) -> tuple[str, ...]:
    """Whom a decision is reported to."""
    return (f"{in_town(agency.superior_vi)} (để báo cáo)",) if agency.superior_vi else ()


def filed(unit: str) -> str:
    """The last line of the recipients."""
    return f"Lưu: VT, {unit}" if unit else "Lưu: VT"


def team_of(accident: Accident) -> tuple[Member, ...]:
    """The present team, its head first."""
    return tuple(
        Member(
            name=row.shown,
            title=row.title or (row.user.staff_title if row.user is not None else ""),
            organisation=row.organisation
            or (accident.agency.name_vi if row.user is not None else ""),
            role=ROLES[MemberRole(row.role)],
        )
        for row in present_team(accident)
    )


def head_signature(accident: Accident) -> Signature:
    """The head signs for the team."""
    head = next((row for row in present_team(accident) if row.role == MemberRole.HEAD), None)
    return Signature(lines=("TRƯỞNG ĐOÀN ĐIỀU TRA",), name=head.shown if head else "")


def victims_of(accident: Accident) -> tuple[VictimLine, ...]:
    """Every victim by name, as the form of the minutes asks."""
    rows = accident.victims.prefetch_related("injuries").select_related("occupation")
    return tuple(_victim(row) for row in rows)


def _victim(row: Victim) -> VictimLine:
    injuries = "; ".join(
        f"{code.name_vi} (mã số {code.code})"
        for code in row.injuries.all()
        if code.kind == CodeKind.INJURY
    )
    months = row.seniority_months
    return VictimLine(
        name=str(row.name),
        sex={"F": "Nữ", "M": "Nam"}.get(row.sex, ""),
        birth_year=row.birth_year,
        job=row.job,
        seniority=f"{months // 12} năm {months % 12} tháng" if months is not None else "",
        contract="không có hợp đồng lao động"
        if row.without_contract
        else CONTRACTS.get(row.contract, ""),
        training=_training(row),
        state=_state(row),
        injuries="; ".join(filter(None, (injuries, row.injury_text))),
    )


def _training(row: Victim) -> str:
    if row.trained is None:
        return ""
    if not row.trained:
        return "chưa được huấn luyện"
    return f"đã được huấn luyện{f' ngày {row.trained_on:%d/%m/%Y}' if row.trained_on else ''}"


def _state(row: Victim) -> str:
    if row.is_dead:
        return f"chết ngày {row.died_on:%d/%m/%Y}" if row.died_on else "chết"
    return "bị thương nặng" if row.injuries.all() else "bị thương nhẹ"


def statements_of(accident: Accident) -> tuple[str, ...]:
    """Who was heard when: protected persons by their part only, and nothing of what was said."""
    lines = []
    for row in accident.statements.all():
        name = "" if row.is_protected else str(row.name)
        who = f"{name} ({SPEAKERS[row.speaker]})" if name else SPEAKERS[row.speaker]
        lines.append(f"Biên bản lấy lời khai {who} ngày {row.taken_on:%d/%m/%Y}")
    return tuple(lines)


def findings_of(accident: Accident) -> dict[str, Any]:
    """Causes, conclusion and fault in words."""
    codes = [accident.cause, *accident.other_causes.all()]
    return {
        "causes": tuple(
            f"{c.group_vi}: {c.name_vi[:1].lower()}{c.name_vi[1:]}" for c in codes if c
        ),
        "cause_text": accident.cause_text,
        "factor": accident.factor.name_vi if accident.factor else "",
        "finding": finding_words(accident),
        "fault": FAULTS.get(accident.fault, ""),
        "fault_text": accident.fault_text,
    }


def finding_words(accident: Accident) -> str:
    """The conclusion in words."""
    return FINDINGS.get(accident.finding, "")


def measures_of(accident: Accident) -> tuple[Measure, ...]:
    """What must be done, the earliest first."""
    rows = accident.recommendations.all()
    return tuple(Measure(row.text, row.responsible, row.due_on) for row in rows)


def costs_of(accident: Accident) -> tuple[tuple[str, int | None], ...]:
    """Costs by kind; None where not known yet."""
    return tuple((words, getattr(accident, name)) for words, name in COSTS)


def days_lost(accident: Accident) -> int | None:
    """Days off work of all victims as far as they are known."""
    days = [row.days_lost for row in accident.victims.all() if row.days_lost is not None]
    return sum(days) if days else None
