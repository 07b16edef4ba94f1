"""Everything that points at an enterprise, and what a merge does with it.

Each module says in ``apps.ready()`` what becomes of its rows::

    references.register("inspections.Inspection.enterprise", references.MOVE)

A reference that nobody registered stops every merge (``UnknownReference``), so nothing is ever
left behind unnoticed; a test walks the models and finds it first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import CharField, Field, Model, Q, QuerySet, UniqueConstraint

from enterprises.models import Enterprise


class How(Enum):
    """What a merge does with the rows of a reference."""

    MOVE = "move"  # they go over to the survivor
    KEEP = "keep"  # they say what was, and stay with the merged record
    REFUSE = "refuse"  # no merge while there is one


MOVE, KEEP, REFUSE = How.MOVE, How.KEEP, How.REFUSE
Change = Callable[[Any, "Occasion"], dict[str, Any]]


class UnknownReference(Exception):
    """A reference to enterprises that no module has registered; nothing was merged."""


@dataclass(frozen=True)
class Once:
    """What may occur once at an enterprise: ``fields`` among the rows that meet ``where``."""

    fields: tuple[str, ...]
    where: Q = field(default_factory=Q)
    nulls_equal: bool = False


@dataclass(frozen=True)
class Reference:
    """A registered reference.

    Where the survivor has the same already (a unique constraint, or ``once``), the row stays
    with the merged record; with ``change`` it gets new values first and then goes over, unless
    ``stays``.
    ``other`` names the other side of a row between two enterprises: a row between the two that
    are merged gets the ``change`` and stays. ``follow`` are columns that repeat the enterprise's.
    """

    label: str
    how: How
    change: Change | None = None
    once: tuple[Once, ...] = ()
    other: str = ""
    follow: tuple[str, ...] = ()
    stays: bool = False


@dataclass(frozen=True)
class Occasion:
    """A move of rows from one enterprise to another."""

    source: Enterprise
    target: Enterprise
    by: Any
    at: datetime
    reason: str


@dataclass
class Outcome:
    """Keys that went over, keys that stayed, and values changed {key: {field: [old, new]}}."""

    moved: list[Any] = field(default_factory=list)
    stayed: list[Any] = field(default_factory=list)
    changed: dict[str, dict[str, list[Any]]] = field(default_factory=dict)


_registry: dict[str, Reference] = {}


def register(
    label: str,
    how: How,
    *,
    change: Change | None = None,
    once: tuple[Once, ...] = (),
    other: str = "",
    follow: tuple[str, ...] = (),
    stays: bool = False,
) -> None:
    """Say what becomes of ``app.Model.field``; registering it again replaces it."""
    _registry[label] = Reference(label, how, change, once, other, follow, stays)


# --- What the models hold -------------------------------------------------------------------
@dataclass(frozen=True)
class Link:
    """A column that holds the key of an enterprise: a foreign key, generic or bare."""

    model: type[Model]
    name: str
    type_name: str = ""  # the content type beside it, for a generic one

    @property
    def label(self) -> str:
        """app.Model.field"""
        return f"{self.model._meta.label}.{self.name}"

    @cached_property
    def _field(self) -> Field[Any, Any]:
        found: Field[Any, Any] = self.model._meta.get_field(self.name)  # type: ignore[assignment]
        return found

    def points_at(self, firm: Enterprise) -> dict[str, Any]:
        """Values of the row's columns when it points at ``firm``."""
        key = str(firm.pk) if isinstance(self._field, CharField) else firm.pk
        return {self._field.attname: key}

    def rows(self, firm: Enterprise) -> QuerySet[Any]:
        """The rows that point at ``firm``."""
        rows = self.model._default_manager.filter(**self.points_at(firm))
        if not self.type_name:
            return rows
        kind = ContentType.objects.get_for_model(Enterprise)
        return rows.filter(**{self.type_name: kind})

    def unique(self) -> Iterator[Once]:
        """The unique constraints that the column takes part in."""
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and self.name in constraint.fields:
                rest = tuple(
                    name for name in constraint.fields if name not in (self.name, self.type_name)
                )
                yield Once(rest, constraint.condition or Q(), constraint.nulls_distinct is False)
        for together in self.model._meta.unique_together:
            if self.name in together:
                yield Once(tuple(n for n in together if n not in (self.name, self.type_name)))


def links() -> list[Link]:
    """Every column of every model that holds the key of an enterprise."""
    found = [*_foreign_keys()]
    for model in apps.get_models():
        found += _generic(model)
        found += _bare(model)
    return found


def _foreign_keys() -> Iterator[Link]:
    for relation in Enterprise._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            remote: Any = relation
            if getattr(remote.field, "many_to_many", False):
                continue  # its table in between has foreign keys of its own
            yield Link(remote.related_model, remote.field.name)


def _generic(model: type[Model]) -> Iterator[Link]:
    keys = [f for f in model._meta.private_fields if isinstance(f, GenericForeignKey)]
    for key in keys:
        yield Link(model, key.fk_field, key.ct_field)
    if keys:
        return
    kinds = [f for f in model._meta.concrete_fields if f.related_model is ContentType]
    names = {f.name for f in model._meta.concrete_fields}
    for kind in kinds:
        for name in ("object_id", "object_pk"):
            if name in names:
                yield Link(model, name, kind.name)


