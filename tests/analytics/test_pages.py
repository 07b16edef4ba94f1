"""The pages: who may open them, what they show, and that their links lead to the same number."""

import re
from html import unescape

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from analytics import figures
from analytics.loading import load_indicators
from analytics.models import Figure, Indicator, Refresh
from ecms.core.tiles import ARCHIPELAGOS
from inspections.models import Inspection
from law.loading import DATA_SETS
from tests.factories import NOW, fresh

pytestmark = pytest.mark.django_db
DASHBOARD = "/analytics/"


def count_on(page):
    """312 from “1–25 of 312”; 0 from a page that shows nothing."""
    found = re.search(r"\d+–\d+ (?:of|trong) ([\d.,]+)", page)
    return int(re.sub(r"[.,]", "", found[1])) if found else 0


def cards(page):
    found = re.findall(
        r'ec-kpi-value">([^<]*)</p>\s*<p class="ec-kpi-label"><a href="([^"]+)"', page
    )
    return [(value, unescape(url)) for value, url in found]


def text(response):
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_strangers_and_administrators_stay_out(client, administrator, sign_in, world):
    for name in ("dashboard", "export"):
        assert client.get(reverse(f"analytics:{name}")).status_code == 302
    sign_in(administrator)
    assert client.get(DASHBOARD).status_code == 403
    assert client.get(reverse("analytics:export")).status_code == 403
    assert client.get(reverse("analytics:definitions")).status_code == 200


def test_an_inspector_reads_the_dashboard_but_makes_no_report(inspector, sign_in, world):
    client = sign_in(inspector)
    page = client.get(DASHBOARD)
    assert page.status_code == 200
    assert reverse("analytics:export") not in text(page)
    assert client.get(reverse("analytics:export")).status_code == 403


@pytest.fixture
def time_limits(db):
    """The list of cases names the next time limit of each."""
    for data_set in DATA_SETS:
        if data_set.name in ("deadlines", "calendar"):
            data_set.load()


@pytest.mark.usefixtures("time_limits")
@pytest.mark.parametrize("who", ["director", "ministry_official"])
def test_every_number_equals_the_list_that_it_opens(request, who, sign_in, world):
    Inspection.objects.update(is_sensitive=False)
    figures.refresh(at=NOW, force=True)
    client = sign_in(request.getfixturevalue(who))
    found = cards(text(client.get(DASHBOARD, {"period": "year", "year": "2026"})))
    assert len(found) > 20
    checked = 0
    for value, url in found:
        with zeal_ignore():  # what the lists of other modules read is their own tests' business
            page = client.get(url)
        assert page.status_code == 200, url
        number = re.sub(r"[.,]", "", value)
        if number.isdigit() and not re.search("days_to|workers_", url):
            assert count_on(text(page)) == int(number), url
            checked += 1
    assert checked > 12


def test_a_province_never_sees_another(director, foreign_director, sign_in, world):
    client = sign_in(director)
    foreign = foreign_director.agency.province
    page = text(client.get(DASHBOARD, {"province": foreign.code}))
    assert page.count("ec-kpi-value") > 20
    mine = text(client.get(DASHBOARD))
    assert cards(page)[0][0] == cards(mine)[0][0]
    csv = text(client.get(reverse("analytics:table", args=["provinces", "csv"]),
                          {"province": foreign.code}))  # fmt: skip
    assert foreign.name_vi not in csv
    rows = client.get(reverse("analytics:records", args=["inspections_opened"]),
                      {"from": "2024-01", "to": "2026-12", "province": foreign.code})  # fmt: skip
    assert f"KT-{foreign.code}-" not in text(rows)


def test_the_map_shows_both_archipelagos(director, sign_in, world):
    page = text(sign_in(director).get(DASHBOARD))
    assert len(ARCHIPELAGOS) == 2
    for name in ("Hoàng Sa", "Trường Sa"):
        assert name in page


@pytest.mark.parametrize("query", [
    "period=month&month=2026-13", "period=custom&from=2026-05&to=2026-01", "period=nonsense",
    "period=quarter&quarter=2026-Q9", "period=year&year=99999999", "province=%00",
    "period=month&month='%20OR%201=1", "period=custom&from=1900-01&to=2100-12",
])  # fmt: skip
def test_nonsense_in_the_address_is_answered_with_words(ministry_official, sign_in, world, query):
    page = sign_in(ministry_official).get(f"{DASHBOARD}?{query}")
    assert page.status_code == 200
    assert "ec-kpi-value" in text(page)


