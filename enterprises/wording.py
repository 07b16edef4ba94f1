"""Reason codes of rules and imports in words; stored is the code, read is the language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from ecms.core.formatting import legal_date
from enterprises.enums import LegalForm
from enterprises.presenters import field_words

TAX_CODE_PROBLEMS = {
    "missing": gettext_lazy("The tax code is missing."),
    "not_digits": gettext_lazy("The tax code may hold digits only."),
    "length": gettext_lazy("A tax code has 10 digits, 10-3 for a branch, or 12 for a person."),
    "check_digit": gettext_lazy("The tax code has a wrong digit: its check digit does not fit."),
    "person": gettext_lazy("These 12 digits are not a personal identification number."),
}


def tax_code_problem(code: str) -> str:
    """What is wrong with a tax code, in words."""
    return str(TAX_CODE_PROBLEMS[code])


ROW_WORDS = {
    **{f"tax_code_{code}": words for code, words in TAX_CODE_PROBLEMS.items()},
    "name_missing": gettext_lazy("The name is missing."),
    "duplicate": gettext_lazy("The same tax code stands in row %(row)s of this file."),
    "ward_unknown": gettext_lazy("No ward “%(value)s” in this province."),
    "ward_unknown_near": gettext_lazy("No ward “%(value)s” in this province; perhaps “%(near)s”."),
    "ward_ambiguous": gettext_lazy("Several wards are called “%(value)s”: give the code."),
    "not_a_number": gettext_lazy("%(field)s: “%(value)s” is not a whole number."),
    "too_big": gettext_lazy("%(field)s: %(value)s is too big."),
    "a_date": gettext_lazy(
        "%(field)s: the spreadsheet holds a date (%(value)s); format the column as a number."
    ),
    "women_more": gettext_lazy("More women (%(women)s) than workers (%(workers)s)."),
    "other_province": gettext_lazy("The row names another province: “%(value)s”."),
    "held_elsewhere": gettext_lazy("Held by %(province)s: the enterprise is in its register."),
    "codes_missing": gettext_lazy("Neither a tax code nor a social insurance code."),
    "unit_unknown": gettext_lazy(
        "No enterprise of this province has the social insurance code; give its tax code."
    ),
    "name_unknown": gettext_lazy("%(field)s “%(value)s” is not known; it is left as it is."),
    "ownership_unknown": gettext_lazy("Ownership “%(value)s” is not known; left as it is."),
    "not_a_day": gettext_lazy("%(field)s: “%(value)s” is not a date; it is left out."),
    "day_to_come": gettext_lazy("%(field)s: %(value)s is later than the list; it is left out."),
    "not_an_amount": gettext_lazy("%(field)s: “%(value)s” is not an amount; it is left out."),
    "ward_merged": gettext_lazy("“%(value)s” is “%(now)s” since 1 July 2025."),
    "ward_divided": gettext_lazy(
        "“%(value)s” was divided on 1 July 2025; name the ward of today: %(now)s."
    ),
    "ward_succeeded": gettext_lazy("“%(value)s” ended on %(day)s; it is “%(now)s” now."),
    "ward_ended": gettext_lazy(
        "“%(value)s” ended on %(day)s and was divided; name the ward or commune of today."
    ),
    "merged_into": gettext_lazy("This tax code was merged; the row goes to “%(name)s”."),
    "registry_kept": gettext_lazy(
        "%(field)s: the business register says otherwise (%(day)s); its word is kept."
    ),
    "contradicts_verified": gettext_lazy(
        "%(field)s: replaces a fact verified by %(who)s (%(day)s)."
    ),
    "personal_id": gettext_lazy("A personal number is the tax code of a household business only."),
    "status_unknown": gettext_lazy("Status “%(value)s” is not known; it is left as it is."),
    "form_unknown": gettext_lazy("Legal form “%(value)s” is not known; it is left as it is."),
    "form_inferred": gettext_lazy("Legal form taken from the name: %(form)s."),
    "sector_unknown": gettext_lazy("Sector “%(value)s” is not known; it is left as it is."),
    "zero_restored": gettext_lazy(
        "The tax code had lost its first zero (%(value)s); it was put back."
    ),
    "email_wrong": gettext_lazy("“%(value)s” is not an e-mail address; it is left out."),
    "too_long": gettext_lazy("%(field)s is longer than %(limit)s letters; it was cut."),
    "older": gettext_lazy("%(field)s: the register has a newer value (%(day)s); it is kept."),
    "replaces_correction": gettext_lazy(
        "%(field)s: replaces a correction made by %(who)s on %(day)s."
    ),
}

FILE_WORDS = {
    "empty": gettext_lazy("The file is empty (0 bytes)."),
    "no_rows": gettext_lazy("The file has column titles but no rows below them."),
    "nothing": gettext_lazy("The file holds no table."),
    "too_big": gettext_lazy("The file is bigger than %(limit)s MB."),
    "too_many_rows": gettext_lazy("The file has more than %(limit)s rows; cut it into parts."),
    "too_wide": gettext_lazy("The sheet is too wide or too long to be a list of employers."),
    "bomb": gettext_lazy(
        "The file would unpack to more than a list can be (a “zip bomb”); it was not opened."
    ),
    "macros": gettext_lazy("The workbook holds macros. Save it as .xlsx without macros."),
    "encrypted": gettext_lazy("The workbook is protected by a password. Take the password off."),
    "broken": gettext_lazy("The file is damaged and cannot be read."),
    "not_a_table": gettext_lazy(
        "This is not a list: the file looks like %(kind)s. Send CSV, XLSX or XLS."
    ),
    "encoding": gettext_lazy(
        "The encoding of the text cannot be recognised. Choose it below, or save the file as "
        "CSV UTF-8 or XLSX."
    ),
    "columns": gettext_lazy(
        "The columns were not recognised: %(missing)s not found. Choose the columns below, or "
        "mend the titles in the file."
    ),
    "changed_meanwhile": gettext_lazy(
        "The register changed after the check; the file was checked again. Look at the preview "
        "once more before you confirm."
    ),
    "worker_lost": gettext_lazy(
        "The work was broken off %(attempts)s times and given up. Nothing was changed; send "
        "the file again, or tell the administrator."
    ),
    "undo_failed": gettext_lazy(
        "The undo failed and the import stands as it did. Details: %(details)s"
    ),
    "failed": gettext_lazy("The work failed. Nothing was changed. Details: %(details)s"),
    "file_gone": gettext_lazy("The uploaded file is no longer there. Send it again."),
}

ENCODING_WORDS = {
    "utf-8": gettext_lazy("Unicode (UTF-8)"),
    "utf-16": gettext_lazy("Unicode (UTF-16)"),
    "cp1258": gettext_lazy("Windows-1258"),
    "tcvn3": gettext_lazy("TCVN3 (ABC fonts, .VnTime)"),
    "vni": gettext_lazy("VNI (VNI-Times fonts)"),
    "xlsx": gettext_lazy("Workbook"),
}


def encoding_words(known_as: str) -> str:
    """How a file was read: “Unicode (UTF-8)”, “Workbook, TCVN3 (ABC fonts, .VnTime)”."""
    names = known_as.replace("utf-8-sig", "utf-8").replace("-le", "").replace("-be", "").split()
    return ", ".join(str(ENCODING_WORDS.get(name, name)) for name in names)


def row_words(item: Iterable[Any], adapter: Any = None) -> str:
    """One stored reason or warning [code, params] of a row in words.

    ``adapter`` (of ``services.imports.adapters``) words its own codes and names its fields.
    """
    code, params = item
    own = adapter.row_words if adapter else {}
    words = own.get(code) or ROW_WORDS.get(code)
    return str(words) % _shown(params, adapter) if words else str(code)


REASON_TITLES = {
    "tax_code_missing": gettext_lazy("Tax code missing"),
    "tax_code_not_digits": gettext_lazy("Tax code with letters"),
    "tax_code_length": gettext_lazy("Tax code of a wrong length"),
    "tax_code_check_digit": gettext_lazy("Wrong check digit"),
    "tax_code_person": gettext_lazy("No personal number"),
    "name_missing": gettext_lazy("Name missing"),
    "codes_missing": gettext_lazy("No code"),
    "unit_unknown": gettext_lazy("Insurance code not known"),
    "duplicate": gettext_lazy("Twice in the file"),
    "ward_unknown": gettext_lazy("Ward not known"),
    "ward_unknown_near": gettext_lazy("Ward misspelt"),
    "ward_ambiguous": gettext_lazy("Ward ambiguous"),
    "ward_divided": gettext_lazy("Ward divided in 2025"),
    "ward_ended": gettext_lazy("Ward that was divided"),
    "not_a_number": gettext_lazy("Not a number"),
    "a_date": gettext_lazy("A date in the place of a number"),
    "too_big": gettext_lazy("Number too big"),
    "women_more": gettext_lazy("More women than workers"),
    "other_province": gettext_lazy("Row of another province"),
    "held_elsewhere": gettext_lazy("Held by another province"),
    "personal_id": gettext_lazy("Personal number of a company"),
}


def reason_words(code: str, adapter: Any = None) -> str:
    """The short title of a reason for refusals."""
    own = adapter.reason_titles if adapter else {}
    return str(own.get(code) or REASON_TITLES.get(code, code))


# What stands on the pages of an import about its rows; an adapter may say it otherwise.
NOUNS = {
    "one": gettext_lazy("Enterprise"),
    "new": gettext_lazy("enterprises that the register does not have"),
    "restored": gettext_lazy("enterprises that get their earlier facts again"),
    "removed": gettext_lazy("enterprises that this import brought in"),
    "kept": gettext_lazy("new enterprises on which something hangs"),
    "undone": gettext_lazy("Enterprises with their earlier facts again: %(restored)s; "
                           "taken out of the register: %(removed)s."),
}  # fmt: skip


def nouns_of(adapter: Any) -> dict[str, Any]:
    """The words about rows on the pages of an import of this kind."""
    return {**NOUNS, **adapter.nouns}


def file_words(problem: dict[str, Any], adapter: Any = None) -> str:
    """Why a file was refused or an import failed, in words; empty where nothing is wrong."""
    code = problem.get("code", "")
    if not code:
        return ""
    words = FILE_WORDS.get(code)
    return str(words) % _shown(problem.get("params", {}), adapter) if words else str(code)


def _shown(params: dict[str, Any], adapter: Any = None) -> dict[str, Any]:
    name = adapter.words_of if adapter else field_words
    shown = dict(params)
    for key in ("field", "before"):
        if key in shown:
            shown[key] = name(shown[key])
    if "day" in shown:
        shown["day"] = _day(shown["day"])
    if "missing" in shown:
        shown["missing"] = ", ".join(
            " / ".join(name(field) for field in group) for group in shown["missing"]
        )
    if "form" in shown:
        shown["form"] = str(LegalForm(shown["form"]).label)
    if "kind" in shown:
        shown["kind"] = KIND_WORDS.get(shown["kind"], shown["kind"])
    return shown


def _day(text: str) -> str:
    try:
        return legal_date(date.fromisoformat(str(text)[:10]))
    except ValueError:
        return str(text)


KIND_WORDS = {
    "pdf": "PDF",
    "image": gettext_lazy("a picture"),
    "zip": gettext_lazy("a ZIP archive"),
    "document": gettext_lazy("a text document"),
    "web": gettext_lazy("a web page"),
    "binary": gettext_lazy("a program or other binary data"),
}
