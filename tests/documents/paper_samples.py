"""Invented contexts of the forms after and around a check, for their text snapshots."""

from dataclasses import replace
from datetime import date, datetime

from ecms.documents.letters import CORRECTION, CorrectionLetter
from ecms.documents.parts import Signature
from inspections.documents import catalogue, planning
from inspections.documents import contexts_after as after
from inspections.documents import contexts_followup as follow
from inspections.documents import samples as s
from inspections.documents.visit_minutes import NOT_HELD, SEEN, VisitMinutes
from tests.documents.paper_samples_intake import intake, twins
from violations.documents.samples import samples as of_sanctions

OUTCOME = {
    **s.BASE, **s.PERIOD, "announced_on": date(2026, 10, 12), "minutes_on": date(2026, 10, 20),
    "scope": s.SCOPE, "passed": 2, "failed": 2, "not_applicable": 1, "unanswered": 0,
    "findings": s.FINDINGS, "requirements": s.REQUIREMENTS, "narrative": after.Narrative(),
}  # fmt: skip
LETTER = {"head": s.HEAD, "signature": s.DIRECTOR, "recipients": s.RECIPIENTS}
UNTIL = date(2026, 12, 1)
AT = datetime(2026, 10, 12, 9, 0, tzinfo=s.ZONE)
STOP = {
    **s.BASE, **LETTER, "scope": "máy, thiết bị", "what": "máy dập số 3", "place": "xưởng 2",
    "danger": "không có cơ cấu che chắn", "measures": "lắp che chắn", "starts_at": AT,
}  # fmt: skip
THEN = follow.ThenNowLine("Trả đủ tiền lương", "Chậm 12 ngày", "Đã trả đủ", "ĐÃ KHẮC PHỤC")
MAIN = {"grounds": ("Căn cứ Nghị định số 217/2025/NĐ-CP",), "authority": s.AUTHORITY}


def papers():
    """(form, context) of every form that has a sample."""
    checks = [*s.samples(), *_after(), *_letters(), *_around()]
    return [*checks, *twins(checks), *of_sanctions(), *intake()]


def _after():
    return [
        (catalogue.REPORT.check, after.TeamReport(
            **OUTCOME, head=s.TEAM_HEAD, team=s.TEAM, signature=s.LEADER)),
        (catalogue.CONCLUSION, after.Conclusion(**OUTCOME, **LETTER, report_on=UNTIL, part=1)),
        (catalogue.PUBLICATION, after.PublicationNotice(
            **s.BASE, **LETTER, conclusion=s.DECISION, portal_on=UNTIL,
            second_form="niêm yết tại trụ sở", place="")),
        (catalogue.SUPERVISION, after.SupervisionDecision(
            **s.BASE, **LETTER, **MAIN, supervisor="Võ Minh Trưởng", supervisor_title="",
            head_name="Lê Văn Kiểm")),
        (catalogue.THEN_AND_NOW, follow.ThenNowReport(
            **s.BASE, head=s.TEAM_HEAD, earlier="Văn bản số 12/SNV", earlier_on=None,
            looked_on=UNTIL, team=s.TEAM, items=(THEN,), done=1, partly=0, not_done=0,
            amount="0 đồng", workers=0, signature=s.LEADER)),
    ]  # fmt: skip


def _letters():
    return [
        (catalogue.REMINDER, follow.ReminderLetter(
            **LETTER, subject=s.FIRM, about="đôn đốc", letter="", answer_until=UNTIL,
            items=(follow.OpenLine("Trả đủ tiền lương", UNTIL, "", 2, True),),
            to_superior=True, officer="")),
        (catalogue.MORE_TIME, follow.MoreTimeLetter(
            **LETTER, subject=s.FIRM, about="gia hạn", requirement="Trả đủ tiền lương",
            asked_on=s.ON, asked_reason="Khó khăn", granted=True, before=s.ON, until=UNTIL,
            answer="Có căn cứ")),
        (catalogue.REFERRAL, follow.ReferralLetter(
            **s.BASE, **LETTER, about="chuyển hồ sơ", to="Công an tỉnh Đồng Nai", criminal=True,
            matter="Trốn đóng bảo hiểm xã hội", reasons="Có dấu hiệu tội phạm",
            findings=s.FINDINGS, papers=("Biên bản kiểm tra",), answer_until=UNTIL)),
        (CORRECTION, CorrectionLetter(
            **LETTER, about="đính chính", what="Quyết định số 05/QĐ-SNV", subject=s.FIRM.name,
            pairs=(("Giày Đức Phát", "Giày Đức Phú"),), reason="Sai tên")),
        (planning.OUTLINE, planning.ReportOutline(
            **s.BASE, **s.PERIOD, **LETTER, about="báo cáo", topics=s.TOPICS, report_by=None,
            contact="")),
    ]  # fmt: skip


def _around():
    confirming = Signature(("NGƯỜI CHỨNG KIẾN",), "Trần Văn Chứng")
    return [
        (catalogue.STOP_WORK, follow.StopWork(**STOP, **MAIN, order_on=s.ON)),
        (catalogue.WORK_AGAIN, follow.StopWork(
            **STOP, order_on=s.ON, again=True, done="Đã lắp", reason="Đạt")),
        (planning.TEAM_CHANGE, planning.TeamChangePaper(
            **s.BASE, **LETTER, **MAIN, leaving=s.TEAM[1:2], team=s.TEAM[:1], reason="Nghỉ ốm")),
        (planning.PROPOSAL, planning.ProposalPaper(
            **LETTER, **s.PERIOD, subject=replace(s.FIRM, phone=""), ground="Theo kế hoạch",
            ground_detail="", scope=s.SCOPE, starts_on=None, duration="10 ngày", place=s.PLACE,
            mode=s.MODE, team=s.TEAM, overlaps=(), overlap_reason="")),
        (NOT_HELD, VisitMinutes(
            **s.BASE, head=s.TEAM_HEAD, abstract="Ghi nhận", held_on=s.ON, place=s.PLACE,
            team=s.TEAM, met="", seen=SEEN["NOBODY"], course="", confirmed_by="Trần Văn Chứng",
            refused=False, signatures=((confirming, s.LEADER),), signature=s.LEADER)),
    ]  # fmt: skip
