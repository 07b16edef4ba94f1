"""A statement of the treasury for each province: some receipts certain, some left to a person."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from demo import travel
from demo.cast import Cast
from violations.models import Statement, ViolationCase
from violations.services import payments, statements

SPACE = UUID("6f6d1f9e-6a8a-4b0a-9d5c-2f0d5b7f8c11")
TITLES = ("STT", "Ngày hạch toán", "Số chứng từ", "Đơn vị nộp", "Nội dung nộp", "Số tiền")
COLUMNS = {"paid_on": 1, "reference": 2, "payer": 3, "text": 4, "amount": 5}


def tell(cast: Cast, *, today: date) -> Statement | None:
    """Send and carry out the statement of yesterday; None where no fine is owed."""
    cases = ViolationCase.objects.filter(agency=cast.agency, served_on__lt=today).owing()
    owing = list(cases.select_related("enterprise").order_by("pk")[:3])
    if not owing:
        return None
    lead, day = cast.inspectors[0], today - timedelta(days=1)
    with travel.at(travel.moment(today, 8, 5)) as at:
        sent = statements.read(
            _file(owing, day), "Kho bạc Nhà nước khu vực", agency=cast.agency,
            submission=uuid5(SPACE, f"{cast.agency.code}{day}"), by=lead, at=at,
        )  # fmt: skip
        return statements.book(sent, COLUMNS, by=lead, at=at)


def _file(owing: list[ViolationCase], day: date) -> SimpleUploadedFile:
    first = owing[0]
    rows = [
        (first.enterprise.name, f"Nộp phạt theo QĐ {first.decision_number}", 5_000_000),
        *((case.enterprise.name, "Nộp tiền phạt vi phạm hành chính",
           payments.owed(case, day) // 3) for case in owing[1:]),
        ("Nguyễn Văn Thành", "Lệ phí cấp giấy phép lao động", 600_000),
    ]  # fmt: skip
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";")
    sheet.writerow(("BẢNG KÊ CHỨNG TỪ NỘP TIỀN VÀO NGÂN SÁCH",))
    sheet.writerow(TITLES)
    for number, (payer, text, amount) in enumerate(rows, start=1):
        line = (number, f"{day:%d/%m/%Y}", f"KB{day:%y%m%d}{number:03}", payer, text, amount)
        sheet.writerow(line)
    return SimpleUploadedFile(f"bang-ke-{day:%Y%m%d}.csv", out.getvalue().encode())
