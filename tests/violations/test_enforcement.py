"""Enforcement: what must stand before it, who orders it, its course, its clocks, its end."""

from datetime import date

import pytest

from accounts.models import Delegation
from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import DueItem
from law.models import EnforcementRule, EnforcementTitle
from tests.factories import fresh
from tests.violations.conftest import at
from tests.violations.execution_world import (
    again,
    answered,
    asked,
    default,
    key,
    measure,
    proposed,
    take,
)
from violations.open_ends import costs_owed, open_ends
from violations.services import closing, enforcement, non_execution, payments, remedies
from violations.services.refusal import Refusal
from violations.states import CaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue(executing, days):
    """Nothing was paid until 23 October; today is Monday the 26th."""
    case = executing("TL-18")
    days(13)
    return again(case)


@pytest.fixture
def running(overdue, inspector, director):
    """``running()`` is an account measure that was ordered and sent."""

    def make(**values):
        default(overdue, inspector)
        row = enforcement.order(proposed(overdue, inspector, **values), by=director, at=at())
        return take(row, "SEND", inspector)

    return make


# --- What must stand before -------------------------------------------------------------------
def test_nothing_is_enforced_before_the_ten_days_are_over(executing, inspector):
    with pytest.raises(Refusal, match="23/10/2026"):
        default(executing("TL-18"), inspector)


def test_the_minutes_say_what_is_owed_and_are_due_in_three_working_days(overdue, inspector):
    row = default(overdue, inspector)
    assert row.discovered_on == date(2026, 10, 24)
    assert row.due_on == date(2026, 10, 28)  # from Saturday: Monday, Tuesday, Wednesday
    assert (row.fine_rest, row.surcharge_rest) == (80_000_000, 2 * 40_000)
    assert row.measures == [r.text for r in overdue.remedies.all()]
    assert row.number.endswith("BB-KTH")
    with pytest.raises(Refusal, match="đã được lập"):
        default(overdue, inspector)


def test_late_minutes_need_a_reason(overdue, inspector, days):
    days(7)
    with pytest.raises(Refusal) as error:
        default(overdue, inspector)
    assert error.value.field == "late_reason"
    assert default(overdue, inspector, late_reason="Chờ xác nhận của kho bạc").late_reason


def test_no_letter_and_no_measure_without_minutes(overdue, inspector):
    for call in (lambda: asked(overdue, inspector), lambda: proposed(overdue, inspector)):
        with pytest.raises(Refusal, match="MBB09"):
            call()


def test_money_rests_on_an_answer_about_means(overdue, inspector):
    default(overdue, inspector)
    open_letter = asked(overdue, inspector)
    for inquiry in (None, open_letter):
        with pytest.raises(Refusal) as error:
            enforcement.propose(
                again(overdue), measure(overdue, inquiry), submission=key(), by=inspector, at=at()
            )
        assert error.value.field == "inquiry"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": 80_080_001}, "amount"),
        ({"holder": " "}, "holder"),
        ({"account": ""}, "account"),
        ({"reason": " "}, "reason"),
        ({"planned_on": date(2026, 10, 1)}, "planned_on"),
        ({"kind": "SALARY", "percent": 20}, "kind"),  # for individuals only
        ({"kind": "DISTRAINT"}, "content"),
        ({"kind": "REMEDY", "amount": None}, "content"),
    ],
)
def test_a_measure_outside_its_law(overdue, inspector, values, field):
    default(overdue, inspector)
    with pytest.raises(Refusal) as error:
        proposed(overdue, inspector, **values)
    assert error.value.field == field


@pytest.mark.parametrize(("percent", "of_income", "lawful"), [
    (30, False, True), (31, False, False), (50, True, True), (51, True, False), (0, True, False),
])  # fmt: skip
def test_a_salary_is_taken_within_the_per_cents(overdue, inspector, percent, of_income, lawful):
    default(overdue, inspector)
    type(overdue).objects.filter(pk=overdue.pk).update(party="individual")
    values = {"kind": "SALARY", "percent": percent, "of_income": of_income}
    if lawful:
        row = proposed(overdue, inspector, **values)
        assert row.order_due_on == date(2026, 10, 28)  # two working days from the answer
        return
    with pytest.raises(Refusal) as error:
        proposed(overdue, inspector, **values)
    assert error.value.field == "percent"


def test_bounds_are_data(overdue, inspector):
    default(overdue, inspector)
    EnforcementRule.objects.filter(kind="ACCOUNT").delete()
    with pytest.raises(Refusal):
        proposed(overdue, inspector)


