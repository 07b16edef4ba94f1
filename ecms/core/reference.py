"""Loading reference data: each module lists its data sets, one command loads them.

A data set is loaded again only when its files changed. Rows that an administrator edited
since are kept and reported, never silently overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.module_loading import module_has_submodule

from ecms.core.datafile import DATA_DIR
from ecms.core.models import ReferenceFile


@dataclass
class Outcome:
    """What a load did to the rows of one data set."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)  # edited by hand, not overwritten

    @property
    def rows(self) -> int:
        """All rows seen."""
        return self.created + self.changed + self.unchanged + len(self.kept)


@dataclass(frozen=True)
class DataSet:
    """A named data set: the files it reads (their hash decides) and its loader."""

    name: str
    order: int
    files: tuple[str, ...]
    load: Callable[[], Outcome]
    extra: str = ""  # a version that is not in a file (of a package, of the loader)

    def sha256(self) -> str:
        """Hash over all files and the extra version."""
        digest = hashlib.sha256(self.extra.encode())
        for name in self.files:
            digest.update(Path(DATA_DIR / name).read_bytes())
        return digest.hexdigest()


def all_sets() -> list[DataSet]:
    """Every data set in loading order: ``DATA_SETS`` of each module's ``loading.py``."""
    found: list[DataSet] = []
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "loading"):
            found.extend(import_module(f"{app.name}.loading").DATA_SETS)
    return sorted(found, key=lambda data_set: (data_set.order, data_set.name))


def load(data_set: DataSet, *, at: datetime, force: bool = False) -> Outcome | None:
    """Load one data set in a transaction; None when its files did not change.

    Raises:
        DataFileError: a file that cannot be trusted; nothing of the set is loaded.
    """
    sha256 = data_set.sha256()
    if not force and ReferenceFile.objects.filter(name=data_set.name, sha256=sha256).exists():
        return None
    with transaction.atomic():
        outcome = data_set.load()
        ReferenceFile.objects.update_or_create(
            name=data_set.name,
            defaults={"sha256": sha256, "rows": outcome.rows, "loaded_at": at},
        )
    return outcome


def sync(
    model: type[models.Model], key: tuple[str, ...], rows: Iterable[Mapping[str, Any]]
) -> Outcome:
    """Bring the rows of ``model`` up to the files'; ``key`` names the natural key.

    Foreign keys are given as ``name_id``. History is written for what changed.
    """
    outcome = Outcome()
    present = {tuple(getattr(row, k) for k in key): row for row in model._default_manager.all()}
    fresh = []
    for values in rows:
        row = present.get(tuple(values[k] for k in key))
        if row is None:
            fresh.append(model(**values))
        else:
            _update(row, values, outcome)
    model._default_manager.bulk_create(fresh, batch_size=1000)
    history = getattr(model, "history", None)
    if history is not None and fresh:
        history.bulk_history_create(fresh, batch_size=1000)
    outcome.created = len(fresh)
    return outcome


def _update(row: Any, values: Mapping[str, Any], outcome: Outcome) -> None:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        outcome.unchanged += 1
        return
    if hasattr(row, "history") and row.history.filter(history_user__isnull=False).exists():
        outcome.kept.append(str(row))
        return
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    outcome.changed += 1
