"""The files of a new decree: rows as text, checked one by one, as provisions of the rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.spreadsheets import CatalogueCsv, CatalogueXlsx, restore
from ecms.core.datafile import DataFileError, Row
from ecms.core.refusal import Refusal
from law.models import AdditionalSanction, CompetenceRule, DecreeDraft, Remedy, ViolationTopic
from law.reference import PROVISION_COLUMNS, provision_of
from law.rules.catalogue import Provision, Scope, group_provisions
from law.rules.competence import expand
from law.rules.errors import InvalidReference

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000
OWN = ("row_id", "decree", "valid_from", "valid_to", "legal_basis", "org_fine_min_vnd",
       "org_fine_max_vnd", "org_cap_vnd")  # fmt: skip # filled in where the file does not say
COLUMNS = [name for name in PROVISION_COLUMNS if name not in OWN]
TITLES = [*COLUMNS, "valid_from"]  # a clause that is deferred says so
SCOPE_COLUMNS = ["title_code", "provisions", "max_individual_vnd", "max_organisation_vnd"]
Cells = dict[str, str]
Problem = tuple[int, str]  # row as the spreadsheet counts it, words


def table(upload: Any, field: str, columns: Sequence[str]) -> list[Cells]:
    """The rows of a CSV or XLSX file as text by column; blank rows are left out.

    Raises:
        Refusal: no table, too large, or a column is missing.
    """
    if upload.size > MOST_BYTES:
        raise Refusal(_("The file is larger than 10 MB."), field)
    content = upload.read()
    book = content[:2] == b"PK"
    try:
        data = (CatalogueXlsx() if book else CatalogueCsv()).create_dataset(content)
        titles = [str(title or "").strip() for title in data.headers or []]
        rows = [dict(zip(titles, map(_text, cells), strict=False)) for cells in data]
    except Exception as error:
        raise Refusal(_("The file cannot be read as a table. Save it as XLSX or CSV."),
                      field) from error  # fmt: skip
    missing = [name for name in columns if name not in titles]
    if missing:
        words = _("Columns are missing: %(names)s. Start from the template.")
        raise Refusal(words % {"names": ", ".join(missing)}, field)
    if not rows or len(rows) > MOST_ROWS:
        raise Refusal(_("The file has no rows, or too many."), field)
    known = {*columns, *OWN}
    return [{name: cell for name, cell in row.items() if name in known} for row in rows]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(restore(str(cell)))


def provisions(draft: DecreeDraft) -> tuple[list[Provision], list[Problem]]:
    """The acts of a draft, and what is wrong with its rows."""
    known = _Known()
    found: list[Provision] = []
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    for number, cells in enumerate(draft.rows, start=2):
        if not any(cells.values()):
            continue
        row = Row(draft.filename, number, _completed(cells, draft))
        item = _tried(row, lambda row=row: provision_of(row), problems)  # type: ignore[misc]
        if item is None:
            continue
        problems += [(number, words) for words in known.faults(item)]
        if item.row_id in lines:
            problems.append((number, str(_("The row is given twice (row %(n)d).")
                             % {"n": lines[item.row_id]})))  # fmt: skip
        lines[item.row_id] = number
        found.append(item)
    if not problems:
        problems += _groups(found, lines)
    return found, problems


def scopes(draft: DecreeDraft) -> tuple[list[tuple[str, Scope]], list[Problem]]:
    """Which title may sanction which provisions of the draft, and what is wrong."""
    titles = set(CompetenceRule.objects.values_list("title_code", flat=True))
    found: list[tuple[str, Scope]] = []
    problems: list[Problem] = []
    for number, cells in enumerate(draft.scopes, start=2):
        row = Row(draft.filename, number, cells)

        def make(row: Row = row) -> tuple[str, Scope]:
            expand(row.required("provisions"))
            code = row.choice("title_code", sorted(titles))
            return code, Scope(draft.number, row.text("provisions"),
                               row.integer("max_individual_vnd"),
                               row.integer("max_organisation_vnd"))  # fmt: skip

        made = _tried(row, make, problems)
        if made is not None:
            found.append(made)
    return found, problems


def _tried(row: Row, make: Callable[[], Any], problems: list[Problem]) -> Any:
    try:
        return row.build(make)
    except DataFileError as error:
        problems.append((row.number, words_of(error.reason)))
        return None


def _completed(cells: Cells, draft: DecreeDraft) -> Cells:
    """What follows from the rest of a row, where the file leaves it out."""
    full = {name: cells.get(name, "") for name in PROVISION_COLUMNS}
    full["decree"] = draft.number
    full["valid_from"] = full["valid_from"] or draft.valid_from.isoformat()
    head = draft.number.split("/")[0]
    bracket = f"-F{full['bracket_from']}" if full["bracket_from"] else ""
    full["row_id"] = f"{head}-{full['code']}{bracket}"
    place = [f"điểm {full['point']}"] if full["point"] else []
    place += [f"khoản {full['clause']}"] if full["clause"] else []
    full["legal_basis"] = " ".join([*place, f"Điều {full['article']} NĐ {draft.number}"])
    times = {"1": 1, "2": 2}.get(full["org_multiplier"], 0)
    for name, own in (("fine_min_vnd", "org_fine_min_vnd"), ("fine_max_vnd", "org_fine_max_vnd"),
                      ("cap_vnd", "org_cap_vnd")):  # fmt: skip
        stated = full[name]
        full[own] = str(int(stated) * times) if stated.isascii() and stated.isdigit() else ""
    full["confidence"] = full["confidence"] or "recalled"
    return full


_FIELDS = {
    "fine_stated_for": "stated_for", "fine_min_vnd": "fine_min", "fine_max_vnd": "fine_max",
    "cap_vnd": "cap", "additional_sanction_codes": "additional_codes",
    "remedial_codes": "remedial_codes",
}  # fmt: skip


def cells_of(item: Provision) -> list[str]:
    """The cells of ``TITLES`` for an act of the catalogue: the template to start from."""
    cells = [_cell(name, getattr(item, _FIELDS.get(name, name))) for name in COLUMNS]
    return [*cells, "" if item.valid_from else "(deferred)"]


def _cell(name: str, value: Any) -> str:
    if name == "org_multiplier":
        return str(value or "n/a")
    if value is None or (name in ("fine_min_vnd", "fine_max_vnd", "clause") and not value):
        return ""
    return " ".join(value) if isinstance(value, tuple) else str(value)


class _Known:
    """Codes that the catalogue has."""

    def __init__(self) -> None:
        self.topics = set(ViolationTopic.objects.values_list("code", flat=True))
        self.remedies = set(Remedy.objects.values_list("code", flat=True))
        self.additional = set(AdditionalSanction.objects.values_list("code", flat=True))

    def faults(self, item: Provision) -> list[str]:
        """Codes of a row that the catalogue does not have."""
        unknown = [code for code in item.remedial_codes if code not in self.remedies]
        unknown += [code for code in item.additional_codes if code not in self.additional]
        unknown += [item.category] if item.category not in self.topics else []
        return [str(_("The catalogue has no “%(code)s”.") % {"code": code}) for code in unknown]


def _groups(found: Sequence[Provision], lines: dict[str, int]) -> list[Problem]:
    by_code: dict[str, list[Provision]] = {}
    for item in found:
        by_code.setdefault(item.code, []).append(item)
    problems = []
    for rows in by_code.values():
        try:
            group_provisions(rows)
        except InvalidReference as error:
            problems.append((lines[rows[0].row_id], words_of(str(error))))
    return problems


_WORDS = (
    (r"column (\S+) is empty", _("Column %(a)s is empty.")),
    (r"column (\S+): (.+) is not a whole number", _("Column %(a)s: %(b)s is no whole number.")),
    (r"column (\S+): (.+) is not a number", _("Column %(a)s: %(b)s is no number.")),
    (r"column (\S+): (.+) is not a date.*",
     _("Column %(a)s: %(b)s is no date (year-month-day).")),
    (r"column (\S+): (.+) is not one of (.*)", _("Column %(a)s: %(b)s is not one of %(c)s.")),
    (r"the lowest fine is above the highest", _("The lowest fine is above the highest.")),
    (r".*(?:a bracket|a fixed range|a fine per unit) needs (?:amounts|its).*",
     _("Amounts, unit or lower bound are missing for this kind of fine.")),
    (r".*percentage.*", _("A percentage fine needs two percentages, its base and its cap.")),
    (r"multiplier .*", _("The multiplier does not go with the party the fine is stated for.")),
    (r".*brackets overlap or leave a gap at (\S+)",
     _("The brackets overlap or leave a gap at %(a)s.")),
    (r".*the last bracket must be open", _("The last bracket must have no upper bound.")),
    (r".*two rows", _("One code has two rows that are no brackets.")),
    (r".*is not a list of articles", _("The provisions are no list of articles such as 8-14.")),
)  # fmt: skip


def words_of(reason: str) -> str:
    """A reason of the checks in the language of the page; the reason itself where it is rare."""
    for pattern, words in _WORDS:
        match = re.fullmatch(pattern, reason)
        if match:
            return str(words % dict(zip("abc", match.groups(), strict=False)))
    return reason
