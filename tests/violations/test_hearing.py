"""Explaining in person and later: request, invitation, minutes, more time (LHAV art. 61)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import DueItem
from tests.factories import TODAY
from tests.violations.conftest import anew, at
from violations.services import decision, explanation, hearing, submission
from violations.services.decision import Order
from violations.services.hearing import Session
from violations.services.refusal import Refusal
from violations.states import ExplanationKind, HearingOutcome
from violations.workflow import workflow

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SOON = datetime.combine(TODAY + timedelta(days=7), datetime.min.time(), ZONE) + timedelta(hours=9)


def asked(case, by):
    explanation.record(
        case, ExplanationKind.HEARING, received_on=TODAY, text="Xin giải trình", by=by, at=at()
    )
    return anew(case)


def invited(case, by, **more):
    values = {"planned_for": SOON, "place": "Phòng họp 2", "chair": "Nguyễn Văn Giám", **more}
    return hearing.invite(case, **values, by=by, at=at())


def said(**more):
    facts = {"held_on": TODAY + timedelta(days=7), "participants": "Bà Hạnh",
             "conclusion": "Giữ nguyên hành vi, ghi nhận khắc phục", "statements": "Đã trả bù"}  # fmt: skip
    return Session(**{**facts, **more})


def due(case, kind):
    return DueItem.objects.filter(kind=kind, object_id=case.pk, closed_at__isnull=True).first()


def test_a_hearing_from_request_to_decision(signed, inspector, director, office, days):
    case = asked(signed("TL-18"), inspector)
    assert due(case, "violation.hearing").due_on == TODAY + timedelta(days=7)
    row = invited(case, inspector)
    assert row.invitation_number.endswith("GM-SNV")
    assert due(case, "violation.hearing").due_on == SOON.date()
    case = submission.submit(anew(case), office, by=inspector, at=at())
    answer = workflow.answer(anew(case), "issue", director)
    assert "giải trình" in str(answer.reason)
    days(7)
    row = hearing.hold(anew(case), said(), by=inspector, at=at())
    assert (row.outcome, row.explanation.considered) == (
        HearingOutcome.HELD, "Giữ nguyên hành vi, ghi nhận khắc phục",
    )  # fmt: skip
    assert due(case, "violation.hearing") is None
    assert GeneratedDocument.objects.filter(form_code="MBB03").count() == 1
    case = decision.issue(anew(case), Order(), by=director, at=at())
    assert case.decision_number


def test_sent_twice_is_once(signed, inspector, days):
    case = asked(signed("TL-18"), inspector)
    assert invited(case, inspector).pk == invited(anew(case), inspector).pk
    days(7)
    first = hearing.hold(anew(case), said(), by=inspector, at=at())
    assert hearing.hold(anew(case), said(), by=inspector, at=at()).pk == first.pk


def test_nobody_came(signed, inspector, days):
    case = asked(signed("TL-18"), inspector)
    invited(case, inspector)
    days(7)
    row = hearing.hold(anew(case), said(absent=True, statements=""), by=inspector, at=at())
    assert row.outcome == HearingOutcome.ABSENT


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": TODAY + timedelta(days=8)}, "held_on"),
        ({"held_on": TODAY - timedelta(days=1)}, "held_on"),
        ({"conclusion": " "}, "conclusion"),
        ({"statements": ""}, "statements"),
    ],
)
def test_minutes_that_cannot_be(signed, inspector, days, wrong, field):
    case = asked(signed("TL-18"), inspector)
    invited(case, inspector)
    days(7)
    with pytest.raises(Refusal) as refused:
        hearing.hold(anew(case), said(**wrong), by=inspector, at=at())
    assert refused.value.field == field


def test_an_invitation_lies_between_now_and_the_decision(signed, inspector):
    case = asked(signed("TL-18"), inspector)
    for wrong in (at() - timedelta(hours=1), at() + timedelta(days=60)):
        with pytest.raises(Refusal) as refused:
            invited(case, inspector, planned_for=wrong)
        assert refused.value.field == "planned_for"


def test_nobody_is_invited_who_did_not_ask(signed, inspector):
    with pytest.raises((Refusal, WorkflowRefused)):
        invited(signed("TL-18"), inspector)


@pytest.mark.parametrize(
    ("kind", "after"), [(ExplanationKind.HEARING, 3), (ExplanationKind.WRITTEN, 8)]
)
def test_a_right_that_ran_out_moves_no_time_limit(signed, inspector, days, kind, after):
    case = signed("TL-18")
    days(after)
    with pytest.raises(Refusal) as refused:
        explanation.record(
            case, kind, received_on=TODAY + timedelta(days=after), text="Muộn", by=inspector,
            at=at(),
        )  # fmt: skip
    assert refused.value.field == "received_on"
    assert anew(case).decision_due_on == case.decision_due_on


def test_more_time_once_within_five_working_days(signed, director, inspector, days):
    case = signed("TL-18")
    last = case.written_explanation_until + timedelta(days=7)
    for wrong in (case.written_explanation_until, last + timedelta(days=1)):
        with pytest.raises(Refusal) as refused:
            hearing.extend(
                case, asked_on=TODAY, until=wrong, reason="Hồ sơ lớn", by=director, at=at()
            )
        assert refused.value.field == "until"
    case = hearing.extend(
        case, asked_on=TODAY, until=last, reason="Hồ sơ lớn", by=director, at=at()
    )
    assert due(case, "violation.explanation").due_on == last
    assert GeneratedDocument.objects.filter(form_code="CV-GHGT").count() == 1
    days(8)
    row = explanation.record(
        case, ExplanationKind.WRITTEN, received_on=TODAY + timedelta(days=8), text="Giải trình",
        by=inspector, at=at(),
    )  # fmt: skip
    assert row.pk
    with pytest.raises((Refusal, WorkflowRefused)):
        hearing.extend(case, asked_on=TODAY, until=last - timedelta(days=1), reason="Nữa",
                       by=director, at=at())  # fmt: skip


def test_an_official_gives_no_more_time(signed, inspector):
    answer = workflow.answer(signed("TL-18"), "extend_explanation", inspector)
    assert not answer