def test_unknown_measures_and_tables_are_not_found(ministry_official, sign_in, world):
    client = sign_in(ministry_official)
    assert client.get(reverse("analytics:records", args=["nothing"])).status_code == 404
    assert client.get(reverse("analytics:table", args=["nothing", "csv"])).status_code == 404
    assert client.get("/analytics/tables/months.exe").status_code == 404
    bad = client.get(reverse("analytics:records", args=["findings"]), {"from": "x"})
    assert bad.status_code == 404


def test_a_get_computes_nothing(ministry_official, sign_in, measures):
    page = sign_in(ministry_official).get(DASHBOARD)
    assert page.status_code == 200
    assert not Refresh.objects.exists()
    assert not Figure.objects.exists()


def test_the_moment_of_the_figures_is_said(director, sign_in, world):
    assert text(sign_in(director).get(DASHBOARD)).count("05/10/2026 09:00") >= 8


def test_statements_do_not_grow_with_the_cases(
    ministry_official, sign_in, world, django_assert_max_num_queries
):
    client = sign_in(fresh(ministry_official))
    client.get(DASHBOARD)
    world.fill(15)
    figures.refresh(at=NOW, force=True)
    # The cards, their last year, missed targets, the arrangement of the reader, the charts.
    with django_assert_max_num_queries(26):
        client.get(DASHBOARD)
    with django_assert_max_num_queries(12):
        client.get(reverse("analytics:records", args=["findings"]),
                   {"from": "2024-01", "to": "2026-12"})  # fmt: skip


def test_a_table_as_csv_has_the_numbers_of_the_page(ministry_official, sign_in, world):
    client = sign_in(ministry_official)
    lines = text(client.get(reverse("analytics:table", args=["months", "csv"]),
                            {"year": "2026"})).splitlines()  # fmt: skip
    assert lines[0].startswith("\ufeff")
    assert len(lines) == 1 + 12 + 1
    total = dict(zip(lines[0].split(","), lines[-1].split(","), strict=True))
    opened = Inspection.objects.filter(proposed_at__year=2026).count()
    assert int(list(total.values())[1]) == opened


def test_the_scorecard_leads_from_a_missed_target_to_the_records(
    measures, world, director, sign_in
):
    load_indicators()
    Indicator.objects.filter(code="opened").update(target=10_000, direction="up")
    browser = sign_in(director)
    page = browser.get("/analytics/indicators/?period=year&year=2026").content.decode()
    links = re.findall(r'href="(/analytics/indicators/opened/[^"]*)"', page)
    assert links
    detail = text(browser.get(unescape(links[0])))
    (behind,) = set(re.findall(r'href="(/analytics/records/inspections_opened/[^"]*)"', detail))
    shown = count_on(text(browser.get(unescape(behind))))
    hidden = Inspection.objects.filter(
        province=director.agency.province, is_sensitive=True, proposed_at__year=2026
    ).count()
    number = re.search(r'inspections_opened/[^"]*">([\d.,]+)<', detail)[1]
    assert shown + hidden >= int(number) >= shown
    assert all(name in detail for name in ("Hoàng Sa", "Trường Sa"))
    table = text(browser.get("/analytics/indicators/opened/months.csv?period=year&year=2026"))
    assert table.count("\n") >= 12
    assert browser.get("/analytics/indicators/nothing/").status_code == 404


@pytest.mark.parametrize("role", ["director", "ministry_official"])
def test_ten_years_are_shown_with_the_ten_before(world, request, sign_in, role):
    """The longest period that can be asked for; one month more is answered in words."""
    load_indicators()
    figures.refresh(at=NOW)
    client = sign_in(request.getfixturevalue(role))
    code = Indicator.objects.first().code
    pages = [
        reverse("analytics:dashboard"), reverse("analytics:indicators"),
        reverse("analytics:indicator", args=[code]), reverse("analytics:explorer"),
        reverse("analytics:work", args=["me"]), reverse("analytics:behind", args=["fines"]),
    ]  # fmt: skip
    for page in pages:
        assert client.get(f"{page}?period=custom&from=2016-01&to=2025-12").status_code == 200
        longer = client.get(f"{page}?period=custom&from=2015-12&to=2025-12")
        assert longer.status_code == 200
    assert "mười năm" in text(client.get(f"{DASHBOARD}?period=custom&from=2015-12&to=2025-12"))


def test_what_a_year_is_compared_with_is_told_once(director, sign_in, world):
    """The year before is the period before; a month has both."""
    figures.refresh(at=NOW)
    client = sign_in(director)
    year = text(client.get(f"{DASHBOARD}?period=year&year=2026"))
    month = text(client.get(f"{DASHBOARD}?period=month&month=2026-09"))
    assert "kỳ trước" in year
    assert "cùng kỳ năm trước" not in year
    assert "cùng kỳ năm trước" in month
