"""Who complained: encrypted, opened with a trace, and found nowhere else."""

import json
import logging
import subprocess
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ecms.audit.models import AuditEvent, ReadAccess
from ecms.documents.models import GeneratedDocument, StoredFile
from ecms.notifications.models import Delivery
from intake.models import Complainant, Complaint
from intake.selectors import complaint as selectors
from intake.services.complaints import handling, identity, transferring
from intake.services.complaints.refusal import Refusal
from tests.factories import NOW, TODAY
from tests.intake import complaint_world as world
from tests.intake.complaint_world import CLEAN, PERSON, SECRETS

pytestmark = pytest.mark.django_db
PEOPLE = ("clerk", "inspector", "chief_inspector", "director", "province_chair",
          "ministry_official", "administrator", "foreign_inspector")  # fmt: skip


# --- The person ----------------------------------------------------------------------------------------
def test_stored_encrypted_and_found_by_hash(cast):
    row = Complainant.objects.get(complaint=cast.received())
    raw = b"".join(bytes(getattr(row, name)) for name in ("name", "phone", "content"))
    assert world.NAME.encode() not in raw
    assert identity.read(row) == PERSON


def test_by_duty_only_the_chief_who_handles_it(cast):
    complaint = cast.accepted()
    seen = Complainant.objects.filter(complaint=complaint)
    for user in (cast.clerk, cast.inspector, cast.chief, cast.director):
        assert not seen.visible_to(user).exists()
    handling.assign(complaint, cast.chief, by=cast.director, at=NOW)
    assert seen.visible_to(cast.chief).exists()


def test_breaking_the_glass_is_kept_and_told(cast, frozen, sign_in):
    complaint = cast.accepted()
    url = reverse("intake:complaint_person", args=[complaint.pk])
    client = sign_in(cast.inspector)
    assert world.NAME not in client.get(url).content.decode()
    answer = client.post(url, {"reason": "Hẹn làm việc tại công ty"}, follow=True)
    assert world.NAME in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    event = AuditEvent.objects.get(event="complaint.identity_opened")
    assert event.actor == cast.inspector
    assert event.data == {"reason": "Hẹn làm việc tại công ty"}
    assert ReadAccess.objects.filter(
        reader=cast.inspector, object_id=complaint.pk, purpose__startswith="complainant: "
    ).exists()
    told = Delivery.objects.filter(kind="complaint.identity_opened")
    assert [row.recipient for row in told] == [cast.director]
    frozen.shift(timedelta(minutes=31))
    assert world.NAME not in client.get(url).content.decode()


def test_the_glass_is_not_for_everybody(cast, ministry_official, foreign_inspector):
    complaint = cast.accepted()
    for user in (ministry_official, foreign_inspector):
        with pytest.raises(Refusal):
            identity.open_with_reason(complaint, reason="Muốn biết", by=user, at=NOW)
    with pytest.raises(Refusal):
        identity.open_with_reason(complaint, reason="  ", by=cast.clerk, at=NOW)


def test_no_text_of_the_file_may_name_the_person(cast):
    complaint = cast.verifying()
    note = handling.Note("NOTE", TODAY, f"Bà {world.NAME} khai")
    with pytest.raises(Refusal):
        handling.note(complaint, note, by=cast.inspector, at=NOW)
    with pytest.raises(Refusal):
        handling.redact(
            complaint, f"Số điện thoại {world.PHONE}", summary="x", by=cast.clerk, at=NOW
        )
    with pytest.raises(Refusal):
        handling.withdraw(complaint, f"{world.NAME} rút", on=TODAY, by=cast.clerk, at=NOW)


