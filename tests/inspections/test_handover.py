"""Handing the work of a person to others: seats, tasks, requirements, and what forbids it."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from accounts import handover as registry
from accounts.enums import Absence
from accounts.handover import Item, shared_out
from accounts.models import Handover, User
from accounts.selectors_handover import groups_of, holdings
from accounts.services import users
from accounts.services.handover import HandoverRefused, Occasion, hand_over
from ecms.audit.models import AuditEvent
from ecms.core.refusal import Refusal
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import Delivery, ReminderRule
from ecms.notifications.services import claiming, due
from inspections.enums import TeamRole
from inspections.models import TeamMember
from inspections.services import team
from tests.factories import NOW, TODAY, InspectionFactory, UserFactory


@pytest.fixture
def heir(agency, unit):
    return UserFactory(full_name="Hồ Thị Kế", agency=agency, unit=unit, role="inspector")


def gifts_of(person, to, *, by, kinds=None):
    groups = groups_of(person, person.agency, by=by, on=TODAY)
    return {
        (group.kind.code, item.pk): to
        for group in groups
        for item in group.open_items
        if kinds is None or group.kind.code in kinds
    }


def give(person, gifts, *, by, submission=None, override=""):
    occasion = Occasion(person, person.agency, Absence.LEAVES, "Chuyển công tác", override)
    key = submission or uuid.uuid4()
    with zeal_ignore():  # each thing is locked and judged by itself
        return hand_over(occasion, gifts, submission=key, by=by, at=NOW)


# --- The rule of sharing out ----------------------------------------------------------------
def test_the_least_loaded_gets_the_next_and_nobody_who_is_barred():
    people = [User(pk=1), User(pk=2), User(pk=3)]
    items = [
        Item(10, "a", ""),
        Item(11, "b", "", bars={2: "was there"}),
        Item(12, "c", "", never=frozenset({1, 2, 3})),
        Item(13, "d", "", settled="waits"),
    ]
    found = shared_out(items, people, Counter({1: 5, 2: 0, 3: 3}), weight=4)
    assert found == {10: 2, 11: 3}


# --- Seats ----------------------------------------------------------------------------------
def test_a_leader_asks_and_the_signatory_signs_the_change(
    decided, inspector, heir, chief_inspector, director, papers
):
    task = team.assign(
        decided, user=inspector, text="Bảng lương", due_on=TODAY + timedelta(days=3),
        submission=uuid.uuid4(), by=inspector, at=NOW,
    )  # fmt: skip
    signed_by = decided.decided_by_id
    row = give(inspector, gifts_of(inspector, heir, by=chief_inspector, kinds={"seat-head"}),
               by=chief_inspector)  # fmt: skip
    assert decided.team.filter(user=inspector).exists()  # not before the signature
    assert "phải ký" in row.lines[0]["outcome"]
    groups = groups_of(inspector, inspector.agency, by=chief_inspector, on=TODAY)
    seat = next(group for group in groups if group.kind.code == "seat-head").items[0]
    assert str(heir) in seat.settled
    team.decide_change(decided.team_changes.get(decided_at=None), by=director, at=NOW)
    assert decided.team.get(role=TeamRole.HEAD).user == heir
    task.refresh_from_db()
    assert task.user == heir  # not the head by default, but whoever took the place
    decided.refresh_from_db()
    assert decided.decided_by_id == signed_by
    assert TeamMember.history.filter(user=inspector, history_type="-").exists()


def test_alerts_go_along_only_when_the_change_is_signed(
    decided, inspector, heir, chief_inspector, director, papers
):
    ReminderRule.objects.create(code="on-the-day", moment="ON", audience="RESPONSIBLE")
    due.expect("inspection.notice", decided, due_on=TODAY, at=NOW)
    claiming.claim_due(today=TODAY, at=NOW)

    def told(person):
        rows = Delivery.objects.filter(kind="inspection.notice", recipient=person)
        return rows.filter(moved_on_at=None).count()

    give(inspector, gifts_of(inspector, heir, by=chief_inspector, kinds={"seat-head"}),
         by=chief_inspector)  # fmt: skip
    assert (told(inspector), told(heir)) == (1, 0)
    team.decide_change(decided.team_changes.get(decided_at=None), by=director, at=NOW)
    assert (told(inspector), told(heir)) == (0, 1)


def test_the_signatory_signs_at_once_with_a_numbered_decision(
    decided, inspector, heir, director, papers
):
    row = give(inspector, gifts_of(inspector, heir, by=director, kinds={"seat-head"}), by=director)
    assert decided.team.get(role=TeamRole.HEAD).user == heir
    assert not decided.team.filter(user=inspector).exists()
    paper = GeneratedDocument.objects.latest("pk")
    assert paper.reference in row.lines[0]["outcome"]
    told = Delivery.objects.filter(kind="account.handed_over").values_list("recipient", flat=True)
    assert set(told) == {inspector.pk, heir.pk}
    event = AuditEvent.objects.get(event="account.handed_over")
    assert event.data["things"] == 1


def test_the_same_form_twice_and_the_same_things_again_do_no_harm(
    decided, inspector, heir, director, papers
):
    gifts, key = gifts_of(inspector, heir, by=director, kinds={"seat-head"}), uuid.uuid4()
    first = give(inspector, gifts, by=director, submission=key)
    assert give(inspector, gifts, by=director, submission=key) == first
    with pytest.raises(Refusal, match="trước đó"):
        give(inspector, gifts, by=director)
    assert Handover.objects.count() == 1
    assert decided.team.count() == 2


def test_who_was_there_last_time_takes_it_only_with_a_reason(
    decided, inspector, heir, director, papers, enterprise
):
    last = InspectionFactory(
        enterprise=enterprise, agency=inspector.agency, state="DECIDED", decided_by=director,
        decided_at=NOW - timedelta(days=300), decided_on=TODAY - timedelta(days=300),
    )  # fmt: skip
    TeamMember.objects.create(inspection=last, user=heir, role=TeamRole.MEMBER)
    gifts = gifts_of(inspector, heir, by=director, kinds={"seat-head"})
    with pytest.raises(HandoverRefused) as refused:
        give(inspector, gifts, by=director)
    assert "đoàn lần trước" in str(next(iter(refused.value.problems.values())))
    assert decided.team.filter(user=inspector).exists()
    row = give(inspector, gifts, by=director, override="Không còn ai khác")
    assert "đoàn lần trước" in row.lines[0]["overruled"]


def test_one_impossible_thing_leaves_everything_as_it_was(
    decided, inspector, heir, director, papers, clerk
):
    gifts = gifts_of(inspector, heir, by=director)
    gifts["requirement", 10**9] = heir  # nobody's: passed over
    gifts[next(key for key in gifts if key[0] == "seat-head")] = clerk
    with pytest.raises(HandoverRefused):
        give(inspector, gifts, by=director)
    assert not Handover.objects.exists()
    assert decided.team.filter(user=inspector).exists()


def test_a_proposal_before_the_decision_changes_without_a_document(
    proposed, inspector, heir, chief_inspector
):
    give(inspector, gifts_of(inspector, heir, by=chief_inspector), by=chief_inspector)
    proposed.refresh_from_db()
    assert proposed.proposed_by == heir
    assert proposed.team.get(role=TeamRole.HEAD).user == heir
    assert proposed.steps.get(verb="propose").taken_by == inspector  # the past stays
    assert not GeneratedDocument.objects.exists()


def test_only_who_assigns_work_in_the_body_hands_it_over(decided, inspector, heir, colleague):
    with pytest.raises(Refusal):
        give(inspector, {("seat-head", 1): heir}, by=colleague)


def test_requirements_go_to_another_person(concluded, inspector, heir, chief_inspector):
    concluded.requirements.update(assignee=inspector)
    give(inspector, gifts_of(inspector, heir, by=chief_inspector, kinds={"requirement"}),
         by=chief_inspector)  # fmt: skip
    assert {row.assignee for row in concluded.requirements.all()} == {heir}
    assert AuditEvent.objects.filter(event="requirement.handed_over").exists()


# --- Switching off --------------------------------------------------------------------------
def test_an_account_with_open_work_is_not_switched_off_unknowingly(
    decided, inspector, chief_inspector, administrator
):
    with pytest.raises(ValueError, match="đang mở"):
        users.switch_off(user=inspector, reason="x", by=administrator, at=NOW, knowing=False)
    users.switch_off(user=inspector, reason="x", by=administrator, at=NOW, knowing=True)
    told = Delivery.objects.filter(kind="account.work_left").values_list("recipient", flat=True)
    assert chief_inspector.pk in told


# --- Pages ----------------------------------------------------------------------------------
def test_the_page_proposes_gives_and_shows_what_was_done(
    decided, inspector, heir, director, papers, sign_in
):
    client = sign_in(director)
    address = reverse("accounts:handover", args=[inspector.pk])
    seat = decided.team.get(user=inspector)
    page = client.get(address, {"among": [heir.pk]})
    form = page.context["form"]
    assert form.fields[f"seat-head-{seat.pk}"].initial == heir.pk
    sent = {"submission": uuid.uuid4(), "absence": "LEAVES", "all-seat-head": heir.pk}
    empty = client.post(address, sent)
    assert empty.status_code == 422  # no reason
    with zeal_ignore():
        done = client.post(address, sent | {"reason": "Nghỉ hưu"}, follow=True)
    assert done.status_code == 200
    assert str(heir) in done.content.decode()
    assert decided.team.get(role=TeamRole.HEAD).user == heir
    assert sign_in(heir).get(done.request["PATH_INFO"]).status_code == 200


def test_statements_do_not_grow_with_the_work(
    inspector, agency, chief_inspector, django_assert_max_num_queries
):
    for _ in range(6):
        case = InspectionFactory(agency=agency, province=agency.province)
        TeamMember.objects.create(inspection=case, user=inspector, role=TeamRole.HEAD)
    with django_assert_max_num_queries(60):
        groups_of(inspector, agency, by=chief_inspector, on=TODAY)
    with django_assert_max_num_queries(len(registry.kinds()) + 3):
        assert dict(holdings(agency))[inspector] == 6
