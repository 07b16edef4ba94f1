"""Demonstration accounts: one per role and province, fictional people, one documented password.

They exist only where ``settings.DEMO_ACCOUNTS`` is on; production refuses that setting and a
system check refuses a production database that holds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from accounts.enums import DelegationKind, SignatureForm
from accounts.models import Agency, Delegation, Position, Role, RoleGrant, Unit, User
from accounts.roles import ROLES

DEMO_PASSWORD = "Ecms-demo-2026!"  # noqa: S105 - documented, refused in production
SINCE = date(2022, 1, 1)  # demonstration cases go back two years; the offices stand before them
DELEGATED_ON = date(2024, 1, 2)
PROVINCES = {"dongnai": "75", "hanoi": "01", "hcmc": "79"}


@dataclass(frozen=True)
class Job:
    """What a kind of demonstration account is: role, body, title, office, unit."""

    code: str  # first half of the user name
    role: str
    agency: str  # "{}" stands for the province's code
    title_vi: str
    title_en: str = ""
    title_code: str = ""  # of the competence table
    office: str = ""  # head, deputy, or none
    unit: str = ""


_DEPARTMENT, _COMMITTEE = "SNV-{}", "UBND-{}"
_CHECKS, _OFFICE = "SNV-{}-TT", "SNV-{}-VP"
_INSPECTOR_VI = "Chuyên viên Phòng Thanh tra – Kiểm tra lao động"
JOBS = (
    Job("clerk", "clerk", _DEPARTMENT, "Chuyên viên Văn phòng Sở", unit=_OFFICE),
    Job("inspector", "inspector", _DEPARTMENT, _INSPECTOR_VI, unit=_CHECKS),
    Job("inspector2", "inspector", _DEPARTMENT, _INSPECTOR_VI, unit=_CHECKS),
    Job("inspector3", "inspector", _DEPARTMENT, _INSPECTOR_VI, unit=_CHECKS),
    Job(
        "chief",
        "chief_inspector",
        _DEPARTMENT,
        "Trưởng phòng Thanh tra – Kiểm tra lao động",
        "Head of the labour inspection division",
        office="member",
        unit=_CHECKS,
    ),
    Job(
        "deputy",
        "deputy_director",
        _DEPARTMENT,
        "Phó Giám đốc",
        "Deputy director",
        office="deputy",
    ),
    Job("director", "director", _DEPARTMENT, "Giám đốc", "Director", "DHA_DIRECTOR", "head"),
    Job(
        "chairman", "province_chair", _COMMITTEE, "Chủ tịch", "Chairman", "PROVINCE_CHAIR", "head"
    ),
)
NAMES = {
    "clerk.dongnai": "Trịnh Thị Mai Hương",
    "inspector.dongnai": "Nguyễn Minh Quân",
    "inspector2.dongnai": "Phạm Thị Ngọc Ánh",
    "inspector3.dongnai": "Lê Đức Thịnh",
    "chief.dongnai": "Võ Thanh Bình",
    "deputy.dongnai": "Đặng Thị Kim Liên",
    "director.dongnai": "Huỳnh Công Thành",
    "chairman.dongnai": "Bùi Quang Vinh",
    "clerk.hanoi": "Đỗ Thị Phương Thảo",
    "inspector.hanoi": "Hoàng Anh Tuấn",
    "inspector2.hanoi": "Ngô Thị Thu Hà",
    "inspector3.hanoi": "Vũ Đình Khải",
    "chief.hanoi": "Phan Văn Trường",
    "deputy.hanoi": "Lý Thị Bích Ngọc",
    "director.hanoi": "Nguyễn Hữu Đạt",
    "chairman.hanoi": "Trần Quốc Hưng",
    "clerk.hcmc": "Lâm Thị Thùy Dung",
    "inspector.hcmc": "Trương Hoàng Nam",
    "inspector2.hcmc": "Mai Thị Cẩm Tú",
    "inspector3.hcmc": "Dương Gia Bảo",
    "chief.hcmc": "Đinh Tấn Phát",
    "deputy.hcmc": "Cao Thị Hồng Nhung",
    "director.hcmc": "Hồ Trọng Nghĩa",
    "chairman.hcmc": "Tô Đăng Khoa",
    "ministry": "Đoàn Thị Minh Châu",
    "admin": "Quách Tuấn Kiệt",
}
_NATIONAL = (
    Job("ministry", "ministry_official", "MOHA", "Chuyên viên chính"),
    Job("admin", "administrator", "MOHA", "Quản trị hệ thống"),
)


@dataclass(frozen=True)
class DemoAccount:
    """One line of the documented table."""

    username: str
    name: str
    role_vi: str
    role_en: str
    agency: str


def plan() -> list[tuple[str, Job, str]]:
    """User name, job and province code of every demonstration account, in a fixed order."""
    provincial = [
        (f"{job.code}.{place}", job, code) for place, code in PROVINCES.items() for job in JOBS
    ]
    return [*provincial, *((job.code, job, "") for job in _NATIONAL)]


def table() -> list[DemoAccount]:
    """The documented table, from the plan alone (no database)."""
    roles = {role.code: role for role in ROLES}
    return [
        DemoAccount(
            name,
            NAMES[name],
            roles[job.role].name_vi,
            roles[job.role].name_en,
            job.agency.format(code),
        )
        for name, job, code in plan()
    ]


@transaction.atomic
def create_demo_accounts() -> int:
    """Create what is missing of the demonstration accounts; returns how many were new.

    Roles and bodies must be loaded (``load_reference``). A second call creates nothing and
    changes nothing.

    Raises:
        ImproperlyConfigured: ``settings.DEMO_ACCOUNTS`` is off.
        Agency.DoesNotExist, Role.DoesNotExist: the reference data is not loaded.
    """
    if not settings.DEMO_ACCOUNTS:
        raise ImproperlyConfigured("Demonstration accounts are switched off here.")
    password = make_password(DEMO_PASSWORD)  # once: the hash is slow on purpose
    made = sum(_account(name, job, code, password) for name, job, code in plan())
    for code in PROVINCES.values():
        _delegate(Agency.objects.get(code=_DEPARTMENT.format(code)))
    return made


def _account(username: str, job: Job, code: str, password: str) -> int:
    agency = Agency.objects.get(code=job.agency.format(code))
    user, made = User.objects.get_or_create(
        username=username,
        defaults={
            "full_name": NAMES[username],
            "email": f"{username}@demo.ecms.invalid",
            "staff_title": job.title_vi,
            "agency": agency,
            "unit": Unit.objects.filter(code=job.unit.format(code)).first() if job.unit else None,
            "valid_from": SINCE,
            "is_demonstration": True,
            "password": password,
        },
    )
    if made:
        role = Role.objects.get(code=job.role)
        RoleGrant.objects.create(user=user, role=role, agency=agency, valid_from=SINCE)
        _office(user, agency, job)
    return int(made)


def _office(user: User, agency: Agency, job: Job) -> None:
    if not job.office:
        return
    Position.objects.create(
        user=user,
        agency=agency,
        title_code=job.title_code,
        title_vi=job.title_vi,
        title_en=job.title_en,
        is_head=job.office == "head",
        is_deputy=job.office == "deputy",
        valid_from=SINCE,
    )


def _delegate(department: Agency) -> None:
    """The director lets the deputy sanction and decide checks (forms MQĐ34 and its like)."""
    staff = Position.objects.filter(agency=department, user__is_demonstration=True)
    head, deputy = staff.filter(is_head=True).first(), staff.filter(is_deputy=True).first()
    if head is None or deputy is None:
        return
    for number, kind in ((12, DelegationKind.SANCTION), (13, DelegationKind.INSPECTION)):
        Delegation.objects.get_or_create(
            giver=head,
            holder=deputy,
            kind=kind,
            defaults={
                "form": SignatureForm.KT,
                "number": f"{number}/QĐ-SNV",
                "decided_on": DELEGATED_ON,
                "valid_from": DELEGATED_ON,
            },
        )
