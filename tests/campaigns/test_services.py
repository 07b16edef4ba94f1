"""Drawing, adding, dropping, approving, opening: what happens and what is refused."""

import uuid
from datetime import timedelta

import pytest

from accounts.enums import Level, Reach
from accounts.models import Role, User
from campaigns.enums import How, State
from campaigns.filters import meant
from campaigns.models import Campaign, Target
from campaigns.selectors import against_chance, frame_of, funnel, population, whole
from campaigns.services import opening, preparing
from campaigns.tasks import open_checks
from ecms.core.refusal import Refusal
from ecms.core.workflow import WorkflowRefused
from inspections.enums import FindingState, TeamRole
from inspections.models import Finding, Inspection
from tests.factories import NOW, TODAY, EnterpriseFactory, InspectionFactory

pytestmark = pytest.mark.django_db


def kept(campaign, how=None):
    rows = campaign.targets.kept()
    return rows.filter(how=how) if how else rows


# --- Drawing ----------------------------------------------------------------------------------
def test_a_part_by_lot_and_the_rest_by_risk(drawn, firms):
    assert kept(drawn).count() == 10
    lot = set(kept(drawn, How.RANDOM).values_list("enterprise", flat=True))
    risk = kept(drawn, How.RISK)
    assert len(lot) == 4
    rest = firms.exclude(pk__in=lot).order_by("-risk_score")[:6]
    assert set(risk.values_list("enterprise", flat=True)) == {firm.pk for firm in rest}
    assert drawn.facts["population"] == 30
    assert sum(drawn.facts["strata"].values()) == 30


def test_the_same_seed_draws_the_same_and_another_seed_another(drawn, firms, chief_inspector):
    def lot():
        return set(kept(drawn, How.RANDOM).values_list("enterprise", flat=True))

    first = lot()
    preparing.select(drawn, "", firms, by=chief_inspector, at=NOW, seed="a1")
    assert lot() == first
    others = set()
    for seed in ("b", "c", "d"):
        preparing.select(drawn, "", firms, by=chief_inspector, at=NOW, seed=seed)
        others.add(frozenset(lot()))
    assert others != {frozenset(first)}


def test_who_was_visited_or_is_busy_is_left_out_with_the_reason(
    campaign, firms, chief_inspector, agency, inspector
):
    visited, open_, other = firms.order_by("pk")[:3]
    visited.last_visited_on = TODAY
    visited.save()
    InspectionFactory(agency=agency, enterprise=open_, head=inspector)
    second = preparing.begin(
        {name: getattr(campaign, name) for name in (
            "title", "purpose", "period_from", "period_to", "ground_detail", "scope",
            "checked_from", "checked_to", "checklist", "size", "random_share", "team_size")},
        submission=uuid.uuid4(), agency=agency, by=chief_inspector, at=NOW,
    )  # fmt: skip
    preparing.add(second, other, "Nhiều phản ánh", by=chief_inspector, at=NOW)
    frame = frame_of(population(campaign, firms))
    assert frame.out == {"CAMPAIGN": 1, "OPEN": 1, "VISITED": 1}
    assert (frame.eligible, frame.total) == (27, 30)
    drawn = preparing.select(campaign, "", firms, by=chief_inspector, at=NOW)
    chosen = set(drawn.targets.values_list("enterprise", flat=True))
    assert not chosen & {visited.pk, open_.pk, other.pk}


def test_nobody_left_is_said_in_words_and_changes_nothing(drawn, firms, chief_inspector):
    before = list(drawn.targets.values_list("pk", flat=True))
    with pytest.raises(Refusal, match="Widen"):
        preparing.select(drawn, "", firms.none(), by=chief_inspector, at=NOW)
    assert list(drawn.targets.values_list("pk", flat=True)) == before


def test_only_working_enterprises_are_meant_without_a_status(firms, chief_inspector):
    firms.filter(pk=firms[0].pk).update(status="DISSOLVED")
    assert meant("", chief_inspector).count() == 29
    assert meant("status=DISSOLVED", chief_inspector).count() == 1


def test_a_clerk_is_not_offered_what_complaints_would_tell(campaign, chief_inspector, clerk):
    from campaigns.filters import criteria_of

    assert "complaints" in criteria_of("", chief_inspector).fields
    clerk.__dict__["permissions_held"] = frozenset({"inspection.read"})
    assert "complaints" not in criteria_of("", clerk).fields


