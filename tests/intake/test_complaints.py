"""The way of a complaint: table of states, clocks, identity, doubles; and what leaks nowhere."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from accounts.permissions import Permission
from ecms.audit import timeline as trail
from ecms.audit.models import AuditEvent
from ecms.core.workflow import WorkflowRefused
from ecms.documents.services import latest
from ecms.notifications.models import DueItem
from intake.enums.complaint import ComplaintState as S
from intake.enums.complaint import LinkKind
from intake.models import Complaint
from intake.selectors import complaint as selectors
from intake.selectors.complaint_reference import body
from intake.services.complaints import handling, receiving, settling
from intake.services.complaints.identity import Person
from intake.services.complaints.refusal import Refusal
from intake.workflow.complaint import workflow
from tests.factories import NOW, TODAY, VIETNAM
from tests.intake import complaint_world as world
from tests.intake.complaint_world import PERSON

pytestmark = pytest.mark.django_db


# --- Receipt ----------------------------------------------------------------------------------
def test_received_with_number_code_and_receipt(cast):
    complaint = cast.received()
    assert complaint.code == "DT-75-2026-00001"
    assert len(complaint.receipt_code) == 16
    assert complaint.accept_due_on == date(2026, 10, 15)
    assert cast.received().receipt_code != complaint.receipt_code


def test_sent_twice_is_entered_once(cast):
    key = uuid.uuid4()
    done = [
        receiving.receive(
            cast.entry(), PERSON, submission=key, agency=cast.agency, by=cast.clerk, at=NOW
        )
        for _ in range(2)
    ]
    assert done[0] == done[1]
    assert Complaint.objects.count() == 1


def test_anonymous_only_where_the_law_allows(cast):
    for kind in ("ADMIN", "LABOUR", "DENUNCIATION"):
        with pytest.raises(Refusal):
            cast.received(Person(), kind=kind, is_anonymous=True)
    for kind in ("TIP", "PETITION"):
        assert cast.received(Person(), kind=kind, is_anonymous=True).pk
    tip = cast.received(Person(), kind="TIP", is_anonymous=True)
    with pytest.raises(Refusal):
        cast.classify(tip, kind="DENUNCIATION")


def test_the_summary_may_not_name_the_person(cast):
    with pytest.raises(Refusal) as refusal:
        cast.received(summary="Bà Trinh Thi Hoai Nhan bị nợ lương")
    assert refusal.value.field == "summary"


def test_repeat_and_likeness_are_linked_not_refused(cast):
    first = cast.received()
    again = cast.received(summary="Vẫn chưa trả lương tháng bảy", enterprise=None)
    alike = cast.received(Person(name="Lê Văn Khác", phone="0987654321"))
    assert {(row.earlier, row.kind) for row in again.links.all()} == {(first, LinkKind.REPEAT)}
    assert (first, LinkKind.ALIKE) in {(row.earlier, row.kind) for row in alike.links.all()}


# --- Competence and clocks -----------------------------------------------------------------------
def test_second_labour_complaint_goes_to_the_successor(cast):
    complaint = cast.classified()
    assert complaint.competent == "LABOUR_SECOND"
    assert "Giám đốc Sở Nội vụ" in complaint.competent_vi
    assert complaint.accept_due_on == date(2026, 10, 14)  # 7 working days
    (told,) = (event for event in trail.events_of([complaint]) if "classify" in event.event)
    for language, name in (("vi", complaint.competent_vi), ("en", complaint.competent_en)):
        with translation.override(language):
            assert trail.details(told) == name
    before = body("LABOUR_SECOND", on=date(2024, 6, 3))
    assert before.name_vi.startswith("Chánh Thanh tra")
    assert body("LABOUR_SECOND", on=TODAY).is_recalled


def test_clocks_of_the_second_labour_complaint(cast):
    complaint = cast.accepted()
    assert complaint.settle_due_on == date(2026, 11, 19)  # 45 days
    complaint = handling.extend(complaint, "Nhiều tình tiết", by=cast.director, at=NOW)
    assert complaint.settle_due_on == date(2026, 12, 4)  # 60 days
    with pytest.raises(Refusal):
        handling.extend(complaint, "Lại nữa", by=cast.director, at=NOW)
    assert DueItem.objects.get(kind="complaint.settle", closed_at=None).due_on == date(2026, 12, 4)


def test_remote_area_is_longer(cast):
    assert cast.accepted(is_remote=True).settle_due_on == date(2026, 12, 4)


def test_acceptance_over_tet(cast, frozen):
    start = NOW.replace(year=2026, month=2, day=11)
    frozen.move_to(start)
    complaint = cast.classified(at=start, received_on=start.date(), known_on=None)
    holidays = world.law.CalendarDay.objects.filter(day__range=("2026-02-12", "2026-03-01"))
    assert holidays.exists()
    assert complaint.accept_due_on > date(2026, 2, 24)


def test_suspension_moves_the_last_day(cast, frozen):
    complaint = handling.suspend(cast.verifying(), "Chờ giám định", by=cast.director, at=NOW)
    assert DueItem.objects.get(kind="complaint.settle", closed_at=None).paused_at
    later = NOW + timedelta(days=12)
    frozen.move_to(later)
    complaint = handling.resume(complaint, by=cast.director, at=later)
    assert complaint.stood_days == 12
    assert complaint.settle_due_on == date(2026, 12, 1)
    assert DueItem.objects.get(kind="complaint.settle", closed_at=None).paused_at is None


def test_out_of_time_needs_a_reason(cast):
    late = {"known_on": TODAY - timedelta(days=31)}  # 30 days for a second labour complaint
    complaint = handling.assign(cast.classified(**late), cast.inspector, by=cast.chief, at=NOW)
    with pytest.raises(Refusal) as refusal:
        handling.accept(complaint, by=cast.director, at=NOW)
    assert refusal.value.field == "excuse"
    done = handling.accept(complaint, excuse="Nằm viện 10 ngày", by=cast.director, at=NOW)
    assert done.state == S.ACCEPTED


def test_what_is_not_ours_is_forwarded_not_accepted(cast, deputy_director):
    complaint = cast.classified(kind="DENUNCIATION", respondent="DIRECTOR", known_on=None)
    assert complaint.handling == "FORWARD"
    handling.assign(complaint, cast.inspector, by=cast.chief, at=NOW)
    with pytest.raises(Refusal):
        handling.accept(complaint, by=deputy_director, at=NOW)
    given = handling.Return("FORWARDED", "COMPETENCE", "Không thuộc thẩm quyền.", "UBND tỉnh")
    with pytest.raises(Refusal):  # it is about the director
        handling.return_(complaint, given, by=cast.director, at=NOW)
    done = handling.return_(complaint, given, by=deputy_director, at=NOW)
    assert latest(done, "PC-DON").reference


def test_a_second_complaint_needs_a_dialogue(cast):
    with pytest.raises(Refusal):
        settling.draft(cast.noted(), world.RESULT, by=cast.inspector, at=NOW)


def test_effect_only_after_its_term(cast, frozen):
    complaint = cast.served()
    assert complaint.effective_due_on == date(2026, 11, 4)
    with pytest.raises(WorkflowRefused):
        settling.take_effect(complaint, by=cast.clerk, at=NOW)
    frozen.move_to(NOW + timedelta(days=31))
    done = settling.take_effect(complaint, by=cast.clerk, at=NOW + timedelta(days=31))
    assert done.state == S.EFFECTIVE


# --- Every state, verb and role --------------------------------------------------------------------
ROLES = {
    "clerk": {Permission.COMPLAINT_READ, Permission.COMPLAINT_EDIT},
    "inspector": {Permission.COMPLAINT_READ, Permission.COMPLAINT_EDIT},
    "chief_inspector": {Permission.COMPLAINT_READ, Permission.COMPLAINT_EDIT,
                        Permission.COMPLAINT_IDENTITY},
    "director": {Permission.COMPLAINT_READ, Permission.COMPLAINT_DECIDE},
    "ministry_official": {Permission.COMPLAINT_READ},
    "administrator": set(),
    "foreign_inspector": {Permission.COMPLAINT_READ, Permission.COMPLAINT_EDIT},
}  # fmt: skip
OWN = {"clerk", "inspector", "chief_inspector", "director"}


@pytest.mark.parametrize("state", list(S))
def test_state_by_verb_by_role(cast, frozen, request, state):
    """A verb is possible only from its states, with its permission, inside the body."""
    if state in (S.EFFECTIVE, S.EXECUTED, S.CLOSED):
        frozen.move_to(NOW + timedelta(days=60))
        with time_machine.travel(NOW, tick=False):
            served = cast.served()
        assert served.state == S.DECIDED
        complaint = _from(served, cast, state)
    else:
        complaint = cast.in_state(state)
    assert complaint.state == state
    for role, held in ROLES.items():
        user = request.getfixturevalue(role)
        for transition in workflow.transitions:
            answer = workflow.answer(complaint, transition.verb, user)
            if (
                state not in transition.sources
                or transition.permission not in held
                or role not in OWN
            ):
                assert not answer, (role, transition.verb)
    assert sum(bool(o.answer) for o in workflow.offers(complaint, cast.chief)) >= (
        0 if state in (S.CLOSED, S.RETURNED, S.WITHDRAWN, S.SUSPENDED) else 1
    )


def _from(served, cast, state):
    later = NOW + timedelta(days=60)
    complaint = settling.take_effect(served, by=cast.clerk, at=later)
    if state != S.EFFECTIVE:
        complaint = settling.execute(complaint, "Đã trả.", by=cast.clerk, at=later)
    return settling.close(complaint, by=cast.clerk, at=later) if state == S.CLOSED else complaint


def test_only_who_handles_it_works_on_it(cast, colleague):
    complaint = cast.verifying()
    assert workflow.answer(complaint, "note", cast.inspector)
    assert not workflow.answer(complaint, "note", colleague)
    assert workflow.answer(complaint, "note", cast.chief)


def test_steps_sent_twice_change_nothing(cast):
    complaint = cast.decided()
    number = complaint.decision_number
    again = settling.decide(complaint, world.RESULT, by=cast.director, at=NOW)
    assert again.decision_number == number
    given = settling.Service("POST", TODAY)
    settling.serve(complaint, given, by=cast.clerk, at=NOW)
    settling.serve(complaint, given, by=cast.clerk, at=NOW)
    events = AuditEvent.objects.filter(event="complaint.serve", object_id=complaint.pk)
    assert events.count() == 1


# --- Pages -------------------------------------------------------------------------------------------------
def test_the_form_enters_a_complaint_and_shows_the_receipt(cast, sign_in):
    client = sign_in(cast.clerk)
    url = reverse("intake:complaint_new")
    assert client.get(f"{url}?enterprise={cast.firm.pk}").status_code == 200
    data = {
        "submission": str(uuid.uuid4()), "channel": "POST", "received_on": "05/10/2026",
        "kind": "TIP", "respondent": "EMPLOYER", "subject": "OSH", "level": "FIRST",
        "summary": "Máy dập không có che chắn.", "enterprise": str(cast.firm.pk),
        "is_anonymous": "on", "people": "1",
    }  # fmt: skip
    assert client.post(url, {**data, "is_anonymous": ""}).status_code == 422
    answer = client.post(url, data, follow=True)
    assert answer.status_code == 200
    complaint = Complaint.objects.get()
    assert complaint.code in answer.content.decode()
    assert complaint.enterprise == cast.firm


def test_earlier_ones_are_shown_while_typing(cast, sign_in):
    complaint = cast.received()
    data = {"summary": "Công ty nợ lương ba tháng công nhân", "enterprise": cast.firm.pk}
    answer = sign_in(cast.clerk).post(reverse("intake:complaint_alike"), data)
    assert complaint.code in answer.content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_every_step_opens(cast, sign_in, language, settings):
    users = {"clerk": cast.clerk, "chief": cast.chief, "director": cast.director}
    things = [cast.received(), cast.classified(), cast.accepted(), cast.noted(), cast.decided()]
    for user in users.values():
        client = sign_in(user)
        client.cookies["django_language"] = language
        for complaint in things:
            assert client.get(reverse("intake:complaint", args=[complaint.pk])).status_code == 200
            for offer in workflow.offers(complaint, user):
                url = reverse("intake:complaint_step", args=[complaint.pk, offer.transition.verb])
                assert client.get(url).status_code == (200 if offer.allowed else 302)


def test_a_step_by_its_page(cast, sign_in):
    complaint = cast.classified()
    client = sign_in(cast.chief)
    url = reverse("intake:complaint_step", args=[complaint.pk, "assign"])
    assert client.post(url, {"handler": ""}).status_code == 422
    assert client.post(url, {"handler": cast.inspector.pk}).status_code == 302
    complaint.refresh_from_db()
    assert complaint.handler == cast.inspector


def test_the_score_counts_complaints_of_two_years(cast):
    cast.received()
    cast.in_state(S.RETURNED)
    counted = {row["firm"]: row["n"] for row in selectors.risk_factor(TODAY)}
    assert counted == {cast.firm.pk: 1}
    assert list(selectors.risk_factor(TODAY + timedelta(days=800))) == []


def test_moments_are_those_of_vietnam(cast):
    late = NOW.replace(hour=23, minute=30, tzinfo=VIETNAM)
    assert cast.received(at=late).received_on == TODAY