def test_a_check_takes_only_the_text_without_names(cast):
    complaint = cast.accepted()
    assert not selectors.may_be_checked(cast.inspector, complaint)
    with pytest.raises(ValueError, match="no check"):
        selectors.prefill_for_check(cast.inspector, complaint)
    complaint = handling.redact(complaint, CLEAN, summary=CLEAN, by=cast.clerk, at=NOW)
    given = selectors.prefill_for_check(cast.inspector, complaint)
    assert given["enterprise"] == cast.firm
    assert given["ground"] == "AD_HOC"
    assert CLEAN in given["reason"]
    assert not [word for word in SECRETS if word in str(given)]


# --- Leaks ------------------------------------------------------------------------------------------------
PAGES = ("intake:complaint", "intake:complaint_done")


def letter():
    return SimpleUploadedFile(f"Don cua {world.NAME}.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"
                              b"trailer<<>>\n%%EOF\n", "application/pdf")  # fmt: skip


def leaks(text, where):
    found = [word for word in SECRETS if word.casefold() in text.casefold()]
    assert not found, f"{where} shows {found}"


def test_the_person_stands_nowhere(cast, sign_in, request, caplog):
    """Pages, lists, search, exports, panels, papers, audit, messages, history and logs."""
    caplog.set_level(logging.DEBUG)
    complaint = cast.served(uploads=(letter(),))
    handling_ = cast.accepted()
    handling.redact(handling_, CLEAN, summary=CLEAN, by=cast.clerk, at=NOW)
    identity.open_with_reason(handling_, reason="Gửi thông báo", by=cast.clerk, at=NOW)
    for name in PEOPLE:
        client = sign_in(request.getfixturevalue(name))
        for url in _addresses(complaint, cast.firm):
            answer = client.get(url, follow=True)
            content = answer.getvalue() if answer.streaming else answer.content
            leaks(content.decode(errors="replace"), f"{url} for {name}")
    _papers_are_clean()
    _tables_are_clean()
    leaks(caplog.text, "the log")


def _addresses(complaint, firm):
    words = [reverse(name, args=[complaint.pk]) for name in PAGES]
    words += [
        reverse("intake:complaints"),
        reverse("intake:complaints") + "?tab=mine",
        reverse("intake:complaint_export", args=["csv"]),
        reverse("intake:complaint_person", args=[complaint.pk]),
        reverse("intake:complaint_address", args=[complaint.pk]),
        reverse("intake:complaint_receipt", args=[complaint.pk]),
        reverse("intake:complaint_person_correct", args=[complaint.pk]),
        reverse("intake:complaint_enterprise_panel", args=[firm.pk]),
        reverse("audit:of_thing", args=["intake", "complaint", complaint.pk]),
        reverse("audit:list"),
        reverse("home"),
        reverse("notifications:list"),
    ]
    return words + [
        reverse("intake:complaint_step", args=[complaint.pk, verb]) for verb in ("close", "serve")
    ]


def _papers_are_clean():
    papers = list(GeneratedDocument.objects.all())
    assert {paper.form_code for paper in papers} >= {"TB-TL", "BB-DT", "QD-GQ"}
    for paper in papers:
        leaks(json.dumps(paper.context, ensure_ascii=False) + paper.title, paper.form_code)
        with paper.file.open("rb") as pdf:
            text = subprocess.run(
                ["pdftotext", "-", "-"], input=pdf.read(), capture_output=True, check=True
            ).stdout.decode()  # fmt: skip
        assert "CỘNG HÒA" in text
        leaks(text, paper.form_code)


def _tables_are_clean():
    """Every column of every row that any module stores, but the encrypted ones."""
    for model in apps.get_models():
        for row in model._default_manager.all()[:500]:
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                if isinstance(value, bytes | memoryview):
                    leaks(bytes(value).decode(errors="replace"), f"{model.__name__}.{field.name}")
                elif value is not None:
                    leaks(str(value), f"{model.__name__}.{field.name}")


@pytest.mark.parametrize("typed", [world.NAME, "0912345678", world.NUMBER])
def test_nobody_is_found_by_the_person(cast, sign_in, typed):
    complaint = cast.received()
    client = sign_in(cast.chief)
    url = reverse("intake:complaints")
    assert complaint.code in client.get(url, {"q": complaint.code[-5:]}).content.decode()
    assert complaint.code not in client.get(url, {"q": typed}).content.decode()


