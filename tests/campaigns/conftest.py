"""A register of thirty firms, people who plan, a checklist, a calendar."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from campaigns.services import preparing
from enterprises.models import Enterprise
from tests.factories import (
    NOW,
    TODAY,
    ChecklistFactory,
    EnterpriseFactory,
    ProcedureFactory,
    SectorFactory,
    UserFactory,
)


@pytest.fixture
def law(db):
    """What a proposal needs: the procedure and a checklist, at a fixed day, in English."""
    ProcedureFactory()
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield ChecklistFactory(questions=3)


@pytest.fixture
def firms(law, province):
    sections = [
        SectorFactory(scheme="VSIC2025", level=1, code=code, name_vi=f"Ngành {code}")
        for code in "CFG"
    ]
    for number in range(30):
        EnterpriseFactory(
            province=province, name=f"Công ty số {number}", workers=5 if number % 2 else 50,
            section_2025=sections[number % 3], risk_score=number * 3, last_visited_on=None,
        )  # fmt: skip
    return Enterprise.objects.filter(province=province)


@pytest.fixture
def staff(agency, unit):
    """Enough inspectors to draw from."""
    return [UserFactory(agency=agency, unit=unit, role="inspector") for _ in range(6)]


@pytest.fixture
def facts(law):
    return {
        "title": "Tiền lương", "purpose": "Trả lương đúng hạn", "period_from": TODAY,
        "period_to": TODAY + timedelta(days=40), "ground_detail": "Kế hoạch năm 2026",
        "scope": "Việc trả lương", "checked_from": TODAY - timedelta(days=365),
        "checked_to": TODAY, "checklist": law, "size": 10,
        "random_share": 40, "team_size": 2,
    }  # fmt: skip


@pytest.fixture
def campaign(facts, agency, chief_inspector):
    return preparing.begin(
        facts, submission=uuid.uuid4(), agency=agency, by=chief_inspector, at=NOW
    )


@pytest.fixture
def drawn(campaign, firms, chief_inspector):
    return preparing.select(campaign, "", firms, by=chief_inspector, at=NOW, seed="a1")


@pytest.fixture
def running(drawn, director):
    return preparing.approve(drawn, by=director, at=NOW)
