"""Lists of workers, made for a test."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from ecms.core import clock
from enterprises.enums import ImportKind
from enterprises.models import ImportJob
from enterprises.services.imports import jobs, work

AS_OF = date(2026, 10, 1)
TITLES = [
    "Mã số thuế", "Số CCCD", "Họ và tên", "Ngày sinh", "Giới tính", "Công việc", "Loại hợp đồng",
    "Hợp đồng đến ngày", "Toàn thời gian", "Tham gia BHXH", "Cơ sở", "Ngày vào làm",
]  # fmt: skip
MOVES = ["Mã số thuế", "Số CCCD", "Họ và tên", "Ngày sinh", "Biến động", "Ngày biến động", "Cơ sở"]


def number(serial, *, year=1990, sex="F", place="075"):
    """A citizen identity number."""
    century = (year - 1900) // 100 * 2 + (sex == "F")
    return f"{place}{century}{year % 100:02}{serial:06}"


def person(firm, serial, **given):
    """A row of a whole list."""
    values = {
        "tax_code": firm.tax_code, "identity": number(serial), "name": f"Trần Thị Mai {serial}",
        "born": "17/05/1990", "sex": "Nữ", "work": "Công nhân may",
        "contract": "Không xác định thời hạn", "until": "", "full": "x", "insured": "x",
        "site": "", "since": "05/01/2026",
    }  # fmt: skip
    return list({**values, **given}.values())


def move(firm, serial, event, day="20/09/2026", site="", **given):
    """A row of a file of changes."""
    values = {
        "tax_code": firm.tax_code, "identity": number(serial), "name": f"Trần Thị Mai {serial}",
        "born": "17/05/1990", "event": event, "day": day, "site": site,
    }  # fmt: skip
    return list({**values, **given}.values())


def csv_of(rows, titles):
    return "\n".join([";".join(titles), *(";".join(row) for row in rows)]).encode()


def checked(rows, by, province, *, kind=ImportKind.WORKERS, as_of=AS_OF, enterprise=None):
    """An import whose rows were judged."""
    titles = TITLES if kind == ImportKind.WORKERS else MOVES
    file = SimpleUploadedFile("danh-sach.csv", csv_of(rows, titles))
    job, _new = jobs.upload(
        file=file, province=province, source="Người sử dụng lao động", as_of=as_of, by=by,
        at=clock.now(), kind=kind, enterprise=enterprise,
    )  # fmt: skip
    work.check(job.pk, clock=clock.now)
    return ImportJob.objects.get(pk=job.pk)


def confirmed(job, by):
    """The same, carried out."""
    jobs.confirm(job=job, by=by, at=clock.now())
    work.commit(job.pk, clock=clock.now)
    return ImportJob.objects.get(pk=job.pk)


def done(rows, by, province, **kwargs):
    """An import that went through."""
    job = confirmed(checked(rows, by, province, **kwargs), by)
    assert (job.state, job.problem) == ("DONE", {})
    return job


def notes(job):
    """(verdict, codes of reasons, codes of warnings) by row number."""
    return {
        row.row_number: (
            row.verdict,
            [code for code, _ in row.reasons],
            [code for code, _ in row.warnings],
        )
        for row in job.rows.order_by("row_number")
    }
