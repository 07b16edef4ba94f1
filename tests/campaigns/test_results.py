"""What a campaign brought: figures by unit and head, the final report, the workbook."""

import io
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from campaigns import report
from campaigns.selectors_results import HEAD, UNIT, brought, results, together
from campaigns.services import opening, preparing
from ecms.documents.models import GeneratedDocument
from inspections.enums import FindingState, RequirementState, TeamRole
from inspections.models import Finding, Inspection, Requirement, TeamMember
from law.models import Remedy
from tests.factories import NOW, TODAY
from violations.models import RemedyOrder, ViolationCase
from violations.states import RemedyState

pytestmark = pytest.mark.django_db


@pytest.fixture
def visited(running, staff, chief_inspector, director):
    """Ten checks; three with minutes after 2, 4 and 6 days, two of them with findings."""
    opening.open_all(running, by=chief_inspector, at=NOW)
    cases = [target.inspection for target in running.targets.kept().order_by("order")]
    for number, case in enumerate(cases[:3]):
        Inspection.objects.filter(pk=case.pk).update(
            decided_on=TODAY, decided_at=NOW, decided_by=director,
            minutes_signed_on=TODAY + timedelta(days=2 * number + 2), minutes_signed_at=NOW,
            minutes_signed_by=director,
        )  # fmt: skip
        for _finding in range(number):
            Finding.objects.create(
                inspection=case, state=FindingState.CONFIRMED, violation_code="V01",
                description="Chậm lương", discovered_on=TODAY, workers=5, recorded_at=NOW,
                recorded_by=director,
            )  # fmt: skip
    for state in (RequirementState.ACCEPTED, RequirementState.OPEN, RequirementState.WITHDRAWN):
        Requirement.objects.create(
            inspection=cases[0], text="Trả lương", due_on=TODAY, state=state, reason="Lý do",
            amount=9_000_000, amount_done=4_000_000 * (state == RequirementState.ACCEPTED),
            **({"accepted_at": NOW, "accepted_by": director, "settled_on": TODAY}
               if state == RequirementState.ACCEPTED else {}),
        )  # fmt: skip
    return running


@pytest.mark.parametrize("by", [UNIT, HEAD])
def test_the_groups_add_up_to_the_whole(visited, by):
    total = together(results(visited, by))
    assert (total.opened, total.decided, total.visited) == (10, 3, 3)
    assert (total.findings, total.workers) == (3, 15)
    assert (total.asked, total.settled, total.restored) == (2, 1, 4_000_000)
    assert total.days == pytest.approx(4)
    assert total.findings_per_visit == pytest.approx(1)
    assert total.put_right == pytest.approx(0.5)


def test_a_head_has_the_checks_that_he_led(visited):
    led = TeamMember.objects.filter(
        inspection__campaign_target__campaign=visited, role=TeamRole.HEAD
    )
    wanted = {user: led.filter(user=user).count() for user in led.values_list("user", flat=True)}
    assert {line.key: line.opened for line in results(visited, HEAD)} == wanted


def test_the_statements_do_not_grow(visited, django_assert_num_queries):
    for by in (UNIT, HEAD):
        with django_assert_num_queries(4):
            results(visited, by)


def test_without_a_check_there_is_no_figure(campaign):
    assert results(campaign, UNIT) == []
    empty = together([])
    assert (empty.days, empty.findings_per_visit, empty.put_right) == (None, None, None)


def test_closing_issues_the_report_once(visited, director):
    closed = preparing.close(visited, "Chọn sớm hơn", by=director, at=NOW)
    document = GeneratedDocument.objects.get(form_code="BC-CD")
    assert document.reference.endswith("/BC-SNV")
    assert "Chọn sớm hơn" in document.html
    assert "Newcombe" in document.html
    assert document.thing == closed


def test_the_workbook_has_the_same_figures(visited, client, director):
    client.force_login(director)
    answer = client.get(reverse("campaigns:workbook", args=[visited.pk]))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    first = book.worksheets[0]
    assert first.max_row == 1 + len(results(visited, UNIT))
    assert sum(row[1] for row in first.iter_rows(min_row=2, values_only=True)) == 10
    assert len(book.worksheets) == 5
    way = list(book.worksheets[2].iter_rows(min_row=2, values_only=True))
    assert way[-1][1:5] == (10, 10, 3, 2)  # numbers, not words
    assert way[-1][5] == pytest.approx(0.667)


def test_the_page_and_the_draft_open(visited, client, director):
    client.force_login(director)
    page = client.get(reverse("campaigns:results", args=[visited.pk]), {"by": "head"})
    assert len(page.context["rows"]) == len(results(visited, HEAD)) + 1
    draft = client.get(reverse("campaigns:report", args=[visited.pk]))
    assert draft.content.startswith(b"%PDF")
    assert not GeneratedDocument.objects.filter(form_code=report.REPORT.code).exists()


def test_what_it_brought_stands_on_the_page_in_the_report_and_in_the_workbook(
    visited, client, director
):
    made = brought(visited)
    assert (made.asked, made.settled, made.concerned) == (2, 1, 15)
    check = visited.targets.filter(inspection__isnull=False).first().inspection
    case = ViolationCase.objects.create(
        code="VP-75-2026-99999", inspection=check, enterprise=check.enterprise,
        agency=check.agency, province=check.province, party="organisation", subject={"name": "x"},
        submission=uuid.uuid4(), opened_at=NOW, opened_by=director,
        discovered_on=TODAY,
    )  # fmt: skip
    remedy = Remedy.objects.create(code="R99", name_vi="Trả lương", name_en="Pay the wages")
    RemedyOrder.objects.create(
        case=case, remedy=remedy, text="Trả lương", state=RemedyState.ACCEPTED, workers_helped=7,
        amount_restored=21_000_000, accepted_at=NOW, accepted_by=director,
    )  # fmt: skip
    RemedyOrder.objects.create(case=case, remedy=remedy, text="Chưa trả", workers_helped=3)
    made = brought(visited)
    assert (made.helped, made.restored) == (7, 21_000_000)
    client.force_login(director)
    page = client.get(reverse("campaigns:results", args=[visited.pk])).content.decode()
    assert "21.000.000" in page
    preparing.close(visited, "x", by=director, at=NOW)
    document = GeneratedDocument.objects.get(form_code="BC-CD")
    assert "21.000.000" in document.html
