"""A person's own pages: wishes, putting off, the unit; and work that goes to somebody else."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from ecms.core.calendar import load_calendar
from ecms.notifications import registry
from ecms.notifications.models import Delivery, Preference
from ecms.notifications.services import carrying, claiming, due
from tests.notifications.conftest import DUE

CALENDAR = load_calendar()
AT = datetime(2026, 10, 1, 2, tzinfo=UTC)


@pytest.fixture
def told(people, province, monkeypatch):
    """An overdue item of which the inspector and the director were told."""
    item = due.expect("test.due", province, due_on=DUE, at=AT, label="KT-75-2026-00012")
    day = DUE + timedelta(days=3)
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    claiming.claim_due(today=day, at=at, calendar=CALENDAR)
    monkeypatch.setattr("ecms.core.clock.today", lambda: day)
    return item


def message(user):
    return Delivery.objects.get(recipient=user)


def test_a_message_is_put_off_and_leaves_the_bell_until_then(told, inspector, director, client):
    row = message(inspector)
    client.force_login(director)
    assert client.post(f"/notifications/{row.pk}/snooze/", {"days": "3"}).status_code == 404
    client.force_login(inspector)
    client.post(f"/notifications/{row.pk}/snooze/", {"days": "99"})
    row.refresh_from_db()
    assert row.snoozed_until is None
    client.post(f"/notifications/{row.pk}/snooze/", {"days": "3"})
    row.refresh_from_db()
    assert row.snoozed_until == DUE + timedelta(days=6)
    assert "KT-75-2026-00012" in client.get("/notifications/?tab=snoozed").content.decode()


def test_wishes_are_kept_and_bad_ones_are_explained(told, inspector, colleague, client):
    client.force_login(inspector)
    good = {
        "rhythm": "WEEKLY", "weekday": "2", "hour": "8", "quiet_from": "19:00:00",
        "quiet_to": "07:00:00", "away_from": "1/12/2026", "away_to": "05/12/2026",
        "deputy": colleague.pk, "urgent_mail": "on",
    }  # fmt: skip
    assert client.post("/notifications/wishes/", good).status_code == 302
    kept = Preference.objects.get(user=inspector)
    assert (kept.rhythm, kept.deputy) == ("WEEKLY", colleague)
    bad = {**good, "away_to": "2026-11-01"}
    answer = client.post("/notifications/wishes/", bad)
    assert answer.status_code == 200
    kept.refresh_from_db()
    assert kept.away_to == date(2026, 12, 5)
    own = {**good, "deputy": inspector.pk}
    assert client.post("/notifications/wishes/", own).status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"urgent_mail": ""}, "urgent_mail"),
        ({"quiet_from": "06:00:00", "quiet_to": "05:30:00"}, "quiet_to"),
        ({"away_from": "12/31/2026", "away_to": "01/01/2027"}, "away_from"),
    ],
    ids=["no way left", "quiet almost all day", "month before day"],
)
def test_nobody_silences_urgent_alerts_and_nothing_typed_is_lost(
    told, inspector, client, change, field
):
    client.force_login(inspector)
    given = {"rhythm": "NEVER", "weekday": "0", "hour": "7", "urgent_mail": "on",
             "quiet_from": "20:00:00", "quiet_to": "06:30:00"}  # fmt: skip
    answer = client.post("/notifications/wishes/", given | change)
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    for value in (value for value in change.values() if value and value != "on"):
        assert value in page
    assert not Preference.objects.filter(user=inspector).exists()
    assert client.post("/notifications/wishes/", given).status_code == 302


def test_quiet_hours_that_are_no_half_hour_stay_on_the_page(told, inspector, client):
    Preference.objects.create(user=inspector, quiet_from=time(20, 15))
    client.force_login(inspector)
    page = client.get("/notifications/wishes/").content.decode()
    assert '<option value="20:15:00" selected>20:15</option>' in page
    assert 'type="time"' not in page  # the browser would show 08:15 PM
    assert 'type="date"' not in page


def test_leaders_see_what_lies_with_whom_and_others_do_not(
    told, inspector, chief_inspector, director, client
):
    client.force_login(chief_inspector)
    page = client.get("/notifications/unit/").content.decode()
    assert "KT-75-2026-00012" in page
    assert str(inspector) in page
    assert client.get(f"/notifications/due/{told.pk}/").status_code == 302
    client.force_login(inspector)
    assert "KT-75-2026-00012" not in client.get("/notifications/unit/").content.decode()


def test_what_may_be_about_the_heads_is_not_shown_to_them(told, chief_inspector, director, client):
    letter = registry.letter("test.due")
    registry.register(registry.Letter(**{**vars(letter), "own_chain": True}))
    client.force_login(chief_inspector)
    assert "KT-75-2026-00012" not in client.get("/notifications/unit/").content.decode()
    assert client.get(f"/notifications/due/{told.pk}/").status_code == 404


def test_work_that_goes_to_somebody_else_takes_its_alerts_along(
    told, people, inspector, colleague, client
):
    letter = registry.letter("test.due")
    registry.register(registry.Letter(**{**vars(letter), "recipients": lambda t: [colleague]}))
    at = datetime(2026, 11, 3, 3, tzinfo=UTC)
    assert carrying.carry(inspector.pk, at=at) == 1
    assert carrying.carry(inspector.pk, at=at) == 0
    assert message(colleague).due_item == told
    assert not message(colleague).is_late
    client.force_login(inspector)
    assert "KT-75-2026-00012" not in client.get("/notifications/?tab=overdue").content.decode()
    client.force_login(colleague)
    assert "KT-75-2026-00012" in client.get("/notifications/?tab=overdue").content.decode()


def test_the_bell_drops_the_last_unread_down_and_keeps_count(told, inspector, director, client):
    row = message(inspector)
    client.force_login(inspector)
    htmx = {"HTTP_HX_REQUEST": "true"}
    shown = client.get("/notifications/bell/", **htmx).content.decode()
    assert "KT-75-2026-00012" in shown
    assert f"/notifications/{row.pk}/seen/" in shown
    assert "<html" not in shown
    assert client.get("/notifications/bell/").url == "/notifications/"  # not a page of its own
    for _ in range(2):  # pressed twice
        left = client.post(f"/notifications/{row.pk}/seen/", **htmx).content.decode()
        assert "KT-75-2026-00012" not in left
        assert 'hx-swap-oob="true"' in left
    row.refresh_from_db()
    assert row.read_at is not None
    client.force_login(director)
    assert client.post(f"/notifications/{row.pk}/seen/", **htmx).status_code == 404


def test_from_the_bell_a_message_is_put_off_without_leaving_the_page(told, inspector, client):
    row = message(inspector)
    client.force_login(inspector)
    answer = client.post(f"/notifications/{row.pk}/snooze/", {"days": "1"}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    assert "KT-75-2026-00012" not in answer.content.decode()
    row.refresh_from_db()
    assert row.snoozed_until == DUE + timedelta(days=4)


def test_without_scripts_the_bell_is_a_link(told, inspector, client):
    client.force_login(inspector)
    page = client.get("/notifications/wishes/").content.decode()
    assert 'class="ec-tool ec-bell" href="/notifications/"' in page


RULE = {"code": "x-1", "kind": "", "moment": "BEFORE", "days": "3", "unit": "WORKING",
        "audience": "RESPONSIBLE"}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"days": "0"}, "days"),
        ({"days": "401"}, "days"),
        ({"days": "-1"}, "days"),
        ({"days": "99999999999"}, "days"),
        ({"moment": "ON"}, "days"),
        ({"kind": "no.such"}, "kind"),
        ({"valid_from": "31/12/2026", "valid_to": "01/01/2026"}, "valid_to"),
    ],
)
def test_a_rule_with_wrong_numbers_is_refused_at_its_field(rules, administrator, client, wrong,
                                                           field):  # fmt: skip
    client.force_login(administrator)
    url = "/admin/notifications/reminderrule/add/"
    answer = client.post(url, RULE | wrong)
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [field]
    assert "notifications_reminderrule" not in answer.content.decode()  # no name of a constraint
    assert client.post(url, RULE).status_code == 302


def test_the_administration_names_the_kinds_of_messages(told, rules, administrator, client):
    client.force_login(administrator)
    for page in ("reminderrule", "dueitem", "delivery"):
        shown = client.get(f"/admin/notifications/{page}/").content.decode()
        assert "violation.limitation<" not in shown
        assert ">test.due<" not in shown
    page = client.get("/admin/notifications/reminderrule/?kind=violation.limitation")
    assert page.context["cl"].result_count == 9
