"""Mails that come back: read from the mailbox, matched by a signed mark, told, mail stopped."""

import imaplib
import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.calendar import load_calendar
from ecms.notifications import mailbox, references, tasks
from ecms.notifications.models import Delivery, Dispatch, Preference
from ecms.notifications.rules_returns import read
from ecms.notifications.services import claiming, digest, due, returns, sending
from tests.notifications import notices
from tests.notifications.conftest import DUE

CALENDAR = load_calendar()
MORNING = datetime(2026, 11, 9, 2, tzinfo=UTC)
LATER = MORNING + timedelta(hours=1)


# --- What a notice says -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (notices.postfix("m"), "550 5.1.1 User unknown"),
        (notices.EXCHANGE.format(mark="m").encode(),
         "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
        (notices.TWO_RECIPIENTS.format(mark="m").encode(), "5.0.0"),
    ],
)  # fmt: skip
def test_notices_of_servers_are_understood(raw, why):
    assert (read(raw).why, read(raw).is_dead) == (why, True)


@pytest.mark.parametrize(
    ("status", "is_dead"),
    [("5.1.1", True), ("5.2.1", True), ("5.0.0", True), ("", True), ("5.2.2", False),
     ("5.7.1", False), ("5.3.4", False), ("4.4.1", False)],
)  # fmt: skip
def test_a_full_box_or_an_unwanted_mail_does_not_say_that_the_address_is_dead(status, is_dead):
    assert read(notices.postfix("m", status=status)).is_dead is is_dead


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe\x00", b"Content-Type: multipart/report; boundary=x\n\n--x\n",
     b"Content-Type: message/delivery-status\n\nnonsense",
     notices.OUT_OF_OFFICE.format(mark="m").encode(),
     notices.postfix("m", action="delayed", status="4.4.1")],
)  # fmt: skip
def test_other_mails_and_warnings_of_a_delay_are_no_returns(raw):
    assert read(raw) is None


@given(st.binary(max_size=400), st.integers(0, 60))
def test_whatever_lies_in_the_mailbox_is_read_without_a_fault(noise, place):
    lines = notices.postfix("m").splitlines(keepends=True)
    read(b"".join([*lines[:place], noise, *lines[place:]]))
    read(noise)


@pytest.mark.parametrize(
    "odd",
    ['Cc: \t<"', "Resent-To:  .:.@", "Sender: \t.<.=?utf-8?b?=AA?=", "From: ?=@[*=utf-8''%zz"],
)
def test_headers_that_say_nonsense_hide_no_notice(odd):
    """They made the reader of addresses fail, and one such mail would have stopped the job."""
    raw = f"{odd}\n".encode() + notices.postfix("m")
    assert read(raw).is_dead
    assert "<m>" in read(raw).quoted


def test_nobody_else_can_make_a_mark():
    mine = references.mark("ecms", 12)
    assert references.find(f"In-Reply-To: <{mine}>") == references.Mark("ecms", 12)
    for forged in (mine.replace("-12-", "-13-"), mine.replace("ecms-", "letter-", 1),
                   "ecms-12@localhost", "ecms-12-0123456789abcdef@localhost"):  # fmt: skip
        assert references.find(forged) is None
    assert references.find(f"<ecms-12-0123456789abcdef@x> <{mine}>") == references.Mark("ecms", 12)


# --- What is done with it -----------------------------------------------------------------------
class Box:
    """A mailbox in memory."""

    def __init__(self, *raws):
        self.mails = {str(n): raw for n, raw in enumerate(raws)}

    def unread(self):
        yield from list(self.mails.items())

    def done(self, name):
        del self.mails[name]


