"""After the visit: evidence in full and in part, more time, reminders, figures."""

import uuid
from datetime import timedelta

import pytest
from django.utils import translation

from ecms.core.workflow import WorkflowRefused
from ecms.documents.services import of as documents_of
from ecms.notifications.services import due
from inspections.enums import RequirementState
from inspections.models import Fulfilment, Requirement
from inspections.selectors_followup import (
    put_right_on_time,
    restored,
    standing_of,
)
from inspections.services import (
    extensions,
    reminders,
    requirements,
    result,
)
from inspections.services.refusal import Refusal
from inspections.states_followup import (
    ExtensionState,
    FulfilmentState,
)
from tests.factories import NOW, TODAY


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


DUE = TODAY + timedelta(days=30)
ARREARS = {"amount": 300_000_000, "workers": 75}


def later(days):
    return NOW + timedelta(days=days)


@pytest.fixture
def arrears(signed, director):
    """Arrears of 300 million for 75 workers, and a second requirement without sums."""
    demands = [
        result.Demand("Trả đủ lương", DUE, **ARREARS),
        result.Demand("Lập sổ quản lý lao động", DUE + timedelta(days=5)),
    ]
    case = result.conclude(signed, demands, by=director, at=NOW)
    return case.requirements.get(amount=300_000_000)


def report(amount=None, workers=None, note="Đã trả một phần"):
    return requirements.Report(note, TODAY, amount, workers)


def settle(row, by, second):
    requirements.submit(row, note="Đã làm", by=by, at=NOW)
    return requirements.accept(row, by=second, at=NOW)


# --- Evidence -------------------------------------------------------------------------------
def test_evidence_in_part_counts_and_leaves_the_rest_open(arrears, inspector, colleague):
    requirements.submit(arrears, report=report(120_000_000, 40), by=inspector, at=NOW)
    with pytest.raises(Refusal, match="180"):
        requirements.accept(arrears, by=colleague, at=NOW)
    row = requirements.accept(arrears, partly=True, by=colleague, at=NOW)
    assert (row.state, row.money.left, row.people.left) == (RequirementState.OPEN, 180_000_000, 35)
    assert [item.kind for item in due.of(row)] == ["requirement.due"]
    requirements.submit(row, report=report(180_000_000, 35), by=inspector, at=NOW)
    row = requirements.accept(row, by=colleague, at=NOW)
    assert (row.state, row.amount_done, row.settled_on) == (
        RequirementState.ACCEPTED, 300_000_000, TODAY,
    )  # fmt: skip
    assert due.of(row) == []


def test_more_than_is_missing_is_refused(arrears, inspector):
    with pytest.raises(Refusal, match="300") as refused:
        requirements.submit(arrears, report=report(300_000_001, 1), by=inspector, at=NOW)
    assert refused.value.field == "amount"


def test_evidence_is_recorded_once_and_judged_before_the_next(arrears, inspector):
    key = uuid.uuid4()
    for _ in range(2):
        requirements.submit(arrears, report=report(1, 1), submission=key, by=inspector, at=NOW)
    assert Fulfilment.objects.count() == 1
    with pytest.raises(Refusal, match="already waiting"):
        requirements.submit(arrears, report=report(1, 1), by=inspector, at=NOW)


def test_high_risk_needs_a_second_person(arrears, inspector, colleague):
    assert arrears.high_risk
    requirements.submit(arrears, report=report(1, 1), by=inspector, at=NOW)
    with pytest.raises(Refusal, match="second person"):
        requirements.accept(arrears, partly=True, by=inspector, at=NOW)
    requirements.accept(arrears, partly=True, by=colleague, at=NOW)


def test_author_and_assignee_of_two_people_suffice_unless_the_body_wants_more(
    concluded, inspector, settings
):
    row = concluded.requirements.get()  # written by the director, followed up by the inspector
    requirements.submit(row, note="Đã trả", by=inspector, at=NOW)
    settings.FOLLOW_UP_POLICY = {"second_person": "always"}
    with pytest.raises(Refusal):
        requirements.accept(row, by=inspector, at=NOW)
    settings.FOLLOW_UP_POLICY = {"second_person": "risk"}
    assert requirements.accept(row, by=inspector, at=NOW).is_accepted


def test_the_team_stays_author_of_what_the_director_signs(signed, inspector, director):
    draft = [result.Demand("Trả lương", DUE)]
    result.draft(signed, draft, by=inspector, at=NOW)
    row = result.conclude(signed, draft, by=director, at=NOW).requirements.get()
    assert (row.author, row.assignee) == (inspector, inspector)


def test_evidence_sent_back_keeps_its_reason_and_comes_again(arrears, inspector, colleague):
    requirements.submit(arrears, report=report(1, 1), by=inspector, at=NOW)
    row = requirements.send_back(arrears, reason="Thiếu bảng lương", by=colleague, at=NOW)
    assert (row.state, row.reason) == (RequirementState.SENT_BACK, "Thiếu bảng lương")
    assert row.fulfilments.get().state == FulfilmentState.SENT_BACK
    assert requirements.submit(row, report=report(2, 2), by=inspector, at=NOW).pk == row.pk


def test_another_province_cannot_touch_it(arrears, foreign_inspector, foreign_director):
    with pytest.raises(Refusal):
        requirements.submit(arrears, report=report(1, 1), by=foreign_inspector, at=NOW)
    with pytest.raises(Refusal):
        requirements.withdraw(arrears, reason="x", by=foreign_director, at=NOW)


