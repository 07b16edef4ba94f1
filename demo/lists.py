"""Lists that were sent in: one carried out with refused rows, one of workers, one in preview.

They go through the same steps as those of a clerk, so that their pages show what pages show.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile

from accounts.models import Province, User, Ward
from enterprises.enums import ImportKind
from enterprises.models import Enterprise, ImportJob, Spell
from enterprises.services.imports import jobs, work

EMPLOYERS = "Mã số thuế;Tên doanh nghiệp;Địa chỉ;Phường/xã;Ngành nghề;Số lao động;Lao động nữ"
INSURED = "Mã số thuế;Tên đơn vị;Số lao động tham gia BHXH;Số tiền nợ"
MOVES = "Mã số thuế;Số CCCD;Họ và tên;Ngày sinh;Biến động;Ngày biến động"
FIRMS = 24


def load(code: str, *, today: date, at: datetime) -> int:
    """Send in and carry out lists of province ``code``; returns how many."""
    clerk = User.objects.get(username="clerk.dongnai")
    province = Province.objects.get(code=code, scheme="2025")
    firms = list(
        Enterprise.objects.filter(
            province=province, merged_into=None, workers__gt=30, status="ACTIVE"
        ).order_by("-pk")[:FIRMS]
    )
    sent = Sent(province, clerk, at)
    sent.send(ImportKind.EMPLOYERS, "Chi cục Thuế (minh họa)", today - timedelta(days=40),
              [EMPLOYERS, *_employers(firms[:12], province)], confirm=True)  # fmt: skip
    sent.send(ImportKind.MOVES, "Doanh nghiệp gửi (minh họa)", today - timedelta(days=1),
              [MOVES, *_moves(province, today)], confirm=True)  # fmt: skip
    sent.send(ImportKind.INSURANCE, "Bảo hiểm xã hội (minh họa)", today - timedelta(days=2),
              [INSURED, *_insured(firms)], confirm=False)  # fmt: skip
    return ImportJob.objects.filter(province=province).count()


class Sent:
    """Lists of one clerk, sent in one after the other."""

    def __init__(self, province: Province, clerk: User, at: datetime) -> None:
        self.province, self.clerk, self.at = province, clerk, at

    def send(
        self, kind: ImportKind, source: str, as_of: date, lines: list[str], *, confirm: bool
    ) -> None:
        """Check a list, and carry it out where it is to be confirmed."""
        file = ContentFile("\r\n".join(lines).encode("utf-8-sig"), name=f"{kind.lower()}.csv")
        job, _new = jobs.upload(
            file=file, province=self.province, source=source, as_of=as_of, by=self.clerk,
            at=self.at, kind=kind,
        )  # fmt: skip
        work.check(job.pk, clock=lambda: self.at)
        if confirm:
            jobs.confirm(job=job, by=self.clerk, at=self.at)
            work.commit(job.pk, clock=lambda: self.at)


def _employers(firms: list[Enterprise], province: Province) -> list[str]:
    """Some figures are new, some rows cannot be used."""
    ward = Ward.objects.filter(province=province, valid_to=None).order_by("code")[0].name_vi
    lines = [
        f"{firm.tax_code};{firm.name};;;;{(firm.workers or 0) + index % 3 * 7};"
        for index, firm in enumerate(firms)
    ]
    return [
        *lines,
        f"{firms[0].tax_code};{firms[0].name};;;;90;",  # twice in the list
        f"3600259787;Công ty TNHH Mẫu Sai Số;Số 1 đường 30/4;{ward};C;45;20",
        f"3600259786;Công ty TNHH Mẫu Chưa Có;Số 2 đường 30/4;{ward};C;khoảng 50;",
        f";Cơ sở Mẫu Không Mã Số;Số 3 đường 30/4;{ward};C;12;4",
    ]


def _moves(province: Province, today: date) -> list[str]:
    """A departure, an arrival, and rows about people who are not there."""
    spells = Spell.objects.filter(province=province, ended_on=None).select_related("enterprise")
    codes = list(dict.fromkeys(spell.enterprise.tax_code for spell in spells.order_by("pk")[:400]))
    day = f"{today - timedelta(days=3):%d/%m/%Y}"
    return [
        f"{codes[0]};999190{100_001 + index};{name};{born};{event};{day}"
        for index, (name, born, event) in enumerate(
            (
                ("Nguyễn Thị Mẫu", "12/04/1990", "Vào làm"),
                ("Trần Thị Minh Họa", "03/09/1990", "Vào làm"),
                ("Lê Thị Không Có", "20/01/1990", "Nghỉ việc"),
                ("Phạm Thị Sai Năm", "20/01/1985", "Vào làm"),
            )
        )
    ]


def _insured(firms: list[Enterprise]) -> list[str]:
    """Some employers insure far fewer than they declare, and some owe contributions."""
    return [
        f"{firm.tax_code};{firm.name};{(firm.workers or 0) * (6 if index % 5 == 0 else 10) // 10};"
        f"{index * 3_500_000 if index % 4 == 0 else 0}"
        for index, firm in enumerate(firms)
    ]
