"""From a finding to the closed, paid case; and the ways around."""

from datetime import date

import pytest

from tests.violations.conftest import at
from violations.services import closing, payments, remedies
from violations.states import CaseState

pytestmark = pytest.mark.django_db


def test_from_finding_to_closed_case(executing, inspector, chief_inspector):
    """The whole journey, each state with what the law attaches to it."""
    case = executing("TL-18")
    assert case.state == CaseState.EXECUTING
    assert case.code == "VP-75-2026-00001"
    assert case.fine_decided == 80_000_000  # bracket 11-50 workers doubled: 60 to 100 million
    assert case.decision_number.endswith("QĐ-XPHC")
    assert case.execution_due_on == date(2026, 10, 23)
    payments.record(
        case, 80_000_000, paid_on=case.served_on, reference="GNT-1", by=inspector, at=at()
    )
    measure = case.remedies.get()
    remedies.submit(measure, evidence_note="Bảng lương tháng 10", by=inspector, at=at())
    remedies.accept(measure, by=chief_inspector, at=at())
    case = closing.mark_executed(case, by=inspector, at=at())
    case = closing.close(case, by=inspector, at=at())
    assert case.state == CaseState.CLOSED
