"""Work lists of the home page: each module lists its groups in ``worklists.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

SHOWN = 5  # rows of a group on the home page


@dataclass(frozen=True)
class Group:
    """A kind of work: ``rows(user, today)`` is a queryset (or list) of what waits, ``row`` turns
    one into {title, url, meta, due_on, pill_kind, pill_text}, ``url(user)`` is the list behind.
    ``prepare`` puts on the shown rows what ``row`` needs, for all of them at once."""

    code: str
    title: str | Promise
    permission: str | None
    rows: Callable[[Any, date], Any]
    row: Callable[[Any], dict[str, Any]]
    url: Callable[[Any], str]
    kind: str = "neutral"
    order: int = 100
    prepare: Callable[[list[Any]], Any] | None = None


def _groups() -> Iterable[Group]:
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "worklists"):
            yield from import_module(f"{app.name}.worklists").GROUPS


def work_of(user: Any, *, on: date) -> list[dict[str, Any]]:
    """Groups with something in them, as the home page shows them.

    A row that already stands in a group above is not repeated, except where the person's own act
    is waited for (kind ``waiting``); the counts are of everything.
    """
    found = []
    above: set[tuple[str, str]] = set()
    for group in sorted(_groups(), key=lambda group: group.order):
        if group.permission is not None and not user.can(group.permission):
            continue
        rows = group.rows(user, on)
        count = rows.count() if hasattr(rows, "query") else len(rows)
        shown = list(rows[:SHOWN]) if count else []
        if group.prepare is not None and shown:
            group.prepare(shown)
        lines = [group.row(row) for row in shown]
        if group.kind != "waiting":
            lines = [line for line in lines if _key(line) not in above]
        above.update(map(_key, lines))
        found.append(
            {
                "title": group.title,
                "count": count,
                "url": group.url(user),
                "kind": group.kind if count else "neutral",
                "rows": lines,
            }
        )
    return found


def _key(line: dict[str, Any]) -> tuple[str, str]:
    return str(line["url"]), str(line["title"])
