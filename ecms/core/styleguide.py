"""Made-up content for the style guide, where every component is seen and checked with axe.

Its words are data, as a case file's are, and are not translated.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest

from ecms.core import clock
from ecms.core.chips import chips_for
from ecms.core.components import KINDS, Action, Clock, Entry, FileRow, Tab
from ecms.core.forms import DateField, TextField, VndField, WholeNumberField
from ecms.core.paging import paginate
from ecms.core.tiles import LAYOUT, build_tile_map

ANSWERS = [("yes", "Có"), ("no", "Không"), ("na", "Không áp dụng")]
NAMES = [
    "Công ty TNHH Dệt may Đức Phát",
    "Công ty Cổ phần Chế biến Gỗ Nguyễn Hoàng Việt Nam – Chi nhánh Khu công nghiệp Biên Hòa 2",
    "Hợp tác xã Thủy sản Ước Mơ",
]


class SampleForm(forms.Form):
    """One field of each sort."""

    name = TextField(label="Tên doanh nghiệp", max_length=200)
    workers = WholeNumberField(label="Số lao động", help_text="Theo số đếm trong ngày.")
    fine = VndField(label="Số tiền", required=False)
    held_on = DateField(label="Ngày")
    kind = forms.ChoiceField(label="Loại", choices=[("", "–"), ("a", "A"), ("b", "B")])
    answer = forms.ChoiceField(label="Trả lời", choices=ANSWERS, widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Người đại diện có mặt", required=False)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    photo = forms.FileField(
        label="Ảnh",
        required=False,
        widget=forms.ClearableFileInput(attrs={"data-preview": "", "accept": "image/*"}),
    )


class SampleFilter(forms.Form):
    """Filters of a list."""

    q = forms.CharField(label="Tên", required=False)
    state = forms.ChoiceField(label="Trả lời", required=False, choices=[("", "Tất cả"), *ANSWERS])
    since = DateField(label="Từ ngày", required=False)


def _figure() -> dict[str, Any]:
    names = ["Hà Nội", "Đồng Nai", "TP. Hồ Chí Minh"]
    here = ["?q=1", "?q=2", "?q=3"]
    return {
        "data": [
            {"type": "bar", "name": "2025", "x": names, "y": [120, 85, 210], "customdata": here},
            {"type": "bar", "name": "2026", "x": names, "y": [140, 60, 180], "customdata": here},
        ],
        "layout": {"barmode": "group"},
    }


def _case(now: Any) -> dict[str, Any]:
    today = clock.legal_date(now)
    return {
        "today": today,
        "soon": today + timedelta(days=2),
        "late": today - timedelta(days=5),
        "clocks": [
            Clock("Lập biên bản", today + timedelta(days=2), "Điều 58 Luật XLVPHC"),
            Clock("Ra quyết định", today - timedelta(days=5), "Điều 66 Luật XLVPHC"),
            Clock("Công bố", today, "NĐ 217/2025/NĐ-CP", "paused", "Đang chờ"),
            Clock("Đề xuất", today, "NĐ 217/2025/NĐ-CP", "done"),
            Clock("Nộp phạt", today - timedelta(days=400), "Điều 74 Luật XLVPHC", "ended"),
        ],
        "entries": [
            Entry(now - timedelta(days=3), "Ra quyết định", "Nguyễn Thị Hồng Ước", kind="success"),
            Entry(now, "Nhắc việc", detail="Còn ba ngày", kind="warning"),
            Entry(now - timedelta(days=9), "Đề xuất", "Đỗ Văn Khoa"),
        ],
        "actions": [
            Action("Công bố", "#", primary=True, icon="send"),
            Action("Tạm đình chỉ", "#", danger=True),
            Action("Kết thúc", "#", allowed=False, reason="Còn hai hành vi chưa có quyết định."),
        ],
        "files": [
            FileRow("Quyết định kiểm tra 12-QĐ-SNV.pdf", "#", 182_044, "05/02/2026", "v2"),
            FileRow("anh-hien-truong.jpg", "#", 2_100_400),
        ],
    }


def _group(today: Any) -> dict[str, Any]:
    rows = [
        {"title": NAMES[1], "url": "#", "meta": "CK-75-2026-00012", "due_on": today},
        {
            "title": NAMES[0],
            "url": "#",
            "due_on": today - timedelta(days=2),
            "pill_kind": "waiting",
            "pill_text": "Chờ ký",
        },
    ]
    return {"title": "Chờ tôi ký", "count": 12, "url": "#", "rows": rows}


def samples(request: HttpRequest) -> dict[str, Any]:
    """Context of the style guide; ``?bad=1`` shows the form with errors."""
    filters = SampleFilter(request.GET if "q" in request.GET else None)
    bad = {"fine": "1,5", "held_on": "31/02/2026"} if request.GET.get("bad") else None
    values = {p.code: (i * 37) % 400 for i, p in enumerate(LAYOUT) if not p.province and i % 9}
    return {
        **_case(clock.now()),
        "kinds": KINDS,
        "group": _group(clock.today()),
        "form": SampleForm(bad),
        "filters": filters,
        "chips": chips_for(filters, request.GET),
        "page": paginate(request, [NAMES[i % 3] for i in range(312)]),
        "tabs": [Tab("Tổng quan", "#", True), Tab("Hành vi", "#", count=3)],
        "map": build_tile_map(values, {p.code: f"?q={p.code}" for p in LAYOUT}),
        "figure": _figure(),
    }
