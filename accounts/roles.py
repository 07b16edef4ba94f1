"""The roles that ECMS ships with; administrators edit the stored ones in the admin.

``reach`` says how far a grant of the role carries: the whole country, the province of the
body, or nothing but the administration pages.
"""

from dataclasses import dataclass

from accounts.permissions import Permission

P = Permission  # short, because the table below is read as a whole


@dataclass(frozen=True)
class RoleSpec:
    """A shipped role: code, names, reach and permissions."""

    code: str
    name_vi: str
    name_en: str
    reach: str
    permissions: tuple[str, ...]
    mfa_required: bool = False  # signatories, heads, whole-country readers, administrators


_READ = (
    P.ENTERPRISE_READ,
    P.COMPLAINT_READ,
    P.ACCIDENT_READ,
    P.INSPECTION_READ,
    P.VIOLATION_READ,
    P.DASHBOARD_READ,
)
_SIGNATORY = (
    *_READ,
    P.COMPLAINT_DECIDE,
    P.ACCIDENT_DECIDE,
    P.INSPECTION_APPROVE,
    P.INSPECTION_ASSIGN,
    P.INSPECTION_READ_SENSITIVE,
    P.VIOLATION_DECIDE,
    P.VIOLATION_ACCEPT,
    P.REPORT_EXPORT,
)

ROLES = (
    RoleSpec(
        "clerk",
        "Chuyên viên tiếp nhận dữ liệu",
        "Department clerk",
        "province",
        (
            P.ENTERPRISE_READ,
            P.ENTERPRISE_EDIT,
            P.ENTERPRISE_IMPORT,
            P.WORKER_READ,
            P.WORKER_EDIT,
            P.COMPLAINT_READ,
            P.COMPLAINT_EDIT,
            P.ACCIDENT_READ,
            P.ACCIDENT_EDIT,
            P.VIOLATION_READ,
            P.VIOLATION_SERVE,
            P.VIOLATION_LEDGER,
            P.DASHBOARD_READ,
        ),
    ),
    RoleSpec(
        "inspector",
        "Công chức kiểm tra",
        "Inspector",
        "province",
        (
            *_READ,
            P.ENTERPRISE_EDIT,
            P.ENTERPRISE_OVERRIDE,
            P.WORKER_READ,
            P.COMPLAINT_EDIT,
            P.ACCIDENT_EDIT,
            P.INSPECTION_PROPOSE,
            P.INSPECTION_CONDUCT,
            P.VIOLATION_EDIT,
            P.VIOLATION_SERVE,
            P.VIOLATION_LEDGER,
            P.VIOLATION_EXECUTE,
        ),
    ),
    RoleSpec(
        "chief_inspector",
        "Trưởng phòng kiểm tra",
        "Head of the inspection unit",
        "province",
        (
            *_READ,
            P.ENTERPRISE_EDIT,
            P.ENTERPRISE_OVERRIDE,
            P.ENTERPRISE_IMPORT,
            P.ENTERPRISE_MERGE,
            P.WORKER_READ,
            P.WORKER_EDIT,
            P.WORKER_IDENTITY,
            P.WORKER_TRACE,
            P.COMPLAINT_EDIT,
            P.COMPLAINT_IDENTITY,
            P.ACCIDENT_EDIT,
            P.INSPECTION_PROPOSE,
            P.INSPECTION_CONDUCT,
            P.INSPECTION_INTERVIEWEE,
            P.INSPECTION_ASSIGN,
            P.INSPECTION_READ_SENSITIVE,
            P.VIOLATION_EDIT,
            P.VIOLATION_SERVE,
            P.VIOLATION_LEDGER,
            P.VIOLATION_EXECUTE,
            P.VIOLATION_ACCEPT,
            P.REPORT_EXPORT,
        ),
        mfa_required=True,
    ),
    RoleSpec(
        "director",
        "Giám đốc Sở (người ra quyết định)",
        "Director of the department",
        "province",
        (*_SIGNATORY, P.WORKER_READ, P.WORKER_TRACE, P.AUDIT_READ),
        mfa_required=True,
    ),
    RoleSpec(
        "deputy_director",
        "Phó Giám đốc Sở (ký theo giao quyền)",
        "Deputy director of the department (signs by delegation)",
        "province",
        _SIGNATORY,
        mfa_required=True,
    ),
    RoleSpec(
        "province_chair",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        "Chairman of the provincial People’s Committee",
        "province",
        (*_READ, P.VIOLATION_DECIDE, P.REPORT_EXPORT),
        mfa_required=True,
    ),
    RoleSpec(
        "ministry_official",
        "Công chức Bộ",
        "Ministry official",
        "national",
        # One firm in two provinces: only who sees both records can make them one.
        (*_READ, P.ENTERPRISE_MERGE, P.REPORT_EXPORT),
        mfa_required=True,
    ),
    RoleSpec(
        "administrator",
        "Quản trị hệ thống",
        "Administrator",
        "admin",
        (P.ADMIN, P.AUDIT_READ),
        mfa_required=True,
    ),
)
