"""A follow-up check from the proposal to the then-and-now report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from demo import travel
from inspections.enums import AnswerValue, SignedHow, TeamRole, VisitOutcome
from inspections.models import Inspection, Recheck
from inspections.selectors_checklist import checklist_lines
from inspections.services import (
    checklist,
    conduct,
    decision,
    followup,
    minutes,
    reminders,
    result,
    visits,
)
from inspections.services.refusal import Refusal
from inspections.states_followup import Rating
from law.selectors import working_calendar

JUDGED = "Đã đánh giá ở bảng so sánh trước và sau."
AGO = 26  # days ago the check was proposed; all its steps lie in the past


def tell(case: Inspection, story: Any) -> int:
    """Look again at what is open in ``case``: the first item in part, the others put right.

    Returns the number of acts, 0 where the case was concluded too late for it.
    """
    days = _days(story.today)
    if case.concluded_on is None or case.concluded_on >= days[0]:
        return 0
    _remind(case, story, days[0])
    head, member = story.cast.inspectors[:2]
    team = [(head, TeamRole.HEAD), (member, TeamRole.MEMBER)]
    plan = followup.Plan(
        list(case.requirements.outstanding()), days[2], team, frozenset((head.pk, member.pk))
    )
    with travel.at(travel.moment(days[0], 10)) as at:
        made = followup.open_check(case, plan, submission=story.uuid(), by=head, at=at)
    with travel.at(travel.moment(days[1], 9)) as at:
        made = decision.approve(made, by=story.cast.director, at=at)
    _look(made, days[2], head, story)
    with travel.at(travel.moment(days[3], 10)) as at:
        result.conclude(made, [], by=story.cast.director, at=at)
    return 1


def _days(today: Any) -> list[Any]:
    """Proposal, decision, visit, result."""
    calendar = working_calendar()
    first = calendar.next_working_day(today - timedelta(days=AGO))
    return [first, *(calendar.add_working_days(first, days) for days in (1, 5, 8))]


def _remind(case: Inspection, story: Any, day: Any) -> None:
    """A reminder before the team comes again, where something was late by then."""
    with travel.at(travel.moment(day, 8)) as at:
        try:
            reminders.send(case, by=story.cast.director, at=at)
        except Refusal:
            return


def _look(case: Inspection, day: Any, head: Any, story: Any) -> None:
    people = f"{case.enterprise.representative} – {case.enterprise.representative_title}"
    with travel.at(travel.moment(day, 8, 30)) as at:
        case = conduct.announce(case, on=day, attendees=people, by=head, at=at)
        facts = visits.VisitFacts(
            visited_on=day, outcome=VisitOutcome.DONE, place=case.place,
            met=case.enterprise.representative,
        )  # fmt: skip
        visits.record(case, facts, submission=story.uuid(), by=head, at=at)
        for place, row in enumerate(case.rechecks.select_related("requirement")):
            followup.rate(row, _finding(row, whole=place > 0), by=head, at=at)
        judged = checklist.Given(AnswerValue.NOT_APPLICABLE, note=JUDGED)
        for line in checklist_lines(case):
            checklist.answer(case, line.question, judged, by=head, at=at)
    signing = minutes.Signing(
        on=day, how=SignedHow.SUBJECT, names=f"{case.enterprise.representative}, {head.full_name}",
        opinion="Doanh nghiệp cam kết thực hiện nốt trong tháng.",
    )  # fmt: skip
    with travel.at(travel.moment(day, 16)) as at:
        minutes.sign(case, signing, by=head, at=at)


def _finding(row: Recheck, *, whole: bool) -> followup.Look:
    asked = row.requirement
    if whole:
        return followup.Look(
            Rating.DONE, "Đã thực hiện xong; đối chiếu danh sách ký nhận với bảng lương.",
            asked.amount, asked.workers,
        )  # fmt: skip
    money, people = asked.amount, asked.workers
    return followup.Look(
        Rating.PARTLY, "Đã ban hành quy trình, mới thực hiện ở hai trong bốn phân xưởng.",
        money // 2 if money else None, people // 2 if people else None,
    )  # fmt: skip
