"""Columns of lists of enterprises: titles in Vietnamese and English, folded."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from enterprises.presenters import FIELD_WORDS
from enterprises.services.imports.adapters import Column

# Titles that hold a word of a pattern and mean something else.
OTHER = (
    r"ngay|so ngay|von|date|capital|stt|so tt|thu tu|cmnd|cccd|fax|website|ghi chu|note"
)  # fmt: skip
_WORDS = {
    **FIELD_WORDS,
    "registration_number": _("Registration number"),
    "insurance_code": _("Social insurance code"),
    "ownership": _("Ownership"),
    "zone": _("Industrial zone"),
    "section_2025": _("Section in VSIC 2025"),
    "insured": _("Insured workers"),
    "arrears": _("Insurance arrears"),
    "status_on": _("Status since"),
    "insured_women": _("Women among the insured"),
}
_PATTERNS = {
    "tax_code": (
        r"ma so thue|mst|ma so doanh nghiep|ma so dn|ma dn|ma so don vi|tax code|tax id|tax number"
        r"|tin|business code|enterprise code"
    ),
    "registration_number": (
        r"so dang ky kinh doanh|so dkkd|so gcn dkkd|so giay chung nhan dang ky"
        r"|so giay chung nhan|dkkd|registration number|registration no|business registration"
    ),
    "insurance_code": (
        r"ma don vi bhxh|ma bhxh|ma so bhxh|ma don vi tham gia|ma dv bhxh|ma dv|ma don vi bao hiem"
        r"|insurance code|social insurance code|unit code"
    ),
    "foreign_name": (
        r"ten (?:bang )?(?:tieng )?nuoc ngoai|ten (?:bang )?tieng anh|foreign name|english name"
    ),
    "short_name": r"ten viet tat|ten rut gon|short name|abbreviation",
    "representative_title": r"chuc vu|chuc danh|position|job title|title of the representative",
    "representative": (r"dai dien|giam doc|chu doanh nghiep|chu ho|representative|director|owner"),
    "arrears": (
        r"so tien no|tien no|no bhxh|no dong|so tien cham dong|cham dong|con phai dong|arrears"
        r"|amount owed|unpaid"
    ),
    "insured_women": r"nu|lao dong nu|women|female",
    "insured": (
        r"(?:lao dong|ld|nguoi) (?:dang )?(?:tham gia|dong)(?: bhxh| bao hiem)|tham gia bhxh"
        r"|(?:lao dong|ld) (?:bhxh|bao hiem)|insured"
    ),
    "women": r"nu|lao dong nu|women|female",
    "workers": r"lao dong|so ld|nhan vien|workers|employees|headcount|workforce|sld",
    "ownership": r"loai hinh so huu|hinh thuc so huu|so huu|thanh phan kinh te|ownership",
    "legal_form": r"loai hinh|hinh thuc phap ly|legal form|type of enterprise",
    "status_on": (
        r"ngay (?:thay doi )?(?:trang thai|tinh trang)|ngay giai the|ngay tam ngung"
        r"|ngay cham dut|status date|status since|date of status"
    ),
    "status": r"trang thai|tinh trang|status",
    "has_union": r"cong doan|union",
    "email": r"email|e mail|thu dien tu",
    "phone": r"dien thoai|dt|sdt|phone|telephone|tel",
    "zone": r"khu cong nghiep|kcn|khu che xuat|kcx|cum cong nghiep|ccn|industrial (?:zone|park)",
    "section_2025": r"(?:nganh|vsic) ?(?:cap 1 )?(?:theo )?(?:vsic )?2025|section 2025",
    "sector": r"nganh|nganh nghe|linh vuc|sector|industry|vsic",
    "address": r"dia chi|tru so|address",
    "ward": r"phuong|xa|thi tran|ward|commune",
    "province": r"tinh|thanh pho|tp|province|city",
    "name": r"ten|company|enterprise|employer|name|doanh nghiep|don vi",
}  # read from top to bottom: the first pattern that fits a title and a free field wins
_UNLESS = {
    "tax_code": r"cmnd|cccd|stt|fax|ghi chu|ngay|note",
    "status_on": r"stt",
    "registration_number": r"stt|ngay|ghi chu|date|note",
    # "Tên nước ngoài" holds "nu" only without accents; capital is no arrears.
    "women": rf"nuoc|{OTHER}",
    "arrears": r"ngay|ghi chu|thang|date|note|months",
    "insured": rf"nu|nuoc|{OTHER}",
    "workers": rf"bhxh|bao hiem|{OTHER}",
}


def columns(*fields: str, **patterns: str) -> tuple[Column, ...]:
    """Columns of these fields in the order in which titles are tried.

    ``patterns`` come before the usual ones of a field: how a kind of list calls it.
    """
    chosen = [name for name in _PATTERNS if name in fields]
    return tuple(
        Column(
            name,
            _WORDS[name],
            "|".join(filter(None, (patterns.get(name), _PATTERNS[name]))),
            _UNLESS.get(name, OTHER),
        )
        for name in chosen
    )
