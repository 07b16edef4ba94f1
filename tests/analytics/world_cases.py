"""Random violation cases of the world, with acts, payments and remedies."""

import uuid
from datetime import timedelta

from tests.factories import NOW
from violations.models import Act, Payment, RemedyOrder, ViolationCase
from violations.states import WITH_MINUTES, CaseState, NoSanction, RemedyState

SERVED = (
    CaseState.EXECUTING, CaseState.ENFORCEMENT, CaseState.EXECUTED, CaseState.LAPSED,
    CaseState.CLOSED,
)  # fmt: skip
DECIDED = (CaseState.DECIDED, *SERVED)
PAID_UP = (CaseState.EXECUTED, CaseState.CLOSED)


def stamp(name, day, user, moment, on=False):
    facts = {f"{name}_at": moment(day), f"{name}_by": user}
    return facts | ({f"{name}_on": day} if on else {})


class Cases:
    """Makes cases with the dice of a world."""

    def __init__(self, world):
        self.world, self.random = world, world.random
        self.day, self.moment = world.day, world.moment

    def open(self, inspection, findings, user):
        state, self.world.taken = self.random.choice(CaseState.values), self.world.taken + 1
        opened = self.day(findings[0].discovered_on)
        minutes = self.day(opened)
        decided = self.day(minutes)
        fine = self.random.randint(1, 80) * 500_000
        case = ViolationCase.objects.create(
            code=f"VP-{inspection.province.code}-2026-{10000 + self.world.taken}",
            inspection=inspection,
            enterprise=inspection.enterprise,
            agency=inspection.agency,
            province=inspection.province,
            party="organisation",
            subject={"name": inspection.enterprise.name},
            submission=uuid.uuid4(),
            discovered_on=findings[0].discovered_on,
            state=state,
            opened_at=self.moment(opened),
            opened_by=user,
            **self._before(state, minutes, user),
            **self._decided(state, decided, fine, inspection, user),
            **self._after(state, decided, user),
        )
        self._acts(case, findings, fine)
        self._execution(case, decided, user)
        return case

    def _before(self, state, minutes, user):
        if state not in WITH_MINUTES:
            return {}
        facts = stamp("minutes", minutes, user, self.moment, on=True)
        return facts | {"decision_due_on": minutes + timedelta(days=7)}

    def _decided(self, state, decided, fine, inspection, user):
        if state not in DECIDED:
            return {}
        position = next(p for a, _u, p, _f in self.world.places if a == inspection.agency)
        paid = fine if state in PAID_UP else self.random.choice([0, fine // 2, fine])
        return stamp("decided", decided, user, self.moment, on=True) | {
            "signatory": position,
            "worksheet": {},
            "fine_decided": fine,
            "fine_current": fine,
            "paid_total": paid,
        }

    def _after(self, state, decided, user):
        facts = {}
        if state in SERVED:
            facts |= {"served_on": decided, "execution_due_on": decided + timedelta(days=10)}
            facts |= stamp("served", decided, user, self.moment)
        if state in (CaseState.CLOSED, CaseState.NO_SANCTION):
            facts |= stamp("closed", self.day(decided), user, self.moment)
        if state == CaseState.NO_SANCTION:
            facts["no_sanction_reason"] = NoSanction.LIMITATION
        return facts

    def _acts(self, case, findings, fine):
        for finding in findings:
            Act.objects.create(
                case=case,
                finding=finding,
                provision=finding.provision or self.world.provisions[0],
                description=finding.description,
                ongoing=True,
                discovered_on=finding.discovered_on,
                frame_min=0,
                frame_max=fine,
                fine=fine // len(findings) if case.decided_on else None,
            )

    def _execution(self, case, decided, user):
        if case.paid_total:
            Payment.objects.create(
                case=case,
                amount=case.paid_total,
                paid_on=self.day(decided),
                reference=case.code,
                recorded_at=NOW,
                recorded_by=user,
            )
        if case.state not in (*DECIDED, CaseState.NO_SANCTION):
            return
        done = self.random.random() < 0.5
        RemedyOrder.objects.create(
            case=case,
            remedy=self.world.remedy,
            text="Trả đủ lương",
            state=RemedyState.ACCEPTED if done else RemedyState.OPEN,
            workers_helped=self.random.choice([None, 12]) if done else None,
            amount_restored=self.random.choice([None, 7_000_000]) if done else None,
            **(stamp("accepted", self.day(decided), user, self.moment) if done else {}),
        )