# --- By hand ----------------------------------------------------------------------------------
def test_added_by_hand_survives_a_new_draw_and_a_dropped_one_stays_to_be_seen(
    drawn, firms, province, chief_inspector
):
    extra = EnterpriseFactory(province=province, last_visited_on=TODAY)
    target = preparing.add(drawn, extra, "Tai nạn chết người", by=chief_inspector, at=NOW)
    preparing.select(drawn, "", firms, by=chief_inspector, at=NOW)
    target.refresh_from_db()
    assert target.how == How.ADDED
    preparing.drop(target, "Đã giải thể", by=chief_inspector, at=NOW)
    preparing.drop(target, "Lần hai", by=chief_inspector, at=NOW)
    target.refresh_from_db()
    assert (target.reason, target.dropped_by) == ("Đã giải thể", chief_inspector)
    with pytest.raises(Refusal, match="why"):
        preparing.drop(kept(drawn).first(), "  ", by=chief_inspector, at=NOW)


def test_what_cannot_be_added(drawn, chief_inspector, foreign_inspector, other_agency, inspector):
    here, away = kept(drawn).first().enterprise, EnterpriseFactory(province=other_agency.province)
    for firm, words, by in (
        (here, "already", chief_inspector), (away, "another province", chief_inspector),
        (here, "body", foreign_inspector), (here, "role", inspector),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=words):
            preparing.add(drawn, firm, "Lý do", by=by, at=NOW)


# --- Decisions --------------------------------------------------------------------------------
def test_the_same_form_twice_is_one_campaign(facts, agency, chief_inspector):
    key = uuid.uuid4()
    rows = {
        preparing.begin(facts, submission=key, agency=agency, by=chief_inspector, at=NOW).pk
        for _ in range(2)
    }
    assert len(rows) == 1
    assert Campaign.objects.get().code == f"CD-75-{NOW.year}-0001"


def test_without_targets_nothing_is_approved_and_only_the_body_approves(
    campaign, drawn, director, foreign_director, chief_inspector
):
    for person in (chief_inspector, foreign_director):
        with pytest.raises(WorkflowRefused):
            preparing.approve(drawn, by=person, at=NOW)
    drawn.targets.update(dropped_at=NOW, dropped_by=chief_inspector, reason="Thừa")
    with pytest.raises(WorkflowRefused, match="No enterprise"):
        preparing.approve(drawn, by=director, at=NOW)


def test_an_approved_list_is_not_drawn_again(running, firms, chief_inspector):
    with pytest.raises(WorkflowRefused):
        preparing.select(running, "", firms, by=chief_inspector, at=NOW)


def test_another_province_sees_nothing(drawn, foreign_director, director):
    assert not Campaign.objects.visible_to(foreign_director).exists()
    assert not Target.objects.visible_to(foreign_director).exists()
    assert Target.objects.visible_to(director).count() == 10


# --- Opening ----------------------------------------------------------------------------------
def test_one_click_opens_every_check_once(running, staff, chief_inspector):
    assert opening.open_all(running, by=chief_inspector, at=NOW) == 10
    assert opening.open_all(running, by=chief_inspector, at=NOW) == 0
    assert Inspection.objects.count() == 10
    for target in kept(running).select_related("inspection"):
        check = target.inspection
        assert check.enterprise_id == target.enterprise_id
        assert running.code in check.ground_detail
        assert running.period_from <= check.planned_on <= running.period_to
        roles = sorted(check.team.values_list("role", flat=True))
        assert roles == [TeamRole.HEAD, TeamRole.MEMBER]
    heads = {check.team.get(role=TeamRole.HEAD).user_id for check in Inspection.objects.all()}
    assert len(heads) > 2


def test_an_overlap_keeps_its_words_until_a_reason_is_given(
    running, staff, chief_inspector, agency, inspector
):
    target = kept(running).first()
    InspectionFactory(agency=agency, enterprise=target.enterprise, head=inspector)
    assert opening.open_all(running, by=chief_inspector, at=NOW) == 9
    target.refresh_from_db()
    assert target.inspection is None
    assert "Other checks" in target.problem
    with pytest.raises(Refusal, match="why"):
        opening.go_on(target, " ", by=chief_inspector, at=NOW)
    opening.go_on(target, "Vụ trước về an toàn, vụ này về lương", by=chief_inspector, at=NOW)
    target.refresh_from_db()
    assert target.inspection is not None
    assert target.problem == ""


def test_without_people_nothing_is_half_opened(running, chief_inspector):
    running.team_size = 2
    opening.open_all(running, by=chief_inspector, at=NOW)
    opened = kept(running).filter(inspection__isnull=False).count()
    assert Inspection.objects.count() == opened
    assert kept(running).to_open().exclude(problem="").count() == 10 - opened


