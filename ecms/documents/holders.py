"""What documents hang on: how a case is opened, and who may correct its documents.

Each module registers its own cases in ``apps.ready()``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ecms.core.access import Answer, Refused
from ecms.documents import registry
from ecms.documents.models import DocumentState, GeneratedDocument
from ecms.documents.registry import Correction


@dataclass(frozen=True)
class Holder:
    """Cases of the model ``label`` ("app.Model"): their page, and ``rule(thing, user)`` who may
    replace one of their documents; without a rule nobody may. ``related`` is what the name of a
    case needs, read together with it."""

    label: str
    url: Callable[[Any], str]
    rule: Callable[[Any, Any], Answer] | None = None
    related: tuple[str, ...] = ()


_holders: dict[str, Holder] = {}
WAYS = {
    Correction.OWN: _("This document is changed only by a step of its own proceeding."),
    Correction.BOTH_SIDES: _(
        "Minutes were signed by both sides; one side cannot correct them. Draw up further minutes."
    ),
}


def register(*holders: Holder) -> None:
    """Add kinds of cases."""
    _holders.update({holder.label.lower(): holder for holder in holders})


def holder_of(thing: Any) -> Holder | None:
    """How the kind of ``thing`` was registered."""
    return _holders.get(thing._meta.label_lower) if thing is not None else None


def visible_documents(user: Any) -> QuerySet[GeneratedDocument]:
    """All documents of the registered cases that ``user`` may see."""
    reach = Q(pk__in=())
    for label in sorted(_holders):
        model: Any = apps.get_model(label)
        kind = ContentType.objects.get_for_model(model)
        things = model.objects.visible_to(user).values("pk")
        reach |= Q(content_type=kind, object_id__in=things)
    return GeneratedDocument.objects.filter(reach)


def with_cases(rows: QuerySet[GeneratedDocument]) -> QuerySet[GeneratedDocument]:
    """The documents together with their cases: one statement for each kind of case."""
    cases = [
        apps.get_model(holder.label)._default_manager.select_related(*holder.related)
        if holder.related
        else apps.get_model(holder.label)._default_manager.all()
        for holder in _holders.values()
    ]
    return rows.prefetch_related(GenericPrefetch("thing", cases))


def may_correct(document: GeneratedDocument, user: Any) -> Answer:
    """Whether ``user`` may replace ``document`` by a corrected version, and if not, why."""
    if document.state != DocumentState.ISSUED:
        return Refused(_("Only the document in force can be corrected."))
    way = registry.correction(document.form_code)
    if way in WAYS:
        return Refused(WAYS[way])
    if not document.html:
        return Refused(_("The text of this document was not kept; it was issued elsewhere."))
    holder = holder_of(document.thing)
    if holder is None or holder.rule is None:
        return Refused(WAYS[Correction.OWN])
    if document.issued_by_id != user.pk:
        return Refused(
            _("%(name)s issued this document; only the person who signed may replace it.")
            % {"name": document.issued_by}
        )
    return holder.rule(document.thing, user)
