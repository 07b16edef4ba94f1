"""Invented complaints and accidents behind the papers of intake, for their text snapshots; and
the papers of an inspection as twins of those of a check."""

from dataclasses import fields, is_dataclass, replace
from datetime import date

from accounts.models import Agency, Position, User
from ecms.documents.parts import Signature
from inspections.documents import catalogue
from inspections.documents import samples as s
from inspections.documents.visit_minutes import NOT_HELD, NOT_HELD_INSPECTION
from intake.documents import accident, accident_facts, complaint
from intake.models import Complaint

AGENCY = Agency(
    code="SNV-75", name_vi="Sở Nội vụ tỉnh Đồng Nai", symbol="SNV", place_vi="Đồng Nai",
    superior_vi="Ủy ban nhân dân tỉnh Đồng Nai",
)  # fmt: skip
OFFICE = Position(
    title_vi="Giám đốc Sở Nội vụ", agency=AGENCY, user=User(full_name="Đặng Quốc Giám")
)
BASIS = "Điều 27 Nghị định số 24/2018/NĐ-CP"
UNTIL = date(2026, 11, 19)
PAIRS = [value for value in vars(catalogue).values() if isinstance(value, catalogue.Pair)]
TWINS = {pair.check.code: pair.inspection for pair in PAIRS}
TWINS[NOT_HELD.code] = NOT_HELD_INSPECTION


def case(**more):
    """A second complaint of a worker, as far as the papers ask."""
    known = {
        "code": "KNLD-2026-0012", "kind": "LABOUR", "level": "SECOND", "agency": AGENCY,
        "channel": "POST", "received_on": s.ON, "accepted_on": s.ON, "settle_due_on": UNTIL,
        "enterprise_text": s.FIRM.name, "summary": "Không trả lương tháng 7 và tháng 8",
        "findings": "Đơn vị còn nợ lương hai tháng", "conclusion": "Yêu cầu trả đủ",
        "outcome": "UPHELD", "measures": "Trả đủ trong 15 ngày", "decided_on": UNTIL,
    }  # fmt: skip
    return Complaint(**(known | more))


def intake():
    """(form, context) of every paper of complaints and accidents."""
    return [*_answers(), *_way(), *_accidents()]


def _answers():
    reason = {"return_reason": "COMPETENCE", "reason": "", "returned_to": "Tòa án nhân dân"}
    ended = [
        complaint.returning(case(return_kind=kind, **reason), position=OFFICE)
        for kind in complaint.RETURNS
    ]
    return [
        *ended,
        complaint.decision(case(), position=OFFICE, on=UNTIL),
        complaint.decision(
            case(kind="DENUNCIATION", outcome="PARTLY_TRUE", level="FIRST", measures=""),
            position=OFFICE, on=UNTIL,
        ),
        complaint.decision(
            case(kind="TIP", outcome="ANSWERED", level="FIRST"), position=OFFICE, on=UNTIL
        ),
    ]  # fmt: skip


def _way():
    officer = User(full_name="Lê Văn Kiểm")
    why = {"reason": "Chờ kết quả giám định chữ ký"}
    return [
        complaint.acceptance(case(), position=OFFICE, basis=BASIS),
        complaint.extension(case(extension_reason="Nhiều tình tiết"), position=OFFICE, basis=BASIS),
        complaint.suspension(case(suspended_on=s.ON, **why), position=OFFICE, on=s.ON),
        complaint.dialogue(
            case(dialogue_on=s.ON), place="trụ sở Sở Nội vụ", present="Người khiếu nại",
            course="Hai bên trình bày", result="Đơn vị nhận trả đủ", by=officer,
        ),
        complaint.withdrawal(case(withdrawn_on=s.ON, reason="Đã được trả đủ"), by=officer),
    ]  # fmt: skip


