"""Every form of a check filled with an invented case: to look at, and for tests."""

# ruff: noqa: E501 - sentences of sample documents

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Head, Party, Signature
from ecms.documents.registry import Form
from inspections.documents import catalogue
from inspections.documents import contexts as c

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ON = date(2026, 10, 5)
HEAD = Head("Ủy ban nhân dân tỉnh Đồng Nai", "Sở Nội vụ tỉnh Đồng Nai", "Đồng Nai", "SNV",
            "SNV-75")  # fmt: skip
TEAM_HEAD = replace(HEAD, team="Đoàn kiểm tra")
FIRM = Party(
    "Công ty TNHH Giày Đức Phát",
    tax_code="3600123456",
    address="Lô 12, Khu công nghiệp Biên Hòa 2, phường Trấn Biên, tỉnh Đồng Nai",
    representative="Trần Thị Hạnh",
    representative_title="Giám đốc",
    sector="Công nghiệp chế biến, chế tạo",
    workers=1250,
    women=980,
)
TEAM = (
    c.Member("Lê Văn Kiểm", "Phó Trưởng phòng Lao động, việc làm", "Trưởng đoàn", "Phụ trách chung; tiền lương"),
    c.Member("Phạm Thị Lan", "Chuyên viên", "Thành viên", "Hợp đồng lao động, thời giờ làm việc"),
    c.Member("Nguyễn Thị Ước", "Chuyên viên", "Thư ký", "Ghi biên bản, tổng hợp hồ sơ"),
)  # fmt: skip
DECISION = c.DecisionRef("05/QĐ-SNV", ON, "Sở Nội vụ tỉnh Đồng Nai")
SCOPE = (
    "Việc giao kết và thực hiện hợp đồng lao động; tiền lương; thời giờ làm việc, thời giờ nghỉ "
    "ngơi; an toàn, vệ sinh lao động; bảo hiểm xã hội"
)
ABSTRACT = f"Kiểm tra việc chấp hành pháp luật về lao động đối với {FIRM.name}"
UNIT = "Phòng Lao động, việc làm"
AUTHORITY = "GIÁM ĐỐC SỞ NỘI VỤ TỈNH ĐỒNG NAI"
DIRECTOR = Signature(("GIÁM ĐỐC",), "Đặng Quốc Giám")
DEPUTY = Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Ngô Thị Phó")
LEADER = Signature(("TRƯỞNG ĐOÀN KIỂM TRA",), "Lê Văn Kiểm")
SUBJECT_SIGN = Signature(("ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA",), "Trần Thị Hạnh")
RECIPIENTS = ("Như Điều 4", "Ủy ban nhân dân tỉnh Đồng Nai (để báo cáo)", "Lưu: VT, LĐVL")
PERIOD: dict[str, Any] = {"period_from": date(2025, 1, 1), "period_to": date(2026, 9, 30)}
PLACE = "trụ sở đơn vị"
MODE = "kiểm tra trực tiếp tại nơi làm việc"
FINDINGS = (
    c.FindingLine(
        "Trả lương tháng 8/2026 chậm 12 ngày đối với 86 người lao động",
        "điểm a khoản 2 Điều 17 Nghị định số 283/2026/NĐ-CP",
        "Trả lương không đúng hạn",
        "đã chấm dứt ngày 22/09/2026",
        date(2026, 10, 12),
        86,
        "bảng lương tháng 8/2026, chứng từ chuyển khoản ngày 22/9/2026",
    ),
    c.FindingLine(
        "Không tổ chức huấn luyện an toàn, vệ sinh lao động cho 14 người vận hành thiết bị",
        "khoản 1 Điều 24 Nghị định số 283/2026/NĐ-CP",
        "",
        "đang tiếp diễn",
        date(2026, 10, 12),
        14,
    ),
)
REQUIREMENTS = (
    c.RequirementLine("Trả đủ tiền lương và tiền lãi chậm trả cho 86 người lao động", date(2026, 11, 10)),
    c.RequirementLine("Tổ chức huấn luyện an toàn, vệ sinh lao động cho 14 người vận hành thiết bị", date(2026, 11, 30)),
)  # fmt: skip
TOPICS = (
    c.Topic("Hợp đồng lao động", (
        c.Result(1, "Hợp đồng lao động có được giao kết bằng văn bản hoặc phương thức điện tử?", "Điều 14 Bộ luật Lao động số 45/2019/QH14", "ĐẠT"),
        c.Result(2, "Có giữ bản chính giấy tờ tùy thân, văn bằng, chứng chỉ của người lao động?", "khoản 1 Điều 17 Bộ luật Lao động số 45/2019/QH14", "ĐẠT"),
    )),
    c.Topic("Tiền lương", (
        c.Result(3, "Tiền lương có được trả trực tiếp, đầy đủ, đúng hạn?", "Điều 94, Điều 97 Bộ luật Lao động số 45/2019/QH14", "CHƯA ĐẠT", "Chậm 12 ngày, 86 người"),
        c.Result(4, "Có thuê lại lao động?", "các Điều từ 53 đến 57 Bộ luật Lao động số 45/2019/QH14", "KHÔNG ÁP DỤNG"),
    )),
    c.Topic("An toàn, vệ sinh lao động", (
        c.Result(5, "Có tổ chức huấn luyện an toàn, vệ sinh lao động?", "Điều 14 Luật An toàn, vệ sinh lao động số 84/2015/QH13", "CHƯA ĐẠT", "14 người chưa được huấn luyện"),
    )),
)  # fmt: skip


