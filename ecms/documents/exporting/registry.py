"""What can be exported. A module registers its exporters in ``apps.ready()``.

``register(Exporter("enterprises", _("Enterprises"), Permission.ENTERPRISE_READ, tables, …))``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Row = Sequence[Any]


@dataclass(frozen=True)
class Table:
    """One list: its name for the file, its titles, and its rows, read while they are written.

    ``rows`` is called once, inside the transaction of the export.
    """

    name: str
    header: Sequence[str]
    rows: Callable[[], Iterable[Row]]
    note: str = ""  # what it holds, for the description beside several tables


@dataclass(frozen=True)
class Exporter:
    """A kind of export.

    ``tables(user, query)`` answers the lists that ``user`` may see under the filters ``query``
    (a query string), and is asked again by the worker: a right that is gone shows nothing.
    ``total(user, query)`` is the number of rows for the progress, or None where counting costs
    too much. An export that is no list has ``write(user, query, file, tick)`` instead: it writes
    the file, calls ``tick(done)`` as it goes and answers how many. Without a ``permission`` the
    export itself leaves out what its owner may not see.
    """

    code: str
    label: str | Promise
    permission: str
    kinds: tuple[str, ...]  # csv, xlsx; zip holds several tables
    tables: Callable[[Any, str], Sequence[Table]] = lambda user, query: ()
    total: Callable[[Any, str], int | None] = lambda user, query: None
    readme: Callable[[Any], str] | None = None  # goes into a zip
    write: Callable[[Any, str, Any, Callable[[int], None]], int] | None = None

    def is_for(self, user: Any) -> bool:
        """Whether ``user`` may ask for it at all."""
        return bool(user.is_active and (not self.permission or user.can(self.permission)))


class UnknownExporter(KeyError):
    """No module has registered it."""


_exporters: dict[str, Exporter] = {}
_ended: list[Callable[[Any, Any], None]] = []


def register(exporter: Exporter) -> None:
    """Add a kind of export."""
    _exporters[exporter.code] = exporter


def exporter_of(code: str) -> Exporter:
    """The exporter ``code``.

    Raises:
        UnknownExporter: it does not exist (any more).
    """
    try:
        return _exporters[code]
    except KeyError:
        raise UnknownExporter(code) from None


def when_ended(call: Callable[[Any, Any], None]) -> None:
    """Have ``call(job, at)`` called in the transaction that ends an export, to tell its owner."""
    if call not in _ended:
        _ended.append(call)


def tell_ended(job: Any, at: Any) -> None:
    """Call everybody who wanted to know."""
    for call in _ended:
        call(job, at)
