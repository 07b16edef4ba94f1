"""Two years of random case files: plausible enough for every constraint of the database."""

import random
import uuid
from datetime import datetime, time, timedelta

from accounts.models import Ward
from enterprises.models import Sector
from inspections.enums import (
    ANNOUNCED_PHASES,
    DECIDED_PHASES,
    FindingState,
    Phase,
    State,
    VisitOutcome,
)
from inspections.models import Finding, Inspection, Visit
from law.models import Remedy
from tests.analytics.world_cases import Cases, stamp
from tests.factories import (
    NOW,
    PHASES,
    TODAY,
    VIETNAM,
    AgencyFactory,
    EnterpriseFactory,
    InspectionFactory,
    PositionFactory,
    ProcedureFactory,
    ProvinceFactory,
    ProvisionFactory,
    SectorFactory,
    UserFactory,
    ViolationTopicFactory,
    WardFactory,
)
from violations.models import ViolationCase

STATES = [
    code
    for code in State
    if code
    not in {
        "FIELD_CLOSED",
        "REPORTED",
        "DRAFTING_ORDERED",
        "DRAFT_CONCLUSION",
        "APPRAISED",
        "CONCLUSION_SIGNED",
        "PUBLISHED",
        "IMPLEMENTING",
    }
]


class World:
    """Random files of the provinces given by code; the same seed makes the same world."""

    def __init__(self, seed=1, provinces=("75", "01")):
        self.random = random.Random(seed)
        self.places = [self._place(code) for code in provinces]
        self.provisions = [
            ProvisionFactory(code=code, topic=ViolationTopicFactory(code=topic, name_vi=name))
            for code, topic, name in (
                ("TL-18", "wages", "Tiền lương"),
                ("TL-19", "wages", "Tiền lương"),
                ("HD-01", "labour_contract", "Hợp đồng lao động"),
                ("AT-05", "osh_measures", "Biện pháp an toàn"),
            )
        ]
        self.remedy = Remedy.objects.get_or_create(
            code="KP-01", defaults={"name_vi": "Trả đủ lương", "name_en": "Pay the wages"}
        )[0]
        self.taken = Inspection.objects.count() + ViolationCase.objects.count()

    def _place(self, code):
        agency = AgencyFactory(province=ProvinceFactory(code=code))
        user = UserFactory(username=f"maker-{code}-{uuid.uuid4().hex[:6]}", agency=agency)
        position = PositionFactory(user=user, agency=agency)
        wards = list(Ward.objects.filter(province=agency.province)[:5]) or [
            WardFactory(code=f"{code}00{n}", name_vi=f"Phường {n}", province=agency.province)
            for n in range(3)
        ]
        sectors = list(Sector.objects.filter(level=2)[:40]) or [
            SectorFactory(),
            SectorFactory(level=2, code="14", section_2025="C"),
            SectorFactory(level=2, code="41", section_2025="F (41-43)", scheme="VSIC2018"),
            None,
        ]
        firms = [
            EnterpriseFactory(
                province=agency.province,
                ward=self.random.choice([*wards, None]),
                sector=self.random.choice(sectors),
                workers=self.random.choice([None, 5, 10, 11, 100, 101, 500, 2500]),
            )
            for _ in range(12)
        ]
        return agency, user, position, firms

    def fill(self, inspections=30):
        for _ in range(inspections):
            self.inspection()

    def moment(self, day):
        """A moment of the legal date, often in the hours that are another day in UTC."""
        return datetime.combine(day, time(self.random.choice([0, 3, 6, 9, 16, 23]), 30), VIETNAM)

    def day(self, after=None):
        start = after or TODAY - timedelta(days=730)
        return start + timedelta(days=self.random.randint(0, 60 if after else 700))

    def inspection(self):
        agency, user, _, firms = self.random.choice(self.places)
        proposed = self.day()
        state = self.random.choice(STATES)
        facts = {"proposed_at": self.moment(proposed), "proposed_by": user, "state": state}
        decided = self.day(proposed)
        phase = PHASES[state]
        if phase in DECIDED_PHASES:
            facts |= stamp("decided", decided, user, self.moment, on=True)
        announced = self.day(decided)
        if phase in (*ANNOUNCED_PHASES, Phase.CLOSED):
            facts |= stamp("announced", announced, user, self.moment, on=True)
            facts["ends_on"] = announced + timedelta(days=10)
        self._later(facts, state, announced, user)
        self.taken += 1
        case = InspectionFactory(
            code=f"KT-{agency.province.code}-2026-{10000 + self.taken}",
            agency=agency,
            procedure=ProcedureFactory(),
            enterprise=self.random.choice(firms),
            checklist=None,
            is_sensitive=self.random.random() < 0.1,
            **facts,
        )
        self._fieldwork(case, announced, user)
        return case

    def _later(self, facts, state, announced, user):
        signed = self.day(announced)
        if state in (State.MINUTES_SIGNED, State.CONCLUDED, State.CLOSED):
            facts |= stamp("minutes_signed", signed, user, self.moment, on=True)
        if state == State.SUSPENDED:
            facts |= stamp("suspended", signed, user, self.moment, on=True)
        if state in (State.CONCLUDED, State.CLOSED):
            facts |= stamp("concluded", self.day(signed), user, self.moment, on=True)
        if state == State.CLOSED:
            facts |= stamp("closed", self.day(signed), user, self.moment)

    def _fieldwork(self, case, announced, user):
        for _ in range(self.random.randint(0, 2)):
            Visit.objects.create(
                inspection=case,
                visited_on=self.day(announced),
                outcome=self.random.choice(VisitOutcome.values),
                recorded_at=NOW,
                recorded_by=user,
            )
        findings = [self._finding(case, announced, user) for _ in range(self.random.randint(0, 3))]
        if findings and self.random.random() < 0.7:
            Cases(self).open(case, findings, user)

    def _finding(self, case, announced, user):
        provision = self.random.choice([*self.provisions, None])
        state = self.random.choice(FindingState.values)
        return Finding.objects.create(
            inspection=case,
            state=state,
            violation_code=provision.code if provision else "TL-99",
            provision=provision,
            description="Trả lương chậm",
            discovered_on=self.day(announced),
            workers=self.random.choice([None, 3, 40]),
            dropped_reason="Không đủ căn cứ" if state == FindingState.DROPPED else "",
            recorded_at=NOW,
            recorded_by=user,
        )
