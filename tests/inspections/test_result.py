"""Minutes, result, rectification, closing, and what the database refuses."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ecms.core.workflow import WorkflowRefused
from ecms.documents.services import of as documents_of
from ecms.notifications.models import Delivery
from ecms.notifications.services import due
from inspections.enums import Phase, RequirementState, SignedHow, State
from inspections.models import Inspection, Visit
from inspections.services import (
    checklist,
    closing,
    findings,
    minutes,
    requirements,
    result,
    visits,
)
from inspections.services.refusal import Refusal
from inspections.workflow import workflow
from tests.factories import NOW, TODAY, InspectionFactory


def due_kinds(case):
    return {item.kind: item.due_on for item in due.of(case)}


# --- Minutes, result, closing ---------------------------------------------------------------
def signing(**changes):
    return minutes.Signing(**{"on": TODAY, "how": SignedHow.SUBJECT, "names": "Bà Hạnh"} | changes)


def test_minutes_need_answers_visit_and_decided_findings(running, inspector, questions):
    with pytest.raises(WorkflowRefused):
        minutes.sign(running, signing(), by=inspector, at=NOW)
    for question in questions:
        checklist.answer(running, question, checklist.Given("YES"), by=inspector, at=NOW)
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
        checklist.answer(
            signed, questions[0], checklist.Given("NO", version=1), by=inspector, at=NOW
        )
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


@pytest.mark.parametrize(("outcome", "known"), [("DONE", TODAY), ("CLOSED", None)])
def test_the_register_hears_of_a_visit_on_its_day(running, enterprise, inspector, outcome, known):
    facts = visits.VisitFacts(TODAY, outcome)
    visits.record(running, facts, submission=uuid.uuid4(), by=inspector, at=NOW)
    enterprise.refresh_from_db()
    assert enterprise.last_visited_on == known


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
    row.author = row.assignee  # one person wrote it and follows it up
    row.save()
    requirements.submit(row, note="Đã trả lương", by=inspector, at=NOW)
    with pytest.raises(Refusal):  # the same person
        requirements.accept(row, by=inspector, at=NOW)
    assert requirements.accept(row, by=colleague, at=NOW).state == RequirementState.ACCEPTED
    assert due.of(row) == []
    assert closing.close(concluded, by=inspector, at=NOW).state == State.CLOSED


def test_evidence_that_does_not_suffice_goes_back(concluded, inspector, colleague):
    row = requirements.submit(concluded.requirements.get(), note="Đang làm", by=inspector, at=NOW)
    back = requirements.send_back(row, reason="Thiếu bảng lương", by=colleague, at=NOW)
    assert back.state == RequirementState.SENT_BACK


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
        {"phase": Phase.DECIDED},
        {"phase": Phase.RUNNING},
        {"phase": Phase.CLOSED},
        {"phase": Phase.PAUSED},
        {"decided_at": NOW},
        {"extension_days": 5},
        {"period_to": TODAY.replace(year=2020)},
    ],
)
def test_the_database_refuses_an_impossible_case(db, changes):
    case = InspectionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=case.pk).update(**changes)
