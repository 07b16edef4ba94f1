"""What a report holds: its own indicators and definitions, sizes in order, a table that fits A4."""

import uuid
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from analytics import figures
from analytics.contents import HIDDEN, Part, protected, read
from analytics.documents_papers import official
from analytics.enums import ReportKind
from analytics.loading import load_indicators
from analytics.models import Indicator
from analytics.numbers import Selection
from analytics.periods import month_of
from analytics.services import papers
from analytics.suppression import SMALLEST
from analytics.tables import SIZE_ORDER
from ecms.core.formatting import legal_datetime
from enterprises.presenters import SIZE_WORDS
from tests.analytics.world_intake import Intake
from tests.factories import NOW, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(world, ministry_official, measures):
    load_indicators()
    user = fresh(ministry_official)

    def make(kind, address=""):
        paper = papers.make(
            Selection(user, month_of(date(2026, 3, 1))), kind, submission=uuid.uuid4(), by=user, at=NOW,
            subject="?" if address else "", address=address,
        )  # fmt: skip
        return paper, read(paper.content)

    return make


def names(codes):
    return list(Indicator.objects.filter(code__in=codes).values_list("name_vi", flat=True))


@pytest.mark.parametrize(
    ("kind", "within", "without"),
    [
        (ReportKind.COMPLAINTS, ["complaints_received", "complaints_in_time"], ["accidents"]),
        (ReportKind.ACCIDENTS, ["accidents", "accident_severity"], ["complaints_received"]),
    ],
)
def test_a_report_tells_and_defines_its_own_indicators_only(content, kind, within, without):
    _paper, found = content(kind)
    told = [row[0] for row in found.parts[0].rows]
    assert told == [row[0] for row in found.definitions]
    assert set(names(within)) <= set(told)
    assert not set(names(without)) & set(told)


def test_an_answer_defines_what_it_counted(content):
    _paper, found = content(ReportKind.QUESTION, "m=fines_paid:sum&m=collection&rows=month")
    assert len(found.definitions) == 2
    assert all(row[1] for row in found.definitions)
    assert found.definitions[0][0] == names(["collection"])[0]


def test_sizes_stand_from_the_smallest_to_the_largest(content):
    _paper, found = content(ReportKind.ANNUAL)
    rows = next(part for part in found.parts if part.code == "visited_by_size").rows[:-1]
    with translation.override("vi"):
        words = {str(SIZE_WORDS[code]): code for code in SIZE_ORDER if code}
    order = [SIZE_ORDER.index(words[row[0]]) for row in rows if row[0] in words]
    assert len(order) > 1
    assert order == sorted(order)


def test_months_of_comparison_are_said_to_be_more_than_the_period(content):
    paper, found = content(ReportKind.RESULTS)
    part = next(part for part in found.parts if part.code == "cases")
    assert len(part.rows) == 13
    assert "mười hai tháng" in part.note
    assert part.note in [section.note for section in official(paper, found).sections]


def test_the_printed_indicators_say_unit_and_direction_without_columns_for_them(content):
    paper, found = content(ReportKind.RESULTS)
    printed = official(paper, found).sections[0]
    whole = found.parts[0]
    assert len(printed.columns) == len(whole.columns) - 2
    for row, (name, unit, *_numbers, target, better) in zip(
        printed.rows, whole.printed, strict=True
    ):
        assert row[0] == f"{name} ({unit})"
        sign = "≤" if better == "càng ít càng tốt" else "≥"
        assert row[-1] == (target if target == "–" else f"{sign} {target}")


def test_the_workbook_says_what_the_report_says_in_words(content, ministry_official, sign_in):
    paper, found = content(ReportKind.ANNUAL)
    book = sign_in(ministry_official).get(reverse("analytics:paper_file", args=[paper.pk, "xlsx"]))
    sheet = load_workbook(BytesIO(b"".join(book.streaming_content))).worksheets[-2]
    told = {row[1] for row in sheet.iter_rows(values_only=True)}
    assert {paper.sha256, legal_datetime(paper.as_of)} <= told
    assert set(found.parts[0].paragraphs) <= told  # the laws have no table


@pytest.mark.parametrize(
    "question",
    [
        "m=complaints_received:count&rows=province&columns=complaint_kind",
        "m=complaints_received&rows=province",  # the indicator that counts the same files
    ],
)
def test_no_sentence_of_a_signed_report_tells_what_its_table_hides(world, content, question):
    Intake(world).fill(5)
    figures.refresh(at=NOW, force=True)
    _paper, found = content(ReportKind.QUESTION, question)
    [part] = found.parts
    cells = [cell for row in part.rows[:-1] for cell in row[1:]]
    assert HIDDEN in cells
    assert not [cell for cell in cells if isinstance(cell, int) and 0 < cell < SMALLEST]
    assert part.paragraphs == []
    assert part.chart is None


def test_a_hidden_number_is_not_said_to_be_small():
    """Others hide with the small ones: a table that called them small would be wrong."""
    assert "<" not in HIDDEN
    part = Part("answer", "", (), ["", ""], [["A", 1], ["B", 5], ["C", 9], ["Total", 15]])
    assert [row[1] for row in protected(part).rows] == [HIDDEN, HIDDEN, 9, 15]
