"""Employer lists as provinces send them, made for a test."""

import io
import zipfile
from datetime import date

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from ecms.core import clock
from enterprises.models import ImportJob
from enterprises.services.imports import jobs, work
from tests.factories import NOW

TITLES = ["Mã số thuế", "Tên doanh nghiệp", "Địa chỉ", "Phường/xã", "Ngành nghề", "Số lao động"]
ROWS = [
    ["0300588569", "Công ty Cổ phần Sữa Việt Nam", "10 Tân Trào", "Trấn Biên", "C", "1.200"],
    [
        "3600259786",
        "Công ty TNHH Điện tử Đồng Nai",
        "KCN Biên Hòa 2",
        "Phường Trấn Biên",
        "26",
        "85",
    ],
]
AS_OF = date(2026, 6, 30)


def csv_bytes(rows=ROWS, titles=TITLES, *, encoding="utf-8-sig", mark=",", above=()):
    lines = [*above, mark.join(titles), *(mark.join(row) for row in rows)]
    return "\r\n".join(lines).encode(encoding)


def xlsx_bytes(rows=ROWS, titles=TITLES, *, above=()):
    book = openpyxl.Workbook()
    for row in (*above, titles, *rows):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def zip_bytes(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def named(content, name="danh-sach.csv"):
    return SimpleUploadedFile(name, content)


def sent(content, by, province, *, source="Cơ quan thuế", as_of=AS_OF, at=NOW, **more):
    """An import as it stands after its file was uploaded."""
    job, _new = jobs.upload(
        file=named(content), province=province, source=source, as_of=as_of, by=by, at=at, **more
    )
    return job


def checked(content, by, province, **kwargs):
    """An import whose rows were judged, or whose file was refused."""
    job = sent(content, by, province, **kwargs)
    work.check(job.pk, clock=clock.now)
    return ImportJob.objects.get(pk=job.pk)


def carried_out(content, by, province, **kwargs):
    """An import that went through."""
    job = checked(content, by, province, **kwargs)
    jobs.confirm(job=job, by=by, at=clock.now())
    work.commit(job.pk, clock=clock.now)
    return ImportJob.objects.get(pk=job.pk)


def reasons(job):
    """Codes of the reasons by row number."""
    return {
        row.row_number: [code for code, _params in row.reasons]
        for row in job.rows.filter(verdict="REFUSED")
    }


def warnings(job):
    """Codes of the warnings by row number."""
    return {
        row.row_number: [code for code, _params in row.warnings]
        for row in job.rows.exclude(warnings=[])
    }