# --- Who orders --------------------------------------------------------------------------------
def test_only_an_office_with_power_orders_and_a_deputy_by_its_own_delegation(
    overdue, inspector, director, deputy_director, delegate
):
    default(overdue, inspector)
    row = proposed(overdue, inspector)
    delegate()  # the power to sanction is not the power to enforce
    for person in (inspector, deputy_director):
        with pytest.raises((Refusal, WorkflowRefused)):
            enforcement.order(row, by=fresh(person), at=at())
    Delegation.objects.create(
        kind="ENFORCEMENT", number="16/QĐ-GQCC", decided_on=date(2026, 9, 1),
        valid_from=date(2026, 9, 1), giver=director.positions.get(),
        holder=deputy_director.positions.get(),
    )  # fmt: skip
    row = enforcement.order(row, by=fresh(deputy_director), at=at())
    assert (row.signed_as.user, row.delegation.number) == (deputy_director, "16/QĐ-GQCC")
    assert row.number.endswith("QĐ-CCXP")


def test_titles_with_power_are_data(overdue, inspector, director):
    default(overdue, inspector)
    row = proposed(overdue, inspector)
    EnforcementTitle.objects.all().delete()
    with pytest.raises(Refusal, match="87"):
        enforcement.order(row, by=director, at=at())


def test_ordering_twice_is_once(overdue, inspector, director):
    default(overdue, inspector)
    row = proposed(overdue, inspector)
    numbers = {enforcement.order(row, by=director, at=at()).number for _ in range(2)}
    assert len(numbers) == 1
    assert GeneratedDocument.objects.filter(form_code="MQD08").count() == 1
    assert again(overdue).state == CaseState.ENFORCEMENT


# --- Clocks --------------------------------------------------------------------------------------
def dues(kind):
    return [item.due_on for item in DueItem.objects.filter(kind=kind, closed_at=None)]


def test_every_step_opens_its_clock_and_settles_the_one_before(overdue, inspector, director):
    assert dues("violation.non_execution") == [date(2026, 10, 28)]
    default(overdue, inspector)
    assert dues("violation.non_execution") == []
    assert dues("violation.means") == [date(2026, 10, 30)]  # 5 working days from the 23rd
    letter = asked(overdue, inspector)
    assert (dues("violation.means"), dues("violation.inquiry")) == ([], [date(2026, 11, 2)])
    non_execution.answer(letter, "Có tiền", answered_on=at().date(), by=inspector, at=at())
    row = proposed(overdue, inspector, inquiry=again(letter))
    assert (dues("violation.inquiry"), dues("violation.order")) == ([], [date(2026, 11, 2)])
    enforcement.order(row, by=director, at=at())
    assert (dues("violation.order"), dues("violation.order_send")) == ([], [date(2026, 10, 28)])
    take(row, "SEND", inspector)
    assert (dues("violation.order_send"), dues("violation.freeze")) == ([], [date(2026, 10, 27)])
    take(row, "FREEZE", inspector, amount=80_000_000)
    assert dues("violation.freeze") == []


def test_the_plan_goes_to_the_police_five_working_days_before(overdue, inspector, director):
    default(overdue, inspector)
    row = proposed(
        overdue, inspector, kind="REMEDY", amount=None, content="Trả đủ lương",
        planned_on=date(2026, 11, 9),
    )  # fmt: skip
    enforcement.order(row, by=director, at=at())
    assert dues("violation.police") == [date(2026, 11, 2)]
    take(row, "POLICE", inspector)
    assert dues("violation.police") == []


# --- Course ----------------------------------------------------------------------------------------
def test_a_collected_sum_is_a_receipt_and_the_measure_is_done(running, overdue, inspector):
    row = running()
    with pytest.raises(Refusal):
        take(row, "FINISH", inspector)  # no minutes
    take(row, "MINUTES", inspector)
    take(row, "COLLECT", inspector, amount=80_080_000, reference="UNC-1")
    case = again(overdue)
    assert (case.paid_total, case.outstanding) == (80_080_000, 0)
    take(row, "FINISH", inspector)
    assert (again(row).state, again(overdue).state) == ("DONE", CaseState.EXECUTING)


def test_a_measure_without_the_sum_is_ended_not_done(running, overdue, inspector, director):
    row = running()
    take(row, "MINUTES", inspector)
    take(row, "COLLECT", inspector, amount=1_000_000, reference="UNC-1")
    with pytest.raises(Refusal, match=r"79\.080\.000"):
        take(row, "FINISH", inspector)
    with pytest.raises((Refusal, WorkflowRefused)):
        take(row, "END", inspector)
    take(row, "END", director)
    assert (again(row).state, again(overdue).state) == ("ENDED", CaseState.EXECUTING)


def test_suspended_resumed_and_not_enforceable_for_three_rounds(running, inspector, director):
    row = running()
    take(row, "SUSPEND", director)
    with pytest.raises(Refusal):
        take(row, "COLLECT", inspector, amount=1, reference="U")
    take(row, "RESUME", director)
    take(row, "NOT_YET", director)
    assert (again(row).state, again(row).verify_due_on) == ("NOT_YET", date(2026, 11, 10))
    assert dues("violation.verify") == [date(2026, 11, 10)]
    take(row, "VERIFY", inspector)
    take(row, "VERIFY", inspector)
    assert again(row).round == 3
    take(row, "VERIFY", inspector)
    assert (again(row).round, again(row).verify_due_on) == (3, None)
    take(row, "VERIFY", inspector, able=True)
    assert again(row).state == "RUNNING"
    codes = set(GeneratedDocument.objects.values_list("form_code", flat=True))
    assert {"MBB09", "MBB10", "MQD08", "QD-TDC", "QD-TTC", "QD-CCDK", "CV-XM"} <= codes