def _accidents():
    team = (accident_facts.Member("Lê Văn Kiểm", "Chuyên viên", "Sở Nội vụ", "Trưởng đoàn"),)
    what = {
        "subject": s.FIRM, "occurred": "hồi 14 giờ 30 phút, ngày 02 tháng 10 năm 2026",
        "kind": "Tai nạn lao động chết người",
    }  # fmt: skip
    decided = {"decision_number": "07/QĐ-SNV", "decided_on": s.ON}
    main = {"authority": s.AUTHORITY, "grounds": ("Căn cứ Luật An toàn, vệ sinh lao động",)}
    signed = {"head": s.HEAD, "recipients": s.RECIPIENTS, "signature": s.DIRECTOR}
    leader = Signature(("TRƯỞNG ĐOÀN ĐIỀU TRA",), "Lê Văn Kiểm")
    employer = Signature(("NGƯỜI SỬ DỤNG LAO ĐỘNG",), "Trần Thị Hạnh")
    made = {**what, **decided, "head": replace(s.HEAD, team="Đoàn điều tra tai nạn lao động"),
            "team": team, "attendance": "Đại diện đơn vị", "opinions": "",
            "signatures": ((leader, employer),), "signature": leader}  # fmt: skip
    victim = accident_facts.VictimLine(
        "Trần Văn Thợ", "nam", 1990, "công nhân cơ khí", "3 năm",
        "hợp đồng lao động không xác định thời hạn", "đã huấn luyện", "chết", "Chấn thương sọ não",
    )  # fmt: skip
    guard = accident_facts.Measure("Lắp lan can", "Quản đốc", UNTIL)
    return [
        (accident.DECISION, accident.TeamDecision(
            **what, **signed, **main, abstract=f"Thành lập {accident.TEAM_WORDS}",
            place="xưởng dập", toll="01 người chết", team=team, term="30 ngày", due_on=UNTIL,
            unit=s.UNIT)),
        (accident.EXTENSION, accident.TermExtension(
            **signed, **main, **decided, abstract="Gia hạn thời hạn điều tra tai nạn lao động",
            subject=s.FIRM, occurred=what["occurred"], days=30, until_on=UNTIL,
            reason="Chờ kết quả giám định")),
        (accident.MINUTES, accident.InvestigationMinutes(
            **made, abstract="(chết người)", province="Đồng Nai", held_on=UNTIL, victims=(victim,),
            place="xưởng dập", workshop="Xưởng 2", shift_hours=6, course="Ngã từ sàn cao 4 m",
            scene=("Sàn không có lan can",), statements=("Người làm chứng: thấy nạn nhân ngã",),
            causes=("Không có thiết bị che chắn",), cause_text="", factor="Ngã từ trên cao",
            finding="Là tai nạn lao động", fault="Lỗi của người sử dụng lao động", fault_text="",
            measures=(guard,), costs=(("Chi phí y tế", 12_000_000), ("Thiệt hại tài sản", None)),
            days_lost=6000)),
        (accident.MEETING, accident.MeetingMinutes(
            **made, abstract="Cuộc họp công bố biên bản điều tra tai nạn lao động",
            minutes_number="01/BB-ĐĐT", minutes_on=UNTIL, held_on=UNTIL, place="trụ sở đơn vị",
            finding="Là tai nạn lao động", fatal=True)),
    ]  # fmt: skip


def twins(papers):
    """The papers of a check as an inspection has them."""
    return [
        (TWINS[form.code], _of_inspection(context))
        for form, context in papers
        if form.code in TWINS
    ]


def _of_inspection(thing):
    """What was typed for a check, with the words of an inspection."""
    if isinstance(thing, str):
        return thing.replace("kiểm tra", "thanh tra").replace("Kiểm tra", "Thanh tra")
    if isinstance(thing, tuple):
        return tuple(_of_inspection(part) for part in thing)
    if is_dataclass(thing):
        return replace(thing, **{
            field.name: _of_inspection(getattr(thing, field.name))
            for field in fields(thing) if field.init
        })  # fmt: skip
    return thing
