"""Letters before visits: to whom, numbered once, answers, the silent become targets, the mail."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from campaigns.enums import Answered, Ask, How, Mail, To
from campaigns.models import Mailing, MailingLetter
from campaigns.selectors_mailing import counts, recipients
from campaigns.services import mailing, posting, preparing
from ecms.core.refusal import Refusal
from ecms.notifications.channels import NotSent
from ecms.notifications.channels import Refused as Bounced
from ecms.notifications.models import DueItem
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=20)


def facts(**other):
    return {"ask": Ask.MEND, "to": To.OTHERS, "subject": "tự khắc phục", "text": "Đề nghị.\nBáo cáo.",
            "reply_until": TODAY + timedelta(days=10)} | other  # fmt: skip


def prepared(campaign, by, **other):
    return mailing.prepare(campaign, facts(**other), submission=uuid.uuid4(), by=by, at=NOW)


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch):
    """Pages are drawn elsewhere: here it counts which papers there are."""
    monkeypatch.setattr("ecms.documents.services.issuing.press", lambda *a, **k: b"%PDF-1.7 x")


@pytest.fixture
def letters(drawn, chief_inspector):
    return prepared(drawn, chief_inspector)


@pytest.fixture
def issued(letters, firms, director):
    first = recipients(letters.campaign, To.OTHERS, firms).first()
    firms.filter(pk=first.pk).update(email="mot@example.vn")
    mailing.issue(letters, firms, by=director, at=NOW)
    letters.refresh_from_db()
    return letters


def test_letters_go_to_those_who_meet_the_criteria_and_are_no_targets(drawn, firms):
    there = set(drawn.targets.values_list("enterprise", flat=True))
    others = {firm.pk for firm in recipients(drawn, To.OTHERS, firms)}
    assert others == set(firms.values_list("pk", flat=True)) - there
    assert {firm.pk for firm in recipients(drawn, To.TARGETS, firms)} == there


def test_issuing_twice_writes_to_each_once_and_numbers_each_once(issued, firms, director):
    assert mailing.issue(issued, firms, by=director, at=NOW) == 20
    assert mailing.make(issued, at=NOW) == 20
    assert mailing.make(issued, at=NOW) == 0
    references = set(issued.letters.values_list("document__reference", flat=True))
    assert len(references) == 20
    assert issued.letters.filter(mail=Mail.WAITING, next_try_at=NOW).count() == 1
    assert (
        DueItem.objects.get(kind="campaign.letters", closed_at=None).due_on == issued.reply_until
    )


def test_only_the_signatory_issues_and_not_with_a_day_gone_by(letters, firms, chief_inspector,
                                                             director):  # fmt: skip
    with pytest.raises(Refusal, match="role"):
        mailing.issue(letters, firms, by=chief_inspector, at=NOW)
    with pytest.raises(Refusal, match="ahead"):
        mailing.issue(letters, firms, by=director, at=LATER)
    assert not MailingLetter.objects.exists()


def test_what_was_issued_is_not_changed_or_thrown_away(issued, chief_inspector):
    for act in (
        lambda: mailing.change(issued, facts(), by=chief_inspector, at=NOW),
        lambda: mailing.discard(issued, by=chief_inspector, at=NOW),
    ):
        with pytest.raises(Refusal, match="issued already"):
            act()
    assert Mailing.objects.filter(pk=issued.pk).exists()


def test_the_silent_become_targets_and_nobody_else(issued, inspector, chief_inspector):
    rows = list(issued.letters.all())
    mailing.record(rows[:5], Answered.MENDED, on=TODAY, note="", by=inspector, at=LATER)
    mailing.record(rows[5:7], Answered.ANSWERED, on=TODAY, note="x", by=inspector, at=LATER)
    mailing.record(rows[6:7], "", on=None, note="", by=inspector, at=LATER)  # taken back
    figures = counts([issued])[issued.pk]
    assert (figures.letters, figures.mended, figures.answered, figures.silent) == (20, 5, 1, 14)
    with pytest.raises(Refusal, match="not passed"):
        mailing.take_silent(issued, by=chief_inspector, at=NOW)
    assert mailing.take_silent(issued, by=chief_inspector, at=LATER) == 14
    assert mailing.take_silent(issued, by=chief_inspector, at=LATER) == 0
    added = issued.campaign.targets.filter(how=How.SILENT)
    assert added.count() == 14
    assert set(added.values_list("enterprise", flat=True)) == {
        row.enterprise_id for row in rows[6:]
    }
    assert not DueItem.objects.filter(kind="campaign.letters", closed_at=None).exists()


def test_a_new_draw_leaves_the_silent_on_the_list(issued, firms, chief_inspector):
    mailing.take_silent(issued, by=chief_inspector, at=LATER)
    preparing.select(issued.campaign, "", firms, by=chief_inspector, at=LATER, seed="z")
    assert issued.campaign.targets.filter(how=How.SILENT).count() == 20


def test_a_self_check_sent_in_since_counts_as_an_answer(
    drawn, firms, chief_inspector, director, inspector
):
    from enterprises.models import SelfCheck, SelfCheckForm

    form = SelfCheckForm.objects.create(code="TKT", name_vi="Phiếu", name_en="Form", duty="LABOUR")
    row = prepared(drawn, chief_inspector, ask=Ask.CHECK, form=form)
    mailing.issue(row, firms, by=director, at=NOW)
    one, other = row.letters.all()[:2]
    for letter, at in ((one, LATER), (other, NOW - timedelta(days=9))):
        SelfCheck.objects.create(
            enterprise=letter.enterprise, form=form, done_on=TODAY, recorded_at=at,
            recorded_by=inspector, submitted_at=at, submitted_by=inspector,
        )  # fmt: skip
    assert counts([row])[row.pk].checked == 1
    assert one.pk not in set(row.letters.silent().values_list("pk", flat=True))
    assert other.pk in set(row.letters.silent().values_list("pk", flat=True))


def test_mail_is_sent_once_tried_again_and_shown_when_it_comes_back(issued, monkeypatch):
    mailing.make(issued, at=NOW)
    sent, problems = [], [NotSent("away"), None]

    def send(message):
        problem = problems.pop(0)
        if problem:
            raise problem
        sent.append(message)

    monkeypatch.setattr(posting.channels, "sender", lambda channel: send)
    assert posting.send_waiting(at=NOW) == 0
    assert posting.send_waiting(at=NOW) == 0  # its wait is not over
    assert posting.send_waiting(at=NOW + timedelta(hours=1)) == 1
    assert posting.send_waiting(at=LATER) == 0
    [message] = sent
    assert message.address == "mot@example.vn"
    assert message.attachments[0][2] == "application/pdf"
    row = issued.letters.get(mail=Mail.SENT)
    assert posting.came_back(row.pk, "550 no such user")
    row.refresh_from_db()
    assert (row.mail, row.last_error) == (Mail.BOUNCED, "550 no such user")
    problems.append(Bounced("550"))
    posting.send_again([row.pk], at=LATER)
    assert posting.send_waiting(at=LATER) == 0
    row.refresh_from_db()
    assert row.mail == Mail.BOUNCED


# --- Pages ------------------------------------------------------------------------------------
def test_from_the_draft_to_targets_on_the_pages(
    client,
    drawn,
    chief_inspector,
    director,
    inspector,
    monkeypatch,
    django_capture_on_commit_callbacks,
):
    made = []
    monkeypatch.setattr("campaigns.views.letters.make_letters", SimpleNamespace(delay=made.append))
    client.force_login(chief_inspector)
    url = reverse("campaigns:letters_new", args=[drawn.pk])
    form = client.get(url).context["form"]
    data = {name: form.get_initial_for_field(field, name) or "" for name, field in
            form.fields.items()} | {"ask": "MEND", "to": "OTHERS", "form": ""}  # fmt: skip
    data["reply_until"] = f"{TODAY + timedelta(days=5):%d/%m/%Y}"
    assert client.post(url, data | {"reply_until": "1/1/2020"}).status_code == 422
    assert not Mailing.objects.exists()
    for _twice in range(2):
        client.post(url, data)
    row = Mailing.objects.get()
    page = client.get(reverse("campaigns:letters_of", args=[drawn.pk, row.pk]))
    assert "Đây là bản thảo" in page.content.decode()
    client.force_login(director)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("campaigns:letters_issue", args=[drawn.pk, row.pk]))
    assert made == [row.pk]
    mailing.make(row, at=NOW)
    client.force_login(inspector)
    first = row.letters.first()
    url = reverse("campaigns:letters_record", args=[drawn.pk, row.pk])
    answer = {"letter": first.pk, "answer": "MENDED", "on": f"{TODAY:%d/%m/%Y}", "note": "Xong"}
    assert client.post(url, answer | {"on": "1/1/2020"}).status_code == 422
    client.post(url, answer)
    first.refresh_from_db()
    assert (first.answer, first.note) == ("MENDED", "Xong")
    page = client.get(reverse("campaigns:letters_of", args=[drawn.pk, row.pk]) + "?group=MENDED")
    assert [each["letter"].pk for each in page.context["rows"]] == [first.pk]
    sheet = client.get(reverse("campaigns:letters_export", args=[drawn.pk, row.pk, "csv"]))
    assert b"".join(sheet).decode("utf-8-sig").count("\n") == 21


def test_the_list_of_letters_takes_the_same_statements_for_one_and_for_many(
    client, drawn, firms, director, chief_inspector, django_assert_max_num_queries
):
    client.force_login(director)
    for number in range(4):
        mailing.issue(prepared(drawn, chief_inspector, subject=f"đợt {number}"), firms,
                      by=director, at=NOW)  # fmt: skip
    with django_assert_max_num_queries(12):
        client.get(reverse("campaigns:letters", args=[drawn.pk]))
    with django_assert_max_num_queries(14):
        client.get(reverse("campaigns:letters_of", args=[drawn.pk, Mailing.objects.first().pk]))