def _bare(model: type[Model]) -> Iterator[Link]:
    for column in model._meta.concrete_fields:
        if column.name.endswith("enterprise_id") and not column.is_relation:
            yield Link(model, column.name)


def known_links() -> list[tuple[Link, Reference]]:
    """Links with what was registered for them.

    Raises:
        UnknownReference: one was not registered.
    """
    found = links()
    unknown = sorted(link.label for link in found if link.label not in _registry)
    if unknown:
        raise UnknownReference(", ".join(unknown))
    return [(link, _registry[link.label]) for link in found]


# --- Moving -----------------------------------------------------------------------------------
def move(link: Link, how: Reference, occasion: Occasion) -> Outcome:
    """Move the rows of ``link`` from the occasion's source to its target, in sets."""
    outcome = Outcome()
    rows = link.rows(occasion.source)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return outcome
    between = _between(link, how, occasion)
    stay = between | _clashing(link, how, occasion)
    if stay and how.change is not None:
        outcome.changed = _change(link, how.change, sorted(stay), occasion)
        stay = stay if how.stays else between | _clashing(link, how, occasion)
    outcome.moved = [key for key in keys if key not in stay]
    outcome.stayed = sorted(stay)
    point(link, how, outcome.moved, occasion)
    return outcome


def point(link: Link, how: Reference, keys: list[Any], occasion: Occasion) -> None:
    """Let the rows with ``keys`` point at the occasion's target, with history where it is kept."""
    if not keys:
        return
    values = link.points_at(occasion.target)
    values |= {name: getattr(occasion.target, name) for name in how.follow}
    link.model._default_manager.filter(pk__in=keys).update(**values)
    remember(link.model, keys, occasion)


def back(link: Link, how: Reference, keys: list[Any], occasion: Occasion) -> list[Any]:
    """Move those of ``keys`` back that still point at the occasion's source; returns them."""
    there = set(link.rows(occasion.source).filter(pk__in=keys).values_list("pk", flat=True))
    there -= _clashing(link, how, occasion) & there
    found = [key for key in keys if key in there]
    point(link, how, found, occasion)
    return found


def _between(link: Link, how: Reference, occasion: Occasion) -> set[Any]:
    if not how.other:
        return set()
    rows = link.rows(occasion.source).filter(**{how.other: occasion.target})
    return set(rows.values_list("pk", flat=True))


def _clashing(link: Link, how: Reference, occasion: Occasion) -> set[Any]:
    """Rows of the source that the target has already."""
    found: set[Any] = set()
    for once in (*link.unique(), *how.once):
        have = {values for _, values in _values(link, occasion.target, once)}
        for pk, values in _values(link, occasion.source, once) if have else ():
            if values in have and (once.nulls_equal or None not in values):
                found.add(pk)
    return found


def _values(link: Link, firm: Enterprise, once: Once) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    rows = link.rows(firm).filter(once.where).values_list("pk", *once.fields)
    for pk, *values in rows.iterator(chunk_size=5000):
        yield pk, tuple(values)


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _change(
    link: Link, change: Change, keys: list[Any], occasion: Occasion
) -> dict[str, dict[str, list[Any]]]:
    changed: dict[str, dict[str, list[Any]]] = {}
    rows = link.model._default_manager.filter(pk__in=keys)
    for row in rows:
        values = change(row, occasion)
        if values:
            changed[str(row.pk)] = {name: [plain(getattr(row, name))] for name in values}
            link.model._default_manager.filter(pk=row.pk).update(**values)
    for row in rows.all():  # as the database has them now
        for name, pair in changed.get(str(row.pk), {}).items():
            pair.append(plain(getattr(row, name)))
    remember(link.model, [key for key in keys if str(key) in changed], occasion)
    return changed


def restore(link: Link, changed: dict[str, dict[str, list[Any]]], occasion: Occasion) -> list[str]:
    """Give rows their old values back where they still have the new ones; returns the others."""
    lost = []
    for key, values in changed.items():
        row = link.model._default_manager.filter(pk=key).first()
        if row is None or any(plain(getattr(row, n)) != new for n, (_, new) in values.items()):
            lost.append(key)
            continue
        old_values = {name: as_python(link.model, name, old) for name, (old, _) in values.items()}
        try:
            with transaction.atomic():
                link.model._default_manager.filter(pk=key).update(**old_values)
        except IntegrityError:  # something of the kind has come up meanwhile
            lost.append(key)
            continue
        remember(link.model, [row.pk], occasion)
    return lost


def as_python(model: type[Model], name: str, value: Any) -> Any:
    """A value of a column as JSON kept it, as the column takes it."""
    column: Any = next(f for f in model._meta.concrete_fields if name in (f.name, f.attname))
    return column.target_field.to_python(value) if column.is_relation else column.to_python(value)


def remember(model: type[Model], keys: Iterable[Any], occasion: Occasion) -> None:
    """Field history of rows that were written in a set."""
    history: Any = getattr(model, "history", None)
    if history is None:
        return
    rows = list(model._default_manager.filter(pk__in=list(keys)))
    if rows:
        history.bulk_history_create(
            rows, batch_size=1000, update=True, default_user=occasion.by,
            default_change_reason=occasion.reason[:100], default_date=occasion.at,
        )  # fmt: skip
