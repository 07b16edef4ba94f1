"""A world in which things are wrong: what the checks of data quality must find, and claims."""

import uuid
from datetime import timedelta
from itertools import pairwise

from enterprises.models import Duplicate, Enterprise
from inspections.models import Inspection, Visit
from intake.models import Accident, Complaint
from tests.factories import NOW, TODAY, UnitFactory
from violations.models import Act, Recovery, ViolationCase, WorkerClaim


class Flaws:
    """Breaks records of a world with its dice; about a third of each kind."""

    def __init__(self, world):
        self.world, self.random = world, world.random

    def some(self, rows):
        return [row for row in rows.order_by("pk") if self.random.random() < 0.35]

    def make(self):
        self.units()
        self.register()
        self.work()
        self.intake()
        self.claims()

    def units(self):
        for agency, user, _position, _firms in self.world.places:
            user.unit = UnitFactory(agency=agency)
            user.save(update_fields=["unit"])
            for case in self.some(Inspection.objects.filter(agency=agency)):
                Inspection.objects.filter(pk=case.pk).update(unit=user.unit)
            for case in self.some(ViolationCase.objects.filter(agency=agency)):
                ViolationCase.objects.filter(pk=case.pk).update(officer=user)

    def register(self):
        changes = (
            {"workers": None}, {"workers": 0}, {"workers": 100_000}, {"workers": 100_001},
            {"sector": None}, {"ward": None}, {"status": "DISSOLVED"},
            {"workforce_on": TODAY - timedelta(days=300), "workforce_due_on": TODAY},
            {"workforce_on": TODAY - timedelta(days=300),
             "workforce_due_on": TODAY - timedelta(days=1)},
        )  # fmt: skip
        for _agency, _user, _position, firms in self.world.places:
            for firm in firms:
                Enterprise.objects.filter(pk=firm.pk).update(**self.random.choice(changes))
            for first, second in pairwise(firms):
                self.pair(*sorted((first, second), key=lambda firm: firm.pk))
            Enterprise.objects.filter(pk=firms[-1].pk).update(merged_into=firms[0])

    def pair(self, first, second):
        Duplicate.objects.create(first=first, second=second, score=80, found_on=TODAY)

    def work(self):
        for case in self.some(Inspection.objects.filter(minutes_signed_on__isnull=False)):
            shift = timedelta(days=self.random.choice([-1, 0, 1]))
            Inspection.objects.filter(pk=case.pk).update(
                minutes_signed_on=case.announced_on + shift
            )
        for case in self.some(Inspection.objects.filter(phase="RUNNING")):
            Visit.objects.filter(inspection=case).update(outcome="REFUSED")
            days = self.random.choice([45, 46, 80])
            Inspection.objects.filter(pk=case.pk).update(announced_on=TODAY - timedelta(days=days))
        for case in self.some(ViolationCase.objects.filter(decided_on__isnull=False)):
            shift = timedelta(days=self.random.choice([-1, 0, 1]))
            ViolationCase.objects.filter(pk=case.pk).update(
                decided_on=case.minutes_on + shift,
                paid_total=case.fine_current + self.random.choice([0, 1]),
            )
        for case in self.some(ViolationCase.objects.filter(state="DECIDED")):
            days = self.random.choice([5, 6])
            ViolationCase.objects.filter(pk=case.pk).update(
                decided_on=TODAY - timedelta(days=days)
            )

    def intake(self):
        for row in self.some(Complaint.objects.filter(accepted_on__isnull=False)):
            Complaint.objects.filter(pk=row.pk).update(handler=row.received_by)
        for row in self.some(Accident.objects.all()):
            days = self.random.choice([30, 31])
            Accident.objects.filter(pk=row.pk).update(
                notice_on=row.occurred_on + timedelta(days=days),
                finding=self.random.choice(["", "NOT"]),
            )
        for row in self.some(Accident.objects.all()):
            nobody = {"victims_dead": 0, "victims_serious": 0, "victims_light": 0}
            Accident.objects.filter(pk=row.pk).update(**nobody)

    def claims(self):
        for number, act in enumerate(self.some(Act.objects.select_related("case"))):
            user = act.case.opened_by
            owed = self.random.choice([0, 3_000_000, 9_500_000])
            back = self.random.choice([None, TODAY, TODAY - timedelta(days=60)])
            claim = WorkerClaim.objects.create(
                case=act.case, act=act, name="Người lao động", folded="nguoi lao dong",
                person=b"%d" % number, owed=owed, recorded_at=NOW, recorded_by=user,
                right_on=back, right_note="Đã ký hợp đồng" if back else "",
            )  # fmt: skip
            for _ in range(self.random.randint(0, 2) if owed else 0):
                self.receipt(claim, user)

    def receipt(self, claim, user):
        gone = self.random.random() < 0.3
        taken_back = {"cancelled_at": NOW, "cancelled_by": user, "cancel_reason": "Nhầm"}
        Recovery.objects.create(
            case=claim.case, claim=claim, amount=self.random.randint(1, 9) * 100_000,
            paid_on=self.world.day(), reference="UNC", submission=uuid.uuid4(),
            recorded_at=NOW, recorded_by=user, **(taken_back if gone else {}),
        )  # fmt: skip
