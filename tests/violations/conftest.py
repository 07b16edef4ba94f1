"""A violation case on its way: the law from the files, each fixture goes one step further."""

import uuid
from datetime import date, timedelta
from functools import lru_cache

import pytest
import time_machine

from accounts.models import Delegation
from ecms.core.text import fold
from inspections.enums import FindingState, SignedHow, State, TeamRole
from inspections.models import Finding, TeamMember
from law import loading, loading_enforcement
from law.models import AdditionalSanction, Frame, Instrument, Provision, Remedy, ViolationTopic
from law.reference import read_provisions
from tests.factories import NOW, TODAY, EnterpriseFactory, InspectionFactory
from violations.services import decision, minutes, opening, service, submission
from violations.services.decision import Measure, Order
from violations.services.minutes import Signing
from violations.services.opening import Opening
from violations.states import ServiceMethod

CODES = ("TL-18", "TD-03", "GV-01", "AT-78", "BH-05", "NN-05")
SHARED = (
    "clause", "point", "legal_basis", "severity", "violator", "scale_unit", "percent_of",
    "criminal_referral", "notes", "source", "confidence", "valid_from", "valid_to",
)  # fmt: skip


@lru_cache(maxsize=1)
def _rows():
    return [row for row in read_provisions() if row.code in CODES]


def _write_provisions():
    topic = ViolationTopic.objects.create(code="wages", name_vi="Tiền lương", name_en="Wages")
    decrees = {row.number: row for row in Instrument.objects.all()}
    for row in _rows():
        provision, made = Provision.objects.get_or_create(
            instrument=decrees[row.instrument],
            code=row.code,
            defaults={
                **{name: getattr(row, name) for name in SHARED},
                "article": str(row.article),
                "topic": topic,
                "fine_stated_for": row.stated_for.value,
                "org_multiplier": str(row.org_multiplier or "n/a"),
                "fine_type": row.fine_type.value,
                "name_vi": row.title_vi,
                "name_en": row.title_en,
                "folded": fold(row.title_vi),
            },
        )
        if made:
            provision.remedies.set(Remedy.objects.filter(code__in=row.remedial_codes))
            provision.additional_sanctions.set(
                AdditionalSanction.objects.filter(code__in=row.additional_codes)
            )
        Frame.objects.create(
            provision=provision, row_id=row.row_id, bracket_from=row.bracket_from,
            bracket_to=row.bracket_to, fine_min=row.fine_min, fine_max=row.fine_max,
            percent_min=row.percent_min, percent_max=row.percent_max, cap=row.cap,
        )  # fmt: skip


@pytest.fixture
def law(db):
    """The decrees, competences, time limits and holidays of the files; some of the acts."""
    loading.load_instruments()
    loading.load_remedies()
    loading.load_additional()
    loading.load_competence()
    loading.load_deadlines()
    loading.load_days()
    for data_set in loading_enforcement.DATA_SETS:
        data_set.load()
    _write_provisions()


