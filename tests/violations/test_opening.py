"""Opening from findings: once, with the register's data, and what a check waits for."""

import uuid
from datetime import date, timedelta

import pytest

from ecms.notifications.models import DueItem
from enterprises.enums import LegalForm
from inspections.enums import FindingState, State
from inspections.workflow import workflow as check_workflow
from tests.factories import TODAY
from tests.violations.conftest import at
from violations.models import ViolationCase
from violations.services import acts, opening
from violations.services.acts import Facts
from violations.services.opening import Opening, When
from violations.services.refusal import Refusal
from violations.states import CaseState, PartyKind

pytestmark = pytest.mark.django_db


def open_(check, findings, by, submission=None, **values):
    return opening.open_from_findings(
        check, findings, Opening(TODAY, **values), submission=submission or uuid.uuid4(), by=by,
        at=at(),
    )  # fmt: skip


def test_one_case_with_several_acts_and_the_data_of_the_register(check, finding, inspector):
    case = open_(check, [finding("TL-18"), finding("TD-03")], inspector)
    assert case.code == "VP-75-2026-00001"
    assert [act.provision.code for act in case.acts.all()] == ["TL-18", "TD-03"]
    assert case.subject["tax_code"] == check.enterprise.tax_code
    assert case.subject["representative"] == "Trần Thị Hạnh"
    assert case.party == PartyKind.ORGANISATION
    assert case.province_id == check.province_id


def test_the_same_form_opens_one_case(check, finding, inspector):
    row, submission = finding(), uuid.uuid4()
    first = open_(check, [row], inspector, submission)
    assert open_(check, [row], inspector, submission) == first
    assert ViolationCase.objects.count() == 1


def test_numbers_follow_each_other_without_gaps(check, finding, inspector):
    open_(check, [finding()], inspector)
    broken = finding("TL-18", workers=None, ongoing=False, ended_on=None)
    with pytest.raises(Refusal):
        open_(check, [broken], inspector)
    assert open_(check, [finding("TD-03")], inspector).code == "VP-75-2026-00002"


@pytest.mark.parametrize(
    ("form", "party"),
    [
        (LegalForm.HOUSEHOLD, PartyKind.HOUSEHOLD),
        (LegalForm.INDIVIDUAL, PartyKind.INDIVIDUAL),
        (LegalForm.PRIVATE, PartyKind.ORGANISATION),
        (LegalForm.LLC_ONE, PartyKind.ORGANISATION),
    ],
)
def test_the_party_follows_from_the_legal_form(check, finding, inspector, form, party):
    check.enterprise.legal_form = form
    check.enterprise.save()
    assert open_(check, [finding()], inspector).party == party


def test_the_decree_is_that_of_the_day_the_act_ended(check, finding, inspector):
    old = finding("TL-18", ended_on=date(2026, 9, 9))
    new = finding("TD-03", ended_on=date(2026, 9, 10))
    case = open_(check, [old, new], inspector)
    numbers = [act.provision.instrument.number for act in case.acts.all()]
    assert numbers == ["12/2022/NĐ-CP", "283/2026/NĐ-CP"]


def test_a_finding_without_a_date_needs_one(check, finding, inspector):
    row = finding(ended_on=None)
    with pytest.raises(Refusal, match="ngày kết thúc"):
        open_(check, [row], inspector)
    case = open_(check, [row], inspector, when={row.pk: When(ongoing=True)})
    assert case.acts.get().ongoing


def test_only_the_team_or_the_unit_opens(check, finding, chief_inspector, foreign_inspector):
    row = finding()
    with pytest.raises(Refusal):
        open_(check, [row], foreign_inspector)
    assert open_(check, [row], chief_inspector).opened_by == chief_inspector


def test_a_finding_goes_into_one_case_and_is_free_after_cancelling(check, finding, inspector):
    row = finding()
    case = open_(check, [row], inspector)
    with pytest.raises(Refusal):
        open_(check, [row], inspector)
    opening.cancel(case, reason="Mở nhầm", by=inspector, at=at())
    assert open_(check, [row], inspector).state == CaseState.DETECTED


def test_draft_findings_stay_out(check, finding, inspector):
    with pytest.raises(Refusal):
        open_(check, [finding(state=FindingState.DRAFT)], inspector)


def test_editing_an_act_moves_it_under_the_decree_of_its_date(open_case, inspector):
    case = open_case()
    act = case.acts.get()
    facts = Facts("TL-18", "Mô tả", ended_on=date(2026, 8, 1), discovered_on=TODAY, workers=5)
    acts.edit(act, facts, by=inspector, at=at())
    act.refresh_from_db()
    assert act.provision.instrument.number == "12/2022/NĐ-CP"
    with pytest.raises(Refusal):
        acts.edit(act, Facts("XX-99", "?", ended_on=TODAY), by=inspector, at=at())


def test_after_the_minutes_the_facts_stand(signed, inspector):
    act = signed("TD-03").acts.get()
    with pytest.raises(Refusal):
        acts.edit(act, Facts("TD-03", "khác", ended_on=TODAY), by=inspector, at=at())


def test_a_check_waits_for_its_findings_and_cases(check, finding, inspector):
    """The guard on closing: in a case, or marked as not sanctioned; and no case open."""
    check.state = State.CONCLUDED
    row, other = finding(), finding("TD-03")
    answer = check_workflow.answer(check, "close", inspector)
    assert not answer
    assert "xác nhận" in str(answer.reason)
    opening.leave_unsanctioned(other, reason="Vi phạm nhỏ", by=inspector, at=at())
    case = open_(check, [row], inspector)
    assert not check_workflow.answer(check, "close", inspector)
    ViolationCase.objects.filter(pk=case.pk).update(state=CaseState.CANCELLED)
    opening.leave_unsanctioned(row, reason="Đã khắc phục", by=inspector, at=at())
    assert check_workflow.answer(check, "close", inspector)


def test_leaving_a_finding_needs_a_reason_and_happens_once(finding, inspector):
    row = finding()
    with pytest.raises(Refusal):
        opening.leave_unsanctioned(row, reason=" ", by=inspector, at=at())
    first = opening.leave_unsanctioned(row, reason="Có", by=inspector, at=at())
    assert opening.leave_unsanctioned(row, reason="Có", by=inspector, at=at()) == first


def test_the_limitation_is_warned_of_before_the_minutes(open_case, inspector):
    """An act that ended long ago runs out of time while its minutes are being written."""
    case = open_case("TL-18")
    item = DueItem.objects.get(kind="violation.limitation", object_id=case.pk)
    ended_on = TODAY - timedelta(days=350)
    facts = Facts("TL-18", "Mô tả", ended_on=ended_on, discovered_on=TODAY, workers=5)
    acts.edit(case.acts.get(), facts, by=inspector, at=at())
    sooner = DueItem.objects.get(pk=item.pk)
    assert sooner.closed_at is None
    assert TODAY < sooner.due_on < item.due_on
    assert sooner.due_on - ended_on <= timedelta(days=366)
