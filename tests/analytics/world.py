"""Two years of random case files: plausible enough for every constraint of the database."""

import random
import uuid
from datetime import datetime, time, timedelta

from accounts.models import Ward
from enterprises.models import Sector
from inspections.enums import ANNOUNCED_STATES, DECIDED_STATES, FindingState, State, VisitOutcome
from inspections.models import Finding, Inspection, Visit
from law.models import Remedy
from tests.factories import (
    NOW,
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
from violations.models import Act, Payment, RemedyOrder, ViolationCase
from violations.states import WITH_MINUTES, CaseState, NoSanction, RemedyState

DECIDED = (CaseState.DECIDED, CaseState.EXECUTING, CaseState.EXECUTED, CaseState.CLOSED)
SERVED = (CaseState.EXECUTING, CaseState.EXECUTED, CaseState.CLOSED)
PAID_UP = (CaseState.EXECUTED, CaseState.CLOSED)


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
        self.taken = Inspection.objects.count()

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
        state = self.random.choice(State.values)
        facts = {"proposed_at": self.moment(proposed), "proposed_by": user, "state": state}
        decided = self.day(proposed)
        if state in DECIDED_STATES:
            facts |= stamp("decided", decided, user, self.moment, on=True)
        announced = self.day(decided)
        if state in ANNOUNCED_STATES or state == State.CLOSED:
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
            self.case(case, findings, user)

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

    def case(self, inspection, findings, user):
        opened = self.day(findings[0].discovered_on)
        state = self.random.choice(CaseState.values)
        position = next(p for a, u, p, f in self.places if a == inspection.agency)
        facts = {"opened_at": self.moment(opened), "opened_by": user, "state": state}
        minutes = self.day(opened)
        if state in WITH_MINUTES:
            facts |= stamp("minutes", minutes, user, self.moment, on=True)
            facts["decision_due_on"] = minutes + timedelta(days=7)
        decided = self.day(minutes)
        fine = self.random.randint(1, 80) * 500_000
        paid = 0
        if state in DECIDED:
            paid = fine if state in PAID_UP else self.random.choice([0, fine // 2, fine])
            facts |= stamp("decided", decided, user, self.moment, on=True)
            facts |= {
                "signatory": position,
                "worksheet": {},
                "fine_decided": fine,
                "fine_current": fine,
                "paid_total": paid,
            }
        if state in SERVED:
            facts |= {"served_on": decided, "execution_due_on": decided + timedelta(days=10)}
            facts |= stamp("served", decided, user, self.moment)
        if state in (CaseState.CLOSED, CaseState.NO_SANCTION):
            facts |= stamp("closed", self.day(decided), user, self.moment)
        if state == CaseState.NO_SANCTION:
            facts["no_sanction_reason"] = NoSanction.LIMITATION
        self.taken += 1
        case = ViolationCase.objects.create(
            code=f"VP-{inspection.province.code}-2026-{10000 + self.taken}",
            inspection=inspection,
            enterprise=inspection.enterprise,
            agency=inspection.agency,
            province=inspection.province,
            party="organisation",
            subject={"name": inspection.enterprise.name},
            submission=uuid.uuid4(),
            discovered_on=findings[0].discovered_on,
            **facts,
        )
        self._acts(case, findings, fine)
        self._execution(case, decided, paid, user)
        return case

    def _acts(self, case, findings, fine):
        provisions = [f.provision or self.provisions[0] for f in findings]
        for finding, provision in zip(findings, provisions, strict=True):
            Act.objects.create(
                case=case,
                finding=finding,
                provision=provision,
                description=finding.description,
                ongoing=True,
                discovered_on=finding.discovered_on,
                frame_min=0,
                frame_max=fine,
                fine=fine // len(findings) if case.decided_on else None,
            )

    def _execution(self, case, decided, paid, user):
        if paid:
            Payment.objects.create(
                case=case,
                amount=paid,
                paid_on=self.day(decided),
                reference=case.code,
                recorded_at=NOW,
                recorded_by=user,
            )
        if case.state not in (*DECIDED, CaseState.NO_SANCTION):
            return
        done = self.random.random() < 0.5
        state = RemedyState.ACCEPTED if done else RemedyState.OPEN
        facts = stamp("accepted", self.day(decided), user, self.moment) if done else {}
        RemedyOrder.objects.create(
            case=case,
            remedy=self.remedy,
            text="Trả đủ lương",
            state=state,
            workers_helped=self.random.choice([None, 12]) if done else None,
            amount_restored=self.random.choice([None, 7_000_000]) if done else None,
            **facts,
        )


def stamp(name, day, user, moment, on=False):
    facts = {f"{name}_at": moment(day), f"{name}_by": user}
    return facts | ({f"{name}_on": day} if on else {})


__all__ = ["World"]
