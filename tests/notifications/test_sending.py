"""Outbox and channels: results logged, retries spread, dead letters kept, nothing said aloud."""

import json
import smtplib
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail

from ecms.core.calendar import load_calendar
from ecms.notifications import channels
from ecms.notifications.channels import HttpSender, Message, NotSent, Refused
from ecms.notifications.models import Delivery, Dispatch, Preference
from ecms.notifications.rules_sending import MAX_ATTEMPTS
from ecms.notifications.services import claiming, digest, due, sending, texts
from tests.notifications.conftest import DUE

CALENDAR = load_calendar()
MORNING = datetime(2026, 11, 9, 2, tzinfo=UTC)  # nine o'clock in Vietnam, six working days late
NIGHT = datetime(2026, 11, 9, 15, tzinfo=UTC)  # ten in the evening
SECRET = "Nguyễn Thị Bí Mật tố cáo Công ty Giày Sài Gòn"


@pytest.fixture
def item(people, province):
    return due.expect(
        "test.due", province, due_on=DUE, at=datetime(2026, 10, 1, 2, tzinfo=UTC),
        label=f"KT-75-2026-00012 – {SECRET}",
    )  # fmt: skip


@pytest.fixture
def director_listens(people):
    _inspector, director = people
    director.email, director.phone = "giam@example.vn", "0900000001"
    director.save()
    return director


def claim(at=MORNING):
    return claiming.claim_due(today=at.date(), at=at, calendar=CALENDAR)


def urgent():
    return Dispatch.objects.filter(purpose="URGENT")


def test_an_urgent_alert_goes_out_at_once_by_the_ways_a_person_wishes(
    item, director_listens, settings
):
    sent = []
    settings.ALERT_CHANNELS = {**settings.ALERT_CHANNELS, "SMS": f"{__name__}.fake", "CHAT": ""}
    FAKE.clear()
    Preference.objects.create(
        user=director_listens, urgent_sms=True, urgent_chat=True, chat_address="giam"
    )
    claim()
    assert set(urgent().values_list("channel", flat=True)) == {"MAIL", "SMS"}
    assert sending.send_waiting(at=MORNING) == 2
    assert sending.send_waiting(at=MORNING + timedelta(days=1)) == 0
    assert set(urgent().values_list("state", flat=True)) == {"SENT"}
    [message] = FAKE
    assert len(message.body) <= 160
    assert urgent().get(channel="SMS").reference == "provider-1"
    assert not sent


FAKE = []


def fake():
    def send(message):
        FAKE.append(message)
        return f"provider-{len(FAKE)}"

    return send


def test_quiet_hours_are_waited_for(item, director_listens):
    claim(NIGHT)
    assert sending.send_waiting(at=NIGHT) == 0
    assert urgent().get().next_try_at == datetime(2026, 11, 9, 23, 30, tzinfo=UTC)
    assert sending.send_waiting(at=datetime(2026, 11, 9, 23, 31, tzinfo=UTC)) == 1


def test_what_was_done_or_read_meanwhile_is_not_sent(item, director_listens, province):
    claim()
    due.settle("test.due", province, at=MORNING)
    assert sending.send_waiting(at=MORNING) == 0
    assert urgent().get().state == "DROPPED"


@pytest.mark.parametrize("channel", ["MAIL", "SMS"])
def test_nothing_but_the_number_of_the_file_leaves_the_house(
    item, director_listens, settings, channel
):
    settings.ALERT_CHANNELS = {**settings.ALERT_CHANNELS, "SMS": f"{__name__}.fake"}
    FAKE.clear()
    Preference.objects.create(user=director_listens, urgent_sms=channel == "SMS")
    claim()
    digest.queue_digests(at=MORNING, calendar=CALENDAR)
    digest.queue_summaries(at=MORNING, calendar=CALENDAR)
    sending.send_waiting(at=MORNING)
    said = [m.subject + m.body for m in mail.outbox] + [m.subject + m.body for m in FAKE]
    assert len(said) >= 3  # urgent, digests, summary
    for text in said:
        for word in SECRET.split():
            assert word not in text or word in ("Công", "ty")
        assert "Công ty" not in text
    assert any("KT-75-2026-00012" in text for text in said)


def test_a_failing_way_is_tried_again_ever_later_and_then_given_up(
    item, director_listens, monkeypatch
):
    def broken(self, *args, **kwargs):
        raise OSError("mail server away")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    claim()
    at, waits = MORNING, []
    for _ in range(MAX_ATTEMPTS):
        assert sending.send_waiting(at=at) == 0
        row = urgent().get()
        waits.append(row.next_try_at - at)
        assert sending.send_waiting(at=at) == 0  # not before its time
        at = row.next_try_at
        if at.hour >= 13:  # quiet hours in Vietnam
            at = at.replace(hour=2) + timedelta(days=1)
    row = urgent().get()
    assert row.state == "FAILED"
    assert row.attempts == MAX_ATTEMPTS
    assert "away" in row.last_error
    assert waits[0] < waits[3] < waits[6]
    assert sending.send_waiting(at=at + timedelta(days=2)) == 0


