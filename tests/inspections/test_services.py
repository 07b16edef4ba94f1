"""What each verb does: numbers, clocks, due items, letters, documents, and what it refuses."""

import uuid
from datetime import timedelta

import pytest

from ecms.audit.models import AuditEvent
from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.documents.services import of as documents_of
from ecms.notifications.models import Delivery
from ecms.notifications.services import due
from enterprises.services import merging
from inspections.enums import Ground, State, TeamRole
from inspections.models import Inspection
from inspections.services import (
    conduct,
    decision,
    proposal,
    team,
)
from inspections.services.refusal import Refusal
from tests.factories import NOW, TODAY, EnterpriseFactory


def due_kinds(case):
    return {item.kind: item.due_on for item in due.of(case)}


# --- Proposal -------------------------------------------------------------------------------
def test_a_proposal_gets_a_number_a_team_and_a_due_item(proposed, inspector, director):
    assert proposed.code == "KT-75-2026-00001"
    assert proposed.state == State.PROPOSED
    assert (proposed.duration_days, proposed.duration_unit) == (10, "days")
    assert next((m.user, m.role, m.no_conflict) for m in proposed.team.all()) == (
        inspector,
        TeamRole.HEAD,
        True,
    )
    assert due_kinds(proposed) == {"inspection.decide": proposed.planned_on}
    assert Delivery.objects.filter(recipient=director, kind="inspection.decide").count() == 1
    assert AuditEvent.objects.filter(event="inspection.propose", object_id=proposed.pk).exists()


def test_the_same_form_twice_opens_one_case(frozen, papers, enterprise, plan, agency, inspector):
    submission = uuid.uuid4()
    given = plan()
    first, second = (
        proposal.propose(
            enterprise, given, submission=submission, agency=agency, by=inspector, at=NOW
        )
        for _ in range(2)
    )
    assert first == second
    assert Inspection.objects.count() == 1


def test_numbers_run_without_gaps_after_a_refusal(proposed, plan, agency, inspector):
    other = EnterpriseFactory(province=agency.province)
    with pytest.raises(Refusal):
        proposal.propose(
            other,
            plan(team=[(inspector, TeamRole.HEAD)]),
            submission=uuid.uuid4(),
            agency=agency,
            by=inspector,
            at=NOW,
        )
    case = proposal.propose(
        other, plan(), submission=uuid.uuid4(), agency=agency, by=inspector, at=NOW
    )
    assert case.code == "KT-75-2026-00002"


def test_an_overlap_needs_a_reason(proposed, enterprise, plan, agency, inspector):
    def again(**changes):
        return proposal.propose(
            enterprise,
            plan(**changes),
            submission=uuid.uuid4(),
            agency=agency,
            by=inspector,
            at=NOW,
        )

    with pytest.raises(Refusal) as refusal:
        again()
    assert refusal.value.field == "overlap_reason"
    assert again(overlap_reason="Tai nạn lao động mới").overlap_reason


def test_another_province_is_refused(frozen, plan, agency, inspector, other_agency):
    firm = EnterpriseFactory(province=other_agency.province)
    with pytest.raises(Refusal):
        proposal.propose(
            firm, plan(), submission=uuid.uuid4(), agency=agency, by=inspector, at=NOW
        )


@pytest.mark.parametrize("who", ["clerk", "director", "foreign_inspector", "ministry_official"])
def test_who_may_not_propose(frozen, request, enterprise, plan, agency, who):
    with pytest.raises(Refusal):
        proposal.propose(
            enterprise,
            plan(),
            submission=uuid.uuid4(),
            agency=agency,
            by=request.getfixturevalue(who),
            at=NOW,
        )


def test_returned_corrected_and_sent_again(proposed, plan, director, inspector):
    returned = decision.return_(proposed, by=director, at=NOW, reason="Bổ sung căn cứ")
    assert (returned.state, returned.reason) == (State.RETURNED, "Bổ sung căn cứ")
    assert due_kinds(returned) == {}
    assert Delivery.objects.filter(recipient=inspector, kind="inspection.returned").exists()
    again = proposal.resubmit(
        returned,
        plan(ground_detail="Kế hoạch mới", checklist=returned.checklist),
        by=inspector,
        at=NOW,
    )
    assert (again.state, again.reason, again.ground_detail) == (State.PROPOSED, "", "Kế hoạch mới")
    assert set(due_kinds(again)) == {"inspection.decide"}


@pytest.mark.parametrize("verb", [decision.return_, decision.reject])
def test_a_no_needs_a_reason(proposed, director, verb):
    with pytest.raises(Refusal):
        verb(proposed, by=director, at=NOW, reason="  ")


# --- Decision -------------------------------------------------------------------------------
def test_approval_numbers_the_decision_in_the_same_transaction(decided, inspector):
    assert decided.state == State.DECIDED
    assert decided.decision_number == "01/QĐ-SNV"
    document = GeneratedDocument.objects.get(form_code="QD-KT")
    assert document.thing == decided
    assert document.signer_name == "Đặng Quốc Giám"
    kinds = due_kinds(decided)
    assert kinds["inspection.announce"] == decided.planned_on
    assert kinds["inspection.notice"] == TODAY + timedelta(days=3)  # Thursday
    assert "inspection.decide" not in kinds
    assert Delivery.objects.filter(recipient=inspector, kind="inspection.approved").exists()


def test_a_deputy_signs_for_the_head(proposed, deputy_director):
    decision.approve(proposed, by=deputy_director, at=NOW)
    document = GeneratedDocument.objects.get(form_code="QD-KT")
    assert document.signer_title == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"
    assert document.signer_name == "Ngô Thị Phó"