@pytest.fixture
def sent(people, province):
    """An urgent mail to the director that the server took."""
    _inspector, director = people
    director.email = "giam@example.vn"
    director.save()
    due.expect("test.due", province, due_on=DUE, label="KT-75-2026-00012",
               at=datetime(2026, 10, 1, 2, tzinfo=UTC))  # fmt: skip
    claiming.claim_due(today=MORNING.date(), at=MORNING, calendar=CALENDAR)
    sending.send_waiting(at=MORNING)
    row = Dispatch.objects.get(purpose="URGENT")
    assert (row.state, row.address) == ("SENT", "giam@example.vn")
    return row


def test_words_that_cannot_be_kept_do_not_stop_the_mailbox(sent):
    raw = notices.postfix(own_mark()).replace(b"User unknown", b"User\x00 unknown")
    box = Box(raw, b"next")
    assert returns.take_in(box, at=LATER) == 1
    assert box.mails == {}
    sent.refresh_from_db()
    assert sent.last_error.endswith("User unknown")


def own_mark():
    return mail.outbox[0].extra_headers["Message-ID"].strip("<>")


def news():
    return list(Delivery.objects.filter(kind="mail.returned").values_list("recipient", flat=True))


def test_a_returned_mail_is_kept_told_and_no_more_mail_is_written(sent, director, administrator):
    box = Box(notices.postfix(own_mark()), b"a mail of somebody", notices.postfix(own_mark()))
    assert returns.take_in(box, at=LATER) == 1
    assert not box.mails
    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == ("BOUNCED", "550 5.1.1 User unknown")
    assert news() == [director.pk]
    assert Delivery.objects.get(kind="mail.returned_of").recipient == administrator
    sends = len(mail.outbox)
    digest.queue_digests(at=LATER, calendar=CALENDAR)
    digest.queue_summaries(at=LATER, calendar=CALENDAR)
    sending.send_waiting(at=LATER)
    assert not [letter for letter in mail.outbox[sends:] if letter.to == [director.email]]
    assert returns.take_in(Box(notices.postfix(own_mark())), at=LATER) == 0
    assert len(news()) == 1


def test_mail_is_written_again_to_another_address(sent, director):
    returns.take_in(Box(notices.postfix(own_mark())), at=LATER)
    director.email = "moi@example.vn"
    director.save()
    digest.queue_digests(at=LATER, calendar=CALENDAR)
    sending.send_waiting(at=LATER)
    assert [letter for letter in mail.outbox if letter.to == ["moi@example.vn"]]


def test_a_notice_about_an_address_mended_meanwhile_stops_nothing(sent, director):
    director.email = "moi@example.vn"
    director.save()
    assert returns.take_in(Box(notices.postfix(own_mark())), at=LATER) == 1
    assert not Preference.objects.filter(user=director).exclude(dead_address="").exists()
    assert not news()


def test_a_full_box_is_told_and_the_next_mail_still_goes_out(sent, director):
    full = notices.postfix(own_mark(), status="5.2.2", code=552, words="Mailbox full")
    returns.take_in(Box(full), at=LATER)
    assert len(news()) == 1
    assert Preference.objects.get(user=director).dead_address == ""
    digest.queue_digests(at=LATER, calendar=CALENDAR)
    assert Dispatch.objects.filter(purpose="DIGEST", recipient=director).exists()


def test_a_killed_worker_leaves_the_notice_for_the_next(sent):
    class Killed(BaseException):
        pass

    class Dying(Box):
        def done(self, name):
            raise Killed

    box = Dying(notices.postfix(own_mark()))
    with pytest.raises(Killed):
        returns.take_in(box, at=LATER)
    box.__class__ = Box
    assert returns.take_in(box, at=LATER) == 0
    assert not box.mails
    assert len(news()) == 1


