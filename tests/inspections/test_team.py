"""The team: conflicts, tasks, guests, changes after the decision, and drawing by the rule."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import SharedCase
from ecms.audit.models import AuditEvent
from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import Delivery, DueItem
from inspections.enums import TeamRole
from inspections.models import Allotment, Inspection, MemberTask, TeamMember
from inspections.services import allotment, conduct, proposal, team
from inspections.services.refusal import Refusal
from inspections.workflow import workflow
from tests.factories import NOW, TODAY, InspectionFactory, UserFactory, fresh


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


@pytest.fixture
def third(agency, unit):
    return UserFactory(full_name="Hồ Thị Ba", agency=agency, unit=unit, role="inspector")


def give(case, user, by, **changes):
    facts = {"text": "Kiểm tra bảng lương", "due_on": TODAY + timedelta(days=5)} | changes
    return team.assign(case, user=user, submission=uuid.uuid4(), by=by, at=NOW, **facts)


# --- Conflict of interest -------------------------------------------------------------------
def test_a_declared_conflict_stops_the_announcement_and_is_told(
    decided, colleague, director, inspector
):
    team.declare_conflict(decided, reason="Em trai làm việc ở đây", by=colleague, at=NOW)
    with pytest.raises(WorkflowRefused):
        conduct.announce(decided, on=TODAY, attendees="Bà Hạnh", by=inspector, at=NOW)
    told = Delivery.objects.filter(kind="inspection.conflict").values_list("recipient", flat=True)
    assert set(told) == {director.pk, inspector.pk}


def test_only_a_member_declares(decided, chief_inspector):
    with pytest.raises(Refusal):
        team.declare_conflict(decided, reason="x", by=chief_inspector, at=NOW)


# --- Tasks ----------------------------------------------------------------------------------
def test_a_task_is_given_is_due_and_is_done(decided, inspector, colleague):
    task = give(decided, colleague, inspector)
    assert DueItem.objects.get(kind="inspection.task").due_on == task.due_on
    assert decided.team.get(user=colleague).task == "Kiểm tra bảng lương"
    team.done(task, by=colleague, at=NOW)
    team.done(task, by=colleague, at=NOW)
    task.refresh_from_db()
    assert task.done_by == colleague
    assert not DueItem.objects.filter(kind="inspection.task", closed_at=None).exists()


def test_a_double_click_gives_one_task(decided, inspector, colleague):
    key = uuid.uuid4()
    for _ in range(2):
        team.assign(decided, user=colleague, text="x", due_on=TODAY, submission=key,
                    by=inspector, at=NOW)  # fmt: skip
    assert MemberTask.objects.count() == 1


@pytest.mark.parametrize("who", ["colleague", "director"])
def test_who_leads_nothing_gives_no_task(decided, inspector, request, who):
    by = request.getfixturevalue(who)
    if who == "director":
        assert give(decided, inspector, by)
        return
    with pytest.raises(Refusal):
        give(decided, inspector, by)


def test_a_task_for_a_stranger_or_in_the_past_is_refused(decided, inspector, colleague, third):
    with pytest.raises(Refusal) as refused:
        give(decided, third, inspector)
    assert refused.value.field == "user"
    with pytest.raises(Refusal) as refused:
        give(decided, colleague, inspector, due_on=TODAY - timedelta(days=1))
    assert refused.value.field == "due_on"


# --- People of other bodies -----------------------------------------------------------------
def test_a_guest_with_an_account_reads_the_case(decided, inspector, foreign_inspector):
    assert not Inspection.objects.visible_to(foreign_inspector).exists()
    who = team.Invitation(
        "Bà Hà", "Chuyên viên", "BHXH", user=foreign_inspector, until=TODAY + timedelta(days=30)
    )
    team.invite(decided, who, by=inspector, at=NOW)
    assert Inspection.objects.visible_to(fresh(foreign_inspector)).get() == decided
    assert SharedCase.objects.get().user == foreign_inspector


@pytest.fixture
def guest(decided, inspector, colleague, foreign_inspector):
    team.declare(decided, by=colleague, at=NOW)
    who = team.Invitation(
        "Bà Hà", "", "BHXH", user=foreign_inspector, until=TODAY + timedelta(days=30)
    )
    return team.invite(decided, who, by=inspector, at=NOW)


def test_an_invited_person_declares_before_the_announcement(
    decided, guest, inspector, foreign_inspector, third
):
    refused = workflow.answer(decided, "announce", inspector)
    assert "Bà Hà" in str(refused.reason)
    with pytest.raises(Refusal):  # neither the person nor who leads the team
        team.declare_guest(guest, by=third, at=NOW)
    for _again in range(2):
        row = team.declare_guest(guest, by=fresh(foreign_inspector), at=NOW)
    assert (row.no_conflict, row.declared_by) == (True, foreign_inspector)
    assert workflow.answer(decided, "announce", inspector)
    row = team.declare_guest(guest, conflict="Em gái là kế toán", by=inspector, at=NOW)
    assert (row.no_conflict, row.conflict) == (False, "Em gái là kế toán")
    assert not workflow.answer(decided, "announce", inspector)
    told = AuditEvent.objects.filter(event__startswith="inspection.guest_")
    assert [row.event for row in told.order_by("pk")] == [
        "inspection.guest_no_conflict", "inspection.guest_conflict",
    ]  # fmt: skip


def test_the_declaration_of_a_guest_on_the_page(client, decided, guest, inspector):
    client.force_login(inspector)
    address = reverse("inspections:guest_declare", args=[decided.pk, guest.pk])
    page = client.get(reverse("inspections:team", args=[decided.pk])).content.decode()
    assert address in page
    assert client.post(address, {"conflict": "1", "reason": ""}).status_code == 422
    assert client.post(address, {"conflict": "1", "reason": "Chồng làm ở đó"}).status_code == 302
    guest.refresh_from_db()
    assert guest.conflict == "Chồng làm ở đó"
    assert client.post(address).status_code == 302
    guest.refresh_from_db()
    assert (guest.no_conflict, guest.conflict) == (True, "")


def test_a_colleague_is_no_guest(decided, inspector, third):
    who = team.Invitation("x", "", "Sở", user=third, until=TODAY)
    with pytest.raises(Refusal):
        team.invite(decided, who, by=inspector, at=NOW)


# --- Change after the decision --------------------------------------------------------------
def test_a_change_is_asked_for_and_signed(decided, inspector, colleague, third, director):
    task = give(decided, colleague, inspector)
    seats = [(inspector, TeamRole.HEAD), (third, TeamRole.MEMBER)]
    asked = team.ask_change(decided, seats, reason="Chuyển công tác", by=inspector, at=NOW)
    with pytest.raises(Refusal):
        team.decide_change(asked, by=inspector, at=NOW)
    signed = team.decide_change(asked, by=director, at=NOW)
    paper = GeneratedDocument.objects.get(form_code="QD-TV")
    assert signed.number == paper.reference
    assert [line["name"] for line in paper.context["leaving"]] == [str(colleague)]
    assert [line["name"] for line in paper.context["team"]] == [str(inspector), str(third)]
    assert paper.context["reason"] == "Chuyển công tác"
    assert set(decided.team.values_list("user", flat=True)) == {inspector.pk, third.pk}
    task.refresh_from_db()
    assert task.user == inspector
    assert Delivery.objects.filter(recipient=third, kind="inspection.announce").exists()
    with pytest.raises(Refusal):
        team.decide_change(asked, by=director, at=NOW)


def test_a_new_head_takes_the_seat_of_the_old_one(decided, inspector, colleague, director):
    seats = [(colleague, TeamRole.HEAD), (inspector, TeamRole.MEMBER)]
    asked = team.ask_change(decided, seats, reason="x", by=director, at=NOW)
    team.decide_change(asked, by=director, at=NOW)
    assert decided.team.get(role=TeamRole.HEAD).user == colleague


def test_the_same_team_is_no_change(decided, inspector, colleague):
    seats = [(inspector, TeamRole.HEAD), (colleague, TeamRole.MEMBER)]
    with pytest.raises(Refusal):
        team.ask_change(decided, seats, reason="x", by=inspector, at=NOW)


def test_a_refused_change_leaves_the_team(decided, inspector, third, director):
    seats = [(inspector, TeamRole.HEAD), (third, TeamRole.MEMBER)]
    asked = team.ask_change(decided, seats, reason="x", by=inspector, at=NOW)
    team.refuse_change(asked, answer="Không cần", by=director, at=NOW)
    assert not decided.team.filter(user=third).exists()


# --- Drawing --------------------------------------------------------------------------------
def test_who_was_here_last_and_who_declared_a_conflict_cannot_be_drawn(
    decided, enterprise, inspector, colleague, third, agency, unit
):
    more = [UserFactory(agency=agency, unit=unit, role="inspector") for _ in range(2)]
    TeamMember.objects.create(
        inspection=InspectionFactory(agency=agency, enterprise=enterprise), user=third,
        role=TeamRole.MEMBER, conflict="Người nhà",
    )  # fmt: skip
    for number in range(12):
        row = allotment.draw_team(
            enterprise, size=2, checklist=None, planned_on=TODAY, agency=agency, by=inspector,
            at=NOW, seed=str(number),
        )  # fmt: skip
        assert set(row.team) == {user.pk for user in more}
    bars = {fact["pk"]: fact["bar"] for fact in row.facts}
    assert (bars[inspector.pk], bars[third.pk]) == ("last", "conflict")


def test_a_draw_can_be_redone_from_its_seed(enterprise, law, inspector, colleague, third, agency):
    wanted = {"size": 2, "checklist": None, "planned_on": TODAY, "agency": agency}
    one, two = (
        allotment.draw_team(enterprise, **wanted, by=inspector, at=NOW, seed="abc") for _ in "12"
    )
    assert (one.team, one.facts) == (two.team, two.facts)


def test_another_team_than_the_drawn_needs_a_reason(
    frozen, papers, enterprise, plan, inspector, colleague, third, agency
):
    row = allotment.draw_team(
        enterprise, size=2, checklist=None, planned_on=TODAY, agency=agency, by=inspector, at=NOW
    )
    by_pk = {user.pk: user for user in (inspector, colleague, third)}
    swapped = [(by_pk[row.team[1]], TeamRole.HEAD), (by_pk[row.team[0]], TeamRole.MEMBER)]

    def send(**changes):
        return proposal.propose(
            enterprise, plan(team=swapped, **changes), submission=uuid.uuid4(), agency=agency,
            by=inspector, at=NOW,
        )  # fmt: skip

    with pytest.raises(Refusal) as refused:
        send()
    assert refused.value.field == "override_reason"
    assert Inspection.objects.count() == 0
    case = send(override_reason="Cần người biết tiếng Hàn")
    row.refresh_from_db()
    assert (row.inspection, row.override_reason) == (case, "Cần người biết tiếng Hàn")


def test_drawing_in_the_form_keeps_what_was_typed(
    frozen, sign_in, inspector, colleague, third, enterprise, plan
):
    typed = {"ground": "PLAN", "ground_detail": "Kế hoạch số 9", "scope": "Lương", "size": "2",
             "planned_on": "12/10/2026", "draw": "1", "checklist": plan().checklist.pk}  # fmt: skip
    page = sign_in(inspector).post(f"{url('propose')}?enterprise={enterprise.pk}", typed)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Kế hoạch số 9" in text
    row = Allotment.objects.get()
    assert row.seed in text
    assert page.context["form"]["head"].value() == row.team[0]


# --- Pages ----------------------------------------------------------------------------------
def test_the_page_of_the_team_and_its_forms(
    decided, sign_in, inspector, colleague, director, third
):
    client = sign_in(inspector)
    give(decided, colleague, inspector)
    text = client.get(url("team", decided.pk)).content.decode()
    assert "Kiểm tra bảng lương" in text
    answer = client.post(url("task_add", decided.pk), {"text": "", "due_on": "1/1/2020"})
    assert answer.status_code == 422
    assert "1/1/2020" in answer.content.decode()
    answer = client.post(
        url("team_change", decided.pk),
        {"head": inspector.pk, "members": [third.pk], "reason": "Chuyển công tác"},
    )
    assert answer.status_code == 302
    deciding = sign_in(director)
    assert "Chuyển công tác" in deciding.get(url("team", decided.pk)).content.decode()
    assert deciding.post(url("team_decide", decided.pk)).status_code == 302
    assert decided.team.filter(user=third).exists()
