"""A case on its way: each fixture goes one step further."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine

from inspections.enums import AnswerValue, Ground, SignedHow, TeamRole, VisitOutcome
from inspections.services import (
    checklist,
    conduct,
    decision,
    findings,
    minutes,
    proposal,
    team,
    visits,
)
from inspections.services import result as results
from tests.factories import (
    NOW,
    TODAY,
    ChecklistFactory,
    DeadlineRuleFactory,
    EnterpriseFactory,
    FrameFactory,
    ProcedureFactory,
    ProvisionFactory,
    QuestionFactory,
)


@pytest.fixture
def frozen():
    """The clock stands at NOW; ``frozen.shift(timedelta)`` moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def law(db):
    """What every case needs of the reference data."""
    ProcedureFactory()
    DeadlineRuleFactory(number=9, legal_basis="Decree 217/2025 Art 15.1")
    DeadlineRuleFactory(number=10, value="3", unit="working days")
    DeadlineRuleFactory(number=12, value="10", unit="days")
    DeadlineRuleFactory(number=14, value="10", unit="working days")
    FrameFactory(provision=ProvisionFactory(code="TL-18"), bracket_from=1, bracket_to=10)
    FrameFactory(
        provision=ProvisionFactory(code="TL-18"),
        bracket_from=11,
        bracket_to=None,
        fine_min=10_000_000,
        fine_max=20_000_000,
        org_fine_min=20_000_000,
        org_fine_max=40_000_000,
    )
    ProvisionFactory(
        code="HD-01", fine_type="fixed_range", scale_unit="", name_vi="Không giao kết hợp đồng"
    )


@pytest.fixture
def questions(law):
    return [
        QuestionFactory(code="CK-001", violation_codes=["TL-18"]),
        QuestionFactory(code="CK-002", violation_codes=["TL-18", "HD-01"]),
    ]


@pytest.fixture
def papers(monkeypatch):
    """Documents without the fonts: what is issued is recorded, the PDF is a few bytes."""
    from inspections.services import papers as module

    monkeypatch.setattr("ecms.documents.services.issuing.press", lambda *a, **k: b"%PDF-1.7 test")
    return module


@pytest.fixture
def enterprise(agency):
    return EnterpriseFactory(province=agency.province, name="Công ty TNHH Đức Phát")


@pytest.fixture
def plan(inspector, colleague, questions):
    """``plan(**changes)`` answers the proposal of a normal check."""

    def make(**changes):
        values = {
            "ground": Ground.PLAN,
            "ground_detail": "Kế hoạch kiểm tra năm 2026",
            "scope": "Tiền lương",
            "period_from": date(2025, 1, 1),
            "period_to": date(2026, 9, 30),
            "planned_on": TODAY + timedelta(days=7),
            "team": [(inspector, TeamRole.HEAD), (colleague, TeamRole.MEMBER)],
            "checklist": ChecklistFactory(questions=questions),
            "no_conflict": frozenset({inspector.pk}),
        } | changes
        return proposal.Proposal(**values)

    return make


@pytest.fixture
def proposed(frozen, papers, enterprise, plan, agency, inspector, director):
    return proposal.propose(
        enterprise, plan(), submission=uuid.uuid4(), agency=agency, by=inspector, at=NOW
    )


@pytest.fixture
def decided(proposed, director):
    return decision.approve(proposed, by=director, at=NOW)


@pytest.fixture
def running(decided, inspector, colleague):
    team.declare(decided, by=colleague, at=NOW)
    return conduct.announce(decided, on=TODAY, attendees="Bà Hạnh", by=inspector, at=NOW)


@pytest.fixture
def answered(running, inspector, questions):
    """Every question complied with, one visit."""
    for question in questions:
        checklist.answer(running, question, checklist.Given(AnswerValue.YES), by=inspector, at=NOW)
    visits.record(
        running,
        visits.VisitFacts(TODAY, VisitOutcome.DONE),
        submission=uuid.uuid4(),
        by=inspector,
        at=NOW,
    )
    return running


@pytest.fixture
def finding(running, inspector):
    """A draft added by hand."""
    facts = findings.Facts(
        "TL-18", "Chậm trả lương tháng 8", ongoing=True, workers=5, discovered_on=TODAY
    )
    return findings.add(running, facts, submission=uuid.uuid4(), by=inspector, at=NOW)


@pytest.fixture
def signed(answered, inspector):
    signing = minutes.Signing(TODAY, SignedHow.SUBJECT, "Bà Trần Thị Hạnh")
    return minutes.sign(answered, signing, by=inspector, at=NOW)


@pytest.fixture
def concluded(signed, director):
    demands = [results.Demand("Trả đủ lương tháng 8", TODAY + timedelta(days=30))]
    return results.conclude(signed, demands, by=director, at=NOW)