def test_withdrawn_and_replaced_ones_are_settled_with_a_reason(arrears, director, inspector):
    with pytest.raises(Refusal):
        requirements.withdraw(arrears, reason=" ", by=director, at=NOW)
    with pytest.raises(Refusal):
        requirements.withdraw(arrears, reason="Nhầm", by=inspector, at=NOW)
    new = requirements.replace(
        arrears, text="Trả lương và lãi", due_on=DUE, reason="Thiếu lãi", by=director, at=NOW
    )
    arrears.refresh_from_db()
    assert (arrears.state, arrears.replaced_by, new.amount) == (
        RequirementState.REPLACED, new, 300_000_000,
    )  # fmt: skip
    assert due.of(arrears) == []
    assert due.of(new)[0].due_on == DUE
    assert requirements.withdraw(new, reason="Nhầm", by=director, at=NOW).reason == "Nhầm"


# --- More time ------------------------------------------------------------------------------
@pytest.fixture
def asked(arrears, inspector):
    wish = extensions.Wish(DUE + timedelta(days=20), "Chờ khách hàng thanh toán", TODAY)
    return extensions.ask(arrears, wish, by=inspector, at=NOW)


def test_more_time_moves_the_day_by_letter(asked, arrears, director, inspector):
    with pytest.raises(Refusal):
        extensions.grant(asked, by=inspector, at=NOW)
    extensions.grant(asked, by=director, at=NOW)
    extensions.grant(asked, by=director, at=NOW)  # twice
    arrears.refresh_from_db()
    assert (arrears.first_due_on, arrears.due_on) == (DUE, DUE + timedelta(days=20))
    assert [(item.kind, item.due_on) for item in due.of(arrears)] == [
        ("requirement.due", DUE + timedelta(days=20))
    ]
    letter = documents_of(arrears.inspection).get(form_code="CV-GHKP")
    assert letter.reference


def test_more_time_refused_needs_a_reason_and_keeps_the_day(asked, arrears, director):
    with pytest.raises(Refusal):
        extensions.refuse(asked, reason="", by=director, at=NOW)
    extensions.refuse(asked, reason="Đã đủ thời gian", by=director, at=NOW)
    arrears.refresh_from_db()
    assert arrears.due_on == DUE
    assert asked.__class__.objects.get().state == ExtensionState.REFUSED


@pytest.mark.parametrize(("more", "field"), [(0, "until"), (-3, "until"), (91, "until")])
def test_impossible_days_are_refused(arrears, inspector, more, field):
    wish = extensions.Wish(DUE + timedelta(days=more), "Lý do", TODAY)
    with pytest.raises(Refusal) as refused:
        extensions.ask(arrears, wish, by=inspector, at=NOW)
    assert refused.value.field == field


def test_standing_today(asked, arrears):
    assert standing_of(arrears, TODAY) == "asked"
    assert standing_of(arrears, DUE + timedelta(days=1)) == "overdue"


# --- Reminders ------------------------------------------------------------------------------
def test_one_letter_for_a_case_then_to_the_superior(arrears, director, inspector, frozen):
    case = arrears.inspection
    with pytest.raises(WorkflowRefused, match="Nothing is due"):
        reminders.send(case, by=director, at=NOW)
    frozen.shift(timedelta(days=40))
    with pytest.raises(WorkflowRefused):
        reminders.send(case, by=inspector, at=later(40))
    first = reminders.send(case, by=director, at=later(40))
    assert reminders.send(case, by=director, at=later(40)) == first  # twice a day is once
    assert (first.requirements.count(), first.to_superior) == (2, False)
    for days in (48, 56):
        frozen.shift(timedelta(days=8))
        last = reminders.send(case, by=director, at=later(days))
    assert last.to_superior
    assert documents_of(case).filter(form_code="CV-DD").count() == 3
    assert case.steps.filter(verb="remind").count() == 3  # the step of the procedure


def test_a_batch_goes_on_when_one_case_refuses(arrears, director, frozen):
    frozen.shift(timedelta(days=40))
    rows = Requirement.objects.select_related("inspection")
    batch = reminders.send_batch(rows, by=director, at=later(40))
    assert (len(batch.sent), batch.refused) == (1, [])
    Requirement.objects.update(
        state=RequirementState.ACCEPTED, accepted_at=NOW, accepted_by=director
    )
    frozen.shift(timedelta(days=20))
    assert reminders.send_batch(rows, by=director, at=later(60)).refused


# --- Figures --------------------------------------------------------------------------------
def test_figures_of_what_was_put_right(arrears, inspector, colleague):
    requirements.submit(arrears, report=report(120_000_000, 40), by=inspector, at=NOW)
    requirements.accept(arrears, partly=True, by=colleague, at=NOW)
    other = arrears.inspection.requirements.get(amount=None)
    settle(other, inspector, colleague)
    rows, span = Requirement.objects.all(), (TODAY, DUE + timedelta(days=30))
    assert put_right_on_time(rows, *span) == (1, 2)
    found = restored(rows, *span)
    assert (found.amount_done, found.amount_asked, found.workers_done) == (
        120_000_000, 300_000_000, 40,
    )  # fmt: skip