def test_the_letter_is_seen_only_with_the_person(cast, sign_in):
    complaint = cast.received(uploads=(letter(),))
    stored = StoredFile.objects.get()
    assert stored.original_name == "don-1.pdf"
    url = reverse("documents:file", args=[stored.pk])
    assert sign_in(cast.inspector).get(url).status_code == 404
    identity.open_with_reason(complaint, reason="Đọc đơn", by=cast.inspector, at=NOW)
    answer = sign_in(cast.inspector).get(url)
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"%PDF")


def test_another_province_is_a_404(cast, sign_in, foreign_inspector):
    complaint = cast.received()
    client = sign_in(foreign_inspector)
    for name in ("intake:complaint", "intake:complaint_person", "intake:complaint_address"):
        assert client.get(reverse(name, args=[complaint.pk])).status_code == 404
    url = reverse("intake:complaint_step", args=[complaint.pk, "classify"])
    assert client.get(url).status_code == 404
    assert complaint.code not in client.get(reverse("intake:complaints")).content.decode()


def test_a_denunciation_of_our_own_people_is_seen_by_few(cast, colleague):
    complaint = cast.received(kind="DENUNCIATION", respondent="OFFICIAL", known_on=None)
    seen = Complaint.objects.filter(pk=complaint.pk)
    assert not seen.visible_to(colleague).exists()
    assert seen.visible_to(cast.clerk).exists()
    assert seen.visible_to(cast.chief).exists()
    assert seen.visible_to(cast.director).exists()


# --- The code of the look-up ---------------------------------------------------------------------------
def test_only_who_took_it_in_prints_the_receipt(cast, sign_in):
    complaint = cast.accepted()
    url = reverse("intake:complaint_receipt", args=[complaint.pk])
    printed = sign_in(cast.clerk).get(url)
    assert printed["Content-Type"] == "application/pdf"
    assert printed["Cache-Control"] == "private, no-store"
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=printed.content, capture_output=True, check=True
    ).stdout.decode()
    assert complaint.shown_receipt_code in "".join(text.split())
    leaks(text, "the receipt")
    for reader in (cast.inspector, cast.director):
        assert sign_in(reader).get(url).status_code == 302
    identity.open_with_reason(complaint, reason="Gửi lại biên nhận", by=cast.inspector, at=NOW)
    assert sign_in(cast.inspector).get(url).status_code == 200


def test_the_code_stands_in_no_paper_page_history_or_event(cast, sign_in):
    complaint = cast.served()
    codes = (complaint.receipt_code, complaint.shown_receipt_code)
    for paper in GeneratedDocument.objects.all():
        assert not [code for code in codes if code in json.dumps(paper.context)]
    for reader in (cast.inspector, cast.chief, cast.director):
        client = sign_in(reader)
        for url in _addresses(complaint, cast.firm):
            answer = client.get(url, follow=True)
            content = (answer.getvalue() if answer.streaming else answer.content).decode(
                errors="replace"
            )
            assert not [code for code in codes if code in content], url
    assert "receipt_code" not in {f.name for f in Complaint.history.model._meta.fields}
    assert not [e for e in AuditEvent.objects.all() if codes[0] in str(e.data)]


# --- The accused official ------------------------------------------------------------------------------
ABOUT = {"kind": "DENUNCIATION", "respondent": "OFFICIAL", "known_on": None}


def test_the_accused_is_shut_out_whatever_the_rank(cast, sign_in):
    for accused in (cast.inspector, cast.chief, cast.director):
        complaint = cast.received(**ABOUT, accused=(accused,))
        assert not Complaint.objects.filter(pk=complaint.pk).visible_to(accused).exists()
        client = sign_in(accused)
        for name in ("intake:complaint", "intake:complaint_person", "intake:complaint_done"):
            assert client.get(reverse(name, args=[complaint.pk])).status_code == 404
        assert complaint.code not in client.get(reverse("intake:complaints")).content.decode()
        assert complaint.code not in client.get(reverse("home")).content.decode()
        assert not Complainant.objects.visible_to(accused).filter(complaint=complaint).exists()


