"""What each verb does: numbers, clocks, due items, letters, documents, and what it refuses."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ecms.audit.models import AuditEvent
from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.documents.services import of as documents_of
from ecms.notifications.models import Delivery
from ecms.notifications.services import due
from inspections.enums import FindingState, Ground, RequirementState, SignedHow, State, TeamRole
from inspections.models import Answer, Finding, Inspection, Visit
from inspections.services import (
    checklist,
    closing,
    conduct,
    decision,
    findings,
    minutes,
    proposal,
    requirements,
    result,
    team,
    visits,
)
from inspections.services.refusal import Refusal
from inspections.workflow import workflow
from tests.factories import NOW, TODAY, EnterpriseFactory, InspectionFactory


def due_kinds(case):
    return {item.kind: item.due_on for item in due.of(case)}


# --- Proposal -------------------------------------------------------------------------------
def test_a_proposal_gets_a_number_a_team_and_a_due_item(proposed, inspector, director):
    assert proposed.code == "KT-75-2026-00001"
    assert proposed.state == State.PROPOSED
    assert (proposed.duration_days, proposed.duration_unit) == (10, "days")
    assert [(m.user, m.role, m.no_conflict) for m in proposed.team.all()][0] == (
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
        patch.setattr("ecms.documents.services.issuing.render", broken)
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


# --- Checklist ------------------------------------------------------------------------------
def given(value, **more):
    return checklist.Given(value, **more)


def test_a_no_drafts_a_finding_with_its_provision(running, questions, inspector):
    checklist.answer(running, questions[0], given("NO", note="8 người"), by=inspector, at=NOW)
    finding = Finding.objects.get()
    assert (finding.violation_code, finding.state) == ("TL-18", FindingState.DRAFT)
    assert finding.provision.instrument.number == "283/2026/NĐ-CP"
    assert finding.description.startswith("Chưa đạt") or "Not complied" in finding.description
    assert "8 người" in finding.description
    assert not finding.ongoing  # somebody must say whether the act goes on


def test_several_codes_wait_for_a_choice(running, questions, inspector):
    checklist.answer(running, questions[1], given("NO"), by=inspector, at=NOW)
    assert Finding.objects.count() == 0
    checklist.answer(
        running, questions[1], given("NO", codes=("HD-01",), version=1), by=inspector, at=NOW
    )
    assert Finding.objects.get().violation_code == "HD-01"
    checklist.answer(
        running, questions[1], given("NO", codes=("TL-18",), version=1), by=inspector, at=NOW
    )
    states = dict(Finding.objects.values_list("violation_code", "state"))
    assert states == {"HD-01": "DROPPED", "TL-18": "DRAFT"}


def test_a_code_of_another_question_is_not_drafted(running, questions, inspector):
    checklist.answer(running, questions[0], given("NO", codes=("HD-01",)), by=inspector, at=NOW)
    assert Finding.objects.count() == 0


def test_yes_again_drops_the_draft_and_no_revives_it(running, questions, inspector):
    checklist.answer(running, questions[0], given("NO"), by=inspector, at=NOW)
    checklist.answer(running, questions[0], given("YES", version=1), by=inspector, at=NOW)
    assert Finding.objects.get().state == FindingState.DROPPED
    checklist.answer(running, questions[0], given("NO", version=2), by=inspector, at=NOW)
    assert Finding.objects.get().state == FindingState.DRAFT


def test_two_people_one_question_nothing_is_overwritten(running, questions, inspector, colleague):
    checklist.answer(running, questions[0], given("YES"), by=inspector, at=NOW)
    with pytest.raises(checklist.AnswerConflict) as conflict:
        checklist.answer(running, questions[0], given("NO"), by=colleague, at=NOW)
    assert (conflict.value.theirs.value, conflict.value.mine.value) == ("YES", "NO")
    assert Answer.objects.get().value == "YES"
    assert Finding.objects.count() == 0
    checklist.answer(running, questions[0], given("NO", version=1), by=colleague, at=NOW)
    assert Answer.objects.get().value == "NO"


def test_the_same_answer_twice_is_no_conflict(running, questions, inspector, colleague):
    for person in (inspector, colleague):
        checklist.answer(running, questions[0], given("YES"), by=person, at=NOW)
    assert Answer.objects.get().version == 1


def test_counting_questions_want_the_number(running, inspector):
    question = _counting(running)
    with pytest.raises(Refusal):
        checklist.answer(running, question, given("NO"), by=inspector, at=NOW)
    row = checklist.answer(running, question, given("NO", number=7), by=inspector, at=NOW)
    assert row.value == "7"
    assert Finding.objects.get().workers == 7
    row = checklist.answer(running, question, given("YES", version=1), by=inspector, at=NOW)
    assert row.value == "0"


def _counting(case):
    from inspections.models import ChecklistItem
    from tests.factories import QuestionFactory

    question = QuestionFactory(code="CK-800", answer_type="NUMBER", violation_codes=["TL-18"])
    ChecklistItem.objects.create(checklist=case.checklist, question=question, order=99)
    return question


@pytest.mark.parametrize("who", ["chief_inspector", "director", "foreign_inspector", "clerk"])
def test_only_the_team_answers(running, questions, request, who):
    with pytest.raises(Refusal):
        checklist.answer(
            running, questions[0], given("YES"), by=request.getfixturevalue(who), at=NOW
        )


# --- Findings -------------------------------------------------------------------------------
def test_a_finding_needs_its_facts_before_it_is_confirmed(finding, inspector):
    facts = findings.Facts("TL-18", "Chậm lương", ongoing=False, discovered_on=TODAY)
    findings.edit(finding, facts, by=inspector, at=NOW)
    with pytest.raises(Refusal) as refusal:
        findings.confirm(finding, by=inspector, at=NOW)
    assert len(findings.problems_of(Finding.objects.get())) == 2
    assert str(refusal.value.reason)


def test_the_day_the_act_ended_decides_the_decree(finding, inspector):
    from tests.factories import InstrumentFactory, ProvisionFactory

    old = InstrumentFactory(number="12/2022/NĐ-CP")
    ProvisionFactory(instrument=old, code="TL-18")
    facts = findings.Facts(
        "TL-18",
        "Chậm lương",
        ended_on=TODAY.replace(month=9, day=9),
        workers=5,
        discovered_on=TODAY,
    )
    assert findings.edit(finding, facts, by=inspector, at=NOW).provision.instrument == old
    later = findings.Facts(
        "TL-18",
        "Chậm lương",
        ended_on=TODAY.replace(month=9, day=10),
        workers=5,
        discovered_on=TODAY,
    )
    edited = findings.edit(finding, later, by=inspector, at=NOW)
    assert edited.provision.instrument.number == "283/2026/NĐ-CP"


def test_an_edited_finding_is_a_draft_again(finding, inspector):
    findings.confirm(finding, by=inspector, at=NOW)
    facts = findings.Facts(
        "TL-18", "Chậm lương tháng 9", ongoing=True, workers=9, discovered_on=TODAY
    )
    assert findings.edit(finding, facts, by=inspector, at=NOW).state == FindingState.DRAFT


def test_a_copy_is_made_once_per_submission(finding, inspector):
    submission = uuid.uuid4()
    first = findings.clone(finding, submission=submission, by=inspector, at=NOW)
    second = findings.clone(finding, submission=submission, by=inspector, at=NOW)
    assert first == second
    assert Finding.objects.count() == 2


def test_dropping_needs_a_reason_and_is_kept(finding, inspector):
    with pytest.raises(Refusal):
        findings.drop(finding, reason=" ", by=inspector, at=NOW)
    dropped = findings.drop(finding, reason="Đã trả đủ", by=inspector, at=NOW)
    assert (dropped.state, dropped.dropped_reason) == (FindingState.DROPPED, "Đã trả đủ")


# --- Minutes, result, closing ---------------------------------------------------------------
def signing(**changes):
    return minutes.Signing(**{"on": TODAY, "how": SignedHow.SUBJECT, "names": "Bà Hạnh"} | changes)


def test_minutes_need_answers_visit_and_decided_findings(running, inspector, questions):
    with pytest.raises(WorkflowRefused):
        minutes.sign(running, signing(), by=inspector, at=NOW)
    for question in questions:
        checklist.answer(running, question, given("YES"), by=inspector, at=NOW)
    with pytest.raises(WorkflowRefused):  # no visit
        minutes.sign(running, signing(), by=inspector, at=NOW)
    visits.record(
        running, visits.VisitFacts(TODAY, "DONE"), submission=uuid.uuid4(), by=inspector, at=NOW
    )
    facts = findings.Facts("HD-01", "Không có hợp đồng", ongoing=True, discovered_on=TODAY)
    open_one = findings.add(running, facts, submission=uuid.uuid4(), by=inspector, at=NOW)
    with pytest.raises(WorkflowRefused):  # a draft finding
        minutes.sign(running, signing(), by=inspector, at=NOW)
    findings.confirm(open_one, by=inspector, at=NOW)
    assert minutes.sign(running, signing(), by=inspector, at=NOW).state == State.MINUTES_SIGNED


def test_signed_minutes_freeze_the_work(signed, inspector, questions, director):
    assert documents_of(signed).filter(form_code="BB-KT").exists()
    with pytest.raises(Refusal):
        checklist.answer(signed, questions[0], given("NO", version=1), by=inspector, at=NOW)
    with pytest.raises(Refusal):
        visits.record(
            signed, visits.VisitFacts(TODAY, "DONE"), submission=uuid.uuid4(), by=inspector, at=NOW
        )
    assert due_kinds(signed) == {"inspection.conclude": TODAY + timedelta(days=14)}
    assert Delivery.objects.filter(recipient=director, kind="inspection.minutes_signed").exists()


def test_a_witness_needs_a_name(answered, inspector):
    with pytest.raises(Refusal):
        minutes.sign(answered, signing(how=SignedHow.WITNESS, names=" "), by=inspector, at=NOW)


def test_a_visit_is_recorded_once(running, inspector):
    submission = uuid.uuid4()
    for _ in range(2):
        visits.record(
            running, visits.VisitFacts(TODAY, "DONE"), submission=submission, by=inspector, at=NOW
        )
    assert Visit.objects.count() == 1


def test_a_result_with_requirements_is_a_letter(concluded, enterprise):
    assert concluded.state == State.CONCLUDED
    assert documents_of(concluded).filter(form_code="CV-CC").exists()
    row = concluded.requirements.get()
    [item] = due.of(row)
    assert (item.kind, item.due_on) == ("requirement.due", row.due_on)
    enterprise.refresh_from_db()
    assert enterprise.last_visited_on == TODAY


def test_a_result_without_requirements_is_a_notice(signed, director):
    case = result.conclude(signed, [], by=director, at=NOW)
    assert documents_of(case).filter(form_code="TB-KQ").exists()


def test_an_older_case_does_not_set_the_last_visit_back(signed, enterprise, director):
    later = TODAY + timedelta(days=30)
    type(enterprise).objects.update(last_visited_on=later)
    result.conclude(signed, [], by=director, at=NOW)
    enterprise.refresh_from_db()
    assert enterprise.last_visited_on == later


def test_the_team_drafts_and_the_director_signs(signed, inspector, director):
    draft = [result.Demand("Trả lương", TODAY + timedelta(days=10))]
    result.draft(signed, draft, by=inspector, at=NOW)
    result.draft(signed, draft, by=inspector, at=NOW)
    assert signed.requirements.count() == 1
    with pytest.raises(WorkflowRefused):
        result.conclude(signed, draft, by=inspector, at=NOW)
    with pytest.raises(Refusal):
        result.draft(signed, draft, by=director, at=NOW)


def test_nothing_closes_while_a_requirement_is_open(concluded, inspector, colleague):
    with pytest.raises(WorkflowRefused):
        closing.close(concluded, by=inspector, at=NOW)
    row = concluded.requirements.get()
    with pytest.raises(Refusal):  # no evidence yet
        requirements.accept(row, by=colleague, at=NOW)
    requirements.submit(row, note="Đã trả lương", by=inspector, at=NOW)
    with pytest.raises(Refusal):  # the same person
        requirements.accept(row, by=inspector, at=NOW)
    assert requirements.accept(row, by=colleague, at=NOW).state == RequirementState.ACCEPTED
    assert due.of(row) == []
    assert closing.close(concluded, by=inspector, at=NOW).state == State.CLOSED


def test_evidence_that_does_not_suffice_goes_back(concluded, inspector, colleague):
    row = requirements.submit(concluded.requirements.get(), note="Đang làm", by=inspector, at=NOW)
    back = requirements.send_back(row, reason="Thiếu bảng lương", by=colleague, at=NOW)
    assert back.state == RequirementState.OPEN


def test_another_module_can_forbid_closing(signed, director, inspector, monkeypatch):
    from ecms.core.access import Refused

    case = result.conclude(signed, [], by=director, at=NOW)
    monkeypatch.setitem(workflow.extra_guards, "close", [lambda thing, user: Refused("not yet")])
    with pytest.raises(WorkflowRefused, match="not yet"):
        closing.close(case, by=inspector, at=NOW)


# --- Database -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "changes",
    [
        {"state": State.DECIDED},
        {"state": State.IN_PROGRESS},
        {"state": State.CLOSED},
        {"state": State.SUSPENDED},
        {"decided_at": NOW},
        {"extension_days": 5},
        {"period_to": TODAY.replace(year=2020)},
    ],
)
def test_the_database_refuses_an_impossible_case(db, changes):
    case = InspectionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=case.pk).update(**changes)