BASE: dict[str, Any] = {"subject": FIRM, "decision": DECISION}
ABOUT = ABSTRACT[:1].lower() + ABSTRACT[1:]


def samples() -> list[tuple[Form, Any]]:
    """All forms of a check, in the order of the proceeding."""
    return [*_before(), *_changes(), *_after()]


def _before() -> list[tuple[Form, Any]]:
    return [
        (catalogue.DECISION.check, c.CheckDecision(
            head=HEAD, abstract=ABSTRACT, authority=AUTHORITY, subject=FIRM, scope=SCOPE,
            grounds=(*grounds_for("check", ON), "Căn cứ Kế hoạch kiểm tra năm 2026 của Sở Nội vụ tỉnh Đồng Nai"),
            proposal="Theo đề nghị của Trưởng phòng Lao động, việc làm", duration="10 ngày",
            mode=MODE, place=PLACE, team=TEAM, unit=UNIT, recipients=RECIPIENTS, signature=DEPUTY,
            **PERIOD)),
        (catalogue.PLAN.check, c.CheckPlan(
            **BASE, **PERIOD, head=TEAM_HEAD, abstract=f"Tiến hành {ABOUT}", scope=SCOPE,
            starts_on=date(2026, 10, 12), duration="10 ngày", place=PLACE, mode=MODE, team=TEAM,
            topics=tuple(topic.name for topic in TOPICS), signature=LEADER,
            signatures=((Signature(("PHÊ DUYỆT", "GIÁM ĐỐC"), "Đặng Quốc Giám", ""), replace(LEADER, note="")),))),
        (catalogue.NOTICE.check, c.CheckNotice(
            **BASE, head=HEAD, abstract="Về việc kiểm tra chấp hành pháp luật về lao động",
            starts_at=datetime(2026, 10, 12, 8, 30, tzinfo=ZONE), starts_on=date(2026, 10, 12),
            place=PLACE, mode=MODE, topics=tuple(topic.name for topic in TOPICS), team=TEAM,
            contact="Lê Văn Kiểm – Trưởng đoàn, điện thoại 0251 000 000", signature=DIRECTOR,
            recipients=(FIRM.name, "Thành viên Đoàn", "Lưu: VT, LĐVL"))),
        (catalogue.ANNOUNCEMENT.check, c.AnnouncementMinutes(
            **BASE, head=TEAM_HEAD, abstract="Công bố Quyết định kiểm tra", held_on=date(2026, 10, 12),
            starts_at=datetime(2026, 10, 12, 8, 30, tzinfo=ZONE), ends_at=None, place=PLACE,
            team=TEAM, attendance="Ông (bà) Trần Thị Hạnh – Giám đốc", duration="10 ngày",
            ends_on=date(2026, 10, 22), opinion="", scope=SCOPE,
            signatures=((SUBJECT_SIGN, LEADER),), signature=LEADER)),
    ]  # fmt: skip


