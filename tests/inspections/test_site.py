"""Interviews and samples: services, pages, and that nobody learns who was interviewed."""

import io
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecms.audit.models import AuditEvent, ReadAccess
from inspections.enums import FindingState
from inspections.models import Finding, Interview, InterviewQuestion, Sample
from inspections.services import interviews, minutes, sample_tables, samples
from inspections.services.refusal import Refusal
from law.models import Limit, MinimumWage
from tests.factories import NOW, TODAY, ProvisionFactory

NAME, NUMBER, PHONE = "Trần Thị Bí Mật", "079190001234", "0912 345 678"


def talk(**more):
    values = {"held_on": TODAY, "name": NAME, "id_number": NUMBER, "phone": PHONE,
              "answers": {"PV-01": "Chưa được ký hợp đồng"}}  # fmt: skip
    return interviews.Talk(**(values | more))


def record(case, by, **more):
    return interviews.record(case, talk(**more), submission=uuid.uuid4(), by=by, at=NOW)


# --- Interviews -----------------------------------------------------------------------------
def test_talks_are_numbered_and_kept_once(running, inspector):
    submission = uuid.uuid4()
    first = interviews.record(running, talk(), submission=submission, by=inspector, at=NOW)
    again = interviews.record(running, talk(), submission=submission, by=inspector, at=NOW)
    assert first == again
    assert record(running, inspector).number == 2


def test_the_person_is_sealed_in_the_table(running, inspector):
    row = record(running, inspector)
    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM inspections_interview i WHERE id = %s", [row.pk])
        stored = cursor.fetchone()[0]
    for secret in (NAME, NUMBER, PHONE):
        assert secret not in stored
    assert Interview.objects.get(pk=row.pk).name == NAME


@pytest.mark.parametrize(
    "texts",
    [{"note": f"Chị {NAME.lower()} nói"}, {"answers": {"PV-01": "gọi 0912345678"}},
     {"work": "tran thi bi mat"}],
)  # fmt: skip
def test_a_text_that_names_the_worker_is_refused(running, inspector, texts):
    with pytest.raises(Refusal):
        record(running, inspector, **texts)
    assert not Interview.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "director", "clerk"])
def test_only_the_interviewer_and_the_chief_see_the_person(running, inspector, request, who):
    row = record(running, inspector)
    with pytest.raises(Refusal):
        interviews.show(row, by=request.getfixturevalue(who), at=NOW)
    assert not ReadAccess.objects.filter(purpose="interviewee").exists()


def test_every_look_is_kept(running, inspector, chief_inspector):
    row = record(running, inspector)
    for person in (inspector, chief_inspector):
        assert interviews.show(row, by=person, at=NOW).name == NAME
    assert ReadAccess.objects.filter(purpose="interviewee").count() == 2
    assert AuditEvent.objects.filter(event="interview.identity_seen").count() == 2


def test_nothing_leaks(running, inspector, client, colleague):
    row = record(running, inspector)
    assert NAME not in repr(talk()) + str(row)
    for event in AuditEvent.objects.all():
        assert NAME not in f"{event.data}{event.thing_label}"
    client.force_login(colleague, backend="accounts.backends.DatedAccountBackend")
    for name in ("interviews", "detail", "timeline", "documents", "findings", "checklist"):
        page = client.get(reverse(f"inspections:{name}", args=[running.pk]))
        assert page.status_code == 200
        for secret in (NAME, NUMBER, PHONE):
            assert secret not in page.content.decode()
    refused = client.post(reverse("inspections:interview_person", args=[running.pk, row.pk]))
    assert NAME not in refused.content.decode()


def test_the_minutes_hold_no_name(running, inspector):
    from inspections.documents import minutes as minutes_document

    record(running, inspector)
    _form, context = minutes_document(running, on=TODAY)
    assert NAME not in repr(context)


