"""The plan of a year as a document, and the extract that is made public; in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from campaigns.models import Plan, PlanItem
from ecms.documents.grounds import grounds_for
from ecms.documents.parts import Official, head_of
from ecms.documents.registry import Correction, Form, define
from ecms.documents.rendering import Issue, render
from inspections.permissions import signing_position
from inspections.services.papers import office_signature

PLAN = define(
    Form("KH-NAM", "Kế hoạch", _("Plan of a year"), "campaigns/pdf/plan.html", book="KH",
         symbol="KH-{agency}", correction=Correction.FORM)
)  # fmt: skip
CHECK, INSPECTION = "kiểm tra", "thanh tra"


@dataclass(frozen=True)
class Line:
    """One row of the table; ``where`` is sector and place, ``when`` the months."""

    title: str
    scope: str
    where: str
    when: str
    size: int
    unit: str
    partners: str


@dataclass(frozen=True, kw_only=True)
class YearPlan(Official):
    """KH-NAM: aims, themes with numbers, who carries it out. An extract names no units."""

    year: int
    purpose: str
    lines: tuple[Line, ...]
    total: int
    is_extract: bool = False
    of: str = ""


def plan(row: Plan, *, by: Any, on: date) -> YearPlan:
    """The context of the plan as ``by`` signs it on ``on``."""
    agency = row.agency
    noun = INSPECTION if agency.is_inspectorate else CHECK
    position = signing_position(row, by)
    lines = tuple(_line(item) for item in items_of(row))
    context = YearPlan(
        head=head_of(agency), noun=noun, year=row.year, purpose=row.purpose, lines=lines,
        abstract=f"{noun.capitalize()} việc chấp hành pháp luật lao động năm {row.year}",
        grounds=grounds_for("inspection" if agency.is_inspectorate else "check", on),
        total=sum(line.size for line in lines), recipients=_recipients(row),
    )  # fmt: skip
    if position is None:
        return context
    return replace(context, signature=office_signature(position, on))


def extract(row: Plan, reference: str, *, by: Any, on: date) -> bytes:
    """The PDF of the extract: themes, sectors, months and numbers, and nobody’s name."""
    whole = plan(row, by=by, on=on)
    lines = tuple(replace(line, unit="", partners="") for line in whole.lines)
    context = replace(
        whole, lines=lines, is_extract=True, of=reference, grounds=(),
        recipients=("Lưu: VT",), abstract=f"Trích kế hoạch {whole.abstract[:1].lower()}"
        f"{whole.abstract[1:]}",
    )  # fmt: skip
    return render(PLAN, context, Issue(symbol="", on=on, place=whole.head.place))


def items_of(row: Plan) -> Any:
    """The items in the plan, with what their lines name."""
    return row.items.planned().select_related("section", "place", "unit")  # type: ignore[attr-defined]


def _line(item: PlanItem) -> Line:
    sector = item.section.name_vi if item.section else "Các ngành"
    where = f"{sector}; {item.place.name_vi}" if item.place else sector
    first, last = item.month_from, item.month_to
    when = f"Tháng {first}" if first == last else f"Tháng {first} – {last}"
    unit = item.unit.name_vi if item.unit else ""
    return Line(item.title, item.scope, where, when, item.size, unit, item.partners)


def _recipients(row: Plan) -> tuple[str, ...]:
    superior = (row.agency.superior_vi,) if row.agency.superior_vi else ()
    if row.agency.is_inspectorate:
        return (*superior, "Lưu: VT")
    inspectorate = row.agency.superior_vi.replace("Ủy ban nhân dân", "Thanh tra")
    if not row.province_id:
        inspectorate = "Thanh tra Chính phủ"
    return (*superior, f"{inspectorate} (để xử lý chồng chéo)", "Lưu: VT")
