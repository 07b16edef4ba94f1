"""The explorer: free questions equal the records, stay in bounds and in the reader's reach."""

import uuid
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from analytics import cube, figures
from analytics.answers import Answer
from analytics.cube import Item, Question
from analytics.enums import Every, SavedKind, Share
from analytics.forms_explorer import ExplorerForm
from analytics.loading import load_indicators
from analytics.models import FormerArea, Saved
from analytics.numbers import Selection
from analytics.periods import Period
from analytics.services import saving
from analytics.sources import BY_MEASURE
from demo import month_ends
from ecms.core.refusal import Refusal
from ecms.notifications.models import Delivery
from inspections.models import Finding, Inspection, Visit
from tests.factories import NOW, fresh
from violations.models import ViolationCase

pytestmark = pytest.mark.django_db
SPAN = Period(date(2025, 2, 1), date(2026, 1, 1))


def asked(user, *items, rows, **more):
    chosen = tuple(Item(*item.split(":")) for item in items)
    return Question(Selection(fresh(user), SPAN), chosen, rows, **more)


def inside(day):
    return day is not None and SPAN.start <= day <= SPAN.end


def test_counts_and_sums_equal_the_records(world, ministry_official):
    cells = cube.ask(asked(ministry_official, "fines_decided:sum", rows="province"))
    slow = {}
    for case in ViolationCase.objects.all():
        if inside(case.decided_on):
            place = (str(case.province_id), "")
            slow[place] = slow.get(place, 0) + (case.fine_decided or 0)
    assert cells["fines_decided:sum"] == slow
    cells = cube.ask(asked(ministry_official, "findings:count", rows="provision", columns="month"))
    slow = {}
    for row in Finding.objects.filter(state="CONFIRMED"):
        if inside(row.discovered_on):
            place = (row.violation_code, f"{row.discovered_on:%Y-%m}")
            slow[place] = slow.get(place, 0) + 1
    assert cells["findings:count"] == slow


def test_what_counts_once_counts_once_in_each_stretch(world, ministry_official):
    cells = cube.ask(asked(ministry_official, "enterprises_visited:count", rows="quarter"))
    slow = {}
    for visit in Visit.objects.filter(outcome="DONE").select_related("inspection"):
        day = visit.visited_on
        if inside(day):
            # quarters cut by the ends of the period keep their own first month
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            seen = slow.setdefault((f"{first:%Y-%m}", ""), set())
            seen.add((visit.inspection.province_id, visit.inspection.enterprise_id))
    assert cells["enterprises_visited:count"] == {k: len(v) for k, v in slow.items()}