def test_the_page_keeps_a_talk_and_shows_the_label(running, inspector, client):
    InterviewQuestion.objects.create(code="PV-01", topic_vi="Hợp đồng", name_vi="Có hợp đồng?")
    client.force_login(inspector, backend="accounts.backends.DatedAccountBackend")
    data = {"submission": str(uuid.uuid4()), "held_on": f"{TODAY:%d/%m/%Y}", "work": "May",
            "name": NAME, "id_number": NUMBER, "phone": PHONE, "note": "",
            "q_PV-01": "Chưa ký"}  # fmt: skip
    bad = client.post(
        reverse("inspections:interview_add", args=[running.pk]),
        data | {"q_PV-01": f"{NAME} chưa ký"},
    )
    assert bad.status_code == 422
    client.post(reverse("inspections:interview_add", args=[running.pk]), data)
    assert Interview.objects.get().answers == {"PV-01": "Chưa ký"}
    page = client.get(reverse("inspections:interviews", args=[running.pk])).content.decode()
    assert "Chưa ký" in page
    person = client.post(
        reverse("inspections:interview_person", args=[running.pk, Interview.objects.get().pk])
    )
    assert NAME in person.content.decode()
    assert "no-store" in person.headers["Cache-Control"]


# --- Samples --------------------------------------------------------------------------------
TABLE = "Họ tên; Lương tháng; Làm thêm tháng\nNguyễn A; 5.000.000; 62\nLê B; 6.000.000; 10"


@pytest.fixture
def limits(law):
    ProvisionFactory(code="TG-07", name_vi="Làm thêm giờ quá quy định")
    Limit.objects.create(
        key="overtime-month", variant="usual", value=60, unit="hours", direction="MOST",
        name_vi="Nói chung", violation_code="TG-07", legal_basis="Resolution 17/2022 Art. 2",
        valid_from=date(2022, 4, 1),
    )  # fmt: skip
    MinimumWage.objects.create(
        region="I", monthly=5_310_000, valid_from=date(2026, 1, 1), legal_basis="Decree"
    )


def table(text=TABLE, **more):
    values = {"kind": "PAYROLL", "title": "Bảng lương 9/2026", "period_from": date(2026, 9, 1),
              "period_to": date(2026, 9, 30), "rows": sample_tables.rows_of_text(text),
              "variants": {"wage-month": "I"}}  # fmt: skip
    return samples.Table(**(values | more))


@pytest.fixture
def sample(running, limits, inspector):
    return samples.record(running, table(), submission=uuid.uuid4(), by=inspector, at=NOW)


def test_titles_are_understood():
    found = [sample_tables.column_of(t) for t in (
        "Họ và tên", "MA NV", "Lương tháng (đồng)", "Giờ làm thêm tháng 9", "Lương giờ", "Ghi chú",
        "Số ngày chậm", "Chức vụ")]  # fmt: skip
    assert found == ["label", "label", "wage", "overtime_month", "wage_hour", "note",
                     "days_late", ""]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "a;b\n1;2", "Họ tên\nA", "Họ tên;Lương tháng\nA;năm triệu", "Lương tháng\n5"]
)
def test_a_table_that_is_not_understood_is_refused_with_a_reason(text):
    with pytest.raises(Refusal) as refused:
        sample_tables.rows_of_text(text)
    assert str(refused.value.reason)


def test_csv_and_xlsx_are_read_alike():
    import openpyxl

    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        cells = [cell.strip() for cell in line.split(";")]
        book.active.append([int(c.replace(".", "")) if c[:1].isdigit() else c for c in cells])
    stream = io.BytesIO()
    book.save(stream)
    sheet = SimpleUploadedFile("luong.xlsx", stream.getvalue())
    text = SimpleUploadedFile("luong.csv", TABLE.encode())
    rows = sample_tables.rows_of_upload(sheet)
    assert rows == sample_tables.rows_of_upload(text) == sample_tables.rows_of_text(TABLE)
    with pytest.raises(Refusal):
        sample_tables.rows_of_upload(SimpleUploadedFile("x.xlsx", b"PK\x03\x04 no book"))


