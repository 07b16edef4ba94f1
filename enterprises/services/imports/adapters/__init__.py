"""Kinds of lists as plug-ins: what columns a list has, how its rows are read, judged, written.

The engine (``jobs``, ``work``) knows an :class:`Adapter` and nothing of what it writes. A module
adds a kind by registering an adapter in its ``AppConfig.ready``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from ecms.core.bulk import copy_in
from enterprises.models import ImportJob
from enterprises.services.imports import stage
from enterprises.services.imports.refusal import FileRefused

MOST_NAMED = 200  # things that an undo names one by one; the others are counted
Tick = Callable[[int], None]
StageRow = list[Any]


@dataclass(frozen=True)
class Column:
    """What a column of a list can mean.

    ``pattern`` is a regular expression of alternatives that is looked for, as whole words, in a
    title folded to plain lower-case letters ("ma so thue|mst|tax code"). A title in which
    ``unless`` is found means something else.
    """

    field: str
    words: Any  # a lazy translation
    pattern: str
    unless: str = ""


@dataclass
class Undo:
    """What an undo does, or would do.

    ``restored`` counts records that get earlier values back, ``removed`` records that the import
    had made. ``kept`` are [name, address of its page or "", code, params] of records that stay
    because something hangs on them, ``skipped`` of facts that others changed since.
    """

    restored: int = 0
    removed: int = 0
    kept_count: int = 0
    skipped_count: int = 0
    kept: list[list[Any]] = field(default_factory=list)
    skipped: list[list[Any]] = field(default_factory=list)

    def keep(self, name: str, url: str, code: str, **params: Any) -> None:
        """A record that stays."""
        self.kept_count += 1
        if len(self.kept) < MOST_NAMED:
            self.kept.append([name, url, code, params])

    def skip(self, name: str, url: str, code: str, **params: Any) -> None:
        """A fact that stays as it is."""
        self.skipped_count += 1
        if len(self.skipped) < MOST_NAMED:
            self.skipped.append([name, url, code, params])

    def as_json(self) -> dict[str, Any]:
        """What the job keeps."""
        return dict(vars(self))


class Reader:
    """Reads the rows of one file; made once a check, called for each row."""

    def staged(self, number: int, cells: list[str]) -> StageRow:
        """The values of the adapter's ``stage`` columns for row ``number`` of the file."""
        raise NotImplementedError


class Adapter:
    """A kind of list. Subclass it, fill the class attributes, write the methods.

    Methods take the job as it stands. Those with ``tick`` call ``tick(rows done)`` every few
    thousand rows and let what it raises pass: so a person cancels and a watcher sees progress.
    """

    kind: ClassVar[str]  # of ImportKind
    columns: ClassVar[tuple[Column, ...]]  # in the order in which titles are tried
    needs: ClassVar[tuple[tuple[str, ...], ...]]  # of each group one column must be there
    stage: ClassVar[tuple[tuple[str, str], ...]] = stage.BASIC  # temporary table: name and type
    row_words: ClassVar[Mapping[str, Any]] = {}  # its codes of reasons and warnings in words
    reason_titles: ClassVar[Mapping[str, Any]] = {}  # the same of refusals, in a few words
    nouns: ClassVar[Mapping[str, Any]] = {}  # what its rows are, where they are no enterprises
    sealed: ClassVar[bool] = (
        False  # rows hold secrets: kept encrypted, the file removed at the end
    )
    one_employer: ClassVar[bool] = False  # the list of one employer, named at the upload
    permission: ClassVar[str] = "enterprise.import"  # who may send such lists in

    def reader(self, job: ImportJob, fields: list[str]) -> Reader:
        """What understands the rows; ``fields`` names the field of each column or ""."""
        raise NotImplementedError

    def judge(self, job: ImportJob, total: int, tick: Tick) -> None:
        """Staged rows (table ``stage.TABLE``) into ``enterprises_importrow`` with verdicts.

        ``changes`` is {field: [old, new]}; rows left from an earlier check are gone already.
        """
        raise NotImplementedError

    def found(self, job: ImportJob) -> dict[str, Any]:
        """More that the preview should say, for ``job.summary``; small."""
        return {}

    def is_stale(self, job: ImportJob) -> bool:
        """Whether the register moved since the rows were judged."""
        raise NotImplementedError

    def carry_out(self, job: ImportJob, *, at: datetime, tick: Tick) -> int:
        """Write the rows; returns how many. Runs inside the caller's transaction."""
        raise NotImplementedError

    def finish(self, job: ImportJob, written: int) -> None:
        """After the transaction: statistics, tidying. May be skipped by a crash."""

    def has_work(self, job: ImportJob) -> bool:
        """Whether there is anything to carry out."""
        return bool(job.new or job.changed)

    def plan_undo(self, job: ImportJob) -> Undo:
        """What an undo would do now; changes nothing."""
        raise NotImplementedError

    def undo(self, job: ImportJob, *, by: Any, at: datetime, tick: Tick) -> Undo:
        """Put the register back as far as nobody changed it since; in the caller's transaction."""
        raise NotImplementedError

    def facts(self, rows: Iterable[Any]) -> list[list[str]]:
        """For each row of a preview page what it says or changes, in words."""
        raise NotImplementedError

    def value_words(self, field_name: str, values: set[Any]) -> Mapping[Any, str]:
        """Words for stored values of a field; those without stand for themselves."""
        return {}

    def pages(self, job: ImportJob, rows: Iterable[Any]) -> Mapping[int, str]:
        """Addresses of the pages that rows speak of, by row number; within the province only."""
        return {}

    # --- What every adapter has ---------------------------------------------------------------
    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields."""
        return tuple(column.field for column in self.columns)

    def words_of(self, name: str) -> str:
        """The words of a field."""
        return next((str(one.words) for one in self.columns if one.field == name), name)

    def missing(self, fields: Iterable[str]) -> list[list[str]]:
        """The groups of fields of which a file has no column."""
        there = set(fields)
        return [list(group) for group in self.needs if not there.intersection(group)]

    def fill(self, rows: Iterable[StageRow]) -> int:
        """COPY rows into a fresh staging table; returns how many.

        Raises:
            FileRefused: there are none.
        """
        stage.create(self.stage)
        count = copy_in(stage.TABLE, [name for name, _ in self.stage], rows)
        if not count:
            raise FileRefused("no_rows")
        return count


_ADAPTERS: dict[str, Adapter] = {}


def register(adapter: Adapter) -> None:
    """Make a kind of list known; a kind has one adapter."""
    _ADAPTERS[str(adapter.kind)] = adapter


def adapter_for(kind: str) -> Adapter:
    """The adapter of a kind.

    Raises:
        KeyError: no module has registered one.
    """
    return _ADAPTERS[str(kind)]


def known() -> list[Adapter]:
    """Every adapter, in the order of registration."""
    return list(_ADAPTERS.values())
