"""The catalogue searched as inspectors speak; favourites; the page; the list in forms."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from inspections.presenters import fine_band
from law import loading, loading_search, search
from law.models import Favourite, Provision, Question, Saying
from law.selectors import provision_for
from law.services import favourites
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
PHRASES = Path(__file__).parent / "phrases.csv"


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The catalogue as shipped, loaded once and taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        _load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def whole(shipped, db):
    """Inside it, each test takes back what it did."""


def _load():
    for load in (loading.load_instruments, loading.load_remedies, loading.load_additional,
                 loading.load_provisions, loading_search.load_sayings):  # fmt: skip
        load()


def table():
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return [(row["said"], set(row["codes"].split())) for row in csv.DictReader(file)]


def found(text, **more):
    return [row.code for row in search.search(text, on=TODAY, **more)]


def test_plain_phrases_find_the_act_among_the_first_three(whole):
    """Phrases as inspectors type them, in both languages, with and without accents, by article."""
    missed = {said: found(said)[:3] for said, wanted in table() if not wanted & {*found(said)[:3]}}
    assert not missed
    assert len(table()) >= 70


def test_every_saying_finds_the_acts_it_names(whole):
    """In the words of the file, the first act that a saying means is among the first three."""
    wrong = {
        row.said: found(row.said)[:3]
        for row in Saying.objects.exclude(codes=[])
        if row.codes[0] not in found(row.said)[:3]
    }
    assert not wrong


def test_the_decree_is_that_of_the_day(whole):
    """Minimum wage: art. 23.3 of Decree 283/2026, art. 17.3 of Decree 12/2022 before."""
    change = date(2026, 9, 10)
    rows = {day: search.search("lương tối thiểu", on=day)[0]
            for day in (change - timedelta(days=1), change, change + timedelta(days=1))}  # fmt: skip
    assert [(r.instrument.number, r.article, r.clause) for r in rows.values()] == [
        ("12/2022/NĐ-CP", "17", "3"), ("283/2026/NĐ-CP", "23", "3"), ("283/2026/NĐ-CP", "23", "3"),
    ]  # fmt: skip
    assert search.search("điều 17 khoản 3", on=change - timedelta(days=1))[0].code == "TL-18"


def test_words_of_an_administrator_count_at_once(whole):
    assert "AT-20" not in found("chỗ rửa tay")[:1]
    Saying.objects.create(said="chỗ rửa tay", codes=["AT-20"])
    assert found("chỗ rửa tay")[0] == "AT-20"


def test_a_search_asks_little(whole, django_assert_max_num_queries):
    found("tiền lương")
    with django_assert_max_num_queries(7):
        found("làm thêm giờ")


def test_favourites_are_ones_own(whole, inspector, colleague):
    favourites.mark("TV-05", by=inspector, at=NOW)
    favourites.mark("TV-05", by=inspector, at=NOW)
    assert [row.code for row in search.favourites(inspector, on=TODAY)] == ["TV-05"]
    assert search.favourites(colleague, on=TODAY) == []
    favourites.unmark("TV-05", by=colleague)
    assert Favourite.objects.count() == 1


def test_a_star_is_set_and_taken_away(whole, inspector, sign_in):
    browser, url = sign_in(inspector), reverse("inspections:favourite")
    page = browser.post(url, {"code": "TL-18", "marked": "1"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in page.content.decode()
    assert browser.post(url, {"code": "TL-18", "marked": "0"}).status_code == 302
    assert browser.post(url, {"code": "XX-99", "marked": "1"}).status_code == 404
    assert not Favourite.objects.exists()


def test_the_page_shows_favourites_then_what_was_asked(whole, inspector, sign_in):
    favourites.mark("AT-20", by=inspector, at=NOW)
    browser, url = sign_in(inspector), reverse("inspections:catalogue")
    assert "AT-20" in browser.get(url).content.decode()
    page = browser.get(url, {"q": "tăng ca"}).content.decode()
    assert "TG-07" in page
    assert "AT-20" not in page
    wages = browser.get(url, {"topic": "wages"}).content.decode()
    assert wages.index("TL-01 –") < wages.index("TL-18 –")
    assert browser.get(url, {"on": "32/13/2026", "topic": "zz", "page": "x"}).status_code == 200


def test_what_fits_alike_comes_first_in_the_areas_of_the_check(whole, running, inspector, sign_in):
    """Of all acts about wages those of the chapter on wages, where the checklist asks of them."""
    Question.objects.update(violation_codes=[])
    asked = running.checklist.questions.first()
    Question.objects.filter(pk=asked.pk).update(violation_codes=["TL-18"])
    browser = sign_in(inspector)
    page = browser.get(reverse("inspections:finding_add", args=[running.pk]))
    assert page.context["near"] == "wages"
    pick = reverse("inspections:violation_search")
    rows = browser.get(pick, {"search": "luong", "near": "wages"}).context["found"]
    assert rows[0]["provision"].topic.code == "wages"
    plain = browser.get(pick, {"search": "luong"}).context["found"]
    assert plain[0]["provision"].topic.code != "wages"


def test_in_a_form_the_question_comes_first_then_favourites(whole, inspector, sign_in):
    favourites.mark("AA-01", by=inspector, at=NOW)  # of no decree
    favourites.mark("AT-20", by=inspector, at=NOW)
    url = reverse("inspections:violation_search")
    page = sign_in(inspector).get(url, {"near": "TL-18 TL-06", "party": "individual"})
    text = page.content.decode()
    assert text.index("TL-18") < text.index("TL-06") < text.index("AT-20")
    assert "AA-01" not in text
    assert 'data-fill="violation_code"' in text
    several = sign_in(inspector).get(url, {"search": "tăng ca", "several": "1", "into": "other"})
    assert 'type="checkbox"' in several.content.decode()


# Expected words by hand from the pack: BH-03 12 to 15 per cent, cap 75 million, for a person;
# VL-01 stated for an organisation that only one can be; AT-32 1 to 3 million a worker, cap 75;
# DC-01 and BH-36 are acts of workers.
@pytest.mark.parametrize(
    ("code", "organisation", "words"),
    [
        ("BH-03", True, "24% đến 30% số tiền, tối đa 150.000.000"),
        ("BH-03", False, "12% đến 15% số tiền, tối đa 75.000.000"),
        ("AT-32", True, "2.000.000 đến 6.000.000"),
        ("AT-32", False, "1.000.000 đến 3.000.000"),
        ("VL-01", True, "1.000.000 đến 3.000.000"),
        ("VL-01", False, "chỉ áp dụng với tổ chức"),
        ("BH-36", True, "chỉ áp dụng với cá nhân"),
        ("BH-36", False, "500.000 đến 1.000.000"),
        ("TL-18", True, "40.000.000 đến 150.000.000"),
    ],
)
def test_the_fine_shown_is_that_of_the_party(whole, code, organisation, words):
    row = provision_for(code, on=TODAY)
    shown = fine_band(row, None, organisation=organisation)
    assert words in shown.replace("\xa0", " ")
    assert not shown.endswith(",")


def test_every_fine_shown_agrees_with_the_amounts_stated_for_organisations(whole):
    """The pack states both amounts; those shown are reckoned from the first."""
    wrong = []
    for row in Provision.objects.prefetch_related("frames"):
        for frame in row.frames.all():
            shown = fine_band(row, frame.bracket_from, organisation=True)
            if frame.org_fine_max and f"{frame.org_fine_max:,}".replace(",", ".") not in shown:
                wrong.append((frame.row_id, shown))
    assert not wrong
