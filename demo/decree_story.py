"""The draft of a decree to come, so that the pages of new decrees have something to show."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from demo import travel
from ecms.core.exports import write_xlsx
from law import draft_publishing, draft_reading
from law.selectors import reference

NUMBER = "999/2027/NĐ-CP"
PRESENT = "283/"
RAISED = ("TL-18", "TL-06")  # whose fines grow by a half
SCOPES = [("DHA_DIRECTOR", "8-48", "", ""), ("PROVINCE_CHAIR", "8-48", "", "")]


def tell(*, today: date) -> int:
    """One open draft: the present decree with some fines raised by a half; how many rows."""
    admin = User.objects.get(username="admin")
    rows = []
    for item in reference().provisions:
        if not item.instrument.startswith(PRESENT):
            continue
        cells = dict(zip(draft_reading.TITLES, draft_reading.cells_of(item), strict=True))
        if item.code in RAISED:
            for name in ("fine_min_vnd", "fine_max_vnd"):
                cells[name] = str(int(cells[name]) * 3 // 2)
        rows.append([cells[name] for name in draft_reading.COLUMNS])
    facts = {
        "number": NUMBER, "name_vi": "Dự thảo Nghị định thay thế (minh họa)",
        "name_en": "Draft decree to replace the present one (demonstration)",
        "valid_from": today + timedelta(days=120), "fine_level_article_vi": "khoản 2 Điều 6",
        "fine_level_article_en": "Art. 6(2)", "fine_most": 75_000_000,
        "fine_most_overseas": 100_000_000,
    }  # fmt: skip
    with travel.at(travel.moment(today, 8)) as at:
        draft_publishing.load(
            facts, _book(draft_reading.COLUMNS, rows, "nghi-dinh-moi.xlsx"),
            _book(draft_reading.SCOPE_COLUMNS, SCOPES, "tham-quyen.xlsx"), by=admin, at=at,
        )  # fmt: skip
    return len(rows)


def _book(titles: list[str], rows: list[object], name: str) -> SimpleUploadedFile:
    content = BytesIO()
    write_xlsx(content, titles, rows)  # type: ignore[arg-type]
    return SimpleUploadedFile(name, content.getvalue())
