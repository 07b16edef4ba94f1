"""The overlap guard: our cases, branches, and what other bodies plan by the lists they sent."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from enterprises.enums import ImportKind, ImportState, RelationKind
from enterprises.models import ImportJob, Relation
from enterprises.services.imports import jobs, work
from inspections.documents import planning
from inspections.models import ForeignPlan
from inspections.selectors_overlap import overlaps
from inspections.services import proposal
from inspections.services.plan_lists import month_of
from inspections.services.refusal import Refusal
from tests.enterprises.lists import carried_out, checked, csv_bytes, reasons, warnings, xlsx_bytes
from tests.factories import NOW, TODAY, EnterpriseFactory, InspectionFactory

TITLES = [
    "STT",
    "Cơ quan chủ trì",
    "Mã số thuế",
    "Tên đối tượng",
    "Thời gian thực hiện",
    "Nội dung",
]
BODY = "Thanh tra tỉnh Đồng Nai"
KNOWN, UNKNOWN = "0300588569", "3600259786"
PLAN = [
    ["1", BODY, KNOWN, "Công ty Sữa", "Tháng 11", "Pháp luật về đất đai"],
    ["2", BODY, UNKNOWN, "Công ty Điện tử", "Quý III", "Bảo hiểm xã hội"],
    ["3", BODY, "", "Không có mã", "5", "x"],
]
AS = {"kind": ImportKind.PLANS, "as_of": date(2026, 1, 15), "source": "Kế hoạch thanh tra 2026"}


@pytest.fixture
def firm(agency):
    return EnterpriseFactory(province=agency.province, tax_code=KNOWN, name="Công ty Sữa")


@pytest.fixture
def listed(transactional_db, frozen, firm, chief_inspector, agency):
    return carried_out(csv_bytes(PLAN, TITLES), chief_inspector, agency.province, **AS)


@pytest.mark.parametrize(
    "text, month",
    [("3", 3), ("Tháng 03/2026", 3), ("Quý IV", 10), ("quý 2/2026", 4), ("15/06/2026", 6),
     ("cả năm", None), ("13", None), ("", None)],
)  # fmt: skip
def test_months_as_lists_write_them(text, month):
    assert month_of(text) == month


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("made", [csv_bytes, xlsx_bytes])
def test_a_list_is_judged(frozen, firm, chief_inspector, agency, made):
    job = checked(made(PLAN, TITLES), chief_inspector, agency.province, **AS)
    assert (job.state, job.new, job.refused) == (ImportState.READY, 2, 1)
    assert reasons(job) == {4: ["tax_code_missing"]}
    assert warnings(job)[3] == ["not_in_register"]
    assert job.summary["unmatched"] == 1
    assert job.rows.get(row_number=2).enterprise_id == firm.pk


@pytest.mark.django_db(transaction=True)
def test_the_list_goes_in_is_corrected_and_comes_out_again(listed, firm, chief_inspector, agency):
    first, second = ForeignPlan.objects.order_by("tax_code")
    assert (first.enterprise, first.month, first.year) == (firm, 11, 2026)
    assert (second.enterprise, second.month) == (None, 7)
    moved = [[*PLAN[0][:4], "Tháng 12", PLAN[0][5]], PLAN[1]]
    again = carried_out(csv_bytes(moved, TITLES), chief_inspector, agency.province, **AS)
    assert (again.new, again.changed, again.unchanged) == (0, 1, 1)
    assert ForeignPlan.objects.get(tax_code=KNOWN).month == 12
    taken_back(again, chief_inspector)
    assert ForeignPlan.objects.get(tax_code=KNOWN).month == 11
    taken_back(listed, chief_inspector)
    assert not ForeignPlan.objects.exists()


def taken_back(job, by):
    job = ImportJob.objects.get(pk=job.pk)
    assert jobs.undo(job=job, by=by, at=NOW)
    work.undo(job.pk, clock=lambda: NOW)
    assert ImportJob.objects.get(pk=job.pk).state == ImportState.UNDONE


@pytest.mark.django_db(transaction=True)
def test_a_plan_of_another_body_asks_for_a_reason(
    listed, papers, firm, plan, inspector, agency, chief_inspector
):
    with pytest.raises(Refusal) as refused:
        proposal.propose(
            firm, plan(), submission=uuid.uuid4(), agency=agency, by=inspector, at=NOW
        )
    assert refused.value.field == "overlap_reason"
    why = "Nội dung không trùng, đã thống nhất với Thanh tra tỉnh"
    case = proposal.propose(
        firm,
        plan(overlap_reason=why),
        submission=uuid.uuid4(),
        agency=agency,
        by=inspector,
        at=NOW,
    )
    lines = overlaps(firm, on=TODAY, user=chief_inspector, excluding=case.pk)
    assert [line.who for line in lines] == [BODY]
    _form, paper = planning.proposal(case, lines)
    assert paper.overlap_reason == why
    assert BODY in paper.overlaps[0]
    assert "11/2026" in paper.overlaps[0]


@pytest.mark.django_db(transaction=True)
def test_an_unmatched_plan_counts_once_the_enterprise_is_registered(listed, inspector, agency):
    later = EnterpriseFactory(province=agency.province, tax_code=UNKNOWN)
    assert [line.who for line in overlaps(later, on=TODAY, user=inspector)] == [BODY]
    assert overlaps(later, on=TODAY.replace(year=2027), user=inspector) == []


def test_branches_count_with_their_head_office(frozen, agency, inspector, law):
    head = EnterpriseFactory(province=agency.province, tax_code=KNOWN)
    branch = EnterpriseFactory(province=agency.province, tax_code=f"{KNOWN}-001", name="Chi nhánh")
    sister = EnterpriseFactory(province=agency.province, name="Công ty mẹ")
    Relation.objects.create(
        source_firm=sister, target_firm=head, kind=RelationKind.PARENT, source="x",
        recorded_at=NOW, recorded_by=inspector,
    )  # fmt: skip
    case = InspectionFactory(agency=agency, enterprise=branch)
    for asked in (head, branch):
        assert [line.pk for line in overlaps(asked, on=TODAY, user=inspector)] == [case.pk]
    with translation.override("en"):
        (line,) = overlaps(head, on=TODAY, user=inspector)
    assert line.firm == "Chi nhánh"
    other = InspectionFactory(agency=agency, enterprise=sister)
    assert other.pk in [line.pk for line in overlaps(head, on=TODAY, user=inspector)]


def test_a_sensitive_case_is_told_without_its_number(frozen, agency, inspector, enterprise, law):
    case = InspectionFactory(agency=agency, enterprise=enterprise, is_sensitive=True)
    (line,) = overlaps(enterprise, on=TODAY, user=inspector)
    assert case.code not in str(line)
    assert line.url == ""


def test_an_overlap_without_a_reason_refuses_blanks(
    frozen, papers, proposed, plan, agency, inspector
):
    blank = replace(plan(), overlap_reason="   ")
    with pytest.raises(Refusal):
        proposal.propose(
            proposed.enterprise,
            blank,
            submission=uuid.uuid4(),
            agency=agency,
            by=inspector,
            at=NOW,
        )


@pytest.mark.django_db(transaction=True)
def test_the_page_of_plans(listed, sign_in, inspector, foreign_inspector, firm):
    client = sign_in(inspector)
    page = client.get(reverse("inspections:plans")).content.decode()
    assert firm.name in page
    assert UNKNOWN in page
    unmatched = client.get(reverse("inspections:plans") + "?tab=unmatched").content.decode()
    assert UNKNOWN in unmatched
    assert firm.name not in unmatched
    elsewhere = sign_in(foreign_inspector).get(reverse("inspections:plans") + "?tab=all")
    assert BODY not in elsewhere.content.decode()