def test_a_refused_address_is_told_too_and_waits_for_the_person(sent, director, client,
                                                               monkeypatch):  # fmt: skip
    def refused(self, *args, **kwargs):
        raise smtplib.SMTPRecipientsRefused({"giam@example.vn": (550, b"no such user")})

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refused)
        Dispatch.objects.filter(pk=sent.pk).update(state="WAITING", next_try_at=LATER)
        sending.send_waiting(at=LATER)
    assert news() == [director.pk]
    client.force_login(director)
    page = client.get(reverse("notifications:wishes")).content.decode()
    assert "no such user" in page
    assert reverse("notifications:trust") in page
    client.post(reverse("notifications:trust"))
    client.post(reverse("notifications:trust"))
    assert "no such user" not in client.get(reverse("notifications:wishes")).content.decode()
    assert Preference.objects.get(user=director).dead_address == ""


def test_who_sends_again_trusts_the_address(sent):
    returns.take_in(Box(notices.postfix(own_mark())), at=LATER)
    sending.send_again(Dispatch.objects.values("pk"), at=LATER)
    assert sending.send_waiting(at=LATER) == 1


# --- The mailbox --------------------------------------------------------------------------------
class Server:
    """An IMAP server with one folder."""

    def __init__(self, host, port, timeout):
        self.seen, self.mails, self.left = [], {b"7": b"one", b"9": b"x" * mailbox.LONGEST}, False
        Server.last, self.where = self, (host, port, timeout)

    def login(self, user, password):
        if password != "right":
            raise imaplib.IMAP4.error("LOGIN failed")

    def select(self, folder):
        return ("OK", [b"2"]) if folder == '"INBOX"' else ("NO", [b"no such folder"])

    def uid(self, command, *args):
        if command == "SEARCH":
            return "OK", [b" ".join(name for name in self.mails if name not in self.seen)]
        name = args[0].encode()
        if command == "STORE":
            self.seen.append(name)
            return "OK", [b""]
        return "OK", [(b"1 (UID ...", self.mails[name]), b")"]

    def logout(self):
        self.left = True


@pytest.fixture
def imap(settings, monkeypatch):
    settings.RETURNS_HOST, settings.RETURNS_PORT = "imap.example.vn", 993
    settings.RETURNS_USER, settings.RETURNS_PASSWORD = "returns", "right"
    settings.RETURNS_FOLDER = "INBOX"
    monkeypatch.setattr(imaplib, "IMAP4_SSL", Server)
    return settings


def test_the_folder_is_read_once_and_what_is_too_long_is_left_to_a_person(imap):
    with mailbox.imap() as box:
        found = dict(box.unread())
        for name in found:
            box.done(name)
        assert dict(box.unread()) == {}
    assert found == {"7": b"one", "9": b""}
    assert Server.last.left


@pytest.mark.parametrize("wrong", [{"RETURNS_PASSWORD": "wrong"}, {"RETURNS_FOLDER": "Nowhere"}])
def test_a_wrong_setting_is_said_aloud(imap, wrong):
    for name, value in wrong.items():
        setattr(imap, name, value)
    with pytest.raises(imaplib.IMAP4.error), mailbox.imap():
        pass
    assert Server.last.left


def test_the_job_reads_the_box_and_does_nothing_without_one(imap, sent, monkeypatch):
    raw = notices.postfix(own_mark())
    monkeypatch.setattr(Server, "uid", lambda self, command, *args: {
        "SEARCH": ("OK", [b"1"]), "FETCH": ("OK", [(b"", raw), b")"]), "STORE": ("OK", [b""]),
    }[command])  # fmt: skip
    imap.RETURNS_HOST = ""
    assert tasks.read_returns() == 0
    imap.RETURNS_HOST = "imap.example.vn"
    assert tasks.read_returns() == 1


def test_the_envelope_names_the_mailbox_and_people_see_the_sender(sent, settings, director):
    settings.RETURNS_ADDRESS = "returns@ecms.example.vn"
    digest.queue_digests(at=LATER, calendar=CALENDAR)
    sending.send_waiting(at=LATER)
    letter = mail.outbox[-1]
    assert letter.from_email == "returns@ecms.example.vn"
    assert letter.message()["From"] == settings.DEFAULT_FROM_EMAIL