def test_rows_beyond_the_law_propose_findings(sample, running, inspector):
    result = samples.checked(sample, running)
    assert {(p.violation_code, p.workers, p.shortfall) for p in result.proposals} == {
        ("TL-18", 1, 310_000), ("TG-07", 1, 0)
    }  # fmt: skip
    first = samples.propose(sample, "TL-18", by=inspector, at=NOW)
    again = samples.propose(sample, "TL-18", by=inspector, at=NOW)
    assert first == again
    assert (first.workers, first.ended_on, first.sample) == (1, date(2026, 9, 30), sample)
    assert "310.000" in first.description
    assert "Nguyễn A" in first.description
    with pytest.raises(Refusal):
        samples.propose(sample, "HD-01", by=inspector, at=NOW)


def test_many_samples_cost_no_more_statements_than_one(running, limits, inspector):
    day = TODAY - timedelta(days=400)
    made = [
        samples.record(running, table(period_from=start, period_to=end), submission=uuid.uuid4(),
                       by=inspector, at=NOW)
        for start, end in ((day, day), (TODAY, TODAY), (day, TODAY))
    ]  # fmt: skip
    alone = [samples.checked(row, running) for row in made]
    with CaptureQueriesContext(connection) as one:
        samples.checked(made[0], running)
    with CaptureQueriesContext(connection) as many:
        together = samples.all_checked(made, running)
    assert len(many) == len(one)
    assert together == alone


def test_an_unknown_region_is_not_guessed(running, limits, inspector):
    row = samples.record(
        running, table(variants={}), submission=uuid.uuid4(), by=inspector, at=NOW
    )
    result = samples.checked(row, running)
    assert result.unknown == ("wage",)
    assert [p.violation_code for p in result.proposals] == ["TG-07"]


def test_a_sample_taken_out_takes_its_drafts_along(sample, inspector):
    finding = samples.propose(sample, "TG-07", by=inspector, at=NOW)
    samples.remove(sample, by=inspector, at=NOW)
    finding.refresh_from_db()
    assert finding.state == FindingState.DROPPED


def test_a_sample_is_frozen_with_the_minutes(answered, limits, inspector):
    row = samples.record(answered, table(), submission=uuid.uuid4(), by=inspector, at=NOW)
    minutes.sign(answered, minutes.Signing(TODAY, "SUBJECT", "Bà Hạnh"), by=inspector, at=NOW)
    row.refresh_from_db()
    assert row.frozen_at
    with pytest.raises(DatabaseError), transaction.atomic():
        Sample.objects.filter(pk=row.pk).update(title="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Sample.objects.filter(pk=row.pk).delete()
    with pytest.raises(Refusal):
        samples.remove(row, by=inspector, at=NOW)


def test_the_pages_of_a_sample(running, limits, inspector, client):
    client.force_login(inspector, backend="accounts.backends.DatedAccountBackend")
    data = {"submission": str(uuid.uuid4()), "kind": "PAYROLL", "title": "Bảng lương",
            "period_from": "01/09/2026", "period_to": "30/09/2026", "rows": TABLE}  # fmt: skip
    address = reverse("inspections:sample_add", args=[running.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, data | {"rows": ""}).status_code == 422
    assert client.post(address, data | {"rows": "Họ tên;Lương\nA;x"}).status_code == 422
    for _ in range(2):
        client.post(address, data)
    row = Sample.objects.get()
    page = client.get(reverse("inspections:sample", args=[running.pk, row.pk])).content.decode()
    assert "TG-07" in page
    client.post(reverse("inspections:sample_propose", args=[running.pk, row.pk, "TG-07"]))
    assert Finding.objects.get().violation_code == "TG-07"
    client.post(reverse("inspections:sample_remove", args=[running.pk, row.pk]))
    assert (
        not client.get(reverse("inspections:samples", args=[running.pk]))
        .content.decode()
        .count("Bảng lương")
    )
