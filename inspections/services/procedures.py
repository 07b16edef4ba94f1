"""Versions of procedures: drafts are edited and checked, published ones never change."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecms.audit.services import log
from ecms.notifications import registry as letters
from inspections.loading_procedures import write_parts
from inspections.models import Procedure
from inspections.models.procedure import read_definition
from inspections.procedure_rules import Definition, Known, problems
from inspections.services.papers import KINDS, OUTCOME
from inspections.services.refusal import Refusal
from inspections.workflow import ACTS, label_of
from law.models import DeadlineRule

CODE = re.compile(r"[\w-]+")
WORDS = {
    "first": gettext_lazy("The first state does not exist: %(where)s"),
    "final": gettext_lazy("No state closes a case."),
    "unreachable": gettext_lazy("No step leads to the state %(where)s"),
    "dead-end": gettext_lazy("From the state %(where)s no way leads to an end."),
    "act": gettext_lazy("Unknown act: %(where)s"),
    "state-unknown": gettext_lazy("A state that does not exist: %(where)s"),
    "nameless": gettext_lazy("A recorded step needs a code and a Vietnamese name: %(where)s"),
    "document": gettext_lazy("Document without a template: %(where)s"),
    "needs": gettext_lazy("Waits for a step that does not exist: %(where)s"),
    "twice": gettext_lazy("Two steps of one name from one state: %(where)s"),
    "phase": gettext_lazy("This act cannot lead there: %(where)s"),
    "term-step": gettext_lazy("Time limit of a step that does not exist: %(where)s"),
    "reminder": gettext_lazy("Time limit without a reminder: %(where)s"),
    "row": gettext_lazy("Row that the table of time limits does not have: %(where)s"),
}


def known() -> Known:
    """What procedures may refer to at present."""
    return Known(
        acts={code: (act.sources, act.targets) for code, act in ACTS.items()},
        documents={*KINDS, OUTCOME},
        reminders=letters.kinds(),
        rules=set(DeadlineRule.objects.values_list("number", flat=True)),
    )


def complaints(procedure: Procedure) -> list[str]:
    """Why a draft may not be published yet, in words; empty when it may."""
    draft = read_definition(procedure)
    return [
        str(WORDS[code]) % {"where": _named(draft, where)}
        for code, where in problems(draft, known())
    ]


def _named(draft: Definition, where: str) -> str:
    """The place of a problem with the names of states and steps instead of their codes."""

    def name(found: re.Match[str]) -> str:
        word = found[0]
        step = draft.step(word, "")
        words = label_of(draft, word) if step and step.act in ACTS else draft.state_name(word)
        return f"“{words}”" if str(words) != word else word

    return CODE.sub(name, where)


def publish(procedure: Procedure, *, by: Any, at: datetime, on: date) -> Procedure:
    """New cases follow this version from its first day on; running ones keep theirs.

    The version before it ends the day before. A repeat does nothing.

    Raises:
        Refusal: something is wrong with it, no first day, a first day that has passed.
    """
    with transaction.atomic():
        row = Procedure.objects.select_for_update().get(pk=procedure.pk)
        if row.published_on is not None:
            return row
        wrong = complaints(row)
        if wrong:
            raise Refusal(" ".join(wrong))
        if row.valid_from is None or row.valid_from < on:
            raise Refusal(_("Enter the first day of validity, today or later."))
        earlier = Procedure.objects.exclude(pk=row.pk).exclude(published_on=None)
        for old in earlier.filter(code=row.code, valid_to=None, valid_from__lt=row.valid_from):
            old.valid_to = row.valid_from - timedelta(days=1)
            old.save(update_fields=["valid_to"])
        row.published_on = on
        row.save(update_fields=["published_on"])
        log("procedure.published", row, by=by, at=at, data={"version": row.version})
    return row


def new_version(procedure: Procedure, *, by: Any, at: datetime) -> Procedure:
    """A draft with the same states, steps and time limits and the next number."""
    with transaction.atomic():
        versions = Procedure.objects.select_for_update().filter(code=procedure.code)
        last = max(row.version for row in versions)
        same = ("code", "kind", "regime", "legal_basis", "can_propose", "first_state")
        copy = Procedure.objects.create(
            version=last + 1, name_vi=procedure.name_vi, name_en=procedure.name_en,
            **{name: getattr(procedure, name) for name in same},
        )  # fmt: skip
        parts = read_definition(procedure)
        write_parts(copy, parts.states, parts.steps, parts.terms)
        log("procedure.drafted", copy, by=by, at=at, data={"version": copy.version})
    return copy
