"""Claiming due items and the digest, against PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from ecms.core.calendar import load_calendar
from ecms.notifications import registry
from ecms.notifications.models import Delivery, DueItem, Stage
from ecms.notifications.services import claiming, digest, due, messages

CALENDAR = load_calendar()
DUE = date(2026, 10, 30)
AT = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def people(inspector, director):
    """One who must act and one who is told when it is late."""
    letter = registry.Letter(
        kind="test.due",
        title="Do the thing",
        text="It is due.",
        recipients=lambda thing: [inspector],
        url=lambda thing: "/",
        escalate_to=lambda thing: [director],
    )
    registry.register(letter)
    for user, address in ((inspector, "an@example.vn"), (director, "")):
        user.email = address
        user.save()
    yield inspector, director
    registry._letters.pop("test.due")


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
    while day <= DUE + timedelta(days=3):
        for _ in range(3):
            claim(day)
        day += timedelta(days=1)
    assert told(inspector) == [Stage.T3, Stage.T1, Stage.T0, Stage.LATE]
    assert told(director) == [Stage.LATE]


def test_after_an_outage_the_overdue_notice_comes_once_and_is_marked(people, item):
    inspector, _ = people
    claim(DUE + timedelta(days=5))
    claim(DUE + timedelta(days=6))
    assert told(inspector) == [Stage.LATE]
    assert Delivery.objects.get(recipient=inspector).is_late


def test_a_paused_clock_is_silent_and_speaks_again(people, item, province):
    due.pause(province, at=AT)
    assert claim(DUE) == 0
    due.resume(province)
    assert claim(DUE) == 1


def test_a_settled_item_is_silent(people, item, province):
    assert due.settle("test.due", province, at=AT) == 1
    assert claim(DUE) == 0


def test_moving_the_date_tells_again(people, item, province):
    inspector, _ = people
    claim(DUE)
    due.expect("test.due", province, due_on=DUE + timedelta(days=30), at=AT)
    claim(DUE + timedelta(days=30))
    assert told(inspector) == [Stage.T0, Stage.T0]
    assert DueItem.objects.count() == 1


def test_the_same_news_is_written_once(people, province):
    assert messages.tell("test.due", province, at=AT, turn="1") == 1
    assert messages.tell("test.due", province, at=AT, turn="1") == 0
    assert messages.tell("test.due", province, at=AT, turn="2") == 1


def test_digest_is_one_mail_a_day_without_names(people, item, province):
    claim(DUE + timedelta(days=1))
    day = DUE + timedelta(days=1)
    moment = datetime(2026, 10, 31, 1, tzinfo=UTC)
    assert digest.send_all(day=day, at=moment) == 1
    assert digest.send_all(day=day, at=moment) == 0
    assert len(mail.outbox) == 1
    assert "1" in mail.outbox[0].subject
    assert "Do the thing" in mail.outbox[0].body


def test_a_failed_mail_is_tried_again_later(people, item, monkeypatch):
    claim(DUE)
    moment = datetime(2026, 10, 30, 1, tzinfo=UTC)

    def broken(self, *args, **kwargs):
        raise OSError("mail server away")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", broken)
        assert digest.send_all(day=DUE, at=moment) == 0
    assert digest.send_all(day=DUE, at=moment + timedelta(minutes=1)) == 0
    assert digest.send_all(day=DUE, at=moment + timedelta(minutes=11)) == 1
    assert len(mail.outbox) == 1


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
    inspector.wants_digest = False
    inspector.save()
    claim(DUE + timedelta(days=1))
    assert digest.send_all(day=DUE, at=AT) == 0
