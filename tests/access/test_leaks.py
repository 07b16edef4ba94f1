"""Nothing of another province by list, count, search, suggestion, export or dashboard."""

import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Agency
from ecms.core.text import fold
from tests.access.world import SECRET
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.django_db

AWAY = "chief.hanoi"
OWN = "Công ty Hồ Gươm"
PLACES = [
    ("enterprises:list", {}, "q={q}"),
    ("enterprises:suggest", {}, "q={q}"),
    ("enterprises:export", {"kind": "csv"}, "q={q}"),
    ("enterprises:list", {}, ""),
    ("enterprises:export", {"kind": "csv"}, ""),
    ("inspections:list", {}, "q={q}"),
    ("inspections:list", {}, "tab=all"),
    ("inspections:export", {"kind": "csv"}, ""),
    ("violations:list", {}, "q={q}"),
    ("violations:list", {}, "tab=all"),
    ("violations:export", {"kind": "csv"}, ""),
    ("analytics:dashboard", {}, ""),
    ("analytics:records", {"measure": "inspections_open"}, ""),
    ("analytics:records", {"measure": "cases_opened"}, ""),
    ("analytics:table", {"code": "provinces", "kind": "csv"}, ""),
    ("home", {}, ""),
    ("notifications:list", {}, ""),
]


@pytest.fixture
def own_firm(world):
    """So that the other province's lists are not empty."""
    province = Agency.objects.get(code="SNV-01").province
    return EnterpriseFactory(province=province, name=OWN)


@pytest.fixture
def figures(world):
    call_command("refresh_figures", verbosity=0)


def read(browser, name, args, query, q=SECRET):
    response = browser.get(f"{reverse(name, kwargs=args)}?{query.format(q=q)}")
    assert response.status_code == 200, response.status_code
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8-sig")


def names(world):
    """What may not be seen: the firm, its numbers, the file numbers of its cases."""
    return [SECRET, world.firm.tax_code, world.inspection.code, world.case.code]


@pytest.mark.parametrize("name, args, query", PLACES, ids=lambda v: str(v))
def test_nothing_of_another_province_is_shown(name, args, query, world, enter, own_firm):
    words = [world.firm.tax_code, world.inspection.code, world.case.code]
    text = read(enter(AWAY), name, args, query)
    assert [word for word in words if word in text] == []
    searched = SECRET in query.format(q=SECRET)
    assert searched or SECRET not in text


@pytest.mark.parametrize("q", [SECRET, "bi mat", "dong nai"])
def test_the_same_places_show_it_at_home(q, world, enter):
    """Otherwise the tests above would pass on empty pages."""
    text = read(enter("chief.dongnai"), "enterprises:list", {}, "q={q}", q=q)
    assert world.firm.tax_code in text
    assert fold(SECRET) not in {fold(OWN)}


@pytest.mark.parametrize("q", ["bi mat", "bí mật", "dong nai"])
def test_search_and_suggestions_count_only_the_own_province(q, world, enter, own_firm):
    for name in ("enterprises:list", "enterprises:suggest"):
        assert world.firm.tax_code not in read(enter(AWAY), name, {}, "q={q}", q=q)
    answer = enter(AWAY).get(
        reverse("enterprises:suggest"), {"q": q}, HTTP_ACCEPT="application/json"
    )
    assert world.firm.tax_code not in json.dumps(str(answer.content.decode()))


def test_a_filter_for_another_province_is_not_obeyed(world, enter):
    """The province in the address is a wish within one's reach, not a right."""
    for name in ("enterprises:list", "inspections:list", "violations:list", "analytics:dashboard"):
        response = enter(AWAY).get(reverse(name), {"province": world.province.pk})
        assert response.status_code in (200, 302, 404)
        body = response.content.decode()
        assert [word for word in names(world) if word in body] == []


def numbers(text):
    main = text.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", main)


def test_the_numbers_of_the_dashboard_leave_other_provinces_out(world, enter, figures):
    """Hà Nội has no case at all, so every number of its director is nothing; Đồng Nai has some."""
    away = enter("director.hanoi").get(reverse("analytics:dashboard")).context["board"]
    home = enter("director.dongnai").get(reverse("analytics:dashboard")).context["board"]
    assert sum_of(home) > 0
    assert sum_of(away) == 0


def sum_of(board):
    """All numbers of the tables but those of the register, which every province has."""
    return sum(
        value or 0
        for table in board.tables.values()
        for line in table.lines
        for value in line.values
        if isinstance(value, int)
    )


def test_a_number_leads_to_as_many_rows(world, enter, figures):
    browser = enter("director.dongnai")
    shown = read(browser, "analytics:records", {"measure": "inspections_open"}, "")
    assert world.inspection.code in shown
    assert world.inspection.code not in read(
        enter("director.hanoi"), "analytics:records", {"measure": "inspections_open"}, ""
    )


def test_reports_and_files_of_others_cannot_be_guessed(world, enter):
    browser = enter("director.hanoi")
    for name, pk in (
        ("analytics:download", world.ids["report"]),
        ("documents:download", world.ids["document"]),
        ("documents:file", world.ids["file"]),
        ("documents:preview", world.ids["file"]),
    ):
        assert browser.get(reverse(name, args=[pk])).status_code == 404, name


def test_the_public_check_of_a_paper_names_nobody(world, enter):
    from ecms.documents.models import GeneratedDocument

    paper = GeneratedDocument.objects.get(pk=world.ids["document"])
    text = (
        enter(None).get(reverse("documents:verify"), {"code": paper.verify_code}).content.decode()
    )
    assert paper.reference in text or paper.label in text
    assert [
        word for word in (SECRET, world.firm.tax_code, world.firm.representative) if word in text
    ] == []