@pytest.fixture
def clock():
    """The clock stands at NOW (Monday 5 October 2026); ``clock.move_to(…)`` moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def days(clock):
    """``days(3)`` moves the clock by three days and answers the new moment."""

    def shift(n):
        moment = at() + timedelta(days=n)
        clock.move_to(moment)
        return moment

    return shift


def at():
    """The frozen moment."""
    from ecms.core import clock as kernel

    return kernel.now()


@pytest.fixture
def papers(monkeypatch):
    """Official documents without the fonts: a few bytes instead of a rendered page."""
    monkeypatch.setattr("ecms.documents.services.issuing.press", lambda *a, **k: b"%PDF-1.7 x")


@pytest.fixture
def check(agency, unit, inspector, colleague, law, clock):
    """A check in progress with a team."""
    row = InspectionFactory(
        agency=agency, unit=unit, enterprise=EnterpriseFactory(province=agency.province),
        state=State.IN_PROGRESS, head=inspector, proposed_by=inspector, decided_at=NOW,
        decided_by=inspector, decided_on=TODAY, announced_at=NOW, announced_by=inspector,
        announced_on=TODAY, ends_on=TODAY + timedelta(days=10),
    )  # fmt: skip
    TeamMember.objects.create(inspection=row, user=colleague, role=TeamRole.MEMBER)
    return row


@pytest.fixture
def finding(check, inspector):
    """``finding("TL-18", workers=5)`` is a confirmed finding of the check."""

    def make(code="TL-18", inspection=check, **values):
        facts = {
            "description": "Trả lương thấp hơn mức lương tối thiểu vùng",
            "ended_on": date(2026, 9, 20),
            "discovered_on": TODAY,
            "workers": 20,
            "recorded_at": NOW,
            "recorded_by": inspector,
            "state": FindingState.CONFIRMED,
        }
        return Finding.objects.create(
            inspection=inspection, violation_code=code, **{**facts, **values}
        )

    return make


@pytest.fixture
def open_case(check, finding, inspector):
    """``open_case("TL-18", "TD-03")`` is a case with these acts."""

    def make(*codes, **values):
        rows = [finding(code, **values) for code in (codes or ("TL-18",))]
        return opening.open_from_findings(
            check, rows, Opening(TODAY), submission=uuid.uuid4(), by=inspector, at=at()
        )

    return make


SIGNING = {
    "on": TODAY,
    "place": "Trụ sở doanh nghiệp",
    "signed_how": SignedHow.SUBJECT,
    "signed_names": "Trần Thị Hạnh",
}


@pytest.fixture
def signed(open_case, inspector, papers):
    """``signed("TL-18")`` is a case with signed minutes."""

    def make(*codes, **values):
        case = open_case(*codes, **values)
        return minutes.sign(case, Signing(**SIGNING), by=inspector, at=at())

    return make


@pytest.fixture
def office(director):
    """The director's office, which may fine organisations up to 120 million."""
    return director.positions.get()


@pytest.fixture
def submitted(signed, inspector, office):
    """``submitted("TL-18")`` waits for the director."""

    def make(*codes, **values):
        case = signed(*codes, **values)
        return submission.submit(case, office, by=inspector, at=at())

    return make


def measures_of(case):
    """Every remedial measure that the provisions of the case foresee."""
    return [
        Measure(act.pk, remedy.code, remedy.name_vi)
        for act in case.acts.all()
        for remedy in act.provision.remedies.all()
    ]


@pytest.fixture
def decided(submitted, director, days):
    """``decided("TD-03")`` is decided, after the time to explain."""

    def make(*codes, **values):
        case = submitted(*codes, **values)
        if case.explanation_right:
            days(8)  # the window of five working days from Monday ends the Monday after
        return decision.issue(case, Order(measures_of(case)), by=director, at=at())

    return make


@pytest.fixture
def executing(decided, inspector):
    """``executing("TD-03")`` was handed over on the day of the decision."""

    def make(*codes, **values):
        case = decided(*codes, **values)
        return service.record(
            case, ServiceMethod.DIRECT, event_on=case.decided_on, confirmed=True, by=inspector,
            at=at(),
        )  # fmt: skip

    return make


@pytest.fixture
def delegate(director, deputy_director):
    """``delegate()`` lets the deputy sign for the director."""

    def make(**values):
        facts = {
            "kind": "SANCTION", "number": "15/QĐ-GQXP", "decided_on": date(2026, 9, 1),
            "valid_from": date(2026, 9, 1), "valid_to": date(2026, 12, 31),
        }  # fmt: skip
        return Delegation.objects.create(
            giver=director.positions.get(), holder=deputy_director.positions.get(),
            **{**facts, **values},
        )  # fmt: skip

    return make


def anew(case):
    """The case as it stands in the database."""
    return type(case).objects.get(pk=case.pk)
