"""The plan of a year: who may do what in which state, what is refused, how far it is."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns import documents, rules, selectors_plan
from campaigns.enums import ItemState, PlanState
from campaigns.models import Plan
from campaigns.services import opening, planning, preparing
from campaigns.workflow_plan import workflow
from ecms.audit.models import AuditEvent
from ecms.core.refusal import Refusal
from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from enterprises.enums import ImportKind
from enterprises.models import ImportJob
from inspections.models import ForeignPlan
from tests.factories import NOW, TODAY, InspectionFactory, UserFactory

YEAR = TODAY.year


# --- Rules ------------------------------------------------------------------------------------
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(st.integers(1, 5000), days, days, days, days)
def test_what_is_expected_grows_from_nothing_to_all(size, a, b, one, other):
    first, last = sorted((a, b))
    early, late = sorted((one, other))
    before, after = (rules.expected(size, first, last, day) for day in (early, late))
    assert 0 <= before <= after <= size
    assert rules.expected(size, first, last, last) == size
    assert rules.expected(size, first, last, first - timedelta(days=1)) == 0


# --- The plan ---------------------------------------------------------------------------------
def facts(**other):
    return {"title": "Tiền lương", "scope": "Trả lương", "month_from": 1, "month_to": 12,
            "size": 12} | other  # fmt: skip


@pytest.fixture
def plan(law, agency, chief_inspector):
    return planning.begin(YEAR, "Giảm chậm lương", agency=agency, by=chief_inspector, at=NOW)


def added(plan, by, **other):
    return planning.add_item(
        plan, facts(**other), submission=uuid.uuid4(), by=by, at=NOW,
        reason="Theo chỉ đạo" if plan.state == PlanState.APPROVED else "",
    )  # fmt: skip


@pytest.fixture
def submitted(plan, chief_inspector):
    added(plan, chief_inspector)
    return planning.submit(plan, by=chief_inspector, at=NOW)


@pytest.fixture
def approved(submitted, director):
    return planning.approve(submitted, by=director, at=NOW)


@pytest.mark.django_db
class TestPlanning:
    def test_a_body_has_one_plan_for_a_year(self, plan, agency, chief_inspector):
        again = planning.begin(YEAR, "Khác", agency=agency, by=chief_inspector, at=NOW)
        assert (again.pk, again.purpose, Plan.objects.count()) == (plan.pk, "Giảm chậm lương", 1)

    def test_inspectors_propose_and_the_chief_takes_up(self, plan, inspector, chief_inspector):
        mine = added(plan, inspector)
        assert mine.state == ItemState.PROPOSED
        with pytest.raises(WorkflowRefused, match="Nothing is in the plan"):
            planning.submit(plan, by=chief_inspector, at=NOW)
        planning.answer_item(mine, take=True, reason="", by=chief_inspector, at=NOW)
        other = added(plan, inspector, title="Khác")
        with pytest.raises(WorkflowRefused, match="no answer yet"):
            planning.submit(plan, by=chief_inspector, at=NOW)
        with pytest.raises(Refusal, match="Say why"):
            planning.answer_item(other, take=False, reason=" ", by=chief_inspector, at=NOW)
        planning.answer_item(other, take=False, reason="Trùng", by=chief_inspector, at=NOW)
        assert planning.submit(plan, by=chief_inspector, at=NOW).state == PlanState.SUBMITTED

    def test_the_same_form_twice_is_one_item(self, plan, chief_inspector):
        key = uuid.uuid4()
        for _again in range(2):
            planning.add_item(plan, facts(), submission=key, by=chief_inspector, at=NOW)
        assert plan.items.count() == 1

    def test_nobody_changes_it_while_it_is_decided(self, submitted, chief_inspector, director):
        item = submitted.items.get()
        for who in (chief_inspector, director):
            with pytest.raises(Refusal, match="Submitted"):
                planning.change_item(item, facts(size=5), by=who, at=NOW, reason="x")

    def test_it_comes_back_with_the_words(self, submitted, director, chief_inspector):
        back = planning.give_back(submitted, "Bớt số lượng", by=director, at=NOW)
        assert (back.state, back.reason, back.submitted_at) == (
            PlanState.DRAFT, "Bớt số lượng", None,
        )  # fmt: skip
        planning.change_item(back.items.get(), facts(size=5), by=chief_inspector, at=NOW)
        again = planning.submit(back, by=chief_inspector, at=NOW)
        assert (again.reason, again.items.get().size) == ("", 5)

    def test_approval_issues_a_numbered_document_once(self, approved, director):
        document = GeneratedDocument.objects.get(form_code="KH-NAM")
        assert document.reference.endswith("/KH-SNV")
        assert document.issued_by == director
        assert "Tiền lương" in document.html
        assert "12" in document.html
        with pytest.raises(WorkflowRefused):
            planning.approve(approved, by=director, at=NOW)
        assert GeneratedDocument.objects.filter(form_code="KH-NAM").count() == 1

    def test_after_approval_a_change_needs_its_reason_and_the_approver(
        self, approved, director, chief_inspector
    ):
        item = approved.items.get()
        with pytest.raises(Refusal, match="say why"):
            planning.change_item(item, facts(size=9), by=director, at=NOW)
        with pytest.raises(Refusal, match="role"):
            planning.change_item(
                item, facts(size=9), by=chief_inspector, at=NOW, reason="Ít người"
            )
        planning.change_item(item, facts(size=9), by=director, at=NOW, reason="Ít người")
        note = AuditEvent.objects.get(event="plan.item_changed").data["note"]
        assert approved.items.get().size == 9
        assert "Ít người" in note
        assert "12 → 9" in note
        planning.drop_item(item, reason="Bỏ", by=director, at=NOW)
        assert approved.items.get().state == ItemState.DROPPED

    def test_another_body_is_refused(self, plan, foreign_director):
        stranger = UserFactory(agency=foreign_director.agency, role="chief_inspector")
        with pytest.raises(Refusal, match="another body"):
            added(plan, stranger)
        assert not workflow.answer(plan, "submit", stranger)

    def test_themes_of_the_year_before_come_again_once(self, approved, agency, chief_inspector):
        coming = planning.begin(YEAR + 1, "Tiếp", agency=agency, by=chief_inspector, at=NOW)
        assert planning.carry_over(coming, by=chief_inspector, at=NOW) == 1
        assert planning.carry_over(coming, by=chief_inspector, at=NOW) == 0
        assert coming.items.get().state == ItemState.PROPOSED

    def test_an_inspectorate_waits_for_the_opinion(self, submitted, director, chief_inspector):
        agency = submitted.agency
        agency.is_inspectorate = True
        agency.save()
        submitted.refresh_from_db()
        with pytest.raises(WorkflowRefused, match="written opinion"):
            planning.approve(submitted, by=director, at=NOW)
        planning.record_days(submitted, {"opinion_on": TODAY}, by=chief_inspector, at=NOW)
        assert planning.approve(submitted, by=director, at=NOW).state == PlanState.APPROVED

    def test_progress_counts_what_was_done_until_the_day(
        self, approved, campaign, firms, staff, chief_inspector, director
    ):
        item = approved.items.get()
        preparing.change(campaign, {"item": item}, by=chief_inspector, at=NOW)
        preparing.select(campaign, "", firms, by=chief_inspector, at=NOW, seed="a")
        running = preparing.approve(campaign, by=director, at=NOW)
        opening.open_all(running, by=chief_inspector, at=NOW)
        cases = [target.inspection for target in running.targets.kept()]
        for case, day in zip(cases[:3], (TODAY, TODAY, TODAY + timedelta(days=9)), strict=True):
            type(case).objects.filter(pk=case.pk).update(
                minutes_signed_on=day, minutes_signed_at=NOW, minutes_signed_by=director
            )
        (line,) = selectors_plan.progress(approved, [item], on=TODAY)
        assert (line.planned, line.chosen, line.visited) == (12, 10, 2)
        (later,) = selectors_plan.progress(approved, [item], on=TODAY + timedelta(days=9))
        assert later.visited == 3
        assert line.expected == rules.expected(12, date(YEAR, 1, 1), date(YEAR, 12, 31), TODAY)
        with pytest.raises(Refusal, match="running"):
            planning.drop_item(item, reason="Bỏ", by=director, at=NOW)

    def test_it_closes_when_its_campaigns_are_over(
        self, approved, campaign, chief_inspector, director
    ):
        preparing.change(campaign, {"item": approved.items.get()}, by=chief_inspector, at=NOW)
        with pytest.raises(WorkflowRefused, match="still running"):
            planning.close(approved, "Đạt", by=director, at=NOW)
        preparing.cancel(campaign, "Không còn cần", by=director, at=NOW)
        assert planning.close(approved, "Đạt", by=director, at=NOW).result == "Đạt"

    def test_checks_outside_the_plan_are_counted(self, approved, agency, inspector):
        case = InspectionFactory(agency=agency, head=inspector)
        type(case).objects.filter(pk=case.pk).update(decided_on=TODAY)
        assert selectors_plan.outside(approved, on=TODAY) == 1
        assert selectors_plan.outside(approved, on=TODAY - timedelta(days=1)) == 0

    def test_overlaps_count_only_the_own_sector(
        self, approved, firms, province, director, django_assert_num_queries
    ):
        section = firms.order_by("pk")[0].section_2025
        planning.change_item(
            approved.items.get(), facts(section=section), by=director, at=NOW, reason="Thu hẹp"
        )
        inside = firms.filter(section_2025=section)[0]
        outside = firms.exclude(section_2025=section)[0]
        for firm in (inside, outside):
            _foreign(firm, province)
        inside.last_visited_on = date(YEAR - 1, 5, 1)
        inside.save()
        items = list(approved.items.all())
        with django_assert_num_queries(2):
            (line,) = selectors_plan.overlaps(approved, items)
        assert (line.working, line.foreign, line.visited) == (10, 1, 1)
        assert line.bodies == ("Thanh tra tỉnh",)
        assert line.is_tight

    def test_the_extract_names_no_unit(self, approved, director, monkeypatch):
        seen = {}
        monkeypatch.setattr(
            documents, "render", lambda form, context, issue: seen.setdefault("it", context)
        )
        documents.extract(approved, "01/KH-SNV", by=director, on=TODAY)
        assert seen["it"].is_extract
        assert {(line.unit, line.partners) for line in seen["it"].lines} == {("", "")}


def _foreign(firm, province):
    job, _made = ImportJob.objects.get_or_create(
        source="Kế hoạch", kind=ImportKind.PLANS, province=province,
        defaults={"as_of": TODAY, "uploaded_at": NOW, "uploaded_by": UserFactory()},
    )  # fmt: skip
    return ForeignPlan.objects.create(
        province=province, body="Thanh tra tỉnh", tax_code=firm.tax_code, enterprise=firm,
        year=YEAR, job=job,
    )  # fmt: skip


# --- Pages ------------------------------------------------------------------------------------
@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def english(self, client):
        client.cookies["django_language"] = "en"

    def test_from_a_theme_to_a_campaign(self, approved, client, chief_inspector):
        client.force_login(chief_inspector)
        page = client.get(reverse("campaigns:plan", args=[approved.pk]))
        item = approved.items.get()
        address = f"{reverse('campaigns:new')}?item={item.pk}"
        assert address in page.content.decode()
        form = client.get(address).context["form"]
        assert (form.initial["size"], form.initial["item"]) == (12, item.pk)

    @pytest.mark.parametrize("text", ["", "gestern", "9999-99-99", "2026-02-30"])
    def test_a_day_that_is_none_counts_as_today(self, approved, client, chief_inspector, text):
        client.force_login(chief_inspector)
        page = client.get(reverse("campaigns:plan", args=[approved.pk]), {"on": text})
        assert page.status_code == 200
        assert page.context["on"] == TODAY

    def test_what_was_typed_stays_when_it_is_refused(self, plan, client, chief_inspector):
        client.force_login(chief_inspector)
        url = reverse("campaigns:plan_add", args=[plan.pk])
        given = {"submission": uuid.uuid4(), "title": "Lương", "scope": "Trả lương",
                 "month_from": 9, "month_to": 3, "size": "12"}  # fmt: skip
        page = client.post(url, given)
        assert page.status_code == 422
        assert "The end lies before the beginning" in page.content.decode()
        assert 'value="Lương"' in page.content.decode()
        assert client.post(url, given | {"month_to": 12}).status_code == 302
        assert plan.items.get().month_to == 12

    def test_the_export_has_a_line_for_each_theme(self, approved, client, director):
        client.force_login(director)
        answer = client.get(reverse("campaigns:plan_export", args=[approved.pk, "csv"]))
        assert b"".join(answer.streaming_content).decode("utf-8-sig").count("\r\n") == 2
