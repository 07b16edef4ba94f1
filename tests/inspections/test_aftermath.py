"""After the visit: a second look, closing and reopening, stop-work, referrals, originals."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from ecms.audit.models import AuditEvent
from ecms.core.workflow import WorkflowRefused
from ecms.documents.services import of as documents_of
from ecms.notifications.services import due
from enterprises.alerts import alerts_for
from enterprises.briefs import parts_for
from inspections.enums import FindingState, RequirementState, State, TeamRole
from inspections.selectors_followup import (
    open_children,
    then_and_now,
)
from inspections.services import (
    closing,
    conduct,
    decision,
    findings,
    followup,
    minutes,
    originals,
    referrals,
    requirements,
    result,
    stop_orders,
    visits,
)
from inspections.services.refusal import Refusal
from inspections.states_followup import (
    Rating,
    ReferralResult,
    ReferralState,
    StopState,
)
from tests.factories import NOW, TODAY


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


DUE = TODAY + timedelta(days=30)
ARREARS = {"amount": 300_000_000, "workers": 75}


def later(days):
    return NOW + timedelta(days=days)


def settle(row, by, second):
    requirements.submit(row, note="Đã làm", by=by, at=NOW)
    return requirements.accept(row, by=second, at=NOW)


# --- Follow-up check ------------------------------------------------------------------------
@pytest.fixture
def faulty(running, inspector, questions):
    """A running check with a "no", and so a finding behind one question."""
    from inspections.enums import AnswerValue, VisitOutcome
    from inspections.services import checklist

    given = checklist.Given(AnswerValue.NO, codes=("TL-18",), note="Chậm lương")
    checklist.answer(running, questions[0], given, by=inspector, at=NOW)
    checklist.answer(running, questions[1], checklist.Given(AnswerValue.YES), by=inspector, at=NOW)
    row = running.findings.get()
    facts = findings.Facts("TL-18", "Chậm lương tháng 8", ongoing=True, workers=5,
                           discovered_on=TODAY)  # fmt: skip
    findings.confirm(findings.edit(row, facts, by=inspector, at=NOW), by=inspector, at=NOW)
    facts = visits.VisitFacts(TODAY, VisitOutcome.DONE)
    visits.record(running, facts, submission=uuid.uuid4(), by=inspector, at=NOW)
    signing = minutes.Signing(TODAY, "SUBJECT", "Bà Hạnh")
    return minutes.sign(running, signing, by=inspector, at=NOW)


@pytest.fixture
def again(faulty, director, inspector, colleague):
    """The follow-up check of arrears, running."""
    from inspections.enums import AnswerValue, VisitOutcome
    from inspections.services import checklist

    finding = faulty.findings.get()
    demands = [
        result.Demand("Trả đủ lương", DUE, finding=finding, **ARREARS),
        result.Demand("Lập sổ", DUE),
        result.Demand("Đã làm xong", DUE),
    ]
    case = result.conclude(faulty, demands, by=director, at=NOW)
    done = case.requirements.get(text="Đã làm xong")
    settle(done, inspector, colleague)
    people = [(inspector, TeamRole.HEAD), (colleague, TeamRole.MEMBER)]
    plan = followup.Plan(
        list(case.requirements.outstanding()), TODAY + timedelta(days=5), people,
        frozenset({inspector.pk, colleague.pk}),
    )  # fmt: skip
    key = uuid.uuid4()
    made = followup.open_check(case, plan, submission=key, by=inspector, at=NOW)
    assert followup.open_check(case, plan, submission=key, by=inspector, at=NOW) == made
    decision.approve(made, by=director, at=NOW)
    made = conduct.announce(made, on=TODAY, attendees="Bà Hạnh", by=inspector, at=NOW)
    for item in made.case_questions.all():
        given = checklist.Given(AnswerValue.YES)
        checklist.answer(made, item.question, given, by=inspector, at=NOW)
    facts = visits.VisitFacts(TODAY, VisitOutcome.DONE)
    visits.record(made, facts, submission=uuid.uuid4(), by=inspector, at=NOW)
    return made


def sign(case, by):
    return minutes.sign(case, minutes.Signing(TODAY, "SUBJECT", "Bà Hạnh"), by=by, at=NOW)


def rate_all(case, by):
    money = case.rechecks.get(requirement__amount=300_000_000)
    book = case.rechecks.get(requirement__text="Lập sổ")
    look = followup.Look(Rating.PARTLY, "Đã trả cho 40 người", 120_000_000, 40)
    followup.rate(money, look, by=by, at=NOW)
    followup.rate(book, followup.Look(Rating.DONE, "Có sổ"), by=by, at=NOW)


def test_it_carries_open_items_and_only_their_questions(again, questions):
    assert again.rechecks.count() == 2
    assert [row.question for row in again.case_questions.all()] == [questions[0]]


def test_it_rates_only_those_and_takes_them_over_when_signed(again, inspector, director):
    with pytest.raises(WorkflowRefused, match="not rated"):
        sign(again, inspector)
    rate_all(again, inspector)
    case = sign(again, inspector)
    parent = case.follow_up_of
    assert parent.requirements.outstanding().count() == 2  # nothing moves before the signature
    result.conclude(case, [], by=director, at=NOW)
    money = parent.requirements.get(amount=300_000_000)
    assert (money.state, money.money.left, money.people.left) == (
        RequirementState.OPEN, 180_000_000, 35,
    )  # fmt: skip
    assert parent.requirements.get(text="Lập sổ").is_accepted
    report = then_and_now(case)
    assert (report.amount, report.workers, report.count(Rating.DONE)) == (120_000_000, 40, 1)
    item = next(item for item in report.items if item.requirement == money)
    assert (item.money_left_then, item.money_left_now) == (300_000_000, 180_000_000)
    paper = documents_of(case).get(form_code="BC-PT")
    assert "KHẮC PHỤC MỘT PHẦN" in str(paper.context)


@pytest.mark.parametrize(
    ("rating", "amount", "workers"),
    [
        (Rating.DONE, 299_999_999, 75),
        (Rating.DONE, 300_000_000, 74),
        (Rating.NOT_DONE, 1, 0),
        (Rating.PARTLY, 300_000_001, 0),
        ("", 0, 0),
    ],
)
def test_a_rating_fits_its_sums(again, inspector, rating, amount, workers):
    money = again.rechecks.get(requirement__amount=300_000_000)
    with pytest.raises(Refusal):
        followup.rate(
            money, followup.Look(rating, "Ghi nhận", amount, workers), by=inspector, at=NOW
        )


def test_two_checks_do_not_look_at_the_same_item(again, inspector, colleague):
    case = again.follow_up_of
    plan = followup.Plan(
        list(case.requirements.outstanding()), TODAY + timedelta(days=5),
        [(inspector, TeamRole.HEAD), (colleague, TeamRole.MEMBER)],
    )  # fmt: skip
    with pytest.raises(Refusal, match="Another follow-up"):
        followup.open_check(case, plan, submission=uuid.uuid4(), by=inspector, at=NOW)


# --- Closing and reopening ------------------------------------------------------------------
def test_nothing_closes_while_children_are_open(again, inspector, colleague):
    case = again.follow_up_of
    labels = {child.label.split(":")[0] for child in open_children(case)}
    assert len(labels) >= 2
    with pytest.raises(WorkflowRefused):
        closing.close(case, by=inspector, at=NOW)


def test_reopened_with_a_reason_and_both_closings_stay(concluded, inspector, colleague, director):
    settle(concluded.requirements.get(), inspector, colleague)
    closing.close(concluded, by=inspector, at=NOW)
    for by, reason in ((inspector, "Lý do"), (director, " ")):
        with pytest.raises((Refusal, WorkflowRefused)):
            closing.reopen(concluded, reason=reason, by=by, at=NOW)
    case = closing.reopen(concluded, reason="Có đơn mới", by=director, at=NOW)
    assert (case.state, case.closed_at, case.reopened_by) == (State.CONCLUDED, None, director)
    step = case.steps.get(verb="reopen")
    assert (step.from_state, step.to_state, step.note) == ("CLOSED", "CONCLUDED", "Có đơn mới")
    with pytest.raises(WorkflowRefused):
        closing.reopen(concluded, reason="Có đơn mới", by=director, at=NOW)
    closing.close(case, by=inspector, at=NOW)
    told = AuditEvent.objects.filter(event__in=("inspection.close", "inspection.reopen"))
    assert sorted(told.values_list("event", flat=True)) == [
        "inspection.close", "inspection.close", "inspection.reopen",
    ]  # fmt: skip


def test_a_reopened_case_keeps_its_answers_and_the_button_says_why_not(
    client, concluded, inspector, colleague, director
):
    settle(concluded.requirements.get(), inspector, colleague)
    kept = (concluded.answers.count(), concluded.visits.count(), concluded.requirements.count())
    closing.close(concluded, by=inspector, at=NOW)
    client.force_login(director)
    address = reverse("inspections:step", args=[concluded.pk, "reopen"])
    assert (
        address in client.get(reverse("inspections:detail", args=[concluded.pk])).content.decode()
    )
    assert client.post(address, {"reason": ""}).status_code == 422
    for _again in range(2):  # the second time it is open already: told, nothing changed
        assert client.post(address, {"reason": "Có đơn mới"}).status_code == 302
    concluded.refresh_from_db()
    assert (concluded.phase, concluded.steps.filter(verb="reopen").count()) == ("FOLLOW_UP", 1)
    assert kept == (
        concluded.answers.count(), concluded.visits.count(), concluded.requirements.count(),
    )  # fmt: skip


# --- Stop-work ------------------------------------------------------------------------------
DANGER = stop_orders.Danger(
    "MACHINE", "Máy dập số 3", "Không che chắn", "Lắp che chắn", "Điều 6 Luật ATVSLĐ"
)


@pytest.fixture
def stopped(running, inspector):
    return stop_orders.order(running, DANGER, submission=uuid.uuid4(), by=inspector, at=NOW)


def test_work_stops_at_once_and_a_second_person_lifts(stopped, inspector, director, colleague):
    case = stopped.inspection
    assert documents_of(case).filter(form_code="YC-NH").count() == 1
    with pytest.raises(Refusal, match="No evidence"):
        stop_orders.lift(stopped, reason="Đã an toàn", by=director, at=NOW)
    stop_orders.submit(stopped, note="Đã lắp", by=colleague, at=NOW)
    assert [item.kind for item in due.of(stopped)] == ["stop_order.judge"]
    for by in (colleague, inspector):
        with pytest.raises(Refusal):
            stop_orders.lift(stopped, reason="Đã an toàn", by=by, at=NOW)
    kept = stop_orders.keep(stopped, reason="Chưa đủ", by=director, at=NOW)
    assert kept.state == StopState.ACTIVE
    stop_orders.submit(stopped, note="Đã lắp đủ", by=colleague, at=NOW)
    row = stop_orders.lift(stopped, reason="Đã an toàn", by=director, at=NOW)
    assert (row.state, row.lifted_by) == (StopState.LIFTED, director)
    assert documents_of(case).filter(form_code="TB-HDTL").count() == 1
    assert due.of(stopped) == []


def test_it_is_red_on_dossier_and_sheet_until_lifted(stopped, director, colleague,
                                                      foreign_inspector):  # fmt: skip
    firm = stopped.inspection.enterprise
    assert [alert.text for alert in alerts_for(colleague, firm)] == [
        f"{stopped.get_scope_display()}: Máy dập số 3"
    ]
    assert parts_for(colleague, firm)[0].code == "stopped"
    assert alerts_for(foreign_inspector, firm) == []
    stop_orders.submit(stopped, note="Đã lắp", by=colleague, at=NOW)
    assert alerts_for(colleague, firm)
    stop_orders.lift(stopped, reason="Đã an toàn", by=director, at=NOW)
    assert alerts_for(colleague, firm) == []


def test_who_may_stop_work(running, colleague, foreign_director, clerk, director):
    for by in (colleague, foreign_director, clerk):
        with pytest.raises(Refusal):
            stop_orders.order(running, DANGER, submission=uuid.uuid4(), by=by, at=NOW)
    assert stop_orders.order(running, DANGER, submission=uuid.uuid4(), by=director, at=NOW)


# --- Referral -------------------------------------------------------------------------------
def matter(**changes):
    values = {
        "kind": "POLICE", "body": "Cơ quan cảnh sát điều tra", "matter": "Trốn đóng bảo hiểm",
        "grounds": "Điều 216 Bộ luật Hình sự", "answer_until": TODAY + timedelta(days=20),
        "papers": "Biên bản kiểm tra\nBảng lương",
    }  # fmt: skip
    return referrals.Matter(**(values | changes))


def test_the_police_answer_and_what_continues(running, director, inspector):
    with pytest.raises(Refusal):
        referrals.send(running, matter(), submission=uuid.uuid4(), by=inspector, at=NOW)
    with pytest.raises(Refusal) as refused:
        referrals.send(running, matter(papers=""), submission=uuid.uuid4(), by=director, at=NOW)
    assert refused.value.field == "papers"
    key = uuid.uuid4()
    sent = referrals.send(running, matter(), submission=key, by=director, at=NOW)
    assert referrals.send(running, matter(), submission=key, by=director, at=NOW) == sent
    letter = documents_of(running).get(form_code="CV-CHS")
    assert "dấu hiệu tội phạm" in str(letter.context)
    assert due.of(sent)[0].due_on == TODAY + timedelta(days=20)
    referrals.confirm(sent, on=TODAY, receipt="12/BN", by=inspector, at=NOW)
    back = referrals.Reply(ReferralResult.NOT_PROSECUTED, TODAY, "5/CV", "Không khởi tố")
    with pytest.raises(Refusal) as refused:
        referrals.answer(sent, back, by=inspector, at=NOW)
    assert refused.value.field == "continues"
    full = referrals.Reply(back.result, TODAY, "5/CV", "Không khởi tố", "Xử phạt hành chính")
    row = referrals.answer(sent, full, by=inspector, at=NOW)
    assert (row.state, row.continues) == (ReferralState.RETURNED, "Xử phạt hành chính")
    assert due.of(sent) == []


def test_a_finding_of_another_case_does_not_go_along(running, finding, director):
    finding.state = FindingState.DRAFT
    finding.inspection_id = -1
    with pytest.raises(Refusal) as refused:
        referrals.send(
            running, matter(findings=[finding]), submission=uuid.uuid4(), by=director, at=NOW
        )
    assert refused.value.field == "findings"


# --- Originals ------------------------------------------------------------------------------
def test_an_original_keeps_the_case_open_until_it_is_back(concluded, inspector, colleague):
    settle(concluded.requirements.get(), inspector, colleague)
    held = originals.take(
        concluded, name="Sổ lương", taken_on=TODAY, taken_from="Bà Hạnh",
        submission=uuid.uuid4(), by=inspector, at=NOW,
    )  # fmt: skip
    with pytest.raises(WorkflowRefused):
        closing.close(concluded, by=inspector, at=NOW)
    with pytest.raises(Refusal):
        originals.give_back(held, on=TODAY + timedelta(days=1), to="Bà Hạnh", by=inspector, at=NOW)
    originals.give_back(held, on=TODAY, to="Bà Hạnh", by=inspector, at=NOW)
    assert closing.close(concluded, by=inspector, at=NOW).state == State.CLOSED
