"""Complaints and lawsuits against a decision, stays, lapse, publication, reminders."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ecms.core.workflow import WorkflowRefused
from ecms.notifications.models import DueItem
from tests.violations.conftest import at
from tests.violations.execution_world import again, default, key, proposed
from violations import guards, schedules
from violations.execution_limit import limit_on
from violations.follow_up import lapsing, lines, rows_of, with_what_lines_show
from violations.models import ReminderLetter, Ruling, ViolationCase
from violations.presenters import legal_clocks
from violations.services import (
    challenges,
    closing,
    enforcement,
    lapse,
    payments,
    publications,
    remedies,
    reminders,
    rulings,
)
from violations.services.challenges import Filed, Outcome
from violations.services.refusal import Refusal
from violations.states import CaseState
from violations.workflow import workflow

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 23)


@pytest.fixture
def case(executing, days):
    """Decided on 13 October, due on the 23rd, 80 million; today is the 20th."""
    row = executing("TL-18")
    days(7)
    return again(row)


def contested(case, by, **values):
    facts = {"kind": "COMPLAINT", "filed_on": at().date(), "body": "Sở Nội vụ tỉnh",
             "content": "Mức phạt quá cao"}  # fmt: skip
    return challenges.file(
        again(case), Filed(**{**facts, **values}), submission=key(), by=by, at=at()
    )


def result(row, by, kind="UPHELD", **values):
    facts = {"on": at().date(), "number": "9/QĐ-GQKN", "words": "Nội dung kết quả"}
    return challenges.settle(again(row), Outcome(kind, **{**facts, **values}), by=by, at=at())


# --- A complaint alone stops nothing -----------------------------------------------------------
def test_a_complaint_alone_stops_nothing(case, inspector, director, days):
    contested(case, inspector)
    days(6)
    default(case, inspector)
    enforcement.order(proposed(case, inspector), by=director, at=at())
    assert again(case).state == CaseState.ENFORCEMENT
    assert guards.surcharge_owed(again(case), date(2026, 10, 26)) == 2 * 40_000


def test_a_stay_stops_surcharge_and_enforcement_and_moves_the_day(case, inspector, director, days):
    row = contested(case, inspector)
    with pytest.raises(Refusal) as error:
        challenges.stay(row, on=at().date(), number=" ", body="", by=inspector, at=at())
    assert error.value.field == "number"
    stay = challenges.stay(
        row, on=at().date(), number="5/QĐ-TĐC", body="Tòa án", by=inspector, at=at()
    )
    assert DueItem.objects.get(kind="violation.pay", closed_at=None).paused_at is not None
    days(30)  # 19 November
    assert schedules.surcharge(again(case), at().date()) == 0
    with pytest.raises(Refusal, match="5/QĐ-TĐC"):
        default(case, inspector)
    challenges.lift(stay, on=at().date(), number="6/QĐ", by=inspector, at=at())
    assert again(case).execution_due_on == DUE + timedelta(days=30)
    item = DueItem.objects.get(kind="violation.pay", closed_at=None)
    assert (item.due_on, item.paused_at) == (DUE + timedelta(days=30), None)
    assert schedules.surcharge(again(case), DUE + timedelta(days=41)) == 10 * 40_000


def test_days_late_before_a_stay_stay_late(case, inspector, days):
    days(10)  # 30 October: six late days
    row = contested(case, inspector)
    stay = challenges.stay(row, on=at().date(), number="5", body="", by=inspector, at=at())
    days(20)
    challenges.lift(stay, on=at().date(), number="6", by=inspector, at=at())
    assert again(case).execution_due_on == DUE
    assert schedules.surcharge(again(case), at().date() + timedelta(days=5)) == (6 + 5) * 40_000


# --- The journey: an appeal that lowers the fine ----------------------------------------------------
def test_an_appeal_that_lowers_the_fine_keeps_both_penalties(
    case, inspector, director, chief_inspector
):
    payments.record(
        again(case), 70_000_000, paid_on=at().date(), reference="GNT-1", by=inspector, at=at()
    )
    row = contested(case, inspector, kind="LAWSUIT", body="Tòa án nhân dân khu vực 1")
    result(row, inspector, "AMENDED", fine_after=65_000_000, number="12/2026/HC-ST")
    ruling = Ruling.objects.get()
    assert (ruling.kind, ruling.state, again(case).fine_current) == (
        "AMEND", "PROPOSED", 80_000_000,
    )  # fmt: skip
    with pytest.raises(WorkflowRefused):  # the case is not closed over a waiting ruling
        closing.mark_executed(again(case), by=inspector, at=at())
    ruling = rulings.issue(ruling, by=director, at=at())
    found, challenge = again(case), again(row)
    assert (found.fine_decided, found.fine_current) == (80_000_000, 65_000_000)
    assert (challenge.fine_before, challenge.fine_after) == (80_000_000, 65_000_000)
    assert (ruling.fine_before, ruling.fine_after) == (80_000_000, 65_000_000)
    assert ruling.challenge_id == row.pk
    assert "12/2026/HC-ST" in ruling.reason
    assert (found.outstanding, schedules.surcharge(found, date(2026, 12, 1))) == (0, 0)
    for item in found.remedies.all():
        remedies.submit(item, evidence_note="Bảng lương", by=inspector, at=at())
        remedies.accept(item, by=chief_inspector, at=at())
    closing.mark_executed(again(case), by=inspector, at=at())
    assert closing.close(again(case), by=inspector, at=at()).state == CaseState.CLOSED


def test_a_judgement_that_annuls_ends_the_case(case, inspector, director):
    row = contested(case, inspector, kind="LAWSUIT")
    result(row, inspector, "ANNULLED")
    rulings.issue(Ruling.objects.get(), by=director, at=at())
    assert again(case).state == CaseState.NO_SANCTION


def test_an_upheld_decision_changes_nothing(case, inspector):
    row = result(contested(case, inspector), inspector)
    assert (row.result, Ruling.objects.count()) == ("UPHELD", 0)
    assert result(row, inspector).result == "UPHELD"  # recorded twice is once
    with pytest.raises(Refusal):
        result(row, inspector, "ANNULLED", number="10")


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("AMENDED", {}, "fine_after"),
        ("AMENDED", {"fine_after": 80_000_000}, "fine_after"),
        ("UPHELD", {"number": ""}, "number"),
        ("UPHELD", {"on": date(2026, 10, 1)}, "on"),
        ("UPHELD", {"on": date(2027, 1, 1)}, "on"),
        ("", {}, "result"),
    ],
)
def test_a_result_that_makes_no_sense(case, inspector, kind, values, field):
    with pytest.raises(Refusal) as error:
        result(contested(case, inspector), inspector, kind, **values)
    assert error.value.field == field


def test_a_late_complaint_needs_a_reason_a_lawsuit_has_a_year(case, inspector, days):
    days(90)
    with pytest.raises(Refusal) as error:
        contested(case, inspector)
    assert error.value.field == "late_reason"
    assert contested(case, inspector, kind="LAWSUIT").until == date(2027, 10, 13)
    assert contested(case, inspector, late_reason="Ốm đau, có xác nhận").until < at().date()


# --- Lapse ----------------------------------------------------------------------------------------
def test_a_fine_lapses_after_its_year_and_remedies_survive(
    case, inspector, director, chief_inspector, days
):
    assert limit_on(case) == date(2027, 10, 13)
    days(358)  # 13 October 2027, the last day
    with pytest.raises(WorkflowRefused, match="13/10/2027"):
        lapse.lapse(again(case), by=director, at=at())
    days(1)
    with pytest.raises(WorkflowRefused):
        lapse.lapse(again(case), by=inspector, at=at())
    found = lapse.lapse(again(case), by=director, at=at())
    assert found.state == CaseState.LAPSED
    assert (found.unpaid, found.outstanding) == (80_000_000, 0)
    assert guards.surcharge_owed(found, at().date()) == 0
    assert [row.state for row in legal_clocks(found)][-2:] == ["ended", "ended"]
    assert not DueItem.objects.filter(kind="violation.pay", closed_at=None).exists()
    assert DueItem.objects.filter(kind="violation.remedy", closed_at=None).exists()
    default(found, inspector, late_reason="Theo dõi biện pháp khắc phục")
    with pytest.raises(Refusal) as error:
        proposed(found, inspector)
    assert error.value.field == "kind"
    assert (found.non_executions.get().fine_rest, found.non_executions.get().surcharge_rest) == (
        0,
        0,
    )
    row = proposed(found, inspector, kind="REMEDY", amount=None, content="Trả đủ lương")
    enforcement.order(row, by=director, at=at())
    with pytest.raises(WorkflowRefused):
        closing.close(again(case), by=inspector, at=at())
    enforcement_end(row, director)
    for item in found.remedies.all():
        remedies.submit(item, evidence_note="Bảng lương", by=inspector, at=at())
        remedies.accept(item, by=chief_inspector, at=at())
    closed = closing.close(again(case), by=inspector, at=at())
    assert (closed.state, closed.paid_total) == (CaseState.CLOSED, 0)


def enforcement_end(row, director):
    from tests.violations.execution_world import take

    take(row, "END", director)


def test_evasion_stops_the_year_and_begins_it_anew(case, inspector, director, days):
    days(100)
    row = lapse.record_evasion(
        again(case), began_on=at().date(), evidence="Bỏ địa chỉ kinh doanh", by=inspector, at=at()
    )
    assert not DueItem.objects.filter(kind="violation.lapse", closed_at=None).exists()
    days(400)
    with pytest.raises(WorkflowRefused):
        lapse.lapse(again(case), by=director, at=at())
    assert not lapsing(ViolationCase.objects.all(), at().date(), 11).exists()
    lapse.end_evasion(row, ended_on=at().date(), by=inspector, at=at())
    assert limit_on(again(case)) == date(at().year + 1, at().month, at().day)
    assert not lapsing(ViolationCase.objects.all(), at().date(), 9).exists()


def test_what_is_paid_is_neither_enforced_nor_handed_over(executing, inspector, days):
    paid = executing("TD-03")
    payments.record(
        paid, paid.outstanding, paid_on=at().date(), reference="GNT-9", by=inspector, at=at()
    )
    paid.remedies.all().delete()
    days(30)
    for verb in ("record_non_execution", "hand_over_execution", "record_evasion"):
        answer = workflow.answer(again(paid), verb, inspector)
        assert not answer
        assert str(answer.reason) == "Quyết định không còn nội dung nào phải thi hành."


def test_a_measure_due_later_is_what_is_waited_for(executing, inspector, days):
    case = executing("TL-18")
    payments.record(
        case, case.outstanding, paid_on=at().date(), reference="GNT-9", by=inspector, at=at()
    )
    case.remedies.update(due_on=date(2026, 12, 31))
    days(30)
    answer = workflow.answer(again(case), "record_non_execution", inspector)
    assert "31/12/2026" in str(answer.reason)
    assert workflow.answer(again(case), "hand_over_execution", inspector)


# --- Publication --------------------------------------------------------------------------------
def published(case, by, **values):
    facts = {"ground": "SERIOUS", "reason": "86 người bị nợ lương", "body": "Cổng thông tin Sở"}
    return publications.propose(
        again(case), **{**facts, **values}, submission=key(), by=by, at=at()
    )


@pytest.mark.parametrize("field", ["ground", "reason", "body"])
def test_the_gate_of_publication(case, inspector, field):
    with pytest.raises(Refusal) as error:
        published(case, inspector, **{field: ""})
    assert error.value.field == field


def test_a_publication_from_its_order_to_its_correction(case, inspector, director, days):
    row = published(case, inspector)
    with pytest.raises(Refusal):
        published(case, inspector)  # one at a time
    with pytest.raises((Refusal, WorkflowRefused)):
        publications.order(row, by=inspector, at=at())
    row = publications.order(row, by=director, at=at())
    assert (row.number != "", row.send_due_on) == (True, date(2026, 10, 16))
    today = at().date()
    row = publications.send(row, on=today, by=inspector, at=at())
    assert row.post_due_on == date(2026, 10, 22)
    row = publications.post(row, on=today, address="https://snv.example", by=inspector, at=at())
    assert row.keep_until == today + timedelta(days=29)
    days(29)
    with pytest.raises(Refusal) as error:
        publications.remove(row, on=at().date(), by=inspector, at=at())
    assert error.value.field == "on"
    row = publications.correct(row, "Mức phạt đúng là 65 triệu đồng", by=inspector, at=at())
    assert row.correction_number
    days(1)
    row = publications.remove(row, on=at().date(), by=inspector, at=at())
    assert row.state == "REMOVED"
    assert not DueItem.objects.filter(
        kind__startswith="violation.publication", closed_at=None
    ).exists()


# --- Lists and letters ---------------------------------------------------------------------------
def test_each_list_holds_its_cases(case, inspector, days, django_assert_max_num_queries):
    def codes(tab, on):
        return [row.pk for row in rows_of(tab, ViolationCase.objects.all(), on)]

    assert codes("payment", DUE) == []
    assert codes("payment", DUE + timedelta(days=1)) == [case.pk]
    assert codes("remedy", DUE - timedelta(days=15)) == []
    assert codes("remedy", DUE - timedelta(days=14)) == [case.pk]
    assert codes("lapse9", date(2027, 7, 12)) == []
    assert codes("lapse9", date(2027, 7, 13)) == [case.pk]
    assert codes("lapse11", date(2027, 9, 12)) == []
    assert codes("lapse11", date(2027, 9, 13)) == [case.pk]
    assert codes("sign", DUE) == []
    published(case, inspector)
    assert codes("sign", DUE) == [case.pk]
    late = rows_of("lapse9", ViolationCase.objects.all(), date(2027, 8, 1))
    [line] = lines(with_what_lines_show(late, "lapse9"), "lapse9", date(2027, 8, 1))
    assert (line["due_on"], line["late"]) == (date(2027, 10, 13), 0)


def write(case, by, **values):
    facts = {"answer_until": at().date() + timedelta(days=10), "gap_days": 15,
             "submission": key()}  # fmt: skip
    return reminders.write(
        [case], "PAYMENT", agency=case.agency, **{**facts, **values}, by=by, at=at()
    )


def test_nobody_is_reminded_twice_within_the_days(case, inspector, days):
    days(6)
    submission = key()
    run, left = write(case, inspector, submission=submission)
    assert (run.letters.count(), left) == (1, [])
    assert write(case, inspector, submission=submission)[0] == run
    days(14)
    with pytest.raises(Refusal):
        write(case, inspector)
    days(1)
    assert write(case, inspector)[0].letters.count() == 1
    letter = ReminderLetter.objects.first()
    assert letter.number
    letter = reminders.deliver(letter, "POST", on=at().date(), by=inspector, at=at())
    assert letter.delivered_by == inspector
    with pytest.raises(Refusal):
        reminders.deliver(
            ReminderLetter.objects.last(), "POST", on=date(2026, 1, 1), by=inspector, at=at()
        )


def test_nothing_is_overdue_while_execution_stands_still(case, inspector, days):
    """A stay takes the case off the list of overdue payments, so nobody is reminded."""
    from violations import follow_up, presenters

    row = contested(case, inspector)
    stay = challenges.stay(
        row, on=at().date(), number="5/QĐ-TĐC", body="Tòa án", by=inspector, at=at()
    )
    days(30)
    listed = follow_up.rows_of("payment", ViolationCase.objects.all(), at().date())
    assert not listed.exists()
    assert not ViolationCase.objects.overdue(at().date()).exists()
    assert presenters.next_deadline(again(case)) == ("", None)
    challenges.lift(stay, on=at().date(), number="6/QĐ", by=inspector, at=at())
    days(31)
    assert listed.model.objects.overdue(at().date()).get() == case
    assert presenters.next_deadline(again(case))[1] == DUE + timedelta(days=30)


def test_the_way_back_to_a_settled_complaint_leads_to_the_execution(case, inspector, sign_in):
    row = contested(case, inspector)
    client = sign_in(inspector)
    page = reverse("violations:contest_result", args=[case.pk, row.pk])
    assert client.get(page).status_code == 200
    result(row, inspector)
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("violations:execution", args=[case.pk])
