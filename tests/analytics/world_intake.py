"""Random complaints, accidents, terms, draws and acts of people for a world."""

import uuid
from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType

from campaigns.models import Campaign, Target
from ecms.audit.services import log
from ecms.notifications.models import DueItem
from inspections.models import Inspection
from intake.models import Accident, Complaint, Victim
from tests.factories import NOW, TODAY, VIETNAM, ChecklistFactory

KINDS = ("violation.decision", "inspection.conclude", "requirement.due")


def local(day, hour=9):
    return datetime.combine(day, time(hour, 30), VIETNAM)


class Intake:
    """Fills a world with what does not come from an inspection."""

    def __init__(self, world):
        self.world, self.random = world, world.random

    def fill(self, number=25):
        for n in range(number):
            agency, user, _position, firms = self.random.choice(self.world.places)
            self.complaint(n, agency, user, self.random.choice(firms))
            self.accident(n, agency, user, self.random.choice(firms))
            self.term(n, agency)
        self.campaign()
        self.people()
        self.workforce()

    def complaint(self, n, agency, user, firm):
        received = self.world.day()
        accepted = received + timedelta(days=self.random.randint(1, 9))
        decided = accepted + timedelta(days=self.random.randint(0, 60))
        state = self.random.choice(["RECEIVED", "RETURNED", "DECIDED", "DECIDED", "CLOSED"])
        facts = {}
        if state != "RECEIVED":
            facts |= {"classified_at": local(received), "classified_by": user, "competent": "SNV"}
        if state == "RETURNED":
            facts |= {"return_kind": "REFUSED", "return_reason": "UNCLEAR",
                      "returned_at": self.world.moment(accepted), "returned_by": user}  # fmt: skip
        if state in ("DECIDED", "CLOSED"):
            facts |= {
                "accepted_on": accepted, "settle_due_on": accepted + timedelta(days=30),
                "accepted_at": local(accepted), "accepted_by": user, "decided_on": decided,
                "decided_at": local(decided), "decided_by": user,
                "outcome": self.random.choice(["UPHELD", "PARTLY", "WRONG", "ANSWERED"]),
            }  # fmt: skip
        if state == "CLOSED":
            facts |= {"served_on": decided, "served_at": local(decided), "served_by": user,
                      "service_proof": "POST"}  # fmt: skip
        self.world.taken += 1
        Complaint.objects.create(
            code=f"KN-{agency.province.code}-{self.world.taken}", receipt_code=uuid.uuid4().hex[:20],
            state=state, agency=agency, province=agency.province, enterprise=firm,
            channel=self.random.choice(["COUNTER", "POST", "PHONE"]), received_on=received,
            received_at=local(received), received_by=user, submission=uuid.uuid4(),
            summary="Nợ lương", folded="no luong", kind=self.random.choice(["LABOUR", "TIP"]),
            subject="LABOUR", respondent="EMPLOYER", **facts,
        )  # fmt: skip

    def accident(self, n, agency, user, firm):
        happened = self.world.day()
        dead, serious, light = (self.random.choice([0, 0, 1, 2]) for _ in range(3))
        self.world.taken += 1
        dismissed = self.random.random() < 0.2
        accident = Accident.objects.create(
            code=f"TN-{agency.province.code}-{self.world.taken}", agency=agency, enterprise=firm,
            state="DISMISSED" if dismissed else "REPORTED", province=agency.province,
            submission=uuid.uuid4(), channel="PHONE", caller_role="EMPLOYER",
            received_at=local(happened), received_by=user, notice_on=happened,
            occurred_on=happened, place="Xưởng cắt", level="PROVINCE",
            class_code=self.random.choice(["FATAL", "SERIOUS", "MINOR"]),
            victims_dead=dead, victims_serious=serious, victims_light=light,
        )  # fmt: skip
        for number in range(self.random.randint(0, 2)):
            Victim.objects.create(
                accident=accident, number=number + 1, submission=uuid.uuid4(), outcome="INJURED",
                days_lost=self.random.choice([None, 5, 40]),
            )  # fmt: skip

    def term(self, n, agency):
        due = TODAY - timedelta(days=self.random.randint(-40, 600))
        closed = self.random.choice([None, due, due - timedelta(days=3), due + timedelta(days=2)])
        DueItem.objects.create(
            kind=self.random.choice(KINDS), object_id=10_000 + self.world.taken + n,
            content_type=ContentType.objects.get_for_model(Inspection), label="Việc", due_on=due,
            opened_at=local(due - timedelta(days=20)), runs_from=due - timedelta(days=20),
            province_id=agency.province_id,
            closed_at=local(closed, self.random.choice([0, 23])) if closed else None,
            outcome=self.random.choice(["done", "done", "cancelled"]) if closed else "",
        )  # fmt: skip

    def campaign(self):
        agency, user, _position, _firms = self.world.places[0]
        campaign = Campaign.objects.create(
            code=f"CD-{self.world.taken}", title="Đợt kiểm tra", purpose="Lương", agency=agency,
            province=agency.province, period_from=TODAY, period_to=TODAY, ground_detail="KH",
            checklist=ChecklistFactory(questions=1), scope="Lương", checked_from=TODAY, checked_to=TODAY, size=10, random_share=50,
            team_size=2, proposed_at=NOW, proposed_by=user, submission=uuid.uuid4(),
        )  # fmt: skip
        seen = set()
        for order, case in enumerate(Inspection.objects.filter(province=agency.province)):
            if case.enterprise_id not in seen and not hasattr(case, "campaign_target"):
                seen.add(case.enterprise_id)
                Target.objects.create(
                    campaign=campaign, enterprise=case.enterprise, inspection=case, order=order,
                    how=self.random.choice(["RANDOM", "RANDOM", "RISK"]),
                )  # fmt: skip

    def people(self):
        for _agency, user, _position, firms in self.world.places:
            for event in ("inspection.proposed", "violation.opened", "inspection.decided"):
                day = self.world.day()
                log(event, firms[0], by=user, at=self.world.moment(day))

    def workforce(self):
        for _agency, _user, _position, firms in self.world.places:
            for firm in firms:
                told = self.random.choice([None, TODAY - timedelta(days=200)])
                firm.workforce_on = told
                firm.workforce_due_on = self.random.choice(
                    [None, TODAY, TODAY - timedelta(days=1)] if told else [None]
                )
                firm.save(update_fields=["workforce_on", "workforce_due_on"])


def merge_provinces(world):
    """The second province is merged into the first; its files stay as they were written."""
    first, second = (agency.province for agency, *_ in world.places)
    second.successor = first
    second.save(update_fields=["successor"])
    return first, second
