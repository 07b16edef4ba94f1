"""Lists of enterprises: of the province, the business register, social insurance, taxes."""

from __future__ import annotations

from enterprises.enums import ImportKind
from enterprises.services.imports.adapters.enterprises import EnterpriseList
from enterprises.services.imports.adapters.titles import columns

REGISTERED = ImportKind.BUSINESS.value


class Employers(EnterpriseList):
    """A list of employers as a province, a ward or a zone board keeps it: any fact."""

    kind = ImportKind.EMPLOYERS
    yields_to = (REGISTERED,)
    columns = columns(
        "tax_code", "registration_number", "insurance_code", "foreign_name", "short_name",
        "representative_title", "representative", "women", "insured", "workers", "ownership",
        "legal_form", "status_on", "status", "has_union", "email", "phone", "zone",
        "section_2025", "sector", "address", "ward", "province", "name",
    )  # fmt: skip


class BusinessRegister(EnterpriseList):
    """The business register: what it says of a name, form, seat or status is the registry fact."""

    kind = ImportKind.BUSINESS
    columns = columns(
        "tax_code", "registration_number", "foreign_name", "short_name", "representative_title",
        "representative", "ownership", "legal_form", "status_on", "status", "email", "phone",
        "section_2025", "sector", "address", "ward", "province", "name",
    )  # fmt: skip


class SocialInsurance(EnterpriseList):
    """Who is insured where, by month; rows known by tax code or insurance code.

    The authority is heard on its own figures; name and seat only bring in unknown employers.
    """

    kind = ImportKind.INSURANCE
    needs = (("tax_code", "insurance_code"), ("insured",))
    yields_to = (REGISTERED, ImportKind.TAX.value, ImportKind.EMPLOYERS.value)
    only_new = frozenset({"name", "address", "ward", "sector", "phone", "representative"})
    by_insurance_code = True
    columns = columns(
        "insurance_code", "tax_code", "representative", "arrears", "insured_women", "insured",
        "phone", "sector", "address", "ward", "province", "name",
        insurance_code=r"ma don vi|ma so don vi",
        insured=r"so nguoi|so lao dong|so ld|lao dong|tham gia|participants|workers|employees",
    )  # fmt: skip


class TaxAuthority(EnterpriseList):
    """Tax payers: name, status, seat, and workers by payroll."""

    kind = ImportKind.TAX
    yields_to = (REGISTERED,)
    columns = columns(
        "tax_code", "foreign_name", "representative", "women", "workers", "legal_form",
        "status_on", "status", "phone", "sector", "address", "ward", "province", "name",
        workers=r"tra luong|bang luong|quyet toan|payroll",
    )  # fmt: skip


KINDS = (Employers(), BusinessRegister(), SocialInsurance(), TaxAuthority())
