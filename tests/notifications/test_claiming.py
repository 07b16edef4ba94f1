"""Claiming due items and the digest, against PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from ecms.core.calendar import load_calendar
from ecms.notifications.models import Delivery, DueItem, Preference, ReminderRule, Stage
from ecms.notifications.services import claiming, digest, due, messages, sending
from tests.notifications.conftest import DUE

CALENDAR = load_calendar()
AT = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def item(people, province):
    return due.expect("test.due", province, due_on=DUE, at=AT, legal_basis="Art. 1")


def claim(day):
    moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return claiming.claim_due(today=day, at=moment, calendar=CALENDAR)


def told(user):
    return list(
        Delivery.objects.filter(recipient=user).order_by("pk").values_list("stage", flat=True)
    )


def test_each_stage_is_told_once_however_often_the_job_runs(people, item):
    inspector, director = people
    day = DUE - timedelta(days=14)
    while day <= DUE + timedelta(days=10):
        for _ in range(3):
            claim(day)
        day += timedelta(days=1)
    assert told(inspector) == [Stage.SOON, Stage.SOON, Stage.LAST, Stage.LATE]
    assert told(director) == [Stage.LATE, Stage.LATE]
    assert not Delivery.objects.filter(is_late=True).exists()


def test_after_an_outage_the_overdue_notice_comes_once_and_is_marked(people, item):
    inspector, _ = people
    claim(DUE + timedelta(days=5))
    claim(DUE + timedelta(days=6))
    assert told(inspector) == [Stage.LATE]
    assert Delivery.objects.get(recipient=inspector).is_late


def test_a_paused_clock_is_silent_and_speaks_again(people, item, province):
    due.pause(province, at=AT)
    assert claim(DUE) == 0
    due.resume(province, at=AT)
    assert claim(DUE) == 1


def test_a_settled_item_is_silent(people, item, province):
    assert due.settle("test.due", province, at=AT) == 1
    assert claim(DUE) == 0


def test_moving_the_date_tells_again(people, item, province):
    inspector, _ = people
    claim(DUE)
    due.expect("test.due", province, due_on=DUE + timedelta(days=30), at=AT)
    claim(DUE + timedelta(days=30))
    assert told(inspector) == [Stage.LAST, Stage.LAST]
    assert DueItem.objects.count() == 1


def test_the_same_news_is_written_once(people, province):
    assert messages.tell("test.due", province, at=AT, turn="1") == 1
    assert messages.tell("test.due", province, at=AT, turn="1") == 0
    assert messages.tell("test.due", province, at=AT, turn="2") == 1


def mail_round(moment):
    digest.queue_digests(at=moment, calendar=CALENDAR)
    return sending.send_waiting(at=moment)


def test_digest_is_one_mail_a_day_without_names(people, item, province):
    claim(DUE + timedelta(days=3))
    moment = datetime(2026, 11, 2, 1, tzinfo=UTC)
    assert mail_round(moment) == 1
    assert mail_round(moment) == 0
    assert len(mail.outbox) == 1
    assert "1" in mail.outbox[0].subject
    assert "Do the thing" in mail.outbox[0].body
    assert str(province) not in mail.outbox[0].body


def test_inbox_shows_only_ones_own_and_reading_is_a_post(people, item, client):
    inspector, director = people
    claim(DUE)
    delivery = Delivery.objects.get(recipient=inspector)
    client.force_login(director)
    assert client.get(f"/notifications/{delivery.pk}/").status_code == 404
    client.force_login(inspector)
    client.get(f"/notifications/{delivery.pk}/")
    delivery.refresh_from_db()
    assert delivery.read_at is None
    client.post(f"/notifications/{delivery.pk}/read/")
    delivery.refresh_from_db()
    assert delivery.read_at is not None
    assert client.get("/notifications/").status_code == 200


def test_who_has_no_address_or_wants_none_gets_no_mail(people, item):
    inspector, _ = people
    Preference.objects.create(user=inspector, rhythm="NEVER")
    claim(DUE)
    assert mail_round(datetime(2026, 10, 30, 1, tzinfo=UTC)) == 0


def test_what_was_missed_is_one_message_that_says_so(people, item):
    inspector, _ = people
    claim(DUE - timedelta(days=10))
    claim(DUE)
    message = Delivery.objects.get(recipient=inspector)
    assert message.stage == Stage.LAST
    assert len(message.rules) == 3  # three days, one day, the day itself
    assert message.is_late


def test_a_suspended_clock_that_runs_again_is_not_late(people, item, province):
    inspector, _ = people
    claim(DUE - timedelta(days=3))
    due.pause(province, at=AT)
    claim(DUE)
    due.resume(province, at=datetime(2026, 11, 4, 2, tzinfo=UTC))
    claim(date(2026, 11, 4))
    assert told(inspector) == [Stage.SOON, Stage.LATE]
    assert not Delivery.objects.filter(is_late=True).exists()


def test_the_absent_are_told_and_their_deputies_too(people, item, colleague):
    inspector, _ = people
    Preference.objects.create(
        user=inspector, away_from=DUE - timedelta(days=5), away_to=DUE, deputy=colleague
    )
    claim(DUE)
    copy = Delivery.objects.get(recipient=colleague)
    assert copy.on_behalf_of == inspector
    assert told(inspector) == [Stage.LAST]


def test_where_nobody_works_any_more_the_next_one_is_told(people, item):
    inspector, director = people
    inspector.is_active = False
    inspector.save()
    claim(DUE)
    assert told(inspector) == []
    assert told(director) == [Stage.LAST]


def test_the_head_of_the_unit_hears_of_it_then_the_head_of_the_body(
    people, item, chief_inspector, director
):
    claim(DUE + timedelta(days=3))
    assert told(chief_inspector) == [Stage.LATE]
    claim(DUE + timedelta(days=10))
    assert told(chief_inspector) == [Stage.LATE]
    assert ReminderRule.objects.get(
        pk=Delivery.objects.filter(recipient=director).first().rule_id
    ).urgent


def test_an_administrator_changes_when_people_are_told(people, item):
    inspector, _ = people
    ReminderRule.objects.create(
        code="own", kind="test.due", moment="BEFORE", days=10, unit="CALENDAR",
        audience="RESPONSIBLE", valid_from=date(2026, 1, 1),
    )  # fmt: skip
    claim(DUE - timedelta(days=10))
    claim(DUE)
    assert told(inspector) == [Stage.SOON]
