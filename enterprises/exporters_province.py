"""All records of a province as a ZIP of CSV files: a province can take its own out.

Values are as they are stored (codes, ISO dates), so that another system can read them; identity
numbers of workers are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Province
from accounts.permissions import Permission
from ecms.core.bulk import json_text
from ecms.documents.exporting.registry import Row, Table
from enterprises.models import (
    Contact,
    Enterprise,
    EnterpriseHazard,
    Flag,
    Headcount,
    ImportJob,
    Relation,
    SelfCheck,
    SharedStay,
    Site,
    Spell,
    StatusChange,
)
from enterprises.province_parts import Part, registered

CHUNK = 5_000
KEY = "enterprise__tax_code"
_STATED = (
    "source",
    "recorded_at",
    "recorded_by__username",
    "verified_at",
    "verified_by__username",
)


PARTS = (
    Part("enterprises", gettext_lazy("the register"), Enterprise, "province", (
        "tax_code", "registration_number", "insurance_code", "name", "foreign_name", "short_name",
        "former_names", "legal_form", "ownership", "status", "status_on", "address", "ward__code",
        "province__code", "zone__code", "sector__scheme", "sector__code", "section_2025__code",
        "representative", "representative_title", "phone", "email", "workers", "women",
        "workers_on", "insured", "insured_on", "has_union", "caution", "last_visited_on",
        "workforce_on", "workforce_due_on", "risk_score", "risk_on", "risk_model",
        "merged_into__tax_code", "provenance", "created_at", "updated_at",
    )),
    Part("sites", gettext_lazy("places of work"), Site, "enterprise__province", (
        KEY, "code", "name", "address", "province__code", "ward__code", "former_province__code",
        "zone__code", "is_head_office", "phone", "caution", "opened_on", "closed_on",
    )),
    Part("headcounts", gettext_lazy("headcounts by date and source"), Headcount,
         "enterprise__province", (
        KEY, "on", "total", "women", "minors", "elderly", "disabled", "foreign", "leased",
        "union", "insured", *_STATED,
    )),
    Part("statuses", gettext_lazy("changes of status"), StatusChange, "enterprise__province", (
        KEY, "status", "on", "note", *_STATED,
    )),
    Part("relations", gettext_lazy("the first enterprise is the KIND of the second"), Relation,
         "source_firm__province", (
        "source_firm__tax_code", "kind", "target_firm__tax_code", "started_on", "ended_on",
        "note", *_STATED,
    )),
    Part("hazards", gettext_lazy("hazards"), EnterpriseHazard, "enterprise__province", (
        KEY, "site__name", "hazard__code", "quantity", "on", "gone_on", *_STATED,
    )),
    Part("contacts", gettext_lazy("persons to talk to"), Contact, "enterprise__province", (
        KEY, "name", "title", "phone", "email", "note", "ended_on", *_STATED,
    )),
    Part("flags", gettext_lazy("what was noticed by machine"), Flag, "enterprise__province", (
        KEY, "kind", "facts", "raised_on", "settled_at", "settled_by__username", "note",
    )),
    Part("employment", gettext_lazy("employment, without identity numbers"), Spell, "province", (
        KEY, "worker_id", "worker__name", "worker__born_on", "worker__sex",
        "worker__nationality", "site__name", "started_on", "ended_on", "job_title", "contract",
        "contract_until", "is_full_time", "is_insured", "trained_until",
    ), Permission.WORKER_READ),
    Part("self_checks", gettext_lazy("self-checks of employers"), SelfCheck,
         "enterprise__province", (
        KEY, "form__code", "form__version", "done_on", "source", "results", "submitted_at",
        "recorded_at",
    )),
    Part("housing_and_transport", gettext_lazy("houses, vehicles and shifts shared by workers"),
         SharedStay, "place__enterprise__province", (
        "place__enterprise__tax_code", "place__kind", "place__code", "place__address",
        "worker_id", "started_on", "ended_on",
    ), Permission.WORKER_READ),
    Part("imports", gettext_lazy("lists that were imported"), ImportJob, "province", (
        "id", "kind", "state", "source", "as_of", "original_name", "sha256", "total", "new",
        "changed", "unchanged", "refused", "uploaded_at", "uploaded_by__username", "finished_at",
    )),
)  # fmt: skip


def parts() -> list[Part]:
    """Parts of the register, then those of the modules above."""
    return [*PARTS, *registered()]


def provinces(user: Any, query: str) -> list[Any]:
    """The provinces in question: those of ``?province=`` that are in the user's reach."""
    wanted = QueryDict(query).getlist("province")
    reach = Province.objects.in_reach(user)
    keys = [int(key) for key in wanted if key.isdecimal() and len(key) < 10]
    return list(reach.filter(pk__in=keys) if keys else reach)


def tables(user: Any, query: str) -> list[Table]:
    """Every part that the user may read."""
    keys = [province.pk for province in provinces(user, query)]
    return [_table(part, keys, user) for part in parts() if user.can(part.permission)]


def _table(part: Part, keys: list[int], user: Any) -> Table:
    header = [column.removesuffix("_id").replace("__", ".") for column in part.columns]
    return Table(part.name, header, lambda: _rows(part, keys, user), str(part.note))


def _rows(part: Part, keys: list[int], user: Any) -> Iterator[Row]:
    condition = Q(**{f"{part.scope}__in": keys})
    if part.model is Relation:
        condition |= Q(target_firm__province__in=keys)
    found = part.rows(user).filter(condition).order_by("pk").values_list(*part.columns)
    return map(_plain, found.iterator(chunk_size=CHUNK))


def _plain(row: Sequence[Any]) -> Row:
    return [json_text(value) if isinstance(value, dict | list) else value for value in row]


def total(user: Any, query: str) -> int:
    """Rows of every part."""
    keys = [province.pk for province in provinces(user, query)]
    return sum(
        part.rows(user).filter(**{f"{part.scope}__in": keys}).count()
        for part in parts()
        if user.can(part.permission)
    )


def readme(user: Any) -> str:
    """What stands above the descriptions of the files."""
    return _(
        "Records of a province in ECMS. Each file is CSV in UTF-8 with a comma "
        "between cells; the first line names the columns. A tax code joins the files. Dates are "
        "year-month-day, codes are those of the catalogues. Identity numbers of workers are not "
        "included, nor are complaints, whose list has an export of its own; “worker” tells "
        "persons apart within this export only. An apostrophe before "
        "=, +, - or @ keeps a spreadsheet from running the cell."
    )