def test_a_dead_letter_is_sent_again_by_an_administrator(item, director_listens):
    claim()
    urgent().update(state="FAILED", attempts=8)
    assert sending.send_again(urgent().values("pk"), at=MORNING) == 1
    assert sending.send_waiting(at=MORNING) == 1


def test_an_address_that_does_not_exist_is_shown(item, director_listens, monkeypatch):
    def refused(self, *args, **kwargs):
        raise smtplib.SMTPRecipientsRefused({"giam@example.vn": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    claim()
    sending.send_waiting(at=MORNING)
    assert urgent().get().state == "BOUNCED"
    assert Preference.objects.get(user=director_listens).mail_bounced_at == MORNING


def test_a_worker_killed_while_sending_leaves_the_same_mail_for_later(
    item, director_listens, monkeypatch
):
    claim()

    class Killed(BaseException):
        pass

    def dying(self, *args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", dying)
        with pytest.raises(Killed):
            sending.send_waiting(at=MORNING)
    assert urgent().get().state == "WAITING"
    assert sending.send_waiting(at=MORNING) == 0
    assert sending.send_waiting(at=MORNING + timedelta(minutes=4)) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<ecms-{urgent().get().pk}-")


def test_a_weekly_digest_holds_the_whole_week(item, people):
    inspector, _ = people
    Preference.objects.create(user=inspector, rhythm="WEEKLY", weekday=0)
    for day in range(27, 31):
        at = datetime(2026, 10, day, 2, tzinfo=UTC)
        claim(at)
        assert digest.queue_digests(at=at, calendar=CALENDAR) == 0
    monday = datetime(2026, 11, 2, 2, tzinfo=UTC)
    claim(monday)
    assert digest.queue_digests(at=monday, calendar=CALENDAR) == 1
    assert Delivery.objects.filter(digest__isnull=False, recipient=inspector).count() == 4


def test_a_digest_of_somebody_with_much_to_do_is_short_and_says_how_much_there_is(item, people):
    inspector, _ = people
    Delivery.objects.bulk_create(
        Delivery(key=f"many-{n}", recipient=inspector, kind="test.due", stage="EVENT",
                 label=f"KT-75-2026-{n:05}", created_at=MORNING)
        for n in range(1, 36)
    )  # fmt: skip
    assert digest.queue_digests(at=MORNING, calendar=CALENDAR) == 1
    subject, body = texts.text_of(Dispatch.objects.get(recipient=inspector, purpose="DIGEST"))
    assert "35" in subject
    assert body.count("- KT-75-") == texts.MOST_LINES == 20
    assert "KT-75-2026-00035" in body  # the newest are the ones that are told
    assert "15" in next(line for line in body.splitlines() if line.startswith("…"))


def test_leaders_get_one_summary_a_week(item, director_listens, inspector):
    claim()
    assert digest.queue_summaries(at=MORNING, calendar=CALENDAR) == 1
    assert digest.queue_summaries(at=MORNING, calendar=CALENDAR) == 0
    sending.send_waiting(at=MORNING)
    [text] = [m for m in mail.outbox if "1" in m.subject and m.to == ["giam@example.vn"]
              and "KT-75-2026-00012" not in m.subject]  # fmt: skip
    assert "KT-75-2026-00012" in text.body


# --- The HTTP back end against a provider that does anything ------------------------------------


class Provider(BaseHTTPRequestHandler):
    answers: dict = {}
    seen: list = []

    def do_POST(self):
        self.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        status, body, pause = self.answers[self.path]
        time.sleep(pause)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def provider():
    Provider.answers = {
        "/ok": (200, b'{"id": "abc"}', 0), "/empty": (204, b"", 0), "/500": (500, b"oops", 0),
        "/busy": (429, b"", 0), "/no": (400, b"", 0), "/nonsense": (200, b"<html>", 0),
        "/list": (200, b"[1]", 0), "/slow": (200, b"{}", 0.5),
    }  # fmt: skip
    server = HTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


MESSAGE = Message("0900000001", "", "ECMS: quá hạn", "ecms-1@localhost")


@pytest.mark.parametrize(("path", "reference"), [("/ok", "abc"), ("/empty", "ecms-1@localhost")])
def test_a_provider_takes_the_message(provider, path, reference):
    assert HttpSender(provider + path, "token")(MESSAGE) == reference
    assert Provider.seen[-1] == {
        "to": "0900000001", "text": "ECMS: quá hạn", "reference": "ecms-1@localhost",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/500", "/busy", "/nonsense", "/list", "/slow"])
def test_a_provider_that_is_away_slow_or_talks_nonsense_is_asked_again(provider, path):
    with pytest.raises(NotSent):
        HttpSender(provider + path, "token", patience=0.2)(MESSAGE)


def test_a_provider_that_refuses_is_believed(provider):
    with pytest.raises(Refused):
        HttpSender(f"{provider}/no", "token")(MESSAGE)


def test_nobody_listens():
    with pytest.raises(NotSent):
        HttpSender("http://127.0.0.1:9/", "token", patience=0.2)(MESSAGE)


def test_a_channel_without_address_of_a_provider_is_off():
    assert channels.is_on("MAIL")
    assert not channels.is_on("SMS")