def _changes() -> list[tuple[Form, Any]]:
    change: dict[str, Any] = {
        **BASE, "head": HEAD, "authority": AUTHORITY, "unit": UNIT, "signature": DIRECTOR,
        "proposal": "Xét đề nghị của Trưởng đoàn kiểm tra",
        "grounds": (*grounds_for("check-change", ON),
                    "Căn cứ Quyết định số 05/QĐ-SNV ngày 05 tháng 10 năm 2026 của Giám đốc Sở Nội vụ tỉnh Đồng Nai"),
        "recipients": ("Như Điều 3", *RECIPIENTS[1:]), "head_name": "Lê Văn Kiểm",
    }  # fmt: skip
    return [
        (catalogue.EXTENSION.check, c.CheckChange(
            **change, abstract=f"Gia hạn thời hạn cuộc {ABOUT}", change="extend",
            reason="Khối lượng hồ sơ lớn, đơn vị có nhiều địa điểm làm việc",
            duration="05 ngày", until_on=date(2026, 10, 27))),
        (catalogue.SUSPENSION.check, c.CheckChange(
            **change, abstract=f"Tạm dừng cuộc {ABOUT}", change="suspend",
            reason="Mưa lũ gây ngập khu vực nhà xưởng", from_on=date(2026, 10, 15))),
        (catalogue.RESUMPTION.check, c.CheckChange(
            **change, abstract=f"Tiếp tục cuộc {ABOUT}", change="resume",
            reason="Điều kiện bất khả kháng đã chấm dứt", from_on=date(2026, 10, 20),
            until_on=date(2026, 10, 27))),
        (catalogue.TERMINATION.check, c.CheckChange(
            **change, abstract=f"Đình chỉ cuộc {ABOUT}", change="terminate",
            reason="Đơn vị đã giải thể", from_on=date(2026, 10, 20))),
    ]  # fmt: skip


def _after() -> list[tuple[Form, Any]]:
    return [
        (catalogue.MINUTES.check, _check_minutes()),
        (catalogue.RECTIFICATION, c.RectificationLetter(
            **BASE, head=HEAD, about="chấn chỉnh, khắc phục sau kiểm tra việc chấp hành pháp luật về lao động",
            minutes_on=date(2026, 10, 20), findings=FINDINGS, requirements=REQUIREMENTS,
            report_by=date(2026, 11, 30), officer="Lê Văn Kiểm", unit=UNIT, signature=DIRECTOR,
            recipients=("Như trên", "Lưu: VT, LĐVL"))),
        (catalogue.RESULT, c.ResultNotice(
            **BASE, **PERIOD, head=HEAD, abstract=f"Kết quả {ABOUT}",
            announced_on=date(2026, 10, 12), minutes_on=date(2026, 10, 20), scope=SCOPE, passed=2,
            failed=2, not_applicable=1, unanswered=0, findings=FINDINGS, requirements=REQUIREMENTS,
            sanctions="", unit=UNIT, signature=DIRECTOR,
            recipients=(FIRM.name, "Lưu: VT, LĐVL"))),
    ]  # fmt: skip


def _check_minutes() -> c.CheckMinutes:
    return c.CheckMinutes(
        **BASE, **PERIOD, head=TEAM_HEAD, abstract=ABSTRACT, held_on=date(2026, 10, 20),
        starts_at=datetime(2026, 10, 20, 8, 0, tzinfo=ZONE),
        ends_at=datetime(2026, 10, 20, 16, 30, tzinfo=ZONE), announced_on=date(2026, 10, 12),
        place=PLACE, team=TEAM, attendance="Ông (bà) Trần Thị Hạnh – Giám đốc", cooperating="",
        scope=SCOPE, visits=("Ngày 12/10/2026, tại trụ sở đơn vị: làm việc theo chương trình",),
        papers=(c.Paper("Bảng lương tháng 8/2026"), c.Paper("Sổ theo dõi huấn luyện")),
        topics=TOPICS, passed=2, failed=2, not_applicable=1, unanswered=0, findings=FINDINGS,
        requirements=REQUIREMENTS, opinion="Đơn vị nhất trí với nội dung biên bản.", refusal="",
        signatures=((SUBJECT_SIGN, LEADER),), signature=LEADER,
    )  # fmt: skip
