"""The office of a department: serves what was decided and keeps the ledger, decides nothing."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.permissions import Permission
from ecms.core.work import work_of
from tests.factories import UserFactory, fresh
from tests.violations.conftest import TODAY, at
from violations.models import ViolationCase
from violations.services import payments, service, statements
from violations.services.refusal import Refusal
from violations.states import CaseState, ServiceMethod
from violations.workflow import workflow

pytestmark = pytest.mark.django_db

MAY = {"serve", "record_refusal", "record_payment", "cancel_payment"}
CSV = "Ngày;Số tiền;Số chứng từ;Nội dung\n05/10/2026;1.000.000;UNC 77;nộp phạt\n"


@pytest.fixture
def clerk(agency):
    return UserFactory(username="office", agency=agency, role="clerk")


@pytest.fixture
def foreign_clerk(other_agency):
    return UserFactory(username="office2", agency=other_agency, role="clerk")


def titles(user):
    return {group["title"]: group["count"] for group in work_of(fresh(user), on=TODAY)}


def sees(user, case):
    return ViolationCase.objects.visible_to(fresh(user)).filter(pk=case.pk).exists()


def test_the_clerk_serves_and_books(decided, clerk):
    case = decided("TD-03")
    service.record(
        case, ServiceMethod.DIRECT, event_on=case.decided_on, confirmed=True, by=fresh(clerk),
        at=at(),
    )  # fmt: skip
    case.refresh_from_db()
    assert case.state == CaseState.EXECUTING
    row = payments.record(
        case, case.fine_current, paid_on=TODAY, reference="BL 01", by=fresh(clerk), at=at()
    )
    case.refresh_from_db()
    assert case.outstanding == 0
    payments.cancel(row, reason="Ghi nhầm vụ việc", by=fresh(clerk), at=at())
    case.refresh_from_db()
    assert case.outstanding == case.fine_current


@pytest.mark.parametrize("step", ["submitted", "decided", "executing"])
def test_no_other_step_is_allowed_in_any_state(step, request, clerk):
    case = request.getfixturevalue(step)("TD-03")
    user = fresh(clerk)
    for transition in workflow.transitions:
        if workflow.answer(case, transition.verb, user):
            assert transition.verb in MAY
    assert not user.can(Permission.VIOLATION_DECIDE)


def test_the_clerk_of_another_department_does_nothing(decided, foreign_clerk):
    case = decided("TD-03")
    assert not sees(foreign_clerk, case)
    with pytest.raises(Refusal):
        service.record(
            case, ServiceMethod.DIRECT, event_on=case.decided_on, confirmed=True,
            by=fresh(foreign_clerk), at=at(),
        )  # fmt: skip


def test_a_case_of_a_check_is_seen_from_the_decision_on(submitted, clerk, director):
    from tests.violations.conftest import measures_of
    from violations.services import decision
    from violations.services.decision import Order

    case = submitted("TD-03")
    assert not sees(clerk, case)
    decision.issue(case, Order(measures_of(case)), by=director, at=at())
    assert sees(clerk, case)


def test_a_sensitive_check_stays_hidden_from_the_clerk(decided, check, clerk):
    case = decided("TD-03")
    check.is_sensitive = True
    check.save()
    assert not sees(clerk, case)


def test_the_home_page_shows_what_waits_for_the_office(decided, clerk, inspector, colleague):
    decided("TD-03")
    assert titles(clerk)["Quyết định chờ tống đạt"] == 1
    assert titles(inspector)["Quyết định chờ tống đạt"] == 1
    sent(clerk)
    assert titles(clerk)["Khoản thu chờ đối chiếu"] == 1
    assert titles(inspector)["Khoản thu chờ đối chiếu"] == 0  # the clerk sent the file


def sent(user):
    user = fresh(user)
    upload = SimpleUploadedFile("saoke.csv", CSV.encode())
    row = statements.read(
        upload, "Kho bạc", agency=user.agency, submission=uuid.uuid4(), by=user, at=at()
    )
    columns = {name: pos for name, pos in row.columns.items() if name != "head"}
    statements.book(row, columns, by=user, at=at())
    return row


def test_a_bank_file_of_the_office_is_not_touched_from_elsewhere(clerk, foreign_clerk, papers):
    row = sent(clerk)
    with pytest.raises(Refusal):
        statements.undo(row, by=fresh(foreign_clerk), at=at())


def test_pages_of_the_office(client, decided, clerk):
    case = decided("TD-03")
    client.force_login(fresh(clerk))
    for name, args in (
        ("list", ()), ("detail", (case.pk,)), ("serve", (case.pk,)), ("pay", (case.pk,)),
        ("ledger", (case.pk,)), ("statements", ()), ("reminder_runs", ()),
    ):  # fmt: skip
        assert client.get(reverse(f"violations:{name}", args=args)).status_code == 200, name
    answer = client.post(reverse("violations:reminder_runs"), {"case": case.pk, "tab": "payment"})
    assert answer.status_code == 403  # letters are written by officials
    assert client.get(reverse("violations:rulings", args=[case.pk])).status_code == 403
