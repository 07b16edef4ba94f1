"""Undo of a list of enterprises: values back, new enterprises out, what others did stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from enterprises.models import ImportJob
from enterprises.services.imports.adapters import Undo


def plan(job: ImportJob) -> Undo:
    """What an undo would do now; changes nothing."""
    raise NotImplementedError


def carry_out(job: ImportJob, *, by: Any, at: datetime, tick: Any) -> Undo:
    """Undo, in the caller's transaction."""
    raise NotImplementedError
