"""What journeys of sanctions have in common: days that pass, what a check found, and the steps
that every case takes, each walked by the person whose step it is."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from accounts.models import Agency
from ecms.core import clock
from ecms.core.formatting import amount as grouped
from ecms.documents.services import of as papers_of
from inspections.enums import FindingState, SignedHow, State
from inspections.models import Checklist, Finding, TeamMember
from tests.documents.reading import text_of
from tests.e2e.steps import a_firm, day, person
from tests.factories import VIETNAM, InspectionFactory
from violations.models import ViolationCase
from violations.services import decision, explanation, minutes, opening, service, submission
from violations.states import CaseState, ExplanationKind, ServiceMethod

MONDAY = date(2026, 10, 5)  # under Decree 283/2026; no public holiday until 1 January 2027


class Office(dict):
    """The desks of a department by what people are: ``office["chief"]``.

    ``office.on(day)`` lets time pass; on another day everybody signs in anew, as in life.
    """

    def __init__(self, sit, traveller, place="dongnai"):
        super().__init__()
        self.sit, self.traveller, self.place = sit, traveller, place

    def __missing__(self, name):
        account, _, width = name.partition("@")
        options = {"width": int(width)} if width else {}
        self[name] = self.sit(f"{account}.{self.place}", **options)
        return self[name]

    def on(self, today):
        """Nine in the morning of a day."""
        for desk in self.values():
            desk.close()
        self.clear()
        self.traveller.move_to(datetime.combine(today, time(9), VIETNAM))
        return self


def found(code, firm, **facts):
    """A check at ``firm`` under way, with one confirmed finding that ended two weeks before."""
    inspector, today, now = person("inspector.dongnai"), clock.today(), clock.now()
    agency = Agency.objects.get(code="SNV-75")
    enterprise = a_firm(firm)
    if form := facts.pop("legal_form", None):
        enterprise.legal_form = form
        enterprise.save()
    check = InspectionFactory(
        agency=agency, unit=inspector.unit, enterprise=enterprise,
        checklist=Checklist.objects.get(code="TIEN-LUONG"), state=State.IN_PROGRESS,
        code=f"KT-75-2026-{Finding.objects.count() + 70000}",
        head=inspector, proposed_by=inspector, decided_at=now, decided_by=inspector,
        decided_on=today, announced_at=now, announced_by=inspector, announced_on=today,
        ends_on=today + timedelta(days=10),
    )  # fmt: skip
    TeamMember.objects.create(inspection=check, user=person("inspector2.dongnai"), role="MEMBER")
    told = {"description": "Hành vi xác định qua kiểm tra hồ sơ", "ended_on": date(2026, 9, 20)}
    return Finding.objects.create(
        inspection=check, violation_code=code, discovered_on=today, recorded_at=now,
        recorded_by=inspector, state=FindingState.CONFIRMED, **{**told, **facts},
    )  # fmt: skip


def opened(desk, finding):
    """The inspector opens the case from the page of the check."""
    desk.open("inspections:detail", finding.inspection_id)
    desk.follow("violations:open", finding.inspection_id)
    desk.choose("findings", finding.pk).send_twice()
    return ViolationCase.objects.get(inspection=finding.inspection)


def signed(desk, case, **more):
    """The violation minutes, signed by the subject today."""
    at_case(desk, case).follow("violations:minutes", case.pk)
    desk.fill(on=day(), place="Trụ sở doanh nghiệp", signed_names="Trần Thị Hạnh")
    desk.choose("signed_how", more.pop("how", "SUBJECT")).fill(**more).send_twice()
    return again(case, CaseState.MINUTES)


def waived(desk, case):
    """The violator gives up the right to explain, in writing."""
    at_case(desk, case).follow("violations:explain", case.pk)
    desk.choose("kind", "WAIVED").fill(received_on=day(), text="Không giải trình.").send()
    return again(case)


def submitted(desk, case, signer="director.dongnai"):
    """To the signatory that the page proposes."""
    at_case(desk, case).follow("violations:submit", case.pk).send_twice()
    case = again(case, CaseState.SUBMITTED)
    assert case.signatory.user.username == signer
    return case


def transferred(desk, case):
    """No office of the department may decide: the file goes to the chairman of the province."""
    at_case(desk, case).follow("violations:submit", case.pk)
    desk.follow("violations:transfer", case.pk)
    desk.fill(reason="Mức tối đa của khung vượt thẩm quyền Giám đốc Sở").send_twice()
    case = again(case, CaseState.TRANSFERRED)
    assert case.signatory.user.username == "chairman.dongnai"
    return case


def issued(desk, case):
    """The signatory finds the case at home and signs the decision with every measure."""
    desk.open("home").shows(case.code)
    at_case(desk, case).follow("violations:decision", case.pk).send_twice()
    return again(case, CaseState.DECIDED)


def served(desk, case):
    """Handed over in person today."""
    at_case(desk, case).follow("violations:serve", case.pk)
    desk.choose("method", "DIRECT").fill(event_on=day()).choose("confirmed", True).send()
    return again(case, CaseState.EXECUTING)


def paid(desk, case, amount, reference):
    """A receipt of the treasury of today."""
    at_case(desk, case).follow("violations:pay", case.pk)
    desk.fill(amount=grouped(amount), paid_on=day(), reference=reference).send_twice()
    return again(case)


def remedied(office, case):
    """The inspector records the evidence of every measure, the chief accepts it."""
    for remedy in case.remedies.all():
        inspector = at_case(office["inspector"], case)
        inspector.follow("violations:remedy", case.pk, remedy.pk)
        inspector.fill(evidence_note="Danh sách người lao động ký nhận").send()
        chief = at_case(office["chief"], case)
        chief.follow("violations:accept", case.pk, remedy.pk).send_twice()


def ended(desk, case):
    """Executed and closed."""
    at_case(desk, case).follow("violations:executed", case.pk).send()
    at_case(desk, case).follow("violations:close", case.pk).send_twice()
    return again(case, CaseState.CLOSED)


def at_case(desk, case):
    """The page of the case."""
    return desk.open("violations:detail", case.pk)


def again(case, state=None):
    """The case as it stands in the database, in ``state`` where one is given."""
    row = ViolationCase.objects.get(pk=case.pk)
    assert state is None or row.state == state, row.state
    return row


def refused(desk, case, *names):
    """Steps that the page neither offers nor, when insisted on, carries out."""
    before = again(case)
    at_case(desk, case)
    for name in names:
        link = desk.page.locator(f'main a[href*="/{case.pk}/"][href$="/{name}/"]')
        assert link.count() == 0, f"{name} is offered"
    after = again(case)
    assert (after.state, after.fine_current) == (before.state, before.fine_current)


def text_on(desk, case, form):
    """The words of the newest paper of ``form`` in the case, as the person downloads it."""
    papers = [row for row in papers_of(case) if row.form_code == form]
    return text_of(desk.fetch("documents:download", max(papers, key=lambda row: row.pk).pk))


# --- Prepared through the services ------------------------------------------------------------
def prepared(code, firm, until=CaseState.EXECUTING, **facts):
    """A case of today that has come to MINUTES or, decided and handed over, to EXECUTING."""
    finding, inspector, at = found(code, firm, **facts), person("inspector.dongnai"), clock.now()
    today, said = clock.today(), {"by": inspector, "at": at}
    case = opening.open_from_findings(
        finding.inspection, [finding], opening.Opening(today), submission=uuid4(), **said
    )
    case = minutes.sign(case, minutes.Signing(
        on=today, place="Trụ sở", signed_how=SignedHow.SUBJECT, signed_names="Trần Thị Hạnh"
    ), **said)  # fmt: skip
    if until == CaseState.MINUTES:
        return case
    if case.explanation_right:
        explanation.record(
            case, ExplanationKind.WAIVED, received_on=today, text="Không giải trình.", **said
        )
    director = person("director.dongnai")
    case = submission.submit(again(case), director.positions.get(), **said)
    measures = [decision.Measure(act.pk, remedy.code, remedy.name_vi)
                for act in case.acts.all() for remedy in act.provision.remedies.all()]  # fmt: skip
    case = decision.issue(case, decision.Order(measures), by=director, at=at)
    return service.record(case, ServiceMethod.DIRECT, event_on=today, confirmed=True, **said)