def test_the_accused_is_told_nothing_and_handles_nothing(cast):
    complaint = cast.classified(**ABOUT, accused=(cast.director, cast.inspector))
    told = Delivery.objects.filter(kind="complaint.classified")
    assert cast.director not in [row.recipient for row in told]
    assert cast.inspector not in handling.handlers_for(complaint, on=TODAY)
    with pytest.raises(Refusal):
        handling.assign(complaint, cast.inspector, by=cast.chief, at=NOW)


def test_what_is_about_the_director_shuts_the_director_out(cast):
    complaint = cast.received(kind="DENUNCIATION", respondent="DIRECTOR", known_on=None)
    assert list(complaint.accused.all()) == [cast.director]


def test_found_out_later_the_work_is_taken_away(cast):
    complaint = handling.assign(cast.classified(**ABOUT), cast.inspector, by=cast.chief, at=NOW)
    complaint = cast.classify(complaint, accused=(cast.inspector,))
    complaint.refresh_from_db()
    assert complaint.handler is None


def test_nobody_takes_in_what_is_about_oneself(cast):
    with pytest.raises(Refusal):
        cast.received(**ABOUT, accused=(cast.clerk,))
    with pytest.raises(Refusal):
        cast.received(kind="DENUNCIATION", respondent="OFFICIAL", known_on=None,
                      accused=(cast.firm,))  # fmt: skip


def test_a_complaint_against_a_decision_is_answered_by_who_took_it(cast):
    complaint = cast.received(kind="ADMIN", respondent="OFFICIAL", accused=(cast.inspector,))
    assert not complaint.accused.exists()


# --- Another province ----------------------------------------------------------------------------------
def test_handed_over_with_the_person_sealed(cast, sign_in, foreign_inspector, other_agency):
    complaint = cast.classified(
        kind="DENUNCIATION", respondent="EMPLOYER", known_on=None, uploads=(letter(),)
    )
    text = "Doanh nghiệp đặt tại tỉnh khác."
    ended = transferring.transfer(complaint, other_agency, text=text, by=cast.director, at=NOW)
    again = transferring.transfer(complaint, other_agency, text=text, by=cast.director, at=NOW)
    assert (ended.state, again.pk) == ("RETURNED", ended.pk)
    new = Complaint.objects.exclude(pk=complaint.pk).get()
    assert (new.agency, new.state, new.channel) == (other_agency, "RECEIVED", "FORWARDED")
    assert new.code.startswith(f"DT-{other_agency.province.code}-")
    assert new.enterprise_text == cast.firm.name
    assert identity.person_of(new) == PERSON
    assert new.accept_due_on > TODAY
    assert Complaint.objects.visible_to(foreign_inspector).get() == new
    assert not Complaint.objects.filter(pk=new.pk).visible_to(cast.director).exists()
    page = sign_in(foreign_inspector).get(reverse("intake:complaint", args=[new.pk]))
    assert complaint.code in page.content.decode()
    leaks(page.content.decode(), "the other department's page")
    assert StoredFile.objects.filter(content_type__model="complainant").count() == 2
    assert GeneratedDocument.objects.get(form_code="PC-DON").thing == ended
    _tables_are_clean()


def test_not_to_oneself_and_not_by_the_clerk(cast, other_agency):
    complaint = cast.classified(kind="DENUNCIATION", known_on=None)
    with pytest.raises(Refusal):
        transferring.transfer(complaint, cast.agency, text="x", by=cast.director, at=NOW)
    with pytest.raises(Refusal):
        transferring.transfer(complaint, other_agency, text="x", by=cast.clerk, at=NOW)