def test_the_same_step_sent_twice_is_once(running, inspector):
    from violations.services import enforcement_steps
    from violations.services.enforcement_steps import Facts

    row, submission = running(), key()
    facts = Facts(at().date(), amount=5_000_000, reference="UNC-9")
    for _ in range(2):
        enforcement_steps.take(
            again(row), "COLLECT", facts, submission=submission, by=inspector, at=at()
        )
    assert row.steps.filter(kind="COLLECT").count() == 1


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("COLLECT", {"amount": None, "reference": "U"}, "amount"),
        ("COLLECT", {"amount": 5, "reference": ""}, "reference"),
        ("COST", {"amount": 5, "text": ""}, "text"),
        ("COST_PAID", {"amount": 5, "reference": "U"}, "amount"),  # no costs arose
        ("MINUTES", {"names": ""}, "names"),
        ("MINUTES", {"on": date(2026, 10, 30)}, "on"),
        ("MINUTES", {"on": date(2026, 10, 20)}, "on"),
        ("NOTICE", {}, ""),  # not a step of this measure
    ],
)
def test_a_step_that_is_not_possible(running, inspector, kind, values, field):
    row = running()
    with pytest.raises(Refusal) as error:
        take(row, kind, inspector, **values)
    assert error.value.field == field


# --- Costs and the end ------------------------------------------------------------------------------
def test_costs_are_owed_until_they_come_back_and_keep_the_case_open(
    running, overdue, inspector, chief_inspector
):
    row = running()
    take(row, "COST", inspector, amount=2_000_000)
    take(row, "MINUTES", inspector)
    take(row, "COLLECT", inspector, amount=80_080_000, reference="UNC-1")
    with pytest.raises(WorkflowRefused):  # a measure runs
        closing.mark_executed(again(overdue), by=inspector, at=at())
    take(row, "FINISH", inspector)
    for item in overdue.remedies.all():
        remedies.submit(item, evidence_note="Bảng lương", by=inspector, at=at())
        remedies.accept(item, by=chief_inspector, at=at())
    case = closing.mark_executed(again(overdue), by=inspector, at=at())
    assert costs_owed(case) == 2_000_000
    with pytest.raises(WorkflowRefused, match=r"2\.000\.000"):
        closing.close(case, by=inspector, at=at())
    take(row, "COST_PAID", inspector, amount=2_000_000, reference="PT-1")
    assert open_ends(again(overdue)) == []
    assert closing.close(again(overdue), by=inspector, at=at()).state == CaseState.CLOSED


def test_an_annulled_decision_ends_its_measures(running, overdue, inspector, director):
    from tests.violations.test_rulings import issued
    from violations.states import RulingKind

    row = running()
    issued(again(overdue), RulingKind.ANNUL, inspector, director)
    assert (again(row).state, again(overdue).state) == ("ENDED", CaseState.NO_SANCTION)


def test_instalments_then_late_payment_then_enforcement(executing, inspector, director, days):
    """A missed instalment is late by what was due, and only then is it enforced."""
    from law import loading
    from tests.violations.test_rulings import issued
    from violations import guards
    from violations.states import RulingKind

    loading.load_relief()
    case = executing("TL-18")
    type(case).objects.filter(pk=case.pk).update(
        fine_decided=150_000_000, fine_current=150_000_000
    )
    parts = [(date(2026, 10, 23), 60_000_000), (date(2026, 12, 1), 45_000_000),
             (date(2027, 1, 5), 45_000_000)]  # fmt: skip
    issued(again(case), RulingKind.INSTALMENTS, inspector, director, parts=parts,
           asked_on=case.decided_on)  # fmt: skip
    payments.record(
        again(case), 60_000_000, paid_on=at().date(), reference="GNT-1", by=inspector, at=at()
    )
    for item in case.remedies.all():
        item.state, item.accepted_at, item.accepted_by = "ACCEPTED", at(), director
        item.save()
    days(48)  # 30 November: the second part is not late yet
    with pytest.raises(Refusal, match="01/12/2026"):
        default(case, inspector)
    days(4)  # 4 December
    row = default(case, inspector)
    assert (row.discovered_on, row.surcharge_rest) == (date(2026, 12, 2), 2 * 22_500)
    assert guards.surcharge_owed(again(case), date(2026, 12, 12)) == 10 * 22_500
    order = enforcement.order(proposed(case, inspector), by=director, at=at())
    assert order.amount == 90_000_000 + 2 * 22_500
    assert answered(case, inspector).answered_on == at().date()