def test_an_opened_check_is_not_dropped_and_the_campaign_not_cancelled(
    running, staff, chief_inspector, director
):
    opening.open_all(running, by=chief_inspector, at=NOW)
    with pytest.raises(Refusal, match="withdraw"):
        preparing.drop(kept(running).first(), "Thừa", by=chief_inspector, at=NOW)
    with pytest.raises(WorkflowRefused, match="close"):
        preparing.cancel(running, "Không cần nữa", by=director, at=NOW)
    closed = preparing.close(running, "Chọn sớm hơn", by=director, at=NOW)
    assert closed.state == State.CLOSED


def test_it_does_not_close_over_targets_without_a_check(running, director):
    with pytest.raises(WorkflowRefused, match="no check"):
        preparing.close(running, "Xong", by=director, at=NOW)


# --- Result -----------------------------------------------------------------------------------
def test_the_funnel_counts_what_the_cases_say(running, staff, chief_inspector):
    opening.open_all(running, by=chief_inspector, at=NOW)
    for number, target in enumerate(kept(running).order_by("how", "pk")):
        check = target.inspection
        Inspection.objects.filter(pk=check.pk).update(minutes_signed_on=TODAY)
        if number % 2:
            Finding.objects.create(
                inspection=check, violation_code="TL-18", description="Lương thấp",
                ended_on=TODAY - timedelta(days=9), discovered_on=TODAY, workers=3,
                recorded_at=NOW, recorded_by=chief_inspector, state=FindingState.CONFIRMED,
            )  # fmt: skip
    lines = funnel(running)
    total = whole(lines)
    assert [line.how for line in lines] == [How.RISK, How.RANDOM]
    assert (total.targets, total.opened, total.visited, total.found) == (10, 10, 10, 5)
    gap = against_chance(lines)
    assert gap.value == pytest.approx(lines[0].rate.value - lines[1].rate.value)
    assert gap.verdict == "open"


def test_a_dropped_target_is_not_opened_by_a_stale_page(running, staff, chief_inspector):
    target = kept(running).first()
    preparing.drop(target, "Đã giải thể", by=chief_inspector, at=NOW)
    target.refresh_from_db()
    with pytest.raises(Refusal, match="dropped"):
        opening.go_on(target, "Lý do", by=chief_inspector, at=NOW)
    assert not Inspection.objects.exists()


def test_a_list_drawn_anew_in_another_tab_is_not_approved_unseen(
    drawn, firms, client, director, chief_inspector
):
    """Two tabs: the one approves what the other has just drawn anew."""
    client.force_login(director)
    url = f"/campaigns/{drawn.pk}/approve/"
    mark = preparing.mark(drawn)
    assert f'value="{mark}"' in client.get(url).content.decode()
    preparing.select(drawn, "", firms, by=chief_inspector, at=NOW)
    answer = client.post(url, {"seen": mark})
    drawn.refresh_from_db()
    assert (answer.status_code, drawn.state) == (422, State.DRAFT)
    fresh = preparing.mark(drawn)
    assert mark != fresh
    assert fresh in answer.content.decode()  # looked at now: the next click is about this list
    assert client.post(url, {"seen": fresh}).status_code == 302
    drawn.refresh_from_db()
    assert drawn.state == State.RUNNING
    assert client.post(url, {"seen": fresh}).status_code == 422  # the second click says so


def test_a_body_of_the_whole_country_sees_a_map_before_it_draws(
    facts, firms, agency, chief_inspector, client, province
):
    agency.level, agency.province = Level.MINISTRY, None
    agency.save()
    Role.objects.filter(code="chief_inspector").update(reach=Reach.NATIONAL)
    planner = User.objects.get(pk=chief_inspector.pk)
    row = preparing.begin(facts, submission=uuid.uuid4(), agency=agency, by=planner, at=NOW)
    client.force_login(planner)
    page = client.get(f"/campaigns/{row.pk}/select/").content.decode()
    assert "Hoàng Sa" in page
    assert "Trường Sa" in page
    assert f"?province={province.pk}" in page  # the tile narrows the choice to its province


def test_two_clicks_at_once_open_every_check_once(running, staff, chief_inspector, client):
    """The page is sent twice, and its job runs twice at the same time as it is still under way."""
    client.force_login(chief_inspector)
    for _ in range(2):
        assert client.post(f"/campaigns/{running.pk}/open/").status_code == 302
    for _ in range(2):
        open_checks(running.pk, chief_inspector.pk)
    assert Inspection.objects.count() == running.targets.kept().count() == 10