def test_a_median_is_that_of_the_cases(world, ministry_official):
    cells = cube.ask(asked(ministry_official, "days_to_decision:median", rows="province"))
    slow = {}
    for case in ViolationCase.objects.filter(minutes_on__isnull=False):
        if inside(case.decided_on):
            days = max((case.decided_on - case.minutes_on).days, 0)
            slow.setdefault((str(case.province_id), ""), []).append(days)
    expected = {place: sorted(d)[(len(d) + 1) // 2 - 1] for place, d in slow.items()}
    assert cells["days_to_decision:median"] == expected


def test_old_provinces_are_those_of_the_wards_and_of_old_files(world, ministry_official):
    from tests.factories import ProvinceFactory

    old = ProvinceFactory(code="60", scheme="PRE2025")
    successor = Inspection.objects.order_by("pk")[0].province
    old.successor = successor
    old.save()
    ward = Inspection.objects.filter(enterprise__ward__isnull=False)[0].enterprise.ward
    FormerArea.objects.create(ward=ward, former=old)
    moved = Inspection.objects.filter(province=successor).order_by("-pk")[0]
    Inspection.objects.filter(pk=moved.pk).update(province=old)
    figures.refresh(at=NOW, force=True)
    assert not [row for row in figures.prove(at=NOW) if row.missing or row.extra]
    cells = cube.ask(asked(ministry_official, "inspections_opened:count", rows="former"))
    slow = {}
    for case in Inspection.objects.select_related("enterprise"):
        if inside(case.proposed_at.astimezone(NOW.tzinfo).date()):
            is_old = case.province_id == old.pk or case.enterprise.ward_id == ward.pk
            place = ("60" if is_old else "", "")
            slow[place] = slow.get(place, 0) + 1
    assert cells["inspections_opened:count"] == slow


def test_indicators_stand_beside_measures(world, ministry_official):
    load_indicators()
    answer = Answer(asked(ministry_official, "findings:count", "opened", rows="province"))
    assert len(answer.header) == 2
    assert sum(row.cells[1].value for row in answer.rows) == sum(
        inside(i.proposed_at.astimezone(NOW.tzinfo).date()) for i in Inspection.objects.all()
    )


@pytest.mark.parametrize(
    "items, more",
    [
        (["findings:count", "visits:count"], {"rows": "month", "columns": "province"}),
        (["findings:count"], {"rows": "month", "columns": "month"}),
        (["opened"], {"rows": "topic"}),
        (["inspections_open:count"], {"rows": "month"}),
        (["findings:count"], {"rows": "remedy"}),
        (["findings:count"], {"rows": "former", "columns": "topic"}),
        (["days_to_decision:median"], {"rows": "former"}),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(world, ministry_official, items, more):
    with pytest.raises(Refusal):
        Answer(asked(ministry_official, *items, **more))


def test_a_question_is_bounded_in_rows_and_in_time(world, ministry_official, monkeypatch):
    question = asked(ministry_official, "findings:count", rows="provision", columns="month")
    monkeypatch.setattr(cube, "MOST_READ", 3)
    with pytest.raises(Refusal):
        Answer(question)
    monkeypatch.setattr(cube, "SECONDS", 0.05)
    with pytest.raises(Refusal), cube.bounded(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone()[0] == "0"


def test_every_offered_part_can_be_asked_for(world, ministry_official):
    for measure, source in BY_MEASURE.items():
        for part in cube.parts_of(measure):
            rows = "month" if source.day else "province"
            Answer(asked(ministry_official, f"{measure}:{part}", rows=rows))
            for kind in cube.fields_of(measure):
                Answer(asked(ministry_official, f"{measure}:{part}", rows=kind)).rows  # noqa: B018


def test_a_province_reads_its_own_and_small_numbers_hide(world, director, clerk):
    answer = Answer(asked(director, "cases_opened:count", rows="province"))
    assert {row.code for row in answer.rows} <= {str(director.agency.province_id)}
    hidden = Answer(asked(clerk, "acts_decided:count", rows="provision"))
    shown = [cell.value for row in hidden.rows for cell in row.cells]
    if not clerk.can("violation.read"):
        assert not [value for value in shown if value in (Fraction(1), Fraction(2))]


def test_the_page_answers_keeps_shares_and_forgets(world, director, foreign_director, sign_in):
    load_indicators()
    client = sign_in(director)
    page = reverse("analytics:explorer")
    query = (
        "m=inspections_opened:count&rows=month&period=custom&from=2025-02&to=2026-01&view=chart"
    )
    assert client.get(page).status_code == 200
    answer = client.get(f"{page}?{query}")
    assert answer.status_code == 200
    assert "answer-chart" in answer.content.decode()
    wrong = client.get(f"{page}?m=inspections_opened:count&rows=remedy")
    assert wrong.status_code == 422
    key = str(uuid.uuid4())
    body = {"title": "Theo tháng", "share": Share.BODY, "every": Every.WEEK, "submission": key}
    keep = f"{reverse('analytics:explorer_save')}?{query}"
    for _twice in range(2):
        assert client.post(keep, body).status_code == 302
    saved = Saved.objects.get()
    assert saved.next_on == NOW.date() + timedelta(days=7 - NOW.date().weekday())
    assert "Theo tháng" in client.get(page).content.decode()
    away = sign_in(foreign_director)
    assert "Theo tháng" not in away.get(page).content.decode()
    assert away.post(reverse("analytics:saved_delete", args=[saved.pk])).status_code == 404
    client = sign_in(director)
    client.post(reverse("analytics:saved_delete", args=[saved.pk]))
    assert not Saved.objects.exists()


def test_a_question_is_sent_once_on_its_day(world, director):
    saved = saving.keep(
        SavedKind.QUESTION, "Hằng tháng", address="m=opened&rows=month", every=Every.MONTH,
        submission=uuid.uuid4(), by=director, at=NOW,
    )  # fmt: skip
    assert saving.send_due(at=NOW) == 0
    later = NOW + timedelta(days=40)
    assert saving.send_due(at=later) == 1
    assert saving.send_due(at=later) == 0
    letter = Delivery.objects.get(kind="question.answered")
    assert letter.recipient == director
    saved.refresh_from_db()
    assert saved.next_on > later.date()


def test_the_file_holds_numbers(world, ministry_official, sign_in):
    client = sign_in(ministry_official)
    url = reverse("analytics:explorer_file", args=["csv"])
    query = "m=inspections_opened:count&rows=province&period=custom&from=2025-02&to=2026-01"
    answer = client.get(f"{url}?{query}")
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    count = sum(
        inside(i.proposed_at.astimezone(NOW.tzinfo).date()) for i in Inspection.objects.all()
    )
    assert sum(int(line.split(",")[-1]) for line in text.splitlines()[1:]) == count


@pytest.mark.parametrize("title, address", [row[:2] for row in month_ends.QUESTIONS])
def test_the_questions_of_the_demonstration_can_be_asked(measures, director, title, address):
    form = ExplorerForm(QueryDict(address), user=director, today=NOW.date())
    assert form.is_valid(), form.errors
    assert title


def test_columns_of_different_scales_do_not_share_an_axis(world, ministry_official):
    items = ("cases_opened:count", "inspections_opened:count", "fines_decided:sum")
    over_time = Answer(asked(ministry_official, *items, rows="quarter"))
    counts, money = over_time.figures
    assert [trace["name"] for trace in counts[1]["data"]] == over_time.header[:2]
    assert [trace["name"] for trace in money[1]["data"]] == over_time.header[2:]
    assert money[1]["layout"]["yaxis"]["title"]["text"]
    whole = sum(row.cells[2].value or 0 for row in over_time.rows)
    assert sum(money[1]["data"][0]["y"]) == pytest.approx(float(whole) / 1_000_000, abs=0.1)
    by_place = Answer(asked(ministry_official, *items, rows="province"))
    assert [title for title, _figure in by_place.figures] == by_place.header


def test_a_question_without_a_title_comes_back_with_what_was_typed(world, director, sign_in):
    browser = sign_in(director)
    query = "m=inspections_opened:count&rows=month&period=custom&from=2025-02&to=2026-01"
    typed = {"title": " ", "share": "BODY", "every": "WEEK", "submission": str(uuid.uuid4())}
    answer = browser.post(f"{reverse('analytics:explorer_save')}?{query}", typed)
    assert answer.status_code == 422
    assert "title" in answer.context["save_form"].errors
    assert answer.content.decode().count('href="#id_title"') == 1
    assert "Tên khi lưu" in answer.content.decode()  # not the title of an official
    assert answer.context["save_form"]["every"].value() == "WEEK"
    assert answer.context["answer"].rows
    assert not Saved.objects.exists()
    kept = browser.post(f"{reverse('analytics:explorer_save')}?{query}", typed | {"title": "Có"})
    assert kept.status_code == 302
    assert Saved.objects.get().every == "WEEK"
