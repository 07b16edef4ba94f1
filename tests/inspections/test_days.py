"""Calendars, feeds, loads, other work, preparation and the plan of a day."""

import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from ecms.documents.models import GeneratedDocument
from inspections.enums import WorkKind
from inspections.models import DayPlan, Inspection, OtherWork
from inspections.rules_route import Hours
from inspections.services import feeds, other_work, pre_visit, team
from inspections.services.refusal import Refusal
from inspections.workload import activity, loads
from tests.factories import NOW, TODAY, EnterpriseFactory, InspectionFactory, WardFactory

DAY = Hours(time(7, 30), time(7, 30), time(16, 30), 90)


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


def summaries(content):
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")]


# --- Feed -----------------------------------------------------------------------------------
def test_the_feed_is_read_back(running, inspector, client):
    task = team.assign(running, user=inspector, text="Hỏi bà Nguyễn Thị Bí Mật", due_on=TODAY,
                       submission=uuid.uuid4(), by=inspector, at=NOW)  # fmt: skip
    token = feeds.renew(user=inspector, at=NOW)
    answer = client.get(reverse("calendar_feed", args=[token]))
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(e["UID"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert events[f"task-{task.pk}@ecms"].decoded("dtstart") == TODAY
    assert any(running.code in text for text in summaries(answer.content))
    assert b"B\xc3\xad M\xe1\xba\xadt" not in answer.content
    assert any(e.decoded("dtstart") == running.ends_on for e in events.values())


def test_a_sensitive_case_leaves_as_its_number(running, inspector, enterprise):
    Inspection.objects.filter(pk=running.pk).update(is_sensitive=True)
    token = feeds.renew(user=inspector, at=NOW)
    texts = summaries(feeds.fetch(token, at=NOW))
    assert texts
    assert all(enterprise.name not in text for text in texts)


def test_a_feed_ends_when_it_is_renewed_revoked_or_the_account_is_off(frozen, inspector, client):
    old = feeds.renew(user=inspector, at=NOW)
    new = feeds.renew(user=inspector, at=NOW)
    assert feeds.fetch(old, at=NOW) is None
    assert feeds.fetch(new, at=NOW)
    inspector.is_active = False
    inspector.save()
    assert feeds.fetch(new, at=NOW) is None
    inspector.is_active = True
    inspector.save()
    feeds.revoke(user=inspector, at=NOW)
    assert client.get(reverse("calendar_feed", args=[new])).status_code == 404


def test_the_secret_is_shown_once(frozen, sign_in, inspector):
    client = sign_in(inspector)
    client.post(url("feed_renew"))
    assert ".ics" in client.get(url("calendar")).content.decode()
    assert ".ics" not in client.get(url("calendar")).content.decode()


# --- Other work -----------------------------------------------------------------------------
def test_two_clicks_and_it_is_recorded_once(frozen, sign_in, inspector, enterprise):
    client = sign_in(inspector)
    page = client.get(f"{url('other_work')}?enterprise={enterprise.pk}")
    key = page.context["form"]["submission"].value()
    data = {"submission": key, "done_on": f"{TODAY:%d/%m/%Y}", "kind": "PHONE"}
    for _ in range(2):
        answer = client.post(f"{url('other_work')}?enterprise={enterprise.pk}", data)
        assert answer.status_code == 302
    row = OtherWork.objects.get()
    assert (row.enterprise, row.kind) == (enterprise, "PHONE")
    done = activity(inspector, TODAY.replace(day=1), TODAY)
    assert done.other == {"PHONE": 1}


def test_a_visit_without_finding_dates_the_register(frozen, inspector, enterprise):
    other_work.record(WorkKind.VISIT, enterprise=enterprise, done_on=TODAY,
                      submission=uuid.uuid4(), by=inspector, at=NOW)  # fmt: skip
    enterprise.refresh_from_db()
    assert enterprise.last_visited_on == TODAY


def test_a_day_to_come_and_another_persons_work_are_refused(frozen, inspector, colleague):
    with pytest.raises(Refusal):
        other_work.record(WorkKind.PHONE, done_on=TODAY + timedelta(days=1),
                          submission=uuid.uuid4(), by=inspector, at=NOW)  # fmt: skip
    row = other_work.record(
        WorkKind.PHONE, done_on=TODAY, submission=uuid.uuid4(), by=inspector, at=NOW
    )
    with pytest.raises(Refusal):
        other_work.take_back(row, by=colleague, at=NOW)
    with pytest.raises(Refusal):
        other_work.take_back(row, by=inspector, at=NOW + timedelta(days=2))
    other_work.take_back(row, by=inspector, at=NOW)
    assert not OtherWork.objects.exists()


# --- Loads ----------------------------------------------------------------------------------
def test_loads_by_person(running, inspector, colleague, chief_inspector, agency):
    late = running.ends_on + timedelta(days=1)
    rows = {row.user.pk: row for row in loads(agency, on=late)}
    assert (rows[inspector.pk].heads, rows[inspector.pk].joins) == (1, 0)
    assert (rows[colleague.pk].heads, rows[colleague.pk].joins) == (0, 1)
    assert (rows[inspector.pk].late, rows[colleague.pk].late) == (1, 0)
    assert rows[chief_inspector.pk].total == 0


@pytest.mark.parametrize(
    "who, status", [("chief_inspector", 200), ("director", 200), ("inspector", 403)]
)
def test_who_sees_loads(running, sign_in, request, who, status):
    assert sign_in(request.getfixturevalue(who)).get(url("workload")).status_code == status


# --- Preparation ----------------------------------------------------------------------------
@pytest.fixture
def sheet(monkeypatch):
    pdf = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    monkeypatch.setattr(pre_visit, "as_pdf", lambda sheet: pdf)


def test_the_dossier_is_frozen_once(sheet, decided, inspector, enterprise):
    first = pre_visit.freeze_dossier(decided, by=inspector, at=NOW)
    enterprise.workers = 999
    enterprise.save()
    again = pre_visit.freeze_dossier(decided, by=inspector, at=NOW + timedelta(days=1))
    assert again == first
    assert first.file.frozen_at
    assert "999" not in str(first.data)


def test_only_the_team_freezes(sheet, decided, foreign_inspector):
    with pytest.raises(Refusal):
        pre_visit.freeze_dossier(decided, by=foreign_inspector, at=NOW)


def test_notice_and_outline_are_issued_once(decided, inspector):
    day = TODAY + timedelta(days=4)
    one, two = (
        pre_visit.issue_notice(decided, day=day, starts=time(8, 0), by=inspector, at=NOW)
        for _ in range(2)
    )
    assert one == two
    decided.refresh_from_db()
    assert decided.planned_on == day
    paper = pre_visit.issue_outline(decided, report_by=day, by=inspector, at=NOW)
    assert paper.context["topics"][0]["results"]
    assert GeneratedDocument.objects.filter(form_code__in=("TB-KT", "CV-DC")).count() == 2


def test_no_letter_before_the_decision(proposed, inspector):
    with pytest.raises(Refusal):
        pre_visit.issue_outline(proposed, report_by=TODAY, by=inspector, at=NOW)


# --- Day plan -------------------------------------------------------------------------------
def test_a_day_is_planned_by_place(frozen, law, agency, inspector, sign_in):
    near, far = WardFactory(code="26041"), WardFactory(code="26050")
    firms = [EnterpriseFactory(province=agency.province, ward=ward, caution="Mang mũ bảo hộ")
             for ward in (near, far, near)]  # fmt: skip
    cases = [InspectionFactory(agency=agency, enterprise=firm, head=inspector) for firm in firms]
    plan, left_out = pre_visit.plan_day(cases, on=TODAY, hours=DAY, by=inspector, at=NOW)
    order = list(plan.stops.values_list("inspection", flat=True))
    assert order == [cases[0].pk, cases[2].pk, cases[1].pk]
    assert left_out == []
    again, left_out = pre_visit.plan_day(
        cases, on=TODAY, hours=Hours(DAY.starts, DAY.opens, DAY.closes, 150), by=inspector, at=NOW
    )
    assert DayPlan.objects.get() == again
    assert len(left_out) == 1
    text = sign_in(inspector).get(f"{url('day')}?on={TODAY:%Y-%m-%d}").content.decode()
    assert "Mang mũ bảo hộ" in text
    assert "07:30" in text


def test_a_plan_without_visits_or_hours_is_refused(frozen, law, agency, inspector):
    with pytest.raises(Refusal):
        pre_visit.plan_day([], on=TODAY, hours=DAY, by=inspector, at=NOW)
    case = InspectionFactory(agency=agency, head=inspector)
    with pytest.raises(Refusal):
        pre_visit.plan_day([case], on=TODAY, hours=Hours(time(9), time(9), time(8), 60),
                           by=inspector, at=NOW)  # fmt: skip


# --- Pages ----------------------------------------------------------------------------------
@pytest.mark.parametrize("query", ["", "?view=month", "?view=month&who=body", "?on=zzz"])
def test_the_calendar_opens(running, sign_in, inspector, query):
    answer = sign_in(inspector).get(url("calendar") + query)
    assert answer.status_code == 200


@pytest.mark.parametrize("page", ["activity", "day", "other_work"])
def test_my_pages_open(running, sign_in, inspector, page):
    assert sign_in(inspector).get(url(page)).status_code == 200


def test_the_preparation_page_keeps_wrong_input(decided, sign_in, inspector):
    client = sign_in(inspector)
    assert client.get(url("prepare", decided.pk)).status_code == 200
    answer = client.post(url("letter", decided.pk, "notice"), {"day": "1/1/2020", "starts": "8h"})
    assert answer.status_code == 422
    assert "1/1/2020" in answer.content.decode()
