"""Self-check forms from the reference data, composed of topics of the question bank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import Outcome, sync
from enterprises.enums import SelfCheckDuty
from enterprises.models import SelfCheckForm, SelfCheckItem
from law.models import Question

COLUMNS = ("code", "version", "duty", "per_year", "name_vi", "topics", "legal_basis", "valid_from")


def load_forms() -> Outcome:
    """Published forms; an existing version is never recomposed."""
    rows = list(read_rows(DATA_DIR / "self_check_forms.csv", COLUMNS))
    outcome = sync(SelfCheckForm, ("code", "version"), (_form(row) for row in rows))
    for row in rows:
        form = SelfCheckForm.objects.get(
            code=row.required("code"), version=row.integer("version") or 0
        )
        if not form.items.exists():
            _compose(form, row)
    return outcome


def _form(row: Row) -> dict[str, Any]:
    return {
        "code": row.required("code"), "version": row.integer("version"),
        "duty": row.choice("duty", SelfCheckDuty.values), "per_year": row.integer("per_year"),
        "name_vi": row.required("name_vi"), "name_en": row.text("name_en"),
        "legal_basis": row.required("legal_basis"), "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"), "published_on": row.day("valid_from"),
    }  # fmt: skip


def _compose(form: SelfCheckForm, row: Row) -> None:
    questions = _questions(row.words("topics"))
    if not questions:
        raise row.fail("no question of the bank is in these topics")
    SelfCheckItem.objects.bulk_create(
        SelfCheckItem(form=form, question=question, order=order)
        for order, question in enumerate(questions, start=1)
    )


def _questions(topics: Iterable[str]) -> list[Question]:
    return [
        question
        for topic in topics
        for question in Question.objects.filter(topic__startswith=f"{topic}. ").order_by("code")
    ]