def test_an_office_that_ended_does_not_sign(proposed, director):
    director.positions.update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(WorkflowRefused):
        decision.approve(proposed, by=director, at=NOW)
    proposed.refresh_from_db()
    assert proposed.state == State.PROPOSED


def test_a_failed_document_leaves_no_decision_and_no_gap(proposed, director, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no fonts")

    with monkeypatch.context() as patch:
        patch.setattr("ecms.documents.services.issuing.press", broken)
        with pytest.raises(RuntimeError):
            decision.approve(proposed, by=director, at=NOW)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decision_number) == (State.PROPOSED, "")
    assert decision.approve(proposed, by=director, at=NOW).decision_number == "01/QĐ-SNV"


def test_an_ad_hoc_check_has_no_notice(
    frozen, papers, enterprise, plan, agency, inspector, director
):
    case = proposal.propose(
        enterprise,
        plan(ground=Ground.AD_HOC),
        submission=uuid.uuid4(),
        agency=agency,
        by=inspector,
        at=NOW,
    )
    assert "inspection.notice" not in due_kinds(decision.approve(case, by=director, at=NOW))


def test_approving_twice_is_refused(decided, director):
    with pytest.raises(WorkflowRefused):
        decision.approve(decided, by=director, at=NOW)
    assert GeneratedDocument.objects.filter(form_code="QD-KT").count() == 1


# --- Clock ----------------------------------------------------------------------------------
def test_the_announcement_waits_for_every_declaration(decided, inspector, colleague):
    with pytest.raises(WorkflowRefused) as refusal:
        conduct.announce(decided, on=TODAY, attendees="Bà Hạnh", by=inspector, at=NOW)
    assert colleague.full_name in str(refusal.value.reason)


def test_the_announcement_starts_the_clock(running):
    assert running.state == State.IN_PROGRESS
    assert running.ends_on == TODAY + timedelta(days=10)
    [item] = due.of(running)
    assert (item.kind, item.due_on) == ("inspection.check_end", running.ends_on)
    assert "13.2b" in item.legal_basis
    assert documents_of(running).filter(form_code="BB-CB").exists()


@pytest.mark.parametrize("shift", [-1, 1])
def test_announced_between_decision_and_today(decided, inspector, colleague, shift):
    team.declare(decided, by=colleague, at=NOW)
    with pytest.raises(Refusal):
        conduct.announce(
            decided, on=TODAY + timedelta(days=shift), attendees="x", by=inspector, at=NOW
        )


def test_extended_once_by_five_days(running, director):
    first_end = running.ends_on
    extended = conduct.extend(running, reason="Phức tạp", by=director, at=NOW)
    assert extended.ends_on == first_end + timedelta(days=5)
    assert extended.extension_days == 5
    assert due_kinds(extended) == {"inspection.check_end": extended.ends_on}
    with pytest.raises(WorkflowRefused):
        conduct.extend(extended, reason="Nữa", by=director, at=NOW)
    assert documents_of(extended).filter(form_code="QD-GH").count() == 1


def test_no_extension_after_the_last_day(running, director, frozen):
    late = NOW + timedelta(days=11)
    frozen.move_to(late)
    with pytest.raises(WorkflowRefused):
        conduct.extend(running, reason="Phức tạp", by=director, at=late)


def test_the_head_asks_the_director(running, inspector, director):
    asked = conduct.ask_extension(running, reason="Nhiều cơ sở", by=inspector, at=NOW)
    assert asked.extension_reason == "Nhiều cơ sở"
    assert asked.ends_on == running.ends_on
    assert Delivery.objects.filter(recipient=director, kind="inspection.extension_asked").exists()
    with pytest.raises(WorkflowRefused):
        conduct.ask_extension(asked, reason="Nữa", by=inspector, at=NOW)


def test_suspension_stops_the_clock_and_moves_the_end(running, director, frozen):
    conduct.suspend(running, reason="Bão lụt", by=director, at=NOW)
    [item] = due.of(running)
    assert item.paused_at is not None
    later = NOW + timedelta(days=7)
    frozen.move_to(later)
    resumed = conduct.resume(running, by=director, at=later)
    assert resumed.state == State.IN_PROGRESS
    assert resumed.ends_on == TODAY + timedelta(days=17)
    assert (resumed.suspended_days, resumed.suspended_on) == (7, None)
    [item] = due.of(resumed)
    assert (item.paused_at, item.due_on) == (None, resumed.ends_on)


def test_two_suspensions_add_up_and_have_two_documents(running, director, frozen):
    moment = NOW
    for days in (3, 4):
        conduct.suspend(running, reason="Bão", by=director, at=moment)
        moment += timedelta(days=days)
        frozen.move_to(moment)
        conduct.resume(running, by=director, at=moment)
    running.refresh_from_db()
    assert running.suspended_days == 7
    assert running.ends_on == TODAY + timedelta(days=17)
    assert documents_of(running).filter(form_code="QD-TD").count() == 2


def test_termination_drops_every_due_item(running, director):
    ended = conduct.terminate(running, reason="Đã thanh tra", by=director, at=NOW)
    assert ended.state == State.TERMINATED
    assert due.of(ended) == []


def test_a_proposal_about_a_record_merged_meanwhile_follows(
    enterprise, plan, agency, inspector, chief_inspector, papers
):
    kept = EnterpriseFactory(province=enterprise.province)
    merging.merge(
        survivor=kept, merged=type(kept).objects.get(pk=enterprise.pk), choices={},
        reason="Hai bản ghi", by=chief_inspector, at=NOW,
    )  # fmt: skip
    case = proposal.propose(
        enterprise, plan(), submission=uuid.uuid4(), agency=agency, by=inspector, at=NOW
    )
    assert case.enterprise == kept
